"""Cues to an outline: which section each unit stands in, headings or no headings.

A heading decides. Where headings are lost, the section of each unit is the path of least
surprise through all units (Viterbi): every cue is evidence for some sections and against
others, staying in a section is free, moving on costs, and a class label that starts again from
the first class makes staying dear.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from functools import cache, lru_cache

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

_Scores = dict[str, float]
_Ways = Mapping[str, Mapping[str, float]]


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
    cues: Sequence[Cue], headings: Mapping[int, Heading], *, sought: Container[str] = _ALL
) -> list[str]:
    """The section kind of every unit, in order; only the kinds `sought` are found by content."""
    if not cues:
        return []
    printed = frozenset(heading.kind for heading in headings.values())
    printed |= {kind for kind in map(_kind, FREE) if kind not in sought}
    best, back = _begin(cues[0], headings.get(0), printed), []
    for index in range(1, len(cues)):
        cue, heading = cues[index], headings.get(index)
        if heading is not None:
            before = _highest(best)
            best, came = {heading.kind: best[before]}, {heading.kind: before}
        else:
            best, came = _step(best, cue, _ways(printed, restart=cue.restart))
        back.append(came)
    path = [_highest(best)]
    for came in reversed(back):
        path.append(came[path[-1]])
    return [_kind(state) for state in reversed(path)]


def _highest(scores: _Scores) -> str:
    return max(scores, key=scores.__getitem__)


def _begin(cue: Cue, heading: Heading | None, printed: frozenset[str]) -> _Scores:
    """What speaks for each section at the first unit."""
    if heading is not None:
        return {heading.kind: 0.0}
    open_ = [s for s in FREE if _kind(s) not in printed]
    scores = {s: weigh(s, cue) - _MOVE * FREE.index(s) / 2 for s in open_}
    return scores or dict.fromkeys(_states(printed), 0.0)


def _step(best: _Scores, cue: Cue, ways: _Ways) -> tuple[_Scores, dict[str, str]]:
    """The score of every section that can be reached, and from where it is reached best."""
    scores: _Scores = {}
    came: dict[str, str] = {}
    for state, gains in ways.items():
        reached = {before: best[before] + gain for before, gain in gains.items() if before in best}
        if reached:
            before = came[state] = _highest(reached)
            scores[state] = reached[before] + weigh(state, cue)
    return scores, came


@cache
def _kind(state: str) -> str:
    return state.partition("/")[0]


def _states(printed: frozenset[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*FREE, *sorted(printed))))


@lru_cache(maxsize=256)
def _ways(printed: frozenset[str], *, restart: bool) -> _Ways:
    """Section → the sections that the unit before may stand in, each with the gain of that way.

    A gain is a negative cost. There is no way into what the document prints as a heading.
    """
    stays = -_RESTART if restart else 0.0
    ways: dict[str, dict[str, float]] = {}
    for state in _states(printed):
        moves = -_MOVE if state == "notes" or not printed else -_MOVE * _DEAR
        ways[state] = {
            before: moves if before != state else stays if state in FREE else 0.0
            for before in _states(printed)
            if before == state
            or (_kind(state) not in printed and state in _FOLLOWS.get(before, FREE))
        }
    return ways


def weigh(state: str, cue: Cue) -> float:
    """How well a cue suits a section; the sum of what speaks for it and against it."""
    suits = _WEIGH.get(_kind(state))
    return suits(cue) if suits else 0.0


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


_WEIGH = {
    "description": _description,
    "distinguishing": _distinguishing,
    "related": _related,
    "duties": _duties,
    "qualifications": _qualifications,
    "notes": _notes,
}
