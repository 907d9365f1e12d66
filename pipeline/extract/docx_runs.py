"""One Word paragraph to runs of type, what is hidden in it, and its text boxes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pipeline.extract.docx_styles import Face, over, read_face
from pipeline.extract.docx_stylesheet import StyleSheet
from pipeline.extract.docx_xml import (
    ALTERNATIVES,
    Element,
    W,
    chosen,
    first,
    is_on,
    printed,
    value,
)
from pipeline.extract.flow import Run

_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_MATH = frozenset(
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}" + name
    for name in ("oMath", "oMathPara")
)
_RUN, _TEXT, _FIELD, _SYMBOL_CHARACTER = W + "r", W + "t", W + "fldChar", W + "sym"
_PROPERTIES, _STYLE = W + "rPr", W + "rStyle"
_CHARACTERS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "\u2011",
}
_NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_DRAWN = frozenset({W + "drawing", W + "pict", W + "object"})

_PRIVATE = re.compile("[\uf020-\uf0ff]")
_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x77: "◆",
    0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xD8: "➢", 0xE0: "→", 0xF0: "➢",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_SYMBOL = {
    0xB7: "•", 0xA7: "♣", 0xA8: "♦", 0xA3: "≤", 0xB3: "≥", 0xB0: "°", 0xB1: "±", 0xB4: "×",
    0xB9: "≠", 0xAE: "→", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xE2: "®", 0xE3: "©", 0xE4: "™",
}  # fmt: skip
_AS_WINGDINGS, _AS_SYMBOL = _SYMBOL | _WINGDINGS, _WINGDINGS | _SYMBOL

ReferNote = Callable[[str, str, bool], str]
"""Kind and id of a note, and whether its mark is printed by hand, to the mark to print."""


@dataclass(slots=True)
class ParagraphText:
    """What a paragraph prints, in order; `boxes` are the text boxes anchored in it."""

    runs: list[Run] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


class RunReader:
    """Reads paragraphs one after the other; a field may begin in one and end in another."""

    def __init__(self, styles: StyleSheet, refer: ReferNote) -> None:
        self._styles = styles
        self._refer = refer
        self._fields: list[bool] = []  # open fields, innermost last; True once the result began

    def read(self, elements: list[Element], style: Face) -> ParagraphText:
        """The text of the elements of one paragraph whose style sets it in `style`."""
        text = ParagraphText()
        for element in printed(elements):
            if element.tag == _RUN:
                self._run(list(element), style, text)
            elif element.tag in _MATH:
                words = [part.text or "" for part in element.iter(_MATH_TEXT)]
                text.runs.append(Run("".join(words)))
        if not all(self._fields):
            self._fields.clear()  # an instruction without an end must not swallow the document
        return text

    def _run(self, elements: list[Element], style: Face, text: ParagraphText) -> None:
        properties = first(elements, _PROPERTIES)
        face = style if properties is None else self._face(list(properties), style)
        for element in printed(elements):
            tag = element.tag
            if tag == _TEXT:
                self._print(_symbols(element.text or "", ""), face, text)
            elif tag == _PROPERTIES:
                continue
            elif tag in _CHARACTERS:
                self._print(_CHARACTERS[tag], face, text)
            elif tag == _FIELD:
                self._field(value(element, "fldCharType") or "")
            elif tag in _DRAWN:
                text.boxes.extend(_text_boxes(element))
            elif tag in _NOTES:
                by_hand = is_on(value(element, "customMarkFollows"))
                mark = self._refer(_NOTES[tag], value(element, "id") or "", by_hand)
                self._print(mark, face, text)
            elif tag == _SYMBOL_CHARACTER:
                self._print(_symbol(element), face, text)

    def _face(self, properties: list[Element], style: Face) -> Face:
        name = value(first(properties, _STYLE))
        base = self._styles.character(name).toggling(style) if name is not None else style
        return over(read_face(properties), base)

    def _print(self, words: str, face: Face, text: ParagraphText) -> None:
        if not words or not all(self._fields):
            return
        if face.hidden:
            text.hidden.append(words)
        else:
            text.runs.append(Run(words.upper() if face.caps else words, face.strong))

    def _field(self, kind: str) -> None:
        """Between `begin` and `separate` stands the instruction, up to `end` the result."""
        if kind == "begin":
            self._fields.append(False)
        elif self._fields and kind == "separate":
            self._fields[-1] = True
        elif self._fields and kind == "end":
            self._fields.pop()


def _text_boxes(drawn: Element) -> Iterator[Element]:
    """The contents of text boxes below a drawing, each once; boxes inside them stay in them."""
    for element in drawn:
        if element.tag == W + "txbxContent":
            yield element
        elif element.tag == ALTERNATIVES:
            choice = chosen(element)
            if choice is not None:
                yield from _text_boxes(choice)
        else:
            yield from _text_boxes(element)


def _symbol(element: Element) -> str:
    """A character of a picture font: its Unicode likeness, or itself where there is none."""
    try:
        code = int(value(element, "char") or "", 16)
        return _symbols(chr(code if code > 0xFF else 0xF000 + code), value(element, "font") or "")
    except (ValueError, OverflowError):
        return ""


def _symbols(text: str, font: str) -> str:
    """Picture-font characters, which Word keeps in a private area, as what they look like."""
    if text.isascii():
        return text
    table = _AS_SYMBOL if "symbol" in font.lower() else _AS_WINGDINGS
    return _PRIVATE.sub(lambda found: table.get(ord(found[0]) - 0xF000, found[0]), text)
