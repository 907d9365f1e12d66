"""The whole page of a series in a layout, and the losses it suffers afterwards."""

from __future__ import annotations

from collections.abc import Iterator

from corpus import letters, wording
from corpus.bank import Series
from corpus.body import description, distinguishing, duties, extra, related
from corpus.ending import ending
from corpus.header import header
from corpus.layout import Layout
from corpus.page import Block, is_upper

KEPT_IN_UPPER_CASE = {"occ_code", "header", "code", "row"}


def page(series: Series, layout: Layout) -> tuple[Block, ...]:
    """Every block of the document in printed order; `series` is already arranged."""
    blocks = (*top(series, layout), *body(series, layout), *ending(series, layout))
    return tuple(block for block in blocks if not is_lost(block, layout))


def is_lost(block: Block, layout: Layout) -> bool:
    """Whether the copy that the layout stands for has dropped this block."""
    if "headings" in layout.losses and block.role == "heading":
        return True
    upper = block.role not in KEPT_IN_UPPER_CASE and is_upper(block.words)
    return "upper" in layout.losses and upper


def marks_of_draft(series: Series, layout: Layout) -> str:
    """Where the document says that it is tentative."""
    return layout.tentative or ("both" if series.status == "tentative" else "")


def status_line(series: Series, layout: Layout) -> Iterator[Block]:
    """`TENTATIVE`, where a line says so."""
    kind = marks_of_draft(series, layout)
    if kind == "revised":
        yield Block("status", "REVISED TENTATIVE")
    elif kind in ("line", "both"):
        yield Block("status", "TENTATIVE")


def preamble(series: Series, layout: Layout) -> Iterator[Block]:
    """The paragraph that explains a tentative standard."""
    if marks_of_draft(series, layout) in ("preamble", "both", "revised"):
        text = wording.PREAMBLES[len(series.name) % len(wording.PREAMBLES)]
        yield Block("preamble", letters.change(text, layout.letters))


def issuer(layout: Layout) -> Iterator[Block]:
    """The department, whole or broken over two lines."""
    if layout.department == "broken":
        yield Block("department", "New York State")
        yield Block("department", "Department of Civil Service")
    elif layout.department == "printed":
        yield Block("department", wording.DEPARTMENT)


def doctype(series: Series, layout: Layout) -> Iterator[Block]:
    """What kind of paper this is."""
    name = wording.DOCUMENT_TYPES[series.document_type]
    if layout.tentative in ("doctype", "draft"):
        name = f"{'Draft' if layout.tentative == 'draft' else 'Tentative'} {name}"
    if layout.doctype == "broken":
        yield from (Block("doctype", word) for word in name.split(" "))
    elif layout.doctype == "printed":
        yield Block("doctype", name)


def top(series: Series, layout: Layout) -> Iterator[Block]:
    """Everything above the first heading."""
    titles, _ = header(series, layout)
    status = list(status_line(series, layout))
    if layout.header == "new_style":
        yield from issuer(layout)
        yield Block("department", wording.DIVISION)
        yield from (*doctype(series, layout), *status, *titles)
    else:
        yield from (*titles, *status, *issuer(layout), *doctype(series, layout))
    yield from preamble(series, layout)


def body(series: Series, layout: Layout) -> Iterator[Block]:
    """The sections between the header and the qualifications."""
    yield from description(series, layout)
    if layout.related == "before":
        yield from (*related(series, layout), *distinguishing(series, layout))
    else:
        yield from (*distinguishing(series, layout), *related(series, layout))
    yield from duties(series, layout)
    yield from extra(series, layout)
