"""Units to the class labels they begin with, before the classes are known."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.model import Document, Unit
from pipeline.profiles import Profile
from pipeline.text import fold
from pipeline.titles import Label, Titles, discover, listed_rows, read_label

_GRADE_TAIL = re.compile(r"[\s,|(]*$")


Labels = Mapping[int, Label]


def find_labels(
    document: Document, named: Sequence[str], body: Sequence[Unit]
) -> tuple[Titles, Labels]:
    """The titles of the document and the class labels of the body by unit index.

    The titles are those the header names; where it lost them, they come from the labels.
    """
    titles = Titles(enumerate(named, 1))
    found = _matched(document, body, titles)
    if found:
        return titles, found
    titles = Titles(_discovered(document, body))
    return titles, _matched(document, body, titles)


def listed_titles(document: Document, header: Sequence[Unit]) -> list[str]:
    """The titles that a table of classes lists, in printed order."""
    rows = [row["title"] for row in listed_rows(header) if "title" in row]
    return [fold(" ".join(document.text[s:e] for s, e in spans)) for spans in rows]


def header_titles(document: Document, header: Sequence[Unit], profile: Profile) -> list[str]:
    """The titles of its table of classes, or the words of its title lines, numbers taken off."""
    listed = listed_titles(document, header)
    if listed:
        return listed
    found = []
    for unit in header:
        if unit.role == "title":
            text = fold(document.text[unit.start : unit.end])
            cut = [m.start() for m in (profile.grade.search(text), profile.code.search(text)) if m]
            found.append(_GRADE_TAIL.sub("", text[: min(cut, default=len(text))]))
    return [title for title in found if title]


def _discovered(document: Document, body: Sequence[Unit]) -> list[tuple[int, str]]:
    texts = [document.text[u.start : u.end] for u in body if not u.role]
    return [(o, name) for o, found in enumerate(discover(texts), 1) for name in found.names]


def _matched(document: Document, body: Sequence[Unit], titles: Titles) -> Labels:
    found = {}
    for index, unit in enumerate(body) if titles else ():
        if not unit.role:
            label = read_label(document.text, unit.start, unit.end, titles)
            if label is not None:
                found[index] = label
    return found
