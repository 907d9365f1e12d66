"""The gold of a document: what a careful reader of that layout would copy out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from corpus.anchors import without
from corpus.arrange import label_title, shared
from corpus.bank import ClassTitle, Footnote, Series
from corpus.compose import marks_of_draft
from corpus.entities import entities
from corpus.header import Seen, header, standard_number
from corpus.layout import Layout
from corpus.page import Block
from corpus.reference import reference
from corpus.spans import spans

Gold = dict[str, Any]


def gold(series: Series, layout: Layout, blocks: tuple[Block, ...], document: str) -> Gold:
    """The annotation of one document; `series` is already arranged."""
    said = values(series, layout, blocks, document)
    printed = reference(blocks)
    places = spans(said, series, layout, printed)
    annotated = entities(series, layout, places, printed)
    return said | {"reference": printed.text, "spans": places} | annotated


def values(series: Series, layout: Layout, blocks: tuple[Block, ...], document: str) -> Gold:
    """The annotation without places."""
    text = without(folded(" ".join(block.words for block in blocks)))
    return {
        "document": document,
        "jurisdiction": "us-ny",
        "document_type": series.document_type,
        "status": status(series, layout),
        "standard_number": standard_number(series, layout),
        "issued": None if layout.date == "none" else series.date,
        "classes": classes(series, layout),
        "related_classes": [each.title for each in series.related_classes],
        "substitutions": list(series.substitutions),
        "footnotes": [footnote(each) for each in series.footnotes],
        "abbreviations": abbreviations(series, text),
        "citations": sorted((each for each in series.citations if each in text), key=text.index),
        "layout": layout.file_name or layout.name,
        "format": Path(document).suffix[1:],
        "family": layout.family,
        "held": series.held,
    }


def footnote(each: Footnote) -> Gold:
    """A note, its marker without the brackets of an anchor."""
    return {"marker": each.marker.strip("[]"), "text": folded(each.text)}


def folded(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def status(series: Series, layout: Layout) -> str:
    """`final` unless the document says that it is a draft of some kind."""
    kind = marks_of_draft(series, layout)
    named = {"": "final", "revised": "revised_tentative", "draft": "draft"}
    return named.get(kind, "tentative")


def abbreviations(series: Series, text: str) -> dict[str, str]:
    """The short forms that the document still explains."""
    return {
        short: long
        for short, long in series.abbreviations.items()
        if short in text and long in text
    }


def classes(series: Series, layout: Layout) -> list[Gold]:
    """Every class in printed order."""
    _, seen = header(series, layout)
    together = list(shared(series, layout))
    return [
        class_gold(each, sight, together, layout)
        for each, sight in zip(series.classes, seen, strict=True)
    ]


def class_gold(each: ClassTitle, seen: Seen, together: list[str], layout: Layout) -> Gold:
    """One class, with what its header no longer says taken from its label or left null."""
    title = seen.title or label_title(each, layout)
    return {
        "title": title,
        "level": each.level,
        "parenthetic": parenthetic(title) if each.parenthetic else None,
        "code": seen.code,
        "alternate_code": None,
        "grade": grade(each.grade) if seen.grade else None,
        "distinguishing": together + list(each.distinguishing),
        "duties": [{"text": duty.text, "group": duty.group} for duty in each.duties],
        "qualifications": [
            {"track": path.track, "text": path.text, "requirement": path.requirement}
            for path in each.qualifications
        ],
    }


def parenthetic(title: str) -> str | None:
    """What stands between the last parentheses of the printed title."""
    found = re.search(r"\(([^()]*)\)$", title)
    return found[1] if found else None


def grade(printed: str) -> Gold:
    """The scheme and the number of a grade."""
    if printed in ("NS", "OS"):
        return {"scheme": printed.lower(), "value": None}
    if printed.startswith("M-"):
        return {"scheme": "m", "value": int(printed[2:])}
    return {"scheme": "sg", "value": int(re.sub(r"\D", "", printed))}
