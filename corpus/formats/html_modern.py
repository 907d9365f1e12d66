"""A clean page: headings, paragraphs and real lists between navigation and footer."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.formats.markup import CHARSETS, escaped, words
from corpus.layout import Layout
from corpus.page import Block

HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="{charset}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Class descriptions</title>
<style>body {{ max-width: 48rem; margin: auto; }}
.skip {{ position: absolute; left: -99rem; }}</style>
<script>document.documentElement.classList.add('js');</script>
</head>
<body>
<a class="skip" href="#main">Jump to the text</a>
<nav aria-label="Site"><ul>
<li><a href="/">Start</a></li><li><a href="/exams/">Exams</a></li>
<li><a href="/titles/" aria-current="true">Titles and pay</a></li><li><a href="/news/">News</a></li>
</ul></nav>
<main id="main">"""
FOOT = """</main>
<footer><p>Was this page of use to you? <button>Yes</button> <button>No</button></p>
<ul><li><a href="/privacy/">Privacy</a></li>
<li><a href="/translate/">Translate</a></li></ul></footer>
</body>
</html>"""
TAGS = {"heading": "h2", "class_title": "h3", "theme": "h4", "track": "h4"}
CENTRED = {"department", "doctype", "status"}


def lines(blocks: tuple[Block, ...], layout: Layout) -> Iterator[str]:
    """The page as lines of HTML."""
    yield HEAD.format(charset=CHARSETS[layout.text.encoding])
    yield from elements(blocks, ordered=layout.bullet == "1" or layout.duties == "numbers")
    yield FOOT


def elements(blocks: tuple[Block, ...], *, ordered: bool) -> Iterator[str]:
    """Each block as its element, with lists and tables opened and closed around them."""
    tag = "ol" if ordered else "ul"
    depth, in_table = 0, False
    for block in blocks:
        wanted = block.depth + 1 if block.mark else 0
        yield from [f"<{tag}>"] * max(0, wanted - depth)
        yield from [f"</{tag}>"] * max(0, depth - wanted)
        depth = wanted
        if in_table != bool(block.cells):
            in_table = not in_table
            yield "<table>" if in_table else "</table>"
        yield element(block)
    yield from [f"</{tag}>"] * depth


def element(block: Block) -> str:
    """One block; a list item is left open so that an inner list may follow."""
    if block.role == "tasks":
        return tasks(block)
    if block.cells:
        return "<tr>" + "".join(f"<td>{escaped(cell)}</td>" for cell in block.cells) + "</tr>"
    if block.mark:
        return f"<li>{words(block)}"
    tag = TAGS.get(block.role, "p")
    centred = ' class="centre"' if block.role in CENTRED else ""
    return f"<{tag}{centred}>{words(block, emphasis='strong')}</{tag}>"


def tasks(block: Block) -> str:
    """The rows of one label, which spans them all."""
    label, *duties = (escaped(cell) for cell in block.cells)
    head = f'<th scope="rowgroup" rowspan="{len(duties)}">{label}</th>'
    cells = (f"<td>{duty}</td>" for duty in duties)
    return f"<tr>{head}" + "</tr>\n<tr>".join(cells) + "</tr>"
