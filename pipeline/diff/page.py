"""Compared documents to one self-contained HTML page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from pipeline.diff.rows import (
    MEANING,
    by_class,
    class_heading,
    field_name,
    heading,
    shown,
    verdict_lines,
)
from pipeline.diff.summary import figures
from pipeline.diff.values import Change, DocumentDiff, Eligibility, Piece

STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 64rem;
  padding: 0 1rem; color: #1b1b1b; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid #d5d5d5; }
h3 { margin-bottom: .3rem; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { padding: .35rem .6rem; border-bottom: 1px solid #e3e3e3; vertical-align: top;
  text-align: left; font-weight: normal; overflow-wrap: anywhere; }
th { width: 13rem; color: #555; }
td.kind { width: 6.5rem; }
del { background: #fde2e0; color: #8c1d18; }
ins { background: #dcf3e0; color: #11602b; text-decoration: none; }
.verdict { border-left: .3rem solid #888; margin: .6rem 0; padding: .3rem .8rem;
  background: #f6f6f6; }
.widens { border-color: #1a7f37; } .narrows { border-color: #b3261e; }
.both { border-color: #9a6700; }
.verdict ul { margin: .2rem 0; }
"""


def diff_page(documents: Sequence[DocumentDiff]) -> str:
    """The comparison as a page that needs nothing else; everything read is escaped."""
    body = "\n".join(_section(each) for each in documents if each.state != "unchanged")
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>What changed</title>\n<style>{STYLE}</style>\n<h1>What changed</h1>\n"
        f"{''.join(_totals(documents))}{body}\n</html>\n"
    )


def _totals(documents: Sequence[DocumentDiff]) -> Iterator[str]:
    for name, counts in figures(documents).items():
        said = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)
        yield f"<p><b>{escape(name)}</b>: {escape(said or 'none')}</p>\n"


def _section(document: DocumentDiff) -> str:
    parts = [f"<h2>{escape(heading(document.ids))} <small>{document.state}</small></h2>"]
    for class_, (changes, verdicts) in by_class(document).items():
        parts.append(f"<h3>{escape(class_heading(class_))}</h3>")
        parts.extend(map(_verdict, verdicts))
        if changes:
            parts.append(f"<table>\n{''.join(map(_row, changes))}</table>")
    return f"<section>\n{chr(10).join(parts)}\n</section>"


def _row(change: Change) -> str:
    name = escape(field_name(change))
    return (
        f'<tr><th scope="row">{name}</th><td class="kind">{change.kind}</td>'
        f"<td>{''.join(_values(change))}</td></tr>\n"
    )


def _values(change: Change) -> Iterator[str]:
    if change.pieces:
        yield from map(_piece, change.pieces)
        return
    if change.kind != "added":
        yield f"<del>{escape(shown(change.old))}</del>"
    if change.kind in ("changed", "reordered"):
        yield "<br>"
    if change.kind != "removed":
        yield f"<ins>{escape(shown(change.new))}</ins>"


def _piece(piece: Piece) -> str:
    text = escape(piece.text)
    tag = {"gone": "del", "new": "ins"}.get(piece.kind)
    return f"<{tag}>{text}</{tag}>" if tag else text


def _verdict(each: Eligibility) -> str:
    place = escape(each.place.replace("_", " "))
    tags = {"-": "del", "+": "ins"}
    lines = "".join(
        f"<li><{tags[sign]}>{escape(text)}</{tags[sign]}></li>"
        for sign, text in verdict_lines(each)
    )
    listed = f"<ul>{lines}</ul>" if lines else ""
    return (
        f'<div class="verdict {each.verdict}">Eligibility, {place}: '
        f"<b>{escape(MEANING[each.verdict])}</b>{listed}</div>"
    )
