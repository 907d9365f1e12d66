"""Plain text: white space, hard wraps, encodings, and the debris of other formats."""

from __future__ import annotations

import codecs
import re
import textwrap
from collections.abc import Callable

from corpus.layout import Layout, Text
from corpus.page import Block

NBSP = "\N{NO-BREAK SPACE}"
SOFT_HYPHEN = "\N{SOFT HYPHEN}"
LONG_WORD = re.compile(r"\b[a-z]{5}(?=[a-z]{4,}\b)")
GARBLED = {each: each.encode().decode("cp1252") for each in "’“–—"} | {"”": "â€\x9d"}
GAPS = {"blank": "\n\n", "nbsp": f"\n\n{NBSP}\n\n", "none": "\n", "double": "\n\n\n"}
PROSE = {"paragraph", "preamble", "note", "footnote"}
SINGLE_LINE = {"occ_code", "header", "code", "heading"}


def write(blocks: tuple[Block, ...], layout: Layout) -> bytes:
    """The bytes of the text file."""
    shape = layout.text
    printed = (paragraph(block, shape, position) for position, block in enumerate(blocks))
    joined = GAPS[shape.gap].join(printed) + "\n"
    for change in changes(shape):
        joined = change(joined)
    return encoded(joined.replace("\n", shape.newline), shape.encoding)


def changes(shape: Text) -> list[Callable[[str], str]]:
    """What happens to the whole text before it is encoded."""
    found: list[Callable[[str], str]] = []
    if shape.mojibake:
        found.append(garble)
    return found


def garble(text: str) -> str:
    """UTF-8 read as Windows-1252, where that leaves visible characters."""
    for good, bad in GARBLED.items():
        text = text.replace(good, bad)
    return text


def encoded(text: str, encoding: str) -> bytes:
    """The bytes; UTF-16 is little-endian with a byte order mark."""
    if encoding == "utf-16":
        return codecs.BOM_UTF16_LE + text.encode("utf-16-le")
    return text.encode(encoding)


def paragraph(block: Block, shape: Text, position: int) -> str:
    """One block as its printed lines."""
    words = softened(block) if shape.soft_hyphens else block.words
    if shape.leaks:
        words = leaked(words, block, position)
    lead = " " * shape.indent if block.role in PROSE else ""
    if block.mark:
        return item(block, words, shape)
    if not shape.width or block.role in SINGLE_LINE:
        return lead + words
    return textwrap.fill(
        words, shape.width, initial_indent=lead, break_long_words=False, break_on_hyphens=False
    )


def item(block: Block, words: str, shape: Text) -> str:
    """A list item: mark, gap, and wrapped lines that hang under the first word."""
    lead = "  " + " " * 6 * block.depth
    gap = NBSP * 8 if block.mark in "·§" and not shape.leaks else "  "
    first = lead + block.mark + gap
    if not shape.width:
        return first.lstrip(" ") + words if block.depth == 0 else first + words
    return textwrap.fill(
        words,
        shape.width,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )


def softened(block: Block) -> str:
    """Long small-letter words with a soft hyphen inside."""
    if block.role not in PROSE | {"duty"}:
        return block.words
    return block.label + LONG_WORD.sub(lambda found: found[0] + SOFT_HYPHEN, block.text)


def leaked(words: str, block: Block, position: int) -> str:
    """The words with tags of a word processor around them."""
    words = words.replace("&", "&amp;")
    if block.mark:
        return f"<span style='mso-list:Ignore'>{NBSP * 7}</span>{words}"
    tails = (
        "<o:p></o:p>",
        "",
        "<span style='mso-spacerun:yes'>  </span>",
        "",
        "\n\n<o:p>&nbsp;</o:p>",
    )
    head = "<span style='mso-tab-count:1'>      </span>" if position % 7 == 3 else ""
    return head + words + tails[position % len(tails)]
