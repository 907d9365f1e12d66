"""Units to cues: what the words of a unit say about the section it stands in."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import NamedTuple

from pipeline.model import Document, Unit
from pipeline.profiles import Profile
from pipeline.segment.labels import Labels
from pipeline.text import fold, sought, vocabulary
from pipeline.titles import Label, Titles, names_a_body

_VERB = re.compile(
    r"(?:(?P<verb>[A-Z][a-z]+(?:[-‑][a-z]+)?)[\s,](?!\s*of\b)|May\b|In\s+(?:collaboration|cooperation)\b|"
    r"(?:Periodically|Occasionally|Independently)\b)"
)
_ORDERS = re.compile(
    r"(?P<word>[A-Z][a-z]+)\s+(?:the|an?|all|any|each|every|their|new|other|such|up|and\s+[a-z]+)\s"
)
_NO_ORDERS = vocabulary(
    """
    in on at by for from under with within to of as is are was both while when where if unless
    during after before until through upon over among between against because since although
    not only all any each every this that these those the has have had be being than like
    about into also may must can will
    """
)
_NOT_VERBS = vocabulary(
    """
    this his is was has as us its these those positions incumbents employees persons members
    applicants candidates examples classes titles standards duties years levels always
    sometimes besides unless across perhaps thus plus
    """
)
_has_level_words = sought(
    r"\b(?:entry|full performance|advanced performance|advanced|journey|supervisory|managerial|"
    r"director|trainee|senior|first|second|third|lead|one[- ]position|developmental|working)"
    r"(?:[- ]+\w+){0,2}?[- ]+(?:level|class)\b|\bunder\s+(?:the\s+)?(?:close|general|direct|"
    r"limited|immediate|administrative)?\s*(?:supervision|direction)\b",
    words="level class supervision direction",
)
_qualifies = sought(
    r"\b(?:years?|months?)\b.{0,40}\b(?:experience|service|as\s+an?)\b|\b(?:bachelor|master|"
    r"associate)['’]?s?\s+degree\b|\bhigh\s+school\s+diploma\b|\bpossession\s+of\b|"
    r"\bdriver['’]?s?\s+licen[sc]e\b|\bminimum\s+(?:requirements?|qualifications?)\b|\btraineeship\b",
    words="year month degree diploma possession licen minimum traineeship",
)
_compares = sought(
    r"\b(?:unlike|whereas|in\s+contrast|by\s+contrast|differs?|distinguished|instead\s+of|"
    r"do(?:es)?\s+not|but\s+not|are\s+not|is\s+not|seldom|while)\b",
    words="not while unlike whereas contrast differ distinguished instead seldom",
)
_FOREIGN = re.compile(
    r"""
    (?: (?:The|An?)\s+ )? (?! (?:The|An?)\s )
    (?P<title> [A-Z][\w'’-]*
        (?: (?: \s+ (?: (?:of|and|for|&|/) \s+ )? | \s*[/,]\s* ) [A-Z][\w'’-]* )+ )
    (?P<level> \s+ \d{1,2} )?
    (?: \s* \([^)]*\) | ,?\s* \#\s?\d{4,7} )? ,?     # (Spanish Language), #9900100
    \s+ (?P<next> [a-z]+ )
    """,
    re.VERBOSE,
)
_MOST_READ = 600
_OF_CLASSES = frozenset(("classes", "positions", "titles", "series"))
_AFTER_TITLE = vocabulary(
    """
    in of at who may whose with on for can will
    """
)


def _foreign(text: str) -> bool:
    """Whether a text begins with a title and goes on as a sentence about its holders."""
    match = _FOREIGN.match(text)
    if match is None:
        return False
    if names_a_body(match["title"]) or match["next"] in _OF_CLASSES:
        return False
    head = match["title"].partition(" of ")[0]
    plural = head.endswith("s") or match["level"] is not None
    return plural or match["next"].endswith("s") or match["next"] in _AFTER_TITLE


class Cue(NamedTuple):
    """What one unit shows; `label` is "run_in", "alone", "subject", "member" or empty.

    A subject names the whole series (`Kite Testers fly …`), a member one class of it. A foreign
    unit is about a class of another series, and may be comparing the document's with it.
    `before_track` says that a class label alone is followed by a qualification track.
    """

    role: str
    label: str
    restart: bool
    bullet: bool
    verb: bool
    level_words: bool
    qualifying: bool
    foreign: bool
    comparing: bool
    short: bool
    lead_in: bool
    closing: bool
    before_track: bool


def read_cues(
    document: Document,
    units: Sequence[Unit],
    headings: Container[int],
    titles: Titles,
    labels: Labels,
    profile: Profile,
) -> dict[int, Cue]:
    """The cues of every unit that is not headed itself, by index."""
    cues = {}
    restarts = _restarts(labels)
    for index, unit in enumerate(units):
        if index in headings:
            continue
        label = labels.get(index)
        alone = label is not None and label.kind == "alone" and index + 1 < len(units)
        cues[index] = _cue(
            document.text,
            unit,
            label,
            titles,
            profile,
            restart=index in restarts,
            before_track=alone and units[index + 1].role == "track",
        )
    return cues


def _restarts(labels: Labels) -> set[int]:
    """The units whose labels start again from a class that was named before.

    A subject opens a class only where the document has no other labels.
    """
    subjects = all(label.kind == "subject" for label in labels.values())
    restarts = set()
    last = 0
    for index, label in labels.items():
        if label.kind != "subject" or (subjects and len(label.ordinals) == 1):
            if label.ordinals[0] <= last:
                restarts.add(index)
            last = label.ordinals[0]
    return restarts


def _label_kind(label: Label | None, titles: Titles) -> str:
    if label is None:
        return ""
    member = label.kind == "subject" and len(label.ordinals) < len(titles)
    return "member" if member else label.kind


def _cue(
    text: str,
    unit: Unit,
    found: Label | None,
    titles: Titles,
    profile: Profile,
    *,
    restart: bool,
    before_track: bool,
) -> Cue:
    label = _label_kind(found, titles)
    start = found.end if found is not None and found.kind != "subject" else unit.start
    body = fold(text[start : min(unit.end, start + _MOST_READ)])
    lower = body.lower()
    prose = len(body) > 40
    closing = False
    for rule in profile.closings if prose else ():
        closing = closing or rule.finds(body, lower)
    foreign = (
        prose
        and not label
        and _foreign(body)
        and not any(titles.mentions(fold(text[start : min(unit.end, start + 100)])))
    )
    return Cue(
        role=unit.role,
        label=label,
        restart=restart,
        bullet=bool(unit.style),
        verb=starts_with_verb(body),
        level_words=_has_level_words(lower[:160]),
        qualifying=_qualifies(lower),
        foreign=foreign,
        comparing=foreign and _compares(lower),
        short=body.count(" ") < 8 and not body.endswith((".", ";")),
        lead_in=body.endswith(":"),
        closing=closing,
        before_track=before_track,
    )


def starts_with_verb(text: str) -> bool:
    """Whether a text begins like a duty: `Reviews plans …`, `May supervise …`, `Prepare the …`."""
    match = _VERB.match(text)
    if match is not None:
        verb = (match["verb"] or "").casefold()
        if not verb or verb == "may":
            return True
        if verb.endswith("s") and not verb.endswith(("ss", "us")) and verb not in _NOT_VERBS:
            return True
    order = _ORDERS.match(text)
    return order is not None and order["word"].casefold() not in _NO_ORDERS
