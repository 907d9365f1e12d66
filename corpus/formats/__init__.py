"""One writer a file format: blocks and a layout in, bytes out."""

from __future__ import annotations

from collections.abc import Callable

from corpus.formats import docx, html, pdf, text
from corpus.layout import Layout
from corpus.page import Block

WRITERS: dict[str, Callable[[tuple[Block, ...], Layout], bytes]] = {
    "txt": text.write,
    "html": html.write,
    "docx": docx.write,
    "pdf": pdf.write,
}
