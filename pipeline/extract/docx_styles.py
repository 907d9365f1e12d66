"""Properties of paragraphs and runs to what they say: type, outline, numbering, indent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

from pipeline.extract.docx_xml import Element, W, child, integer, is_on, value

_BODY_TEXT_LEVEL = 9
_TWIPS_PER_CHARACTER = 120


class Face(NamedTuple):
    """What is said of type; `None` where nothing is said."""

    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None

    @property
    def strong(self) -> bool:
        """Whether text in this type stands out."""
        return bool(self.bold or self.italic or self.underline)

    def toggling(self, base: Face) -> Face:
        """A character style on a paragraph style: a property set in both is off again."""
        return Face(*(b if a is None else a != bool(b) for a, b in zip(self, base, strict=True)))


class Indent(NamedTuple):
    """Left margin and first line in twips; `None` where nothing is said."""

    left: int | None = None
    first: int | None = None

    @property
    def characters(self) -> int:
        """Where the first line begins, in characters."""
        return max(0, round(((self.left or 0) + (self.first or 0)) / _TWIPS_PER_CHARACTER))


class Numbering(NamedTuple):
    """A list and a level in it; `list_id` is "0" where numbering is switched off."""

    list_id: str | None = None
    level: int | None = None


class Style(NamedTuple):
    """A style with all it inherits; `outline` counts heading levels from 1, 0 is body text."""

    face: Face = Face()
    indent: Indent = Indent()
    numbering: Numbering = Numbering()
    outline: int | None = None
    list_level: int | None = None


_Said = TypeVar("_Said", Face, Indent, Numbering)


def over(own: _Said, base: _Said) -> _Said:
    """What a paragraph, run or style says itself, and what `base` does where it says nothing."""
    if own in _SILENT:
        return base
    return type(own)._make([b if a is None else a for a, b in zip(own, base, strict=True)])


Properties = Mapping[str, Element]
"""The elements of a `w:pPr` by tag."""

_SILENT = _NO_FACE, _NO_INDENT, _NO_NUMBERING = Face(), Indent(), Numbering()
_BOLD, _ITALIC, _UNDERLINE, _HIDDEN = W + "b", W + "i", W + "u", W + "vanish"
_CAPS, _ALL_CAPS = W + "caps", W + "allCaps"
_FACE_TAGS = frozenset({_BOLD, _ITALIC, _UNDERLINE, _HIDDEN, _CAPS, _ALL_CAPS})
_VAL, _INDENT, _NUMBERING, _OUTLINE = W + "val", W + "ind", W + "numPr", W + "outlineLvl"


def read_face(properties: Iterable[Element]) -> Face:
    """Read the toggles of a `w:rPr`, the first of each: on unless the value says off."""
    said: dict[str, bool] = {}
    for each in properties:
        tag = each.tag
        if tag in _FACE_TAGS and tag not in said:
            said[tag] = is_on(each.get(_VAL, "1"))
    if not said:
        return _NO_FACE
    get = said.get
    caps = get(_ALL_CAPS) if _CAPS not in said else said[_CAPS]
    return Face(get(_BOLD), get(_ITALIC), get(_UNDERLINE), caps, get(_HIDDEN))


def read_indent(properties: Properties) -> Indent:
    """Read the `w:ind` of a `w:pPr`."""
    element = properties.get(_INDENT)
    if element is None:
        return _NO_INDENT
    left = value(element, "left") or value(element, "start")
    first, hanging = value(element, "firstLine"), value(element, "hanging")
    return Indent(
        integer(left) if left is not None else None,
        -integer(hanging) if hanging else integer(first) if first is not None else None,
    )


def read_numbering(properties: Properties) -> Numbering:
    """Read the `w:numPr` of a `w:pPr`."""
    element = properties.get(_NUMBERING)
    if element is None:
        return _NO_NUMBERING
    level = value(child(element, "ilvl"))
    return Numbering(value(child(element, "numId")), integer(level) if level is not None else None)


def read_outline(properties: Properties) -> int | None:
    """Read the `w:outlineLvl` of a `w:pPr`."""
    said = value(properties.get(_OUTLINE))
    if said is None:
        return None
    level = integer(said, _BODY_TEXT_LEVEL)
    return level + 1 if 0 <= level < _BODY_TEXT_LEVEL else 0
