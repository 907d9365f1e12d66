"""A word processor's export: paragraphs of one class, spans, empty elements, nested tables."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby

from corpus.formats.markup import CHARSETS, escaped, spaced, words
from corpus.layout import Layout
from corpus.page import Block

HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"
xmlns="http://www.w3.org/TR/REC-html40">
<head>
<meta http-equiv=Content-Type content="text/html; charset={charset}">
<meta name=ProgId content=Word.Document>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]-->
<style>
<!-- p.MsoNormal {{ margin:0in; font-size:12.0pt; font-family:"Times New Roman"; }}
@page Section1 {{ size:8.5in 11.0in; }} -->
</style>
</head>
<body lang=EN-US style='tab-interval:.5in'>
<div class=Section1>"""
FOOT = "</div>\n</body>\n</html>"
EMPTY = "<p class=MsoNormal><o:p>&nbsp;</o:p></p>"
ANCHOR = re.compile(r"\[(\d)\]")
CENTRED = {"department", "doctype", "status"}
BOLD = {"heading", "header", "code", "occ_code"}


def lines(blocks: tuple[Block, ...], layout: Layout) -> Iterator[str]:
    """The page as lines of HTML."""
    yield HEAD.format(charset=CHARSETS[layout.text.encoding])
    if any(block.role == "row" for block in blocks):
        yield from table(blocks)
        blocks = tuple(block for block in blocks if block.role not in ("row", "occ_code"))
    for part, run in groupby(blocks, key=part_of):
        yield from PARTS[part](run)
    yield FOOT


def part_of(block: Block) -> str:
    """What the export makes of the block."""
    if block.section == "end_notes":
        return "end_notes"
    return "tasks" if block.role == "tasks" else "flow"


def flow(blocks: Iterable[Block]) -> Iterator[str]:
    """Running text: each block and an empty paragraph."""
    for block in blocks:
        yield wrapped(element(block))
        if not block.mark:
            yield EMPTY


def wrapped(line: str) -> str:
    """A long line of markup in several."""
    return textwrap.fill(line, 78, break_long_words=False, break_on_hyphens=False)


def end_notes(blocks: Iterable[Block]) -> Iterator[str]:
    """The notes below a short rule, each with a link back to its anchor."""
    yield "<div style='mso-element:footnote-list'><br clear=all>"
    yield '<hr align=left size=1 width="33%">'
    for block in blocks:
        number = block.label.strip("[] ")
        back = f'<a href="#_ftnref{number}" name="_ftn{number}">{escaped(block.label.strip())}</a>'
        body = f"<p class=MsoFootnoteText>{back} {spaced(block.text)}</p>"
        yield wrapped(f"<div id=ftn{number}>{body}</div>")
    yield "</div>"


def duty_table(blocks: Iterable[Block]) -> Iterator[str]:
    """A ruled table whose right cells hold a paragraph a duty."""
    yield "<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0>"
    for block in blocks:
        left, *right = (
            f"<p class=MsoNormal>{escaped(each)}<o:p></o:p></p>" for each in block.cells
        )
        yield f"<tr><td width=150 valign=top>{wrapped(left)}</td><td width=470 valign=top>"
        yield from map(wrapped, right)
        yield "</td></tr>"
    yield "</table>"


PARTS = {"flow": flow, "end_notes": end_notes, "tasks": duty_table}


def table(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The header as a table inside a table."""
    yield "<table class=MsoNormalTable border=0><tr><td><table class=MsoTableGrid border=1>"
    for block in blocks:
        if block.role == "occ_code":
            yield f"<tr><td colspan=3>{element(block)}</td></tr>"
        if block.role == "row":
            yield "<tr>" + "".join(cell(each) for each in block.cells) + "</tr>"
    yield "</table></td></tr></table>"


def cell(text: str) -> str:
    """One cell of the header table."""
    return f"<td width=200 valign=top><p class=MsoNormal><b>{escaped(text)}</b><o:p></o:p></p></td>"


def element(block: Block) -> str:
    """One block as a paragraph."""
    if block.mark:
        return item(block)
    body = ANCHOR.sub(reference, words(block, emphasis="u"))
    if block.role in BOLD:
        body = f"<b><span style='font-size:12.0pt;color:black'>{body}</span></b>"
    align = " align=center style='text-align:center'" if block.role in CENTRED else ""
    return f"<p class=MsoNormal{align}>{body}<o:p></o:p></p>"


def item(block: Block) -> str:
    """A list item whose mark is ignorable text."""
    level = block.depth + 1
    mark = (
        f"<span style='font-family:Symbol;mso-list:Ignore'>{escaped(block.mark)}"
        "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span>"
    )
    style = f"margin-left:{level / 2}in;text-indent:-.25in;mso-list:l0 level{level} lfo1"
    supported = f"<![if !supportLists]>{mark}<![endif]>"
    body = ANCHOR.sub(reference, words(block))
    return f"<p class=MsoNormal style='{style}'>{supported}{body}<o:p></o:p></p>"


def reference(found: re.Match[str]) -> str:
    """An anchor as a link to its note."""
    number = found[1]
    return (
        f'<a href="#_ftn{number}" name="_ftnref{number}" title="">'
        f"<span class=MsoFootnoteReference>{found[0]}</span></a>"
    )
