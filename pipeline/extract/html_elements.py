"""HTML element and its attributes to its part: block, list, heading, or no text at all."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.extract.html_style import BOLD, ITALIC, PRE, UNDERLINE, Style

NO_TEXT = ["script", "style", "template", "svg", "xml", "iframe", "object"]
NO_NODES = frozenset({"", "title", "img", "input", "wbr", "-comment"})
HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = frozenset({"ul", "ol", "menu", "dir"})
_BLOCK_NAMES = """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p
    pre section summary table tbody td tfoot th thead tr ul
"""
BLOCKS = frozenset(_BLOCK_NAMES.split())
INLINE_BITS = {
    "b": BOLD,
    "strong": BOLD,
    "i": ITALIC,
    "em": ITALIC,
    "u": UNDERLINE,
    "ins": UNDERLINE,
    "pre": PRE,
    "th": BOLD,
    **dict.fromkeys(HEADINGS, BOLD),
}
ASIDE = {
    **dict.fromkeys(("nav", "footer", "aside"), "navigation"),
    **dict.fromkeys(("button", "select", "textarea", "datalist"), "navigation"),
    "noscript": "hidden",
}
_ROLE_NAMES = """
    navigation contentinfo complementary search menu menubar toolbar tablist button
"""
_ASIDE_ROLES = frozenset(_ROLE_NAMES.split())
_CLASS_NAMES = """
    hidden hide visually-hidden visuallyhidden sr-only screen-reader-text screen-reader-only
    hidden-off-screen off-screen offscreen element-invisible invisible
"""
_HIDING_CLASSES = frozenset(_CLASS_NAMES.split())


def aside_reason(tag: str, attributes: Mapping[str, str | None], style: Style) -> str:
    """Why an element is no text of the document, as far as the element itself tells."""
    if tag in ASIDE:
        return ASIDE[tag]
    if not attributes:
        return ""
    if style.hidden or "hidden" in attributes:
        return "hidden"
    names = attributes.get("class")
    if names and not _HIDING_CLASSES.isdisjoint(names.lower().split()):
        return "hidden"
    return "navigation" if (attributes.get("role") or "").lower() in _ASIDE_ROLES else ""
