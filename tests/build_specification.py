"""Class specifications in the layout of California's site, from a few lines of code."""

from __future__ import annotations

from collections.abc import Sequence

from tests.build_html import build_html, table

Rows = Sequence[tuple[str, str, str]]


def single(*sections: str, title: str = "Kite Tester", values: Sequence[str] = ()) -> bytes:
    """A page on one class: its title, issuer and labelled values, then sections."""
    listed = values or (
        "Schematic Code: ZX10",
        "Class Code: 9901",
        "Established: 04/05/1961",
        "Revised: 07/23/1991",
        "Title Changed: --",
    )
    return build_html(
        f"<h1>{title} (9901)</h1><h1>{title}</h1>",
        "<h2>California State Personnel Board Specification</h2>",
        "<ul>" + "".join(f"<li>{value}</li>" for value in listed) + "</ul>",
        *sections,
        title=f"{title} (9901) - CalHR",
    )


def series(
    *sections: str, rows: Rows, head: Sequence[str] = ("Schem Code", "Class Code", "Class")
) -> bytes:
    """A page on a series: its title, issuer and date, the table of its classes, then sections."""
    return build_html(
        "<h1>Kite Tester Series</h1>",
        "<h2>California State Personnel Board Specification</h2>",
        "<p>Series established June 13, 1973</p><h2>Scope</h2><p>This series flies kites.</p>",
        "<p>Kite Tester Series Specification - Class Titles and Codes</p>",
        table(*([head] if head else []), *rows),
        *sections,
        title="Kite Tester Series - CalHR",
    )


def section(heading: str, *paragraphs: str) -> str:
    """A section: its heading, and paragraphs or markup as given."""
    return f"<h2>{heading}</h2>" + "".join(
        text if text.startswith("<") else f"<p>{text}</p>" for text in paragraphs
    )


def part(heading: str, *paragraphs: str, level: int = 2) -> str:
    """A part of a section under a sub-heading, set like a section as these pages do."""
    return section(heading, *paragraphs).replace("h2>", f"h{level}>")
