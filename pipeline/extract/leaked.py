"""Plain text with markup that leaked into it to the text a reader would have seen."""

from __future__ import annotations

import html
import re

from pipeline.text import RepairLog

_MARKUP = "leaked-markup"
_HIDDEN = re.compile(
    r"""
      <!--\[if\b.*?<!\[endif\]-->                     # <!--[if gte mso 9]>…<![endif]-->
    | <!--.*?-->
    | <!\[(?:if\b[^\]>]*|endif)\]>                    # <![if !supportLists]>
    | <(?P<name>xml|style|script|head)\b[^<>]*>.*?</(?P=name)\s*>
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = r"""\s+[A-Za-z][\w:.-]*\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+)"""
_END = rf"(?:{_ATTRIBUTE})*\s*/?>"
_BREAK = re.compile(rf"</?(?:p|div|br|tr|li|ul|ol|table|tbody|h[1-6])\b{_END}", re.IGNORECASE)
_CELL = re.compile(rf"</(?:td|th)\b{_END}", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:[A-Za-z][\w-]{0,9}:[A-Za-z]\w*"  # <o:p>, <st1:place w:st="on">
    r"|a|abbr|b|big|body|center|del|em|font|html|i|img|ins|link|meta|s|small|span|strike|strong"
    rf"|sub|sup|td|th|thead|title|tt|u)\b{_END}",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_OPENING = re.compile(r"<[A-Za-z/!]")


def unmarked(text: str, log: RepairLog) -> str:
    """The text without tags, comments and entities of HTML and Word; a bare `<` or `&` stays.

    Only names that HTML or Word know are tags, and only with attributes that have values, so
    `<Name of agency>` is prose.
    """
    if _OPENING.search(text):
        text = log.substitute(_MARKUP, _HIDDEN, "", text)
        text = log.substitute(_MARKUP, _BREAK, _line_break, text)
        text = log.substitute(_MARKUP, _CELL, "\t", text)
        text = log.substitute(_MARKUP, _TAG, "", text)
    if "&" in text:
        text = _ENTITY.sub(lambda found: _character(found, log), text)
    return text


def _line_break(found: re.Match[str]) -> str:
    """A tag that breaks the line, unless it stands at an end of its line already."""
    text, start, end = found.string, found.start(), found.end()
    at_edge = start == 0 or text[start - 1] in "\n>" or end == len(text) or text[end] in "\r\n"
    return "" if at_edge else "\n"


def _character(found: re.Match[str], log: RepairLog) -> str:
    new = html.unescape(found[0])
    if new != found[0]:
        log.add("leaked-entity", found[0])
    return new
