"""What the HTML styles share: escapes, white space and encodings."""

from __future__ import annotations

import html
import re

from corpus.page import Block

CHARSETS = {"utf-8": "utf-8", "utf-8-sig": "utf-8", "cp1252": "windows-1252"}


def escaped(text: str) -> str:
    """Text with its markup characters as entities."""
    return html.escape(text, quote=False)


def spaced(text: str) -> str:
    """Escaped text whose runs of spaces survive as non-breaking ones."""
    return re.sub(r"^ +| {2,}", lambda found: "&nbsp;" * len(found[0]), escaped(text))


def words(block: Block, *, emphasis: str = "") -> str:
    """Label and text, the label between tags of `emphasis` if it is given."""
    label = spaced(block.label)
    if label and emphasis:
        label = f"<{emphasis}>{label}</{emphasis}>"
    return label + spaced(block.text)


def encoded(page: str, encoding: str) -> bytes:
    """The bytes; characters that the encoding lacks become references."""
    return page.encode(encoding, errors="xmlcharrefreplace")
