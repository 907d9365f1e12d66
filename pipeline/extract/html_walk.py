"""HTML to pieces in reading order, with what a reader needs to tell text from navigation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline.extract.flow import Piece, Run, settle_table, split_lines
from pipeline.extract.html_elements import (
    BLOCKS,
    HEADINGS,
    INLINE_BITS,
    LISTS,
    NO_NODES,
    NO_TEXT,
    aside_reason,
)
from pipeline.extract.html_nesting import OpenItem, OpenList, OpenTable, open_item, open_list
from pipeline.extract.html_style import PRE, STRONG, UPPER, Style, parse_style
from pipeline.model import BlockKind, Cell

_BLANK = " \t\n\r\f"  # not the no-break space
_BLANKS = re.compile(f"[{_BLANK}]+")
_PLAIN = Style()
_TRANSPARENT = frozenset({"div", "p", "tbody", "thead", "center", "span", "font"})
_QUOTE_INDENT = 5


class Stretch(NamedTuple):
    """A container and the pieces in it, `pieces[first:last]`."""

    tag: str
    first: int
    last: int


@dataclass(slots=True)
class Page:
    """The pieces of an HTML page and its block containers in the order in which they close."""

    title: str = ""
    pieces: list[Piece] = field(default_factory=list)
    containers: list[Stretch] = field(default_factory=list)


def read_page(text: str) -> Page:
    """Parse HTML as a browser would and walk what it prints."""
    tree = LexborHTMLParser(text)
    title = tree.css_first("title")
    page = Page(title=title.text() if title is not None else "")
    if tree.body is not None:
        tree.body.strip_tags(NO_TEXT, recursive=True)
        _Walk(page).walk(tree.body)
    return page


class _Context(NamedTuple):
    """What an element hands down to the text in it."""

    bits: int = 0
    link: int = 0
    indent: int = 0
    reason: str = ""
    main: bool = False
    heading: int = 0
    item: OpenItem | None = None
    table: OpenTable | None = None
    cell: Cell | None = None
    lists: tuple[OpenList, ...] = ()


class _Open(NamedTuple):
    """An element whose end has not come yet; `outside` is the context to return to."""

    node: LexborNode
    tag: str
    outside: _Context
    first: int


class _Walk:
    """One pass over the tree, without recursion: pages may nest thousands of elements."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._context = _Context()
        self._runs: list[Run] = []
        self._at_blank = True
        self._tables = 0

    def walk(self, root: LexborNode) -> None:
        opened: list[_Open] = []
        node = root.first_child
        while True:
            if node is None:
                if not opened:
                    break
                node = self._close(opened.pop())
            elif node.is_text_node:
                self._text(node.text_content or "")
                node = node.next
            elif (inside := self._enter(node, opened)) is not None:
                node = inside
            else:
                node = node.next
        self._flush()

    def _text(self, data: str) -> None:
        bits = self._context.bits
        if bits & PRE:
            text = data
        elif self._at_blank and not data.strip(_BLANK):
            return
        else:
            even = data.isprintable() and "  " not in data
            text = data if even else _BLANKS.sub(" ", data)
            if self._at_blank and text.startswith(" "):
                text = text[1:]
        if not text:
            return
        self._at_blank = text.endswith((" ", "\n"))
        if bits & UPPER:
            text = text.upper()
        self._runs.append(Run(text, bool(bits & STRONG), self._context.link))

    def _enter(self, node: LexborNode, opened: list[_Open]) -> LexborNode | None:
        """Begin an element; returns its first child, or `None` where nothing is to be read."""
        tag = node.tag or ""
        if tag == "br":
            self._runs.append(Run("\n"))
            self._at_blank = True
            return None
        if tag in NO_NODES:
            return None
        attributes = node.attributes
        said = attributes.get("style")
        style = parse_style(said) if said else _PLAIN
        reason = aside_reason(tag, attributes, style)
        if reason:
            self._aside(node, tag, reason)
            return None
        if tag in BLOCKS:
            self._flush()
        first = node.first_child
        if first is None:
            self._empty(tag, attributes)
            return None
        outside = self._context
        opened.append(_Open(node, tag, outside, len(self._page.pieces)))
        self._context = self._inside(tag, attributes, style, outside)
        return first

    def _empty(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        """An element without content still counts where it stands in a row or list."""
        context = self._context
        if tag in ("td", "th") and context.table is not None:
            context.table.place(attributes)
        elif tag == "li" and context.lists:
            context.lists[-1].number += 1

    def _close(self, done: _Open) -> LexborNode | None:
        if done.tag in BLOCKS:
            self._flush()
            pieces = self._page.pieces
            if len(pieces) > done.first:
                tag = "main" if self._context.main and not done.outside.main else done.tag
                self._page.containers.append(Stretch(tag, done.first, len(pieces)))
            if done.tag == "table" and (table := self._context.table) is not None:
                data = settle_table(table.pieces, nested=table.nested, headed=table.headed)
                self._tables += data
        self._context = done.outside
        return done.node.next

    def _inside(
        self, tag: str, attributes: Mapping[str, str | None], style: Style, outside: _Context
    ) -> _Context:
        if style is _PLAIN and tag in _TRANSPARENT and attributes.get("role") != "main":
            return outside
        bits = (outside.bits | INLINE_BITS.get(tag, 0) | style.on) & ~style.off
        if tag not in BLOCKS:
            if tag == "a" and (target := attributes.get("href")) is not None:
                return outside._replace(bits=bits, link=2 if target.startswith("#") else 1)
            return outside if bits == outside.bits else outside._replace(bits=bits)
        indent = outside.indent + style.indent
        context = outside
        if bits != outside.bits or style.indent:
            context = outside._replace(bits=bits, indent=indent)
        if tag in HEADINGS:
            return context._replace(heading=HEADINGS[tag])
        if tag in LISTS:
            return context._replace(lists=(*context.lists, open_list(tag, attributes, style)))
        if tag == "li":
            return context._replace(item=open_item(attributes, style, context.lists))
        if tag in ("table", "tr", "td", "th"):
            return self._in_table(tag, attributes, context)
        if tag in ("blockquote", "dd"):
            return context._replace(indent=indent + _QUOTE_INDENT)
        if tag in ("main", "article") or attributes.get("role") == "main":
            return context._replace(main=True)
        if tag == "header" and not outside.main:
            return context._replace(reason="navigation")
        if style.list_level is not None:
            return context._replace(item=OpenItem(style.list_level))
        return context

    def _in_table(
        self, tag: str, attributes: Mapping[str, str | None], context: _Context
    ) -> _Context:
        table = context.table
        if tag == "table":
            if table is not None:
                table.nested = True
            return context._replace(
                table=OpenTable(self._tables), cell=None, item=None, heading=0, lists=()
            )
        if table is None:
            return context
        if tag == "tr":
            table.row += 1
            table.column = 0
            return context
        table.headed = table.headed or tag == "th"
        return context._replace(cell=table.place(attributes))

    def _aside(self, node: LexborNode, tag: str, reason: str) -> None:
        """A whole element that is furniture; its text needs no structure."""
        if tag in BLOCKS:
            self._flush()
        lines = node.text(deep=True, separator="\n").splitlines()
        text = "\n".join([line for line in map(str.strip, lines) if line])
        if text:
            self._page.pieces.append(Piece([Run(text)], reason=reason))

    def _flush(self) -> None:
        """End a block: what was read since the last one becomes a piece, or one a line."""
        self._at_blank = True
        if not self._runs:
            return
        runs, self._runs = self._runs, []
        for text, _, _ in runs:
            if not text.isspace():
                break
        else:
            return
        for piece in split_lines(self._piece(runs)):
            self._page.pieces.append(piece)
            if (table := self._context.table) is not None and piece.cell is not None:
                table.pieces.append(piece)

    def _piece(self, runs: list[Run]) -> Piece:
        context = self._context
        kind: BlockKind = "paragraph"
        level, mark, item = 0, "", context.item
        if item is not None and not item.printed:
            kind, level, mark, item.printed = "item", item.level, item.mark, True
        if context.heading:
            kind, level = "heading", context.heading
        return Piece(runs, kind, level, context.indent, context.cell, mark, context.reason)
