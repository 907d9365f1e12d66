"""The words after `as a` to the titles they list."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.requirements.lexer import Line, phrases
from pipeline.requirements.persons import names_person
from pipeline.text import vocabulary

_ARTICLES = frozenset(("a", "an", "the"))
_LINKS = vocabulary("of and the for on & / to")
AFTER_TITLE = vocabulary(
    """
    in with for at who assigned on under or and performing during while from within where
    which that whose by including plus as having working supervising to
    """
) | frozenset(";,.:()[]")
_DUTIES = phrases(
    "performing the duties of", "performing duties of", "performing the duties as",
    "performing duties as",
)  # fmt: skip


class Title(NamedTuple):
    """One title of a list and the tokens it stands on."""

    text: str
    start: int
    end: int


def find_titles(line: Line, start: int, end: int, *, lower: bool) -> list[Title]:
    """The titles that follow `as a` or `performing the duties of a` between two tokens.

    `lower` admits titles without capitals, as after `service as a`.
    """
    opened = _opening(line, start, end)
    if opened is None:
        return []
    begun = _past_article(line, opened)
    if not line.capitals[begun]:
        return _lower_titles(line, begun, end) if lower else []
    return titles_at(line, begun, end)


def titles_at(line: Line, begun: int, end: int) -> list[Title]:
    """The titles of the list that begins with a capital at token `begun`."""
    return _split(line, begun, _list_end(line, begun, end))


def _opening(line: Line, start: int, end: int) -> int | None:
    """The token after the words that introduce a title."""
    for i in range(start, end - 1):
        if line.keys[i] == "as":
            return i + 1
        if (past := line.first(i, _DUTIES)) > i:
            return past if past < end else None
    return None


def _past_article(line: Line, i: int) -> int:
    keys = line.keys
    i += keys[i] == "either"
    if keys[i] in _ARTICLES:
        i += 1
        if keys[i : i + 3] == ["(", "n", ")"]:
            i += 3
    if keys[i] == "class":
        i += 1 + (keys[i + 1] == "of")
    return i if i < line.size else i - 1


def _list_end(line: Line, i: int, end: int) -> int:
    """Where a list of capitalised titles ends."""
    while i < end:
        step = _title_word(line, i, end)
        if not step:
            break
        i += step
    return i


def _title_word(line: Line, i: int, end: int) -> int:
    """How many tokens go on with a list of titles at token `i`; 0 where it ends."""
    text, key = line.words[i], line.keys[i]
    if key == "(":
        close = next((j for j in range(i, end) if line.keys[j] == ")"), end - 1)
        inside = line.words[i + 1] if i + 1 < end else ""
        return close + 1 - i if inside[:1].isupper() or inside[:1].isdigit() else 0
    if key in _LINKS or key in (",", ";", "or", "and/or"):
        return _past_link(line, i, end)
    return 1 if text[0].isupper() or text[0].isdigit() else 0


def _past_link(line: Line, i: int, end: int) -> int:
    """Past `, or a` and the like when a capitalised word follows."""
    j = i + 1
    if line.keys[i] == "for" and line.keys[j] == "the" and line.keys[i - 1] != "school":
        return 0
    if line.keys[i] == "or" and line.keys[j] == "(" and line.keys[i - 1] == ")":
        return 1
    while j < end and (line.keys[j] in _LINKS or line.keys[j] in ("or", "a", "an", "as", ",")):
        j += 1
    if j >= end or not line.capitals[j]:
        return 0
    return j - i if j - i < 5 else 0


def _split(line: Line, start: int, end: int) -> list[Title]:
    """The titles of a list: parted by `or`, and by commas where the list has an `or`."""
    cuts = _cuts(line, start, end)
    titles = []
    for a, b in zip([start, *(c[1] for c in cuts)], [*(c[0] for c in cuts), end], strict=True):
        a = _past_list_words(line, a, b)
        if a < b:
            titles.append(Title(line.named(a, b), a, b))
    return titles


def _past_list_words(line: Line, i: int, end: int) -> int:
    while i < end and line.keys[i] in ("a", "an", "the", "as", "or", ","):
        i += 1
    return i


def _cuts(line: Line, start: int, end: int) -> list[tuple[int, int]]:
    """Where the list is cut, as (end of one title, start of the next)."""
    outer = outside(line, start, end)
    ors = {i for i in outer if line.keys[i] in ("or", "and/or") and not _goes_on(line, i + 1, end)}
    marks = [i for i in outer if line.keys[i] in (",", ";")]
    bounds = [*sorted([*ors, *marks]), end]
    by_mark = ";" if any(line.keys[i] == ";" for i in marks) else ","
    by_article = bool(ors) and line.keys[max(ors) + 1] in _ARTICLES
    cuts: list[tuple[int, int]] = []
    for n, i in enumerate(bounds[:-1]):
        if i in ors or (line.keys[i] == by_mark and _parts(line, i, bounds[n + 1], by_article)):
            if cuts and cuts[-1][1] == i:
                cuts[-1] = (cuts[-1][0], i + 1)
            else:
                cuts.append((i, i + 1))
    return cuts


def _goes_on(line: Line, i: int, end: int) -> bool:
    """Whether what follows `or` belongs to one title: `(Supervisor)`, `Range B`, `II`."""
    if line.keys[i] == "(":
        return True
    ranged = line.keys[i] == "range" and i + 2 >= end
    levelled = line.keys[i] in ("i", "ii", "iii", "iv", "v", "a", "b", "c")
    return ranged or (levelled and (i + 1 >= end or line.keys[i + 1] == "("))


def _parts(line: Line, i: int, end: int, by_article: bool) -> bool:
    """Whether the comma or semicolon at token `i` parts two titles; `end` is the next one."""
    following = line.keys[i + 1]
    if following in ("or", "and/or", "as") or following in _ARTICLES or line.keys[i] == ";":
        return True
    return not by_article and names_person(line, i + 1, end)


def outside(line: Line, start: int, end: int) -> list[int]:
    """The tokens between two that stand outside parentheses."""
    kept, depth = [], 0
    for i in range(start, end):
        depth += (line.keys[i] in "([") - (line.keys[i] in ")]")
        if depth == 0:
            kept.append(i)
    return kept


def _lower_titles(line: Line, i: int, end: int) -> list[Title]:
    """Titles in small letters: each runs to the first word that cannot belong to a title."""
    titles: list[Title] = []
    while i < end:
        stop = i
        while stop < end and line.keys[stop] not in AFTER_TITLE:
            stop += 1
        if stop == i:
            break
        titles.append(Title(line.named(i, stop), i, stop))
        i = _next_lower(line, stop, end)
    return titles


def _next_lower(line: Line, i: int, end: int) -> int:
    """The next title of a list in small letters, `end` where the list is over."""
    j = i + (line.keys[i] == ",")
    if line.keys[j] not in ("or", "as"):
        return end
    j += 1
    j += line.keys[j] == "as"
    return j + 1 if line.keys[j] in _ARTICLES else end
