"""Class titles as words: parts, keys and likeness."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

_TITLE = re.compile(
    r"""
    (?P<base>\S.*?)
    (?: [\s,-]+ (?P<level> \d{1,2} | [IVX]{1,4} | [A-H] ) )?      # KITE TESTER | 2
    (?: \s* \( (?P<parenthetic> (?: [^()] | \([^()]*\) )+ ) \) )?  # (NIGHT), the last of several
    \s*
    """,
    re.VERBOSE | re.DOTALL,
)
WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*|&")
_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
}
LEVEL = r"(?<![\w])(?:\d{1,2}|[IVXivx]{1,4}|[A-H]|l)(?![\w'’])"
_BODY = re.compile(
    r"(?:department|bureau|office|division|commission|authority|board|council|agency|university"
    r"|committee|administration)s?\s+(?:of|for|on)\b",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\([^()]*\)")
_CLAUSE = re.compile(r"[.;:]\s")
MINOR = frozenset(["and", "&", "of", "the", "for", "in", "to", "on", "or", "at", "with", "a", "an"])


@dataclass(frozen=True, slots=True)
class TitleParts:
    """Offsets into a title of its base, level and parenthetic, each `[start, end)` or `None`."""

    base: tuple[int, int]
    level: tuple[int, int] | None
    parenthetic: tuple[int, int] | None


@lru_cache(maxsize=8192)
def split_title(title: str) -> TitleParts:
    """The parts of a title: `FORESTER TRAINEE 2 (URBAN)` has the level `2`."""
    match = _TITLE.fullmatch(title)
    if match is None:
        return TitleParts((0, len(title)), None, None)
    level = match.span("level") if match["level"] else None
    parenthetic = match.span("parenthetic") if match["parenthetic"] else None
    return TitleParts(match.span("base"), level, parenthetic)


_INNER_LEVEL = re.compile(r"(?<=\S)\s+(?P<level>\d{1,2}|[IVX]{1,4}|[A-H])(?=\s*[,(])")
_INNER_PARENTHETIC = re.compile(r"\s*\((?P<parenthetic>(?:[^()]|\([^()]*\))+)\)")


def title_parts(title: str) -> TitleParts:
    """The parts of a title that may name an office last: `DEPUTY KITER I (NIGHT), KITE BOARD`.

    Level and parenthetic are the last that stand at the end or before a comma or parenthesis; the
    base is what stands before both.
    """
    parts = split_title(title)
    if parts.level is not None:
        return parts
    level = next(iter(reversed(list(_INNER_LEVEL.finditer(title)))), None)
    inner = next(iter(reversed(list(_INNER_PARENTHETIC.finditer(title)))), None)
    end = min((m.start() for m in (level, inner) if m and m.start()), default=len(title))
    parenthetic = parts.parenthetic or (inner.span("parenthetic") if inner else None)
    return TitleParts((0, end), level.span("level") if level else None, parenthetic)


@lru_cache(maxsize=65536)
def word_key(word: str) -> str:
    """A word without case, plural and apostrophes: `Testers`, `TESTER'S` → `tester`."""
    key = word.casefold().replace("'", "").replace("’", "").replace(".", "")
    if key == "&":
        return "and"
    if len(key) > 4 and key.endswith("men"):
        return key[:-2] + "an"
    if len(key) > 4 and key.endswith("ies"):
        return key[:-3] + "y"
    if len(key) > 3 and key.endswith("s") and not key.endswith(("ss", "us", "is")):
        return key[:-1]
    return key


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[str, ...]:
    """The word keys of a text, in order."""
    return tuple(word_key(w) for w in WORD.findall(text))


def level_key(level: str | None) -> str | None:
    """A level without its spelling: `II`, `ii` and `2` are one."""
    if level is None:
        return None
    key = level.casefold()
    key = "i" if key == "l" else key
    return str(_ROMAN[key]) if key in _ROMAN else key


def numbered(template: str, match: re.Match[str]) -> str:
    """A value with the numeral of its label: `pattern_{number}` for `Or II` is `pattern_2`."""
    number = match.groupdict().get("number")
    return template.format(number=level_key(number)) if number else template


@lru_cache(maxsize=65536)
def similar(one: str, other: str) -> bool:
    """Whether two word keys are one word, a single slip of the pen allowed in long words."""
    if one == other:
        return True
    if min(len(one), len(other)) < 5 or abs(len(one) - len(other)) > 2 or one[0] != other[0]:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.855


def title_shaped(text: str) -> bool:
    """Whether a text could be a title: a few capitalised words, no sentence in it."""
    if not text[:1].isupper() or text.rstrip().endswith((".", "?", "!")) or _CLAUSE.search(text):
        return False
    found = WORD.findall(_BRACKETED.sub("", text) if "(" in text else text)
    if not 1 <= len(found) <= 12:
        return False
    return all(w[0].isupper() or w[0].isdigit() or w.casefold() in MINOR for w in found)


def names_a_body(text: str) -> bool:
    """Whether a capitalised phrase is an organisation: `Bureau of Waterways`, `Board for Kites`."""
    return _BODY.match(text) is not None


def levelled(text: str) -> bool:
    """Whether a text ends like a title with a level: `Kite Tester 2 (Night)`."""
    parts = split_title(text.strip())
    return parts.level is not None and parts.base[1] - parts.base[0] > 2


@lru_cache(maxsize=8192)
def initials(key: tuple[str, ...]) -> frozenset[str]:
    """The initials of words, with and without the small ones: `bav` and `bv`."""
    every = "".join([w[0] for w in key])
    return frozenset((every, "".join([w[0] for w in key if w not in MINOR])))
