"""Cues to an outline: which section each unit stands in, headings or no headings.

A heading decides. Where headings are lost, the section of each unit is the path of least
surprise through all units (Viterbi): every cue is evidence for some sections and against
others, staying in a section is free, moving on costs, and a class label that starts again from
the first class makes staying dear.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
_NEVER = -1e9


def below_headings(count: int, headings: Mapping[int, Heading]) -> list[str]:
    """The section kind of every unit where all sections are headed: that of the last heading."""
    kinds = []
    kind = "other"
    for index in range(count):
        kind = headings[index].kind if index in headings else kind
        kinds.append(kind)
    return kinds


def trace(cues: Sequence[Cue], headings: Mapping[int, Heading]) -> list[str]:
    """The section kind of every unit, in order."""
    if not cues:
        return []
    printed = {h.kind for h in headings.values()}
    states = tuple(dict.fromkeys((*FREE, *sorted(printed))))
    best = {s: _enter(s, cues[0], headings.get(0), printed) for s in states}
    back: list[dict[str, str]] = []
    for index in range(1, len(cues)):
        best, came = _step(best, cues[index], headings.get(index), printed, states)
        back.append(came)
    path = [max(states, key=lambda s: best[s])]
    for came in reversed(back):
        path.append(came[path[-1]])
    return [_kind(state) for state in reversed(path)]


def _kind(state: str) -> str:
    return state.partition("/")[0]


def _step(
    best: Mapping[str, float],
    cue: Cue,
    heading: Heading | None,
    printed: set[str],
    states: Sequence[str],
) -> tuple[dict[str, float], dict[str, str]]:
    scores, came = {}, {}
    for state in states:
        before = max(states, key=lambda s: best[s] + _move(s, state, cue, heading, printed))
        came[state] = before
        scores[state] = (
            best[before] + _move(before, state, cue, heading, printed) + weigh(state, cue)
        )
    return scores, came


def _enter(state: str, cue: Cue, heading: Heading | None, printed: set[str]) -> float:
    if heading is not None:
        return 0.0 if heading.kind == state else _NEVER
    if _kind(state) in printed or state not in FREE:
        return _NEVER
    return weigh(state, cue) - _MOVE * FREE.index(state) / 2


def _move(before: str, state: str, cue: Cue, heading: Heading | None, printed: set[str]) -> float:
    """The gain (a negative cost) of going from one section to the next unit's section."""
    if heading is not None:
        return 0.0 if heading.kind == state else _NEVER
    if before == state:
        return -_RESTART if cue.restart and state in FREE else 0.0
    if _kind(state) in printed or state not in _FOLLOWS.get(before, FREE):
        return _NEVER
    return -_MOVE if state == "notes" or not printed else -_MOVE * _DEAR


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
