"""The styles part of a Word file to what each style does, with all it inherits."""

from __future__ import annotations

import re

from pipeline.extract.docx_styles import (
    Face,
    Numbering,
    Style,
    read_face,
    read_indent,
    read_numbering,
    read_outline,
)
from pipeline.extract.docx_xml import Element, W, child, parts, read_xml, value

_HEADING_NAME = re.compile(r"heading (\d)", re.IGNORECASE)
_LIST_NAME = re.compile(r"list (?:bullet|number)(?: (\d))?", re.IGNORECASE)

_STYLE_END, _END = b"</w:style>", b"</w:styles>"
_NAMESPACE = f'xmlns:w="{W[1:-1]}"'.encode()
_ROOT = re.compile(rb"\s*(?:<\?xml\b[^<>]*\?>\s*)?<w:styles\s[^<>]*>")
_DEFAULTS = re.compile(rb"<w:docDefaults\b.*?</w:docDefaults>", re.DOTALL)
_TAG = re.compile(rb"<w:style[\s/>]")
_START = re.compile(rb"""\s*<w:style\s[^<>']*?\bw:styleId="([ -!#-%'-;=?-~]*)"[^<>']*(?<!/)>""")


class StyleSheet:
    """All styles of a document by id, each resolved once, where it is asked for.

    A document uses ten styles of hundreds, and to parse them all takes longer than to read the
    text. So a part as Word writes it is cut at its tags; any other is parsed whole.
    """

    def __init__(self, data: bytes | None) -> None:
        self._root = b""
        self._unread: dict[str, bytes] = {}
        self._elements: dict[str, Element] = {}
        self._resolved: dict[str, Style] = {}
        self._default = ""
        root = None if data is None else self._cut(data)
        if root is None and data is not None:
            root = self._parse(data)
        self._ids = frozenset(self._unread or self._elements)
        defaults = child(root, "docDefaults", "rPrDefault", "rPr")
        self._base = Style() if defaults is None else Style(face=read_face(defaults))

    def paragraph(self, style_id: str | None) -> Style:
        """The style of a paragraph; without a name it is the default one."""
        return self._resolve(style_id if style_id in self._ids else self._default)

    def character(self, style_id: str) -> Face:
        """What a character style itself says, with the styles it is based on."""
        return self._resolve(style_id, base=Style()).face

    def numbering_of(self, style_id: str) -> Numbering:
        """The list that a numbering style stands for."""
        return self._resolve(style_id).numbering

    def _parse(self, data: bytes) -> Element:
        root = read_xml(data)
        for element in root.iterchildren(W + "style"):
            style_id = value(element, "styleId") or ""
            self._elements[style_id] = element
            if value(element, "type") == "paragraph" and value(element, "default") == "1":
                self._default = self._default or style_id
        return root

    def _cut(self, data: bytes) -> Element | None:
        """The root with the defaults alone; `None` where tags may be other than they look.

        That is where the part has comments, CDATA, a document type, instructions, single quotes,
        other prefixes, or an id with an escape in it.
        """
        head = _TAG.split(data, maxsplit=1)[0]
        *pieces, tail = data[len(head) :].split(_STYLE_END)
        root, defaults = _ROOT.match(head), _DEFAULTS.search(head)
        if root is None or _NAMESPACE not in root[0] or tail.strip() != _END:
            return None
        if b"!" in data or b"?" in data[root.end() :]:
            return None
        styles: dict[str, bytes] = {}
        default = ""
        for piece in pieces:
            start = _START.match(piece)
            if start is None:
                return None
            tag, style_id = start[0], start[1].decode()
            styles[style_id] = piece
            if b'w:default="1"' in tag and b'w:type="paragraph"' in tag:
                default = default or style_id
        self._root, self._unread, self._default = root[0], styles, default
        return read_xml(root[0] + (defaults[0] if defaults else b"") + _END)

    def _element(self, style_id: str) -> Element | None:
        piece = self._unread.pop(style_id, None)
        if piece is not None:
            self._elements[style_id] = read_xml(self._root + piece + _STYLE_END + _END)[0]
        return self._elements.get(style_id)

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
        while style_id not in chain and (element := self._element(style_id)) is not None:
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
        face=base.face if type_properties is None else read_face(type_properties).over(base.face),
        indent=read_indent(properties).over(base.indent),
        numbering=numbering.over(base.numbering),
        outline=base.outline if outline is None else outline,
        list_level=int(listed[1] or 1) - 1 if listed is not None else base.list_level,
    )
