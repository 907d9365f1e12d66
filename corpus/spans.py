"""Gold and the reference text to the place of every value: JSON Pointer to spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from corpus.arrange import shared
from corpus.bank import Series
from corpus.header import Seen, grade, header
from corpus.layout import Layout
from corpus.reference import Line, Reference, Span, spaced

Gold = dict[str, Any]
Place = tuple[str, Span]
Lines = Iterator[Line]

DATE = r"(?:\d{1,2}/\d{2}|[A-Z][a-z]+ \d{4})$"
ANCHORED = r"(?:\[\d\])?\s+"


def spans(gold: Gold, series: Series, layout: Layout, page: Reference) -> dict[str, list[Span]]:
    """Where the page prints each value; what it prints nowhere has no pointer."""
    places = [
        *identity(gold, page),
        *titles(gold, series, layout, page),
        *distinguishing(gold, series, layout, page),
        *duties(gold, page),
        *qualifications(gold, page),
        *lists(gold, page),
        *citations(gold, page),
    ]
    found: dict[str, list[Span]] = {pointer: [span] for pointer, span in places}
    return found | {
        f"/abbreviations/{short}": list(definition(short, long, page))
        for short, long in gold["abbreviations"].items()
    }


def identity(gold: Gold, page: Reference) -> Iterator[Place]:
    """Number and date of the standard."""
    if number := gold["standard_number"]:
        yield "/standard_number", printed(rf"\b{number}\b", page)
    for line in page.of("date"):
        yield "/issued", printed(DATE, page, line.start, line.end)


def printed(pattern: str, page: Reference, start: int = 0, end: int | None = None) -> Span:
    """The first match of what the page is known to print."""
    found = page.found(pattern, start, end)
    if found is None:
        raise ValueError(f"{pattern} is not printed")
    return found


def titles(gold: Gold, series: Series, layout: Layout, page: Reference) -> Iterator[Place]:
    """Title, level, parenthetic, grade and code of every class: as in the header, else elsewhere.

    A title that the header lost is the one of the first label; a code that it does not print
    beside the titles is the `Occ. Code`.
    """
    _, seen = header(series, layout)
    labels = page.of("paragraph", "class_title", section="distinguishing")
    title_end = grade_end = code_end = 0
    for number, (said, each, sight) in enumerate(
        zip(gold["classes"], series.classes, seen, strict=True)
    ):
        title = title_span(said["title"], sight, labels, page, title_end)
        yield from parts(f"/classes/{number}", said, title)
        title_end = title[1] if sight.title else title_end
        if sight.grade:
            form = re.escape(grade(each, layout)).replace("GRADE", "(?:GRADE|GARDE)")
            at = graded(form, page, max(grade_end, title_end))
            grade_end = at[1]
            yield f"/classes/{number}/grade", at
        if sight.code:
            at = coded(sight.code, page, max(code_end, title_end))
            code_end = at[1]
            yield f"/classes/{number}/code", at


def graded(form: str, page: Reference, start: int) -> Span:
    """A grade, in capitals or not, behind its title or the grade before."""
    return printed(rf"(?<!\w)(?i:{form})(?!\w)", page, start)


def coded(code: str, page: Reference, start: int) -> Span:
    """A code behind its title; where none follows in the header, the `Occ. Code`."""
    end = max((line.end for line in page.of("header", "code", "row")), default=0)
    return page.found(rf"\b{code}\b", start, max(start, end)) or printed(rf"\b{code}\b", page)


def title_span(title: str, sight: Seen, labels: Lines, page: Reference, start: int) -> Span:
    """A title at the start of a line of the header, or in the next label of the body."""
    if sight.title:
        return printed(rf"^{spaced(title)}(?!\w)", page, start)
    line = next(line for line in labels if names(line, title))
    return line.start, line.start + len(title)


def names(line: Line, title: str) -> bool:
    """Whether the label of the line, or the line, is the title."""
    return title in (line.label.rstrip(" :;,"), line.label + line.text)


def parts(pointer: str, said: Gold, title: Span) -> Iterator[Place]:
    """A title with its level and its parenthetic; wrapped or not, it is as long as in the gold."""
    yield f"{pointer}/title", title
    if said["level"]:
        level = re.search(rf"\b{said['level']}(?=(?: \(.*\))?$)", said["title"])
        if level is not None:
            yield f"{pointer}/level", (title[0] + level.start(), title[0] + level.end())
    if said["parenthetic"]:
        yield f"{pointer}/parenthetic", (title[1] - 1 - len(said["parenthetic"]), title[1] - 1)


def distinguishing(gold: Gold, series: Series, layout: Layout, page: Reference) -> Iterator[Place]:
    """The paragraphs of every class; those of a joint label are the same for all."""
    lines = page.of("paragraph", section="distinguishing")
    joint = [whole(text, lines) for text in shared(series, layout)]
    for number, each in enumerate(gold["classes"]):
        for position, text in enumerate(each["distinguishing"]):
            at = joint[position] if position < len(joint) else whole(text, lines)
            yield f"/classes/{number}/distinguishing/{position}", at


def whole(text: str, lines: Lines) -> Span:
    """The next line whose text this is."""
    return next(line.words for line in lines if line.text == text)


def duties(gold: Gold, page: Reference) -> Iterator[Place]:
    """The duties of every class, and the line or cell of the group of each."""
    lines = page.of("duty", "theme", "lead_in", "tasks", section="duties")
    for number, each in enumerate(gold["classes"]):
        group, at = None, (0, 0)
        for position, duty in enumerate(each["duties"]):
            pointer = f"/classes/{number}/duties/{position}"
            if duty["group"] and duty["group"] != group:
                start = next(line.start for line in lines if line.text.rstrip(":") == duty["group"])
                at = start, start + len(duty["group"])
            group = duty["group"]
            if group:
                yield f"{pointer}/group", at
            yield f"{pointer}/text", whole(duty["text"], lines)


def qualifications(gold: Gold, page: Reference) -> Iterator[Place]:
    """The paths into every class."""
    lines = page.of("paragraph", section="qualifications")
    for number, each in enumerate(gold["classes"]):
        for position, path in enumerate(each["qualifications"]):
            pointer = f"/classes/{number}/qualifications/{position}"
            yield f"{pointer}/text", whole(path["text"], lines)


def lists(gold: Gold, page: Reference) -> Iterator[Place]:
    """Related classes, substitutions and footnotes."""
    lines = page.of("paragraph", section="related")
    for number, (title, line) in enumerate(zip(gold["related_classes"], lines, strict=True)):
        yield f"/related_classes/{number}", (line.start, line.start + len(title))
    lines = page.of("paragraph", section="qualifications")
    for number, text in enumerate(gold["substitutions"]):
        yield f"/substitutions/{number}", whole(text, lines)
    for number, line in enumerate(page.of("footnote")):
        yield f"/footnotes/{number}/text", line.words


def citations(gold: Gold, page: Reference) -> Iterator[Place]:
    """The first place of every citation, with the anchor that may stand inside."""
    places = mentions(gold["citations"], page)
    for number, cited in enumerate(gold["citations"]):
        yield f"/citations/{number}", next(span for words, span in places if words == cited)


def mentions(wanted: list[str], page: Reference) -> list[tuple[str, Span]]:
    """Every place of these words in printed order; inside a longer one is no place."""
    longest = sorted(wanted, key=len, reverse=True)
    pattern = "|".join(f"({spaced(words, ANCHORED)})" for words in longest)
    if not wanted:
        return []
    found = re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", page.text)
    return [(longest[(match.lastindex or 1) - 1], match.span()) for match in found]


def definition(short: str, long: str, page: Reference) -> tuple[Span, Span]:
    """The short and the long form where they stand together, in printed order."""
    one, other = spaced(short), spaced(long, ANCHORED)
    gap = r"(?:\[\d\])?[\s\"“”]*(?:\(|means)?[\s\"“”]*"
    pattern = rf"(?<!\w)(?:{one}{gap}{other}|{other}{gap}{one})(?!\w)"
    start, end = printed(pattern, page)
    first, last = (one, other) if page.text.startswith(short, start) else (other, one)
    head = printed(first, page, start, end)
    return head, printed(last, page, head[1], end)
