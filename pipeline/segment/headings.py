"""Units to section headings, whatever their case, spelling slips and punctuation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from pipeline.model import Block, Document, Span, Unit
from pipeline.profiles import Composed, Profile
from pipeline.titles import MINOR, similar, words

_MAX_WORDS = 9
_NUMBER = " \u00a0:.0123456789"  # `Alternate Range Criteria 226`
_RUN_IN = re.compile(r"[^:.]{4,90}?(?=\s*(?::|\.\s|--|\u2014|\s[-\u2013]\s))")
_UPPER_RUN = re.compile(r"(?:[A-Z][A-Z,&/-]*\s+){1,8}(?=[A-Z]?[a-z])")
_ENUMERATOR = re.compile(r"\(?(?:[IVX]{1,5}|[A-Z]|\d{1,2})[.)]\s+(?=[A-Za-z])")
_REMARK = re.compile(
    r"\([^()]{1,60}\)(?:\s*[:.\-–—]+\s*|\s*$)|\([^()\s]+\s[^()]{1,60}\)\s+(?=[A-Z])"
)  # (Illustrative only)
_ASIDE = re.compile(r"\s+\([^()]{1,60}\)[\s:.]*$|(?<=\w)\(e?s\)")  # QUALIFICATIONS (continued)
_CLOSER = re.compile(r"[\s:.\-–—]*")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in a unit: its kind, its words, and where the section's text begins.

    `label` spans the words with the enumerator before and the mark behind them.
    """

    kind: str
    span: Span
    label: Span
    body: int
    words: int
    known: bool = True


_ALIKE = str.maketrans("l1", "ii")
_SAME = {"i": "iIlL"}
_Key = tuple[str, ...]
Look = tuple[str, int, bool, bool]


def _key(text: str) -> _Key:
    """The words of a heading; `l`, `1` and `I` are one letter, as typists had it."""
    return words(text.casefold().translate(_ALIKE))


class _Known(NamedTuple):
    """The headings of a profile: their initials → their word keys → their section kinds.

    A slip of the pen spares the first letter of a word, so only headings with the initials of a
    text can be meant by it. `pairs` are the first two letters of initials as they may be typed,
    or `None` where there are headings that the profile does not list.
    """

    kinds: Mapping[_Key, Mapping[_Key, str]]
    pairs: frozenset[str] | None


@lru_cache(maxsize=64)
def _known(profile: Profile) -> _Known:
    kinds: dict[_Key, dict[_Key, str]] = {}
    for section in profile.sections:
        for key in map(_key, section.spellings):
            kinds.setdefault(_initials(key), {})[key] = section.kind
    pairs = frozenset(
        one + other
        for first, second, *_ in (key for key in kinds if len(key) > 1)
        for one in _SAME.get(first, first + first.upper())
        for other in _SAME.get(second, second + second.upper())
    )
    return _Known(kinds, None if profile.composed else pairs)


def composed_kind(key: _Key, rules: tuple[Composed, ...], parts: tuple[str, ...]) -> str | None:
    """The kind of a heading that no profile lists, by the words it is made of.

    `Examples of Important Job Functions` has words for duties and none beside them. A single
    word, and what names a part of a section, is no such heading.
    """
    if len(key) < 2 or key in _keys(parts):
        return None
    for kind, core, around in _word_sets(rules):
        if core.intersection(key) and around.issuperset(key):
            return kind
    return None


@lru_cache(maxsize=64)
def _keys(texts: tuple[str, ...]) -> frozenset[_Key]:
    return frozenset(map(_key, texts))


@lru_cache(maxsize=64)
def _word_sets(rules: tuple[Composed, ...]) -> list[tuple[str, frozenset[str], frozenset[str]]]:
    """Kind, words of the core, and all words, for each way to compose a heading."""
    sets = []
    for rule in rules:
        core = frozenset(_key(" ".join(rule.core)))
        sets.append((rule.kind, core, core | MINOR | frozenset(_key(" ".join(rule.around)))))
    return sets


def _initials(key: _Key) -> _Key:
    return tuple([word[0] for word in key])


def find_headings(
    document: Document, units: Sequence[Unit], profile: Profile
) -> dict[int, Heading]:
    """The heading each unit holds, by the unit's index.

    A heading of one common word (`Communication`) may as well be a theme among the duties; it
    counts only where it is set like the longer headings of the same document. `Notes:` alone on
    its line is no theme. Where every section has a heading of its own line, words that begin a
    paragraph are none.
    """
    known = _known(profile)
    found = {
        i: heading
        for i, unit in enumerate(units)
        if (heading := _heading(document.text, unit, known, profile)) is not None
    }
    strong = {look(document, units[i]) for i, h in found.items() if h.words > 1}
    return {
        i: h
        for i, h in found.items()
        if h.words > 1 or units[i].role == "note" or _set_like(document, units[i], h, strong)
    }


def _set_like(document: Document, unit: Unit, heading: Heading, strong: set[Look]) -> bool:
    if strong:
        return look(document, unit) in strong
    return _upper(document.of(heading.span))


def _upper(text: str) -> bool:
    """Whether a heading is in upper case; an `l` typed for an `I` does not count."""
    return text[:24].replace("l", "I").isupper()


def look(document: Document, unit: Unit) -> Look:
    """How a heading is set: kind of block, level, emphasis, case."""
    block = unit.block or Block("paragraph", unit.start, unit.end)
    text = document.text[block.start : min(block.end, block.start + 12)]
    return block.kind, block.level, block.lead > block.start, _upper(text)


def _heading(text: str, unit: Unit, known: _Known, profile: Profile) -> Heading | None:
    if unit.mark is not None and unit.style.startswith("bullet"):
        return None
    alone = unit.role == "note" and unit.start >= unit.end
    if unit.role and unit.role != "track" and not alone:
        return None
    start = unit.label.start if unit.label else unit.start
    if not _may_begin(text[start : min(start + 40, unit.end)], known):
        return None
    begin = unit.mark.start if unit.mark else start
    numbered = _ENUMERATOR.match(text, start, unit.end)
    start = numbered.end() if numbered else start
    whole = text[start : unit.end]
    if len(whole) <= 90 and (alone or not unit.label):
        kind, count = _kind(whole, known, profile)
        if kind:
            end = start + len(whole.rstrip(" \u00a0:.\n\t-–—"))
            return Heading(kind, Span(start, end), Span(begin, unit.end), unit.end, count)
    for pattern in (_RUN_IN, _UPPER_RUN) if profile.run_in else ():
        match = pattern.match(text, start, unit.end)
        if match is not None:
            kind, count = _kind(match.group(), known, profile)
            if kind and _may_run_in(match.group(), count):
                end = match.start() + len(match.group().rstrip())
                body = _body(text, end, unit.end)
                return Heading(kind, Span(start, end), Span(begin, body), body, count)
    return None


def _may_begin(text: str, known: _Known) -> bool:
    """Whether a text may begin with a heading, as the initials of its first two words tell.

    Where a mark may end the heading after its first word, or capitals do, nothing is told.
    """
    parts = text.split(None, 1)
    if known.pairs is None or len(parts) < 2:
        return True
    word, rest = parts
    initials = word[0] + rest[0]
    if not (word.isalpha() and initials.isalpha() and initials.isascii()):
        return True
    return initials in known.pairs or (word.isupper() and not rest[:2].isupper())


def _body(text: str, start: int, end: int) -> int:
    """Where a section's text begins after its heading, its mark and a remark on the heading."""
    for pattern in (_CLOSER, _REMARK):
        found = pattern.match(text, start, end)
        start = found.end() if found else start
    return start


def _may_run_in(heading: str, count: int) -> bool:
    return heading.isupper() or count > 1


def _kind(candidate: str, known: _Known, profile: Profile) -> tuple[str | None, int]:
    """The section kind of a heading's words, one slip of the pen forgiven in long ones."""
    plain = _ASIDE.sub("", candidate) if "(" in candidate else candidate
    key = _key(plain.rstrip(_NUMBER))
    if not 1 <= len(key) <= _MAX_WORDS:
        return None, 0
    alike = known.kinds.get(_initials(key), {})
    if key in alike:
        return alike[key], len(key)
    for spelling, kind in alike.items():
        if len(key) > 1 and _slip(spelling, key):
            return kind, len(key)
    composed = composed_kind(key, profile.composed, profile.parts) if profile.composed else None
    return composed, len(key) if composed else 0


def _slip(spelling: _Key, key: _Key) -> bool:
    """Whether two headings of as many words differ by slips of the pen only."""
    alike = [similar(one, other) for one, other in zip(spelling, key, strict=True)]
    if all(alike):
        return True
    if sum(alike) < len(alike) - 1:
        return False
    at = alike.index(False)
    return SequenceMatcher(None, spelling[at], key[at]).ratio() >= 0.7
