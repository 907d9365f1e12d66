"""Cues to an outline: which section each unit stands in, headings or no headings.

A heading decides. Where headings are lost, the section of each unit is the path of least
surprise through all units (Viterbi): every cue is evidence for some sections and against
others, staying in a section is free, moving on costs, and a class label that starts again from
the first class makes staying dear.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.segment.cues import Cue
from pipeline.segment.headings import Heading

FREE = (
    "description",
    "related",
    "distinguishing",
    "distinguishing/after-related",
    "related/after-distinguishing",
    "duties",
    "qualifications",
    "notes",
)
"""The sections that content alone can show; what follows a slash is the way that led there."""

_ALL = frozenset(state.partition("/")[0] for state in FREE)
_LATE = ("duties", "qualifications", "notes")
_FOLLOWS: Mapping[str, frozenset[str]] = {
    "description": frozenset(("related", "distinguishing", *_LATE)),
    "related": frozenset(("distinguishing/after-related", *_LATE)),
    "distinguishing": frozenset(("related/after-distinguishing", *_LATE)),
    "distinguishing/after-related": frozenset(_LATE),
    "related/after-distinguishing": frozenset(_LATE),
    "duties": frozenset(("related/after-distinguishing", "qualifications", "notes")),
    "qualifications": frozenset(("notes",)),
    "notes": frozenset(("qualifications",)),
}
_MOVE = 2.0
_DEAR = 2.0  # a document that prints headings seldom drops a single one
_RESTART = 3.0

_Scores = dict[int, float]
_Ways = tuple[tuple[tuple[int, float], ...], ...]


class _Map(NamedTuple):
    """The sections a document may have, by number, and the ways from each to the next unit's.

    A weight says how well a cue suits a section: the sum of what speaks for it and against it.
    A way is the number of the section it leads to and its gain, a negative cost; `again` are the
    ways to a unit that starts again from the first class.
    """

    kinds: tuple[str, ...]
    weights: tuple[Callable[[Cue], float], ...]
    ways: _Ways
    again: _Ways


def below_headings(count: int, headings: Mapping[int, Heading], *, first: str) -> list[str]:
    """The section kind of every unit where all sections are headed: that of the last heading.

    What stands above all headings is of the kind `first`.
    """
    kinds = []
    kind = first
    for index in range(count):
        kind = headings[index].kind if index in headings else kind
        kinds.append(kind)
    return kinds


def trace(
    count: int,
    cues: Mapping[int, Cue],
    headings: Mapping[int, Heading],
    *,
    sought: Container[str] = _ALL,
) -> list[str]:
    """The section kind of every unit, in order; only the kinds `sought` are found by content.

    Every unit has a heading or a cue.
    """
    if not count:
        return []
    printed = frozenset(heading.kind for heading in headings.values())
    printed |= {kind for kind in map(_kind, FREE) if kind not in sought}
    known = _map(printed)
    first = headings.get(0)
    best = {known.kinds.index(first.kind): 0.0} if first else _begin(known, printed, cues[0])
    back: list[dict[int, int]] = []
    for index in range(1, count):
        if index in headings:
            before = _highest(best)
            state = known.kinds.index(headings[index].kind)
            best, came = {state: best[before]}, {state: before}
        else:
            best, came = _step(known, best, cues[index])
        back.append(came)
    path = [_highest(best)]
    for came in reversed(back):
        path.append(came[path[-1]])
    return [known.kinds[state] for state in reversed(path)]


def _highest(scores: _Scores) -> int:
    """The best section; of equal ones the first."""
    return min(scores, key=lambda state: (-scores[state], state))


def _begin(known: _Map, printed: frozenset[str], cue: Cue) -> _Scores:
    """What speaks for each section at the first unit."""
    scores = {
        state: known.weights[state](cue) - _MOVE * state / 2
        for state in range(len(FREE))
        if known.kinds[state] not in printed
    }
    return scores or dict.fromkeys(range(len(known.kinds)), 0.0)


def _step(known: _Map, best: _Scores, cue: Cue) -> tuple[_Scores, dict[int, int]]:
    """The score of every section that can be reached, and from where it is reached best."""
    scores: _Scores = {}
    came: dict[int, int] = {}
    ways = known.again if cue.restart else known.ways
    for before, score in sorted(best.items()):
        for state, gain in ways[before]:
            if state not in scores or score + gain > scores[state]:
                scores[state] = score + gain
                came[state] = before
    for state in scores:
        scores[state] += known.weights[state](cue)
    return scores, came


def _kind(state: str) -> str:
    return state.partition("/")[0]


@lru_cache(maxsize=256)
def _map(printed: frozenset[str]) -> _Map:
    """The sections of a document that prints headings of these kinds.

    There is no way into what the document prints as a heading.
    """
    states = tuple(dict.fromkeys((*FREE, *sorted(printed))))
    kinds = tuple(map(_kind, states))
    weights = tuple(_WEIGHTS.get(kind, _other) for kind in kinds)
    return _Map(kinds, weights, _ways(states, printed, 0.0), _ways(states, printed, -_RESTART))


def _ways(states: Sequence[str], printed: frozenset[str], stays: float) -> _Ways:
    """From each section the ways on; to stay in one that content can show gains `stays`."""
    ways = []
    for before in states:
        onward = []
        for number, state in enumerate(states):
            moves = -_MOVE if state == "notes" or not printed else -_MOVE * _DEAR
            if before == state:
                onward.append((number, stays if state in FREE else 0.0))
            elif _kind(state) not in printed and state in _FOLLOWS.get(before, FREE):
                onward.append((number, moves))
        ways.append(tuple(onward))
    return tuple(ways)


def _description(cue: Cue) -> float:
    score = 1.0 if cue.label == "subject" else 0.0
    score -= 3.0 * (cue.label in ("run_in", "alone")) + 3.0 * cue.bullet
    score -= 2.0 * cue.qualifying + 5.0 * bool(cue.role) + 1.0 * cue.foreign
    return score - 0.5 * cue.verb


def _distinguishing(cue: Cue) -> float:
    score = 2.0 * (cue.label == "run_in") + 2.0 * (cue.level_words and bool(cue.label))
    score += 0.5 * (cue.label == "subject") + 1.0 * (cue.label == "member") - 1.0 * cue.foreign
    score -= 1.5 * cue.verb + 2.0 * cue.bullet + 1.5 * cue.qualifying
    return score - 5.0 * bool(cue.role)


def _related(cue: Cue) -> float:
    if cue.label:
        return -3.0
    score = 2.5 * cue.foreign + 1.0 * (cue.comparing and cue.foreign)
    return (
        score - 1.0 * (not cue.foreign) - 3.0 * cue.bullet - 5.0 * bool(cue.role) - 2.0 * cue.verb
    )


def _duties(cue: Cue) -> float:
    score = 2.0 * cue.bullet + 2.0 * cue.verb + 1.0 * (cue.label == "alone")
    score += 0.5 * cue.lead_in + 0.5 * (cue.short and not cue.label) - 1.5 * cue.qualifying
    score -= 2.0 * cue.before_track
    score -= 1.5 * cue.level_words + 1.0 * cue.foreign
    return score - 5.0 * bool(cue.role)


def _qualifications(cue: Cue) -> float:
    score = 5.0 * (cue.role in ("track", "substitution")) + 2.0 * (cue.role == "footnote")
    score += 2.5 * cue.qualifying + 0.5 * (cue.label == "alone") - 2.0 * cue.verb
    score += 2.0 * cue.before_track
    return score - 3.0 * (cue.role in ("note", "date", "initials")) - 1.0 * cue.closing - 0.5


def _notes(cue: Cue) -> float:
    score = 5.0 * (cue.role in ("note", "date")) + 3.0 * (cue.role == "initials")
    score += 3.0 * (cue.closing and not cue.label) + 1.0 * (cue.role == "footnote")
    return score - 2.0 * (not cue.role and not cue.closing) - 3.0 * cue.bullet


def _other(_: Cue) -> float:
    return 0.0


_WEIGHTS: Mapping[str, Callable[[Cue], float]] = {
    "description": _description,
    "distinguishing": _distinguishing,
    "related": _related,
    "duties": _duties,
    "qualifications": _qualifications,
    "notes": _notes,
}
