"""A `Document` to `ABBREVIATION` entities: where a short form meets its long form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipeline.model import Document, Entity
from pipeline.ner.tokens import plain
from pipeline.normalize.abbreviation import BLENDED, blended, fits, is_short, long_form

LABEL = "ABBREVIATION"
_Span = tuple[int, int]
_Pair = tuple[_Span, _Span, str]

_BRACKETED = re.compile(
    r"""
    \( \s*
    (?: (?:hereinafter|hereafter|herein) \s* (?:(?:referred\s+to|known|called)\s+)? (?:as\s+)?
        | (?:also\s+)? (?:referred\s+to|known) \s+ as \s+ )?   # (hereinafter "X")
    (?:the\s+)? ["\u201c']?
    (?P<short> [A-Z0-9] [A-Za-z0-9&./'’-]{1,11}? )     # (OGS), ("OGS"), (EMTs)
    ["\u201d']? \s* \)
    """,
    re.VERBOSE,
)
_SEVERAL = re.compile(r"\(([A-Z][^()]{3,60}?(?:,| and | or )[^()]{2,20})\)")  # (SH/DC, VH or MC)
_LISTED = re.compile(r"(?<![^\s,(])(?!(?:and|or)\b)[^\s,]+")
_JOINT = re.compile(r"(?:\s*,\s*|\s+)(?:(?:and|or)\s+)?\Z")
_BLEND = re.compile(r"\(\s*(?P<short>[A-Z][A-Za-z]{2,5}[ ]?[A-Za-z]{3,6})\s*\)")  # (CAL FIRE)
_HEREINAFTER = re.compile(
    r"""
    ,? \s* \(? \s* (?:hereinafter|hereafter) \s+ (?:(?:referred\s+to|known|called)\s+)? (?:as\s+)?
    (?:the\s+)? ["\u201c] (?P<short> [A-Z] [^"\u201d]{1,40} ) ["\u201d]   # , hereinafter "Exchange"
    """,
    re.VERBOSE,
)
_WHOLE = re.compile(
    r"""
    \s* (?: \[\d{1,3}\] | \*+ | \d{1,2}[.)] )? \s*     # [1] CFR  Code of Federal Regulations
    (?=[^A-Z\s]*[A-Z][^A-Z\s]*[A-Z])              # two capitals, as `is_short` asks: no plain word
    (?P<short> [A-Z0-9] [A-Za-z0-9&./-]{1,11} )
    \s* (?: [:=\u2013\u2014-] | \b(?:means|is|stands\s+for)\b )? \s*
    (?P<long> [A-Z] [^().;:]{5,100} ) \.? \s*
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"&|\w+(?:['.]?\w+)*(?:[-/]\w+(?:['.]?\w+)*)*")
_STOP = re.compile(r"[;:!?()]|(?<!\b[A-Z])\.(?=\s)")  # a sentence ends; "U.S. " does not end one
_TRAILING = re.compile(r"""(?:[\s,"'\u201c\u201d*]|\[\d{1,3}\])+\Z""")  # Commission[1] (PSC)
_YEAR = re.compile(r"(?:19|20)\d\d")  # Accountability Act of 1996 (HIPAA)
_REACH = 200


def abbreviations(document: Document) -> list[Entity]:
    """Every place of the body where a short form is defined, in order."""
    text = plain(document.text)
    named = "herei" in text or "hereaf" in text
    found: list[Entity] = []
    for block in document.blocks:
        start, end = block.start, block.end
        note = _WHOLE.fullmatch(text, start, end) if end - start < _REACH else None
        if note and not _is_defined(note["short"], note["long"]):
            note = None
        if note or named or text.find("(", start, end) >= 0:
            pairs = {(s, long): rule for s, long, rule in _pairs(text, start, end, note)}
            found += [_entity(document.text, *pair, rule) for pair, rule in sorted(pairs.items())]
    return found


def _is_defined(short: str, long: str) -> bool:
    """Whether the words spell the short form; the first letters alone tell most others."""
    return short[0] == long[0] and is_short(short) and fits(short, _WORD.findall(long))


def _pairs(text: str, start: int, end: int, note: re.Match[str] | None) -> Iterator[_Pair]:
    """Short span, long span and rule of every definition in `[start, end)`.

    `note` is `[1] CFR  Code of Federal Regulations`: the block is a short form and its long form.
    """
    opening = text.find("(", start, end)
    while opening >= 0:
        yield from _before(text, start, opening, end)
        yield from _several(text, start, opening, end)
        opening = text.find("(", opening + 1, end)
    if text.find("herei", start, end) >= 0 or text.find("hereaf", start, end) >= 0:
        yield from _named(text, start, end)
    if note:
        yield note.span("short"), _trimmed(text, note.span("long")), "ner.abbreviation.note"


def _before(text: str, start: int, opening: int, end: int) -> Iterator[_Pair]:
    """`Office of General Services (OGS)`: the long form ends where the bracket opens."""
    match = _BRACKETED.match(text, opening, end)
    if match and is_short(match["short"]):
        long = _long_before(text, start, opening, match["short"])
        if long is not None:
            yield match.span("short"), long, "ner.abbreviation.bracketed"
            return
    match = _BLEND.match(text, opening, end)
    if match and match["short"][:BLENDED].lower() not in text[start:opening].lower():
        return  # no word begins as the short form does
    long = _long_before(text, start, opening, match["short"], seek=blended) if match else None
    if match and long is not None:
        yield match.span("short"), long, "ner.abbreviation.blended"


def _several(text: str, start: int, opening: int, end: int) -> Iterator[_Pair]:
    """`a veteran's home or medical center (VH or MC)`: as many long forms as short ones."""
    match = _SEVERAL.match(text, opening, end)
    shorts = list(_LISTED.finditer(text, *match.span(1))) if match else []
    found: list[_Pair] = []
    for short in reversed(shorts):
        known = is_short(short.group())
        long = _long_before(text, start, opening, short.group()) if known else None
        if long is None:
            return
        found.append((short.span(), long, "ner.abbreviation.listed"))
        joint = _JOINT.search(text[start : long[0]])
        opening = start + joint.start() if joint else long[0]
    yield from reversed(found)


def _named(text: str, start: int, end: int) -> Iterator[_Pair]:
    """`the State Garage, hereinafter "Garage"`: the capitalised words before are the long form."""
    for match in _HEREINAFTER.finditer(text, start, end):
        long = _long_before(text, start, match.start(), match["short"], anything=True)
        if long is not None:
            yield match.span("short"), long, "ner.abbreviation.hereinafter"


def _long_before(
    text: str,
    start: int,
    end: int,
    short: str,
    *,
    anything: bool = False,
    seek: Callable[[str, list[str]], int | None] = long_form,
) -> _Span | None:
    """The span of the long form that ends at `end`, which may be bracketed itself.

    `seek` finds where it begins among the words before; `anything` takes their capitalised end.
    """
    end = start + len(_TRAILING.sub("", text[start:end]))
    begin = max(start, end - _REACH)
    if end > start and text[end - 1] == ")":
        end -= 1
        opening = text.rfind("(", begin, end)
        if opening < 0:
            return None
        begin = opening + 1
    for stop in _STOP.finditer(text, begin, end):
        begin = stop.end()
    words = list(_WORD.finditer(text, begin, end))
    if not words or words[-1].end() != len(text[:end].rstrip()):
        return None
    printed = [word.group() for word in words]
    if len(printed) > 2 and _YEAR.fullmatch(printed[-1]) and printed[-2] == "of":
        printed = printed[:-2]
    first = seek(short, printed)
    if first is None and anything:
        first = _names_from(printed)
    return None if first is None else (words[first].start(), words[-1].end())


def _names_from(words: list[str]) -> int | None:
    """Where the capitalised words at the end begin."""
    start = len(words)
    while start and (words[start - 1][:1].isupper() or words[start - 1] in ("of", "and", "for")):
        start -= 1
    while start < len(words) and not words[start][:1].isupper():
        start += 1
    return start if start < len(words) else None


def _trimmed(text: str, span: _Span) -> _Span:
    return span[0], span[0] + len(text[slice(*span)].rstrip(" .\n\t"))


def _entity(text: str, short: _Span, long: _Span, rule: str) -> Entity:
    start, end = min(short[0], long[0]), max(short[1], long[1])
    value = {
        "short": " ".join(text[slice(*short)].split()),
        "long": " ".join(text[slice(*long)].split()),
        "short_span": list(short),
        "long_span": list(long),
    }
    return Entity(LABEL, start, end, text[start:end], value, rule)
