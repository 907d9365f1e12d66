"""Plain tables → one self-contained HTML page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from pipeline.evaluate.sheets import Row, Sheet

STYLE = """
body { font: 15px/1.4 system-ui, sans-serif; margin: 2rem; color: #1b1b1b; }
table { border-collapse: collapse; margin: 0 0 2rem; }
caption { text-align: left; font-weight: 600; padding: .3rem 0; }
th, td { padding: .2rem .6rem; border-bottom: 1px solid #d5d5d5; vertical-align: top; }
th { text-align: left; background: #f3f3f3; }
td.figure { text-align: right; font-variant-numeric: tabular-nums; }
td.word { max-width: 34rem; }
"""


def page(title: str, sheets: Iterable[Sheet]) -> str:
    """The tables as a page that needs nothing else."""
    tables = "\n".join(map(_table, sheets))
    name = escape(title)
    return (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{name}</title>\n'
        f"<style>{STYLE}</style>\n<h1>{name}</h1>\n{tables}\n</html>\n"
    )


def _table(sheet: Sheet) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in sheet.columns)
    body = "\n".join(f"<tr>{''.join(_cells(row, sheet.words))}</tr>" for row in sheet.rows)
    return (
        f"<table>\n<caption>{escape(sheet.title)}</caption>\n"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
    )


def _cells(row: Row, words: int) -> Iterator[str]:
    for index, cell in enumerate(row):
        kind = "word" if index < words else "figure"
        yield f'<td class="{kind}">{escape(cell)}</td>'
