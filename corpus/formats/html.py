"""HTML: a word-processor export, an old site template, a page of line breaks, a modern one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from corpus.formats import html_breaks, html_modern, html_site, html_word
from corpus.formats.markup import encoded
from corpus.layout import Layout
from corpus.page import Block

STYLES: dict[str, Callable[[tuple[Block, ...], Layout], Iterator[str]]] = {
    "word": html_word.lines,
    "site": html_site.lines,
    "modern": html_modern.lines,
    "breaks": html_breaks.lines,
}


def write(blocks: tuple[Block, ...], layout: Layout) -> bytes:
    """The bytes of the page in the style of the layout."""
    page = "\n".join(STYLES[layout.style](blocks, layout)) + "\n"
    return encoded(page.replace("\n", layout.text.newline), layout.text.encoding)
