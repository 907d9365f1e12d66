"""A word processor's export: paragraphs of one class, spans, empty elements, nested tables."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from corpus.formats.markup import CHARSETS, escaped, words
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
CENTRED = {"department", "doctype", "status"}
BOLD = {"heading", "header", "code", "occ_code"}


def lines(blocks: tuple[Block, ...], layout: Layout) -> Iterator[str]:
    """The page as lines of HTML."""
    yield HEAD.format(charset=CHARSETS[layout.text.encoding])
    if any(block.cells for block in blocks):
        yield from table(blocks)
        blocks = tuple(block for block in blocks if not block.cells and block.role != "occ_code")
    for block in blocks:
        yield textwrap.fill(element(block), 78, break_long_words=False, break_on_hyphens=False)
        if not block.mark:
            yield EMPTY
    yield FOOT


def table(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The header as a table inside a table."""
    yield "<table class=MsoNormalTable border=0><tr><td><table class=MsoTableGrid border=1>"
    for block in blocks:
        if block.role == "occ_code":
            yield f"<tr><td colspan=3>{element(block)}</td></tr>"
        if block.cells:
            yield "<tr>" + "".join(cell(each) for each in block.cells) + "</tr>"
    yield "</table></td></tr></table>"


def cell(text: str) -> str:
    """One cell of the header table."""
    return f"<td width=200 valign=top><p class=MsoNormal><b>{escaped(text)}</b><o:p></o:p></p></td>"


def element(block: Block) -> str:
    """One block as a paragraph."""
    if block.mark:
        return item(block)
    body = words(block, emphasis="u")
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
    return f"<p class=MsoNormal style='{style}'>{supported}{words(block)}<o:p></o:p></p>"
