"""Word's list definitions to the marks that it prints before numbered paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from pipeline.extract.docx_styles import Indent, Numbering, read_indent
from pipeline.extract.docx_stylesheet import StyleSheet
from pipeline.extract.docx_xml import Element, W, child, integer, parts, switch, value
from pipeline.extract.ordinals import repeated_letters, roman

_PLACEHOLDER = re.compile(r"%([1-9])")  # "%1.%2." of the second level
_DEEPEST = 8


def _ordinal(number: int) -> str:
    teen = 10 <= number % 100 <= 20
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": repeated_letters,
    "upperLetter": lambda number: repeated_letters(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "ordinal": _ordinal,
}


def numeral(number: int, number_format: str) -> str:
    """A number in one of Word's formats; a format not known here prints as decimal."""
    return _FORMATS.get(number_format, str)(number)


class Level(NamedTuple):
    """One level of a list; `template` is printed with the numbers put in."""

    number_format: str = "decimal"
    template: str = ""
    start: int = 1
    gap: str = " "
    restarts: bool = True
    legal: bool = False
    indent: Indent = Indent()


class Mark(NamedTuple):
    """What a list puts before a paragraph; `text` is empty for a bullet, which only decorates."""

    text: str
    bullet: bool
    level: int
    indent: Indent


class Lists:
    """The lists of a document while it is read from top to bottom, each with its counters."""

    def __init__(self, root: Element | None, styles: StyleSheet) -> None:
        self._styles = styles
        self._lists = _by_id(root, "num", "numId")
        self._abstract = _by_id(root, "abstractNum", "abstractNumId")
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: dict[str, tuple[dict[int, Level], dict[int, int]]] = {}

    def advance(self, numbering: Numbering) -> Mark | None:
        """Count one paragraph of a list; `None` where its list or level does not exist."""
        list_id = numbering.list_id or ""
        level = min(max(0, numbering.level or 0), _DEEPEST)
        if list_id not in self._lists:
            return None
        if list_id not in self._begun:
            self._begun[list_id] = self._begin(list_id)
        levels, counts = self._begun[list_id]
        here = levels.get(level)
        if here is None:
            return None
        counts[level] = counts.get(level, here.start - 1) + 1
        for other in list(counts):
            if other > level and levels.get(other, here).restarts:
                del counts[other]
        if here.number_format == "bullet":
            return Mark("", True, level, here.indent)
        text = _render(here, levels, counts)
        return Mark(text + here.gap if text else "", False, level, here.indent)

    def _begin(self, list_id: str) -> tuple[dict[int, Level], dict[int, int]]:
        """The levels of a list and their counters, which lists of one definition share."""
        abstract = self._abstract_id(list_id)
        counts = self._counts.setdefault(abstract, {})
        counts.update(_restarts(self._lists[list_id]))
        return self._read_levels(list_id, abstract), counts

    def _abstract_id(self, list_id: str) -> str:
        """The definition behind a list, also where it is only a link to a numbering style."""
        abstract = value(child(self._lists[list_id], "abstractNumId")) or ""
        link = value(child(self._abstract.get(abstract), "numStyleLink"))
        if link is not None:
            linked = self._lists.get(self._styles.numbering_of(link).list_id or "")
            return value(child(linked, "abstractNumId")) or abstract
        return abstract

    def _read_levels(self, list_id: str, abstract: str) -> dict[int, Level]:
        definition = self._abstract.get(abstract)
        elements = [] if definition is None else definition.findall(W + "lvl")
        overrides = self._lists[list_id].findall(W + "lvlOverride")
        elements += [own for override in overrides if (own := child(override, "lvl")) is not None]
        return {integer(value(element, "ilvl")): _level(element) for element in elements}


def _by_id(root: Element | None, name: str, key: str) -> dict[str, Element]:
    elements = [] if root is None else root.findall(W + name)
    return {value(element, key) or "": element for element in elements}


def _level(element: Element) -> Level:
    said = parts(element)
    return Level(
        number_format=value(said.get(W + "numFmt")) or "decimal",
        template=value(said.get(W + "lvlText")) or "",
        start=integer(value(said.get(W + "start")), 1),
        gap="" if value(said.get(W + "suff")) == "nothing" else " ",
        restarts=value(said.get(W + "lvlRestart")) != "0",
        legal=bool(switch(said.get(W + "isLgl"))),
        indent=read_indent(parts(said.get(W + "pPr"))),
    )


def _restarts(element: Element) -> dict[int, int]:
    """The counters that a list sets back when it begins."""
    starts = {
        integer(value(override, "ilvl")): value(child(override, "startOverride"))
        for override in element.findall(W + "lvlOverride")
    }
    return {level: integer(start, 1) - 1 for level, start in starts.items() if start is not None}


def _render(here: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
    """The template with its placeholders filled; a level not yet counted shows its start."""

    def number(found: re.Match[str]) -> str:
        place = int(found[1]) - 1
        level = levels.get(place, here)
        count = counts.get(place, level.start)
        return numeral(count, "decimal" if here.legal else level.number_format)

    if here.number_format == "none":
        return _PLACEHOLDER.sub("", here.template).strip()
    return _PLACEHOLDER.sub(number, here.template).strip()
