"""A page of an old template-driven site: layout tables, fonts, scripts, menus and a footer."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.formats.markup import CHARSETS, escaped, words
from corpus.layout import Layout
from corpus.page import Block

HEAD = """<HTML>
<HEAD>
<TITLE>Title lookup: one title</TITLE>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset={charset}">
<SCRIPT LANGUAGE="JavaScript">
<!-- hide
function pop(page) {{ window.open(page, 'help', 'width=400,height=300'); return false; }}
var shown = 'detail.cfm?from=list';
// end -->
</SCRIPT>
</HEAD>
<BODY BGCOLOR="#FFFFFF" LINK="#003399">
<TABLE WIDTH="740" BORDER="0" CELLPADDING="2"><TR><TD COLSPAN="2" BGCOLOR="#224466">
<IMG SRC="images/banner.gif" ALT="Banner of the site" WIDTH="730" HEIGHT="60"></TD></TR>
<TR><TD WIDTH="130" VALIGN="TOP" BGCOLOR="#DDDDCC"><FONT SIZE="1">
<A HREF="index.cfm">First page</A><BR><A HREF="tests.cfm">Coming tests</A><BR>
<A HREF="lists.cfm">Title lists</A><BR><A HREF="pay.cfm">Pay schedules</A><BR>
<A HREF="find.cfm">Find</A></FONT></TD>
<TD VALIGN="TOP"><FONT SIZE="1"><A HREF="lists.cfm">Back to list</A> | \
<A HREF="help.cfm" onClick="return pop('help.cfm')">Help</A></FONT><HR>
<TABLE CELLPADDING="3"><TR><TD>"""
FOOT = """</TD></TR></TABLE><HR>
<FONT SIZE="1"><A HREF="#top">Up</A></FONT></TD></TR>
<TR><TD COLSPAN="2" ALIGN="CENTER"><FONT SIZE="1"><A HREF="index.cfm">First page</A> |
<A HREF="write.cfm">Write to us</A> | <A HREF="rules.cfm">Rules of this site</A><BR>
Best seen at 800 by 600</FONT></TD></TR></TABLE>
</BODY>
</HTML>"""
CENTRED = {"department", "doctype", "status"}
BOLD = {"heading", "header", "class_title", "theme"}


def lines(blocks: tuple[Block, ...], layout: Layout) -> Iterator[str]:
    """The page as lines of HTML."""
    yield HEAD.format(charset=CHARSETS[layout.text.encoding])
    for previous, block in zip((None, *blocks), blocks, strict=False):
        if block.cells and not (previous and previous.cells):
            yield '<TABLE BORDER="1">'
        if previous and previous.cells and not block.cells:
            yield "</TABLE>"
        if block.role == "heading":
            yield "<P>&nbsp;</P>"
        yield element(block)
    yield FOOT


def element(block: Block) -> str:
    """One block in its font tags."""
    if block.cells:
        return "<TR>" + "".join(f"<TD>{font(escaped(cell))}</TD>" for cell in block.cells) + "</TR>"
    if block.mark:
        indent = 30 * (block.depth + 1)
        mark = f'<FONT FACE="Wingdings">{escaped(block.mark)}</FONT>&nbsp;&nbsp;&nbsp;'
        return f'<DIV STYLE="margin-left:{indent}px">{mark}{font(words(block))}</DIV>'
    body = words(block, emphasis="U" if block.label.isupper() else "I")
    if block.role in BOLD:
        body = f"<B>{body}</B>"
    if block.role == "paragraph":
        body = "&nbsp;" * 8 + " " + body
    align = ' ALIGN="CENTER"' if block.role in CENTRED else ""
    return f"<P{align}>{font(body)}</P>"


def font(body: str) -> str:
    """The body in the site's only font."""
    return f'<FONT FACE="Arial" SIZE="2">{body}</FONT>'
