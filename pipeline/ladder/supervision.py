"""What a record says of its classes to who supervises whom.

A title counts only where a verb of supervision stands right before it, with nothing but a number
or a group between: `supervises from four to nine Kite Testers 1`. What refuses: `does not
supervise`, `advises Kite Testers 1`, `leads a crew of Kite Testers 1`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.ladder.classes import Directory
from pipeline.ladder.links import Link
from pipeline.text import fold

_NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty)"
_COUNT = rf"""
    (?: (?: an? | the | all | any | other | both | several | various | subordinate | many
          | {_NUMBER} | or | more | from | to | up\ to | at\ least | between | and ) \s+ ){{0,7}}
    (?: (?:[a-z-]+\s+)? (?:team|group|unit|crew|section|module|staff|shift|squad)s? \s+ of \s+
        (?: (?: {_NUMBER} | or | more | from | to | at\ least ) \s+ ){{0,5}} )?
"""
_OTHERS = rf"(?: [a-z]+s, \s+ | [a-z]+s \s+ and \s+ (?=(?:an?|{_NUMBER})\s) )?"
_VERB = r"(?:supervis(?:es?|ing)|oversees?|overseeing|directs|manages?)"
_FORWARD = re.compile(
    rf"(?P<may>\bmay\s+)?\b(?P<verb>{_VERB}) \s+ (?:directly\s+)? {_OTHERS} {_COUNT} $",
    re.VERBOSE | re.IGNORECASE,
)  # "may supervise one or two " → Kite Testers 1
_THROUGH = re.compile(
    rf"""\b(?P<verb>supervises|manages|directs|oversees|administers|heads) \b [^.;]{{1,160}}?
        \b through \s+ {_COUNT} $""",
    re.VERBOSE | re.IGNORECASE,
)  # "manages all kites in a region, through " → Kite Testers 2
_UNDER = re.compile(
    rf"""(?: \b under \s+ (?:the\s+)? (?:[a-z]+,?\s+){{0,3}} supervision \s+ of
          | \b supervised \s+ by ) \s+ {_COUNT} $""",
    re.VERBOSE | re.IGNORECASE,
)  # "under the direct supervision of a " → Kite Tester 2
_AND = re.compile(rf"\s*(?:,|,?\s+and|,?\s+or)\s+{_COUNT}", re.VERBOSE | re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|never|nor|without|neither)\b[^,;.]{0,24}$", re.IGNORECASE)
_SUBJECT_VERB = re.compile(r"\s+(?:who\s+|also\s+|may\s+|[a-z]+ly\s+){0,3}")
_ARTICLE = re.compile(r"\s*(?:an?\s+|the\s+|each\s+)?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.?!]\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class _Mention:
    """Classes named in a paragraph and where their title stands in it."""

    start: int
    end: int
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Cue:
    """How a title stands in its sentence: under whom, from which character the words begin."""

    start: int
    upward: bool = False
    may: bool = False


def supervision(record: Mapping[str, Any], directory: Directory) -> Iterator[Link]:
    """The supervision that characteristics, duties and other paragraphs state."""
    titles = [e for e in record["entities"] if e["label"] == "TITLE"]
    starts = [e["start"] for e in titles]
    for pointer, text, ordinal in _paragraphs(record):
        spans = record["evidence"].get(pointer, {}).get("spans", ())
        inside = [
            e for a, b in spans for e in titles[bisect_left(starts, a) : bisect_left(starts, b)]
        ]
        mentions = list(_mentions(text, inside, record, directory))
        holder = directory.at(record["id"], ordinal) if ordinal else None
        stated_in = f"{record['id']}#{pointer}"
        for mention, cue, subjects in _supervised(text, mentions, (holder,) if holder else ()):
            yield from _links(mention, cue, subjects, stated_in)


def _paragraphs(record: Mapping[str, Any]) -> Iterator[tuple[str, str, int | None]]:
    """Pointer, text and class of every paragraph that may speak of supervision."""
    for i, one in enumerate(record["classes"]):
        for j, text in enumerate(one["distinguishing_characteristics"]):
            yield f"/classes/{i}/distinguishing_characteristics/{j}", text, one["ordinal"]
        for j, duty in enumerate(one["duties"]):
            yield f"/classes/{i}/duties/{j}/text", duty["text"], one["ordinal"]
    for j, text in enumerate(record["series"]["description"]):
        yield f"/series/description/{j}", text, None
    for i, section in enumerate(record["sections"]):
        for j, text in enumerate(section.get("text", ())):
            yield f"/sections/{i}/text/{j}", text, section["class"]


def _mentions(
    text: str,
    entities: Sequence[Mapping[str, Any]],
    record: Mapping[str, Any],
    directory: Directory,
) -> Iterator[_Mention]:
    """The title entities of a paragraph at their places in its folded text."""
    position = 0
    for entity in entities:
        printed = fold(entity["text"])
        at = text.find(printed, position)
        if at >= 0:
            position = at + len(printed)
            yield _Mention(at, position, _classes(entity, record, directory))


def _classes(
    entity: Mapping[str, Any], record: Mapping[str, Any], directory: Directory
) -> tuple[str, ...]:
    value = entity["value"]
    if isinstance(value, Mapping) and value.get("ordinals"):
        places = (directory.at(record["id"], ordinal) for ordinal in value["ordinals"])
        return tuple(place for place in places if place)
    return directory.named(record["jurisdiction"], fold(entity["text"]))


def _supervised(
    text: str, mentions: Sequence[_Mention], holder: tuple[str, ...]
) -> Iterator[tuple[_Mention, _Cue, tuple[str, ...]]]:
    """The mentions that a cue stands before, with the classes that are the other side."""
    sentences = [0, *(m.end() for m in _SENTENCE_END.finditer(text))]
    last: tuple[int, _Cue, tuple[str, ...]] | None = None
    for mention in mentions:
        begin = max(s for s in sentences if s <= mention.start)
        earlier = [m for m in mentions if begin <= m.start < mention.start]
        if last and begin <= last[0] and _AND.fullmatch(text, last[0], mention.start):
            last = (mention.end, last[1], last[2])
            yield mention, last[1], last[2]
            continue
        cue = _cue(text, begin, mention.start)
        last = None
        if cue is not None and not (cue.upward and earlier):
            last = (mention.end, cue, _subjects(text, begin, cue, earlier) or holder)
            yield mention, cue, last[2]


def _cue(text: str, begin: int, end: int) -> _Cue | None:
    """The cue that ends right before a title, unless it is denied."""
    before = text[begin:end]
    found = _FORWARD.search(before) or _THROUGH.search(before)
    upward = found is None
    found = found or _UNDER.search(before)
    if found is None or _DENIED.search(before, 0, found.start()):
        return None
    may = not upward and bool(found.groupdict().get("may"))
    return _Cue(begin + found.start(), upward, may)


def _subjects(text: str, begin: int, cue: _Cue, earlier: Sequence[_Mention]) -> tuple[str, ...]:
    """The classes a sentence begins with or that stand right before its verb, if any do."""
    for mention in reversed(earlier):
        if _SUBJECT_VERB.fullmatch(text, mention.end, cue.start) or (
            _ARTICLE.fullmatch(text, begin, mention.start)
        ):
            return mention.classes
    return ()


def _links(mention: _Mention, cue: _Cue, subjects: Sequence[str], stated_in: str) -> Iterator[Link]:
    for subject in subjects:
        for named in mention.classes:
            upper, lower = (named, subject) if cue.upward else (subject, named)
            if upper != lower:
                yield Link(upper, lower, "supervises", stated_in, may=cue.may)
