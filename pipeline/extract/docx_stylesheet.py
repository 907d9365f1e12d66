"""The styles part of a Word file to what each style does, with all it inherits."""

from __future__ import annotations

import re

from pipeline.extract.docx_styles import (
    Face,
    Numbering,
    Style,
    over,
    read_face,
    read_indent,
    read_numbering,
    read_outline,
)
from pipeline.extract.docx_xml import Element, W, child, parts, value

_HEADING_NAME = re.compile(r"heading (\d)", re.IGNORECASE)
_LIST_NAME = re.compile(r"list (?:bullet|number)(?: (\d))?", re.IGNORECASE)


class StyleSheet:
    """All styles of a document by id, each resolved once, where it is asked for."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._resolved: dict[str, Style] = {}
        self._default = ""
        for element in () if root is None else root.iterchildren(W + "style"):
            style_id = value(element, "styleId") or ""
            self._elements[style_id] = element
            if value(element, "default") == "1" and value(element, "type") == "paragraph":
                self._default = self._default or style_id
        defaults = child(root, "docDefaults", "rPrDefault", "rPr")
        self._base = Style() if defaults is None else Style(face=read_face(defaults))

    def paragraph(self, style_id: str | None) -> Style:
        """The style of a paragraph; without a name it is the default one."""
        return self._resolve(style_id if style_id in self._elements else self._default)

    def character(self, style_id: str) -> Face:
        """What a character style itself says, with the styles it is based on."""
        return self._resolve(style_id, base=Style()).face

    def numbering_of(self, style_id: str) -> Numbering:
        """The list that a numbering style stands for."""
        return self._resolve(style_id).numbering

    def _resolve(self, style_id: str | None, *, base: Style | None = None) -> Style:
        key = style_id or ""
        if key not in self._resolved:
            style = self._base if base is None else base
            for element in reversed(self._ancestry(key)):
                style = _derive(element, style)
            self._resolved[key] = style
        return self._resolved[key]

    def _ancestry(self, style_id: str) -> list[Element]:
        """The style and those it is based on; a circle ends where it closes."""
        chain: dict[str, Element] = {}
        while style_id not in chain and (element := self._elements.get(style_id)) is not None:
            chain[style_id] = element
            style_id = value(child(element, "basedOn")) or ""
        return list(chain.values())


def _derive(element: Element, base: Style) -> Style:
    said = parts(element)
    properties, type_properties = parts(said.get(W + "pPr")), said.get(W + "rPr")
    name = value(said.get(W + "name")) or ""
    outline = read_outline(properties)
    heading, listed = _HEADING_NAME.fullmatch(name), _LIST_NAME.fullmatch(name)
    if outline is None and heading is not None:
        outline = int(heading[1])
    numbering = read_numbering(properties)
    return Style(
        face=over(read_face(() if type_properties is None else type_properties), base.face),
        indent=over(read_indent(properties), base.indent),
        numbering=over(numbering, base.numbering),
        outline=base.outline if outline is None else outline,
        list_level=int(listed[1] or 1) - 1 if listed is not None else base.list_level,
    )
