"""Web pages from a few lines of code."""

from __future__ import annotations

from collections.abc import Sequence

_LINKS = ("Home", "Job Seekers", "Employees", "Managers", "Contact Us")


def build_html(*body: str, title: str = "", head: str = "") -> bytes:
    """The bytes of a page in UTF-8 with this markup in its body."""
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head>"
        f"<body>{''.join(body)}</body></html>"
    ).encode()


def link_list(*words: str) -> str:
    """A menu of links as sites print it beside their text."""
    inner = "".join(f'<li><a href="/{n}">{w}</a></li>' for n, w in enumerate(words or _LINKS))
    return f"<ul>{inner}</ul>"


def old_site(*content: str) -> str:
    """Content in the layout tables of an old site: banner, menu at the left, links below."""
    menu = "<br>".join(f'<a href="/{n}">{word}</a>' for n, word in enumerate(_LINKS))
    return (
        '<table><tr><td colspan="2"><b>&nbsp;Department of Kites</b></td></tr>'
        f"<tr><td><table><tr><td>{menu}</td></tr></table></td>"
        f"<td><table><tr><td>{''.join(content)}</td></tr></table>"
        '<p><a href="#top">Back to top</a></p></td></tr>'
        f'<tr><td colspan="2">{menu.replace("<br>", " | ")}<br>Built by the plan system.</td></tr>'
        "</table>"
    )


def table(*rows: Sequence[str], tag: str = "td") -> str:
    """A table of cells."""
    inner = "".join(
        f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>" for cells in rows
    )
    return f"<table>{inner}</table>"


def word_item(text: str, *, level: int = 1) -> str:
    """A list paragraph as Word exports it to HTML."""
    return (
        f"<p class=MsoListParagraph style='margin-left:.5in;text-indent:-.25in;"
        f"mso-list:l0 level{level} lfo1'><![if !supportLists]>"
        "<span style='font-family:Symbol;mso-list:Ignore'>·"
        "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span><![endif]>"
        f"{text}<o:p></o:p></p>"
    )
