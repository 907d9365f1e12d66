"""An old hand-made page: one cell of text whose lines are apart by `<br>` alone."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.formats.markup import CHARSETS, words
from corpus.layout import Layout
from corpus.page import Block

HEAD = """<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>Title plan, text of a standard</title>
</head>
<body bgcolor="#ffffff">
<p><a href="toc.html">Contents</a> | <a href="next.html">Next</a></p>
<table border="0" width="640"><tr><td>"""
FOOT = """</td></tr></table>
</body>
</html>"""
CLOSE = {"occ_code", "header", "code", "department", "doctype", "status"}
BOLD = {"heading", "header", "class_title"}


def lines(blocks: tuple[Block, ...], layout: Layout) -> Iterator[str]:
    """The page as lines of HTML; without gaps one `<br>` has to do between any two blocks."""
    yield HEAD.format(charset=CHARSETS[layout.text.encoding])
    for block, after in zip(blocks, (*blocks[1:], None), strict=True):
        yield element(block) + ("<br>" if after else "")
        if after and layout.text.gap != "none" and not are_close(block, after):
            yield "<br>"
    yield FOOT


def are_close(block: Block, after: Block) -> bool:
    """Whether no empty line stands between the two: in the header, and between list items."""
    items = bool(block.mark and after.mark)
    return items or (block.role == after.role == "footnote") or {block.role, after.role} <= CLOSE


def element(block: Block) -> str:
    """One block as a line; the list mark and its indent are text."""
    body = words(block, emphasis="u")
    if block.role in BOLD:
        body = f"<b>{body}</b>"
    if block.mark:
        return "&nbsp;" * (4 + 4 * block.depth) + f"{block.mark}&nbsp; {body}"
    return body
