"""Gold, spans and the reference text to entities, and where those of a label are complete."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from corpus.arrange import label_title
from corpus.bank import Series
from corpus.layout import Layout
from corpus.reference import Line, Reference, Span
from corpus.spans import mentions
from corpus.wording import MONTHS

Entity = tuple[str, Span]
Spans = dict[str, list[Span]]

CODE = r"\b\d{7}\b"
GRADE = r"\bGrade \d{1,2}\b"
DATE = rf"\b(?:{'|'.join(MONTHS)}) (?:\d{{1,2}}, )?\d{{4}}\b"
EVERYWHERE = ("ABBREVIATION", "DATE", "GRADE", "LAW", "OCC_CODE")
OF_PATHS = ("DEGREE", "DURATION", "FIELD_OF_STUDY", "LICENSE")


def entities(series: Series, layout: Layout, spans: Spans, page: Reference) -> dict[str, Any]:
    """The members `entities` and `entity_labels` of the gold.

    `entity_labels` says in which stretches of the text all entities of a label are annotated.
    """
    titles = dict(title_lines(series, layout, spans, page))
    paths = tuple(span for pointer, (span, *_) in spans.items() if is_path(pointer))
    found = {
        *of_values(spans),
        *of_prose(series, page),
        *of_paths(series, spans, page),
        *(("TITLE", span) for span in titles.values()),
    }
    rows = sorted(found, key=lambda each: (*each[1], each[0]))
    stretches = {
        **{label: ((0, len(page.text)),) for label in EVERYWHERE},
        **dict.fromkeys(OF_PATHS, paths),
        "TITLE": tuple(sorted(titles)),
    }
    return {
        "entities": [{"label": label, "start": start, "end": end} for label, (start, end) in rows],
        "entity_labels": dict(sorted(stretches.items())),
    }


def is_path(pointer: str) -> bool:
    """Whether this is the text of a qualification."""
    return "/qualifications/" in pointer


def of_values(spans: Spans) -> Iterator[Entity]:
    """Values of the gold that are entities: grades, the date, abbreviations where defined."""
    for pointer, places in spans.items():
        if pointer.endswith("/grade"):
            yield "GRADE", places[0]
        elif pointer == "/issued":
            yield "DATE", places[0]
        elif pointer.startswith("/abbreviations/"):
            yield "ABBREVIATION", (places[0][0], places[-1][1])


def of_prose(series: Series, page: Reference) -> Iterator[Entity]:
    """What has one form wherever it stands: codes, grades and dates of the text, laws."""
    for label, pattern in (("OCC_CODE", CODE), ("GRADE", GRADE), ("DATE", DATE)):
        for found in re.finditer(pattern, page.text):
            yield label, found.span()
    for _, span in mentions(list(series.citations), page):
        yield "LAW", span


def of_paths(series: Series, spans: Spans, page: Reference) -> Iterator[Entity]:
    """The marks of the bank in the qualifications."""
    for number, each in enumerate(series.classes):
        for position, path in enumerate(each.qualifications):
            start = spans[f"/classes/{number}/qualifications/{position}/text"][0][0]
            for label, words in path.entities:
                start = page.text.index(words, start)
                yield label, (start, start + len(words))
                start += len(words)


def title_lines(
    series: Series, layout: Layout, spans: Spans, page: Reference
) -> Iterator[tuple[Span, Span]]:
    """Lines and labels that hold a title of the series and nothing else, with the title."""
    titles = {each.title for each in series.classes} | {each.body_title for each in series.classes}
    titles |= {label_title(each, layout) for each in series.classes}
    header = list(page.of("header", "row"))
    for pointer, (span, *_) in spans.items():
        if pointer.endswith("/title") and any(line.start == span[0] for line in header):
            yield span, span
    for line in page.lines:
        if line.block.role not in ("header", "row"):
            yield from labelled(line, titles)


def labelled(line: Line, titles: set[str]) -> Iterator[tuple[Span, Span]]:
    """The title that stands as the label of a line, or alone on it."""
    label = line.label or line.text
    title = label.rstrip(" :;,")
    if title in titles:
        yield (line.start, line.start + len(label)), (line.start, line.start + len(title))
