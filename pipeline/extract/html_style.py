"""The `style` of an HTML element to what it does to text: weight, case, display, indent, list."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

BOLD, ITALIC, UNDERLINE, UPPER, PRE = (1 << bit for bit in range(5))
STRONG = BOLD | ITALIC | UNDERLINE

_DECLARATION = re.compile(r"([a-z-]+)\s*:\s*([^;]+)")
_LENGTH = re.compile(r"(-?\d*\.?\d+)\s*(px|pt|pc|in|cm|mm|em|ex|ch)?\b")  # -.25in, 36.0pt, 30px
_LIST_LEVEL = re.compile(r"\blevel(\d)\b")  # mso-list:l0 level2 lfo1
_CHARACTERS_PER = {
    "px": 1 / 8, "pt": 1 / 6, "pc": 2.0, "in": 12.0, "cm": 4.7, "mm": 0.47,
    "em": 2.0, "ex": 1.0, "ch": 1.0,
}  # fmt: skip
_SWITCHES: dict[tuple[str, str], tuple[int, int]] = {
    ("font-weight", "bold"): (BOLD, 0),
    ("font-weight", "bolder"): (BOLD, 0),
    ("font-weight", "600"): (BOLD, 0),
    ("font-weight", "700"): (BOLD, 0),
    ("font-weight", "800"): (BOLD, 0),
    ("font-weight", "900"): (BOLD, 0),
    ("font-weight", "normal"): (0, BOLD),
    ("font-weight", "400"): (0, BOLD),
    ("font-style", "italic"): (ITALIC, 0),
    ("font-style", "oblique"): (ITALIC, 0),
    ("font-style", "normal"): (0, ITALIC),
    ("text-decoration", "underline"): (UNDERLINE, 0),
    ("text-decoration", "none"): (0, UNDERLINE),
    ("text-transform", "uppercase"): (UPPER, 0),
    ("text-transform", "none"): (0, UPPER),
    ("white-space", "pre"): (PRE, 0),
    ("white-space", "pre-wrap"): (PRE, 0),
    ("white-space", "pre-line"): (PRE, 0),
    ("white-space", "normal"): (0, PRE),
}
_HIDING = {("display", "none"), ("visibility", "hidden"), ("mso-hide", "all")}


class Style(NamedTuple):
    """What a style attribute says of text; `indent` is in characters.

    `list_level` is the depth from 0 that Word noted on an exported list paragraph.
    """

    on: int = 0
    off: int = 0
    hidden: bool = False
    indent: int = 0
    list_level: int | None = None
    list_type: str = ""


@lru_cache(maxsize=512)
def parse_style(text: str) -> Style:
    """Read a style attribute; what it says of other things is passed over."""
    on = off = 0
    hidden, indent = False, 0.0
    list_level, list_type = None, ""
    for name, value in _DECLARATION.findall(text.lower()):
        value = value.removesuffix("!important").strip()
        more, less = _SWITCHES.get((name, value), (0, 0))
        on, off = (on | more) & ~less, (off | less) & ~more
        hidden = hidden or (name, value) in _HIDING
        if name in ("margin-left", "padding-left", "text-indent"):
            indent += _characters(value)
        elif name == "list-style-type" or name == "list-style":
            list_type = value
        elif name == "mso-list" and (level := _LIST_LEVEL.search(value)):
            list_level = int(level[1]) - 1
    return Style(on, off, hidden, round(indent), list_level, list_type)


def _characters(length: str) -> float:
    found = _LENGTH.match(length)
    return float(found[1]) * _CHARACTERS_PER[found[2] or "px"] if found else 0.0
