"""Short form and the words beside it to the long form: `OGS` in `Office of General Services`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_MINOR_WORDS = """
    a an and as at by for from in into of on or per the to with &
"""
MINOR = frozenset(_MINOR_WORDS.split())
"""Words of a long form that may or may not lend their initial."""

_BODY_WORDS = """
    administration agency authority board bureau center commission committee council
    department division institute office section unit
"""
_BODIES = frozenset(_BODY_WORDS.split())
_LINKS = frozenset(("of", "for", "on", "and"))
_SHORT = re.compile(r"(?=(?:.*[A-Z]){2})[A-Z0-9][A-Za-z0-9&./'’-]{1,11}")
_ROMAN = re.compile(r"[IVX]+")
_LETTERS = re.compile(r"[^A-Za-z0-9]")
_PLURAL = re.compile(r"(?<=[A-Z])['’]?s$")
_NOT_SHORT = frozenset(("NOTE", "NOT", "AND", "OR", "NS", "OS"))
BLENDED = 3
"""The fewest letters that a blended short form takes from a word."""
_STATES = re.compile(
    "A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]"
    "|UT|V[AT]|W[AIVY]"
)
_STATE_WORDS = """
    new york hampshire jersey mexico rhode island north south west carolina dakota virginia
"""
_OF_STATES = frozenset(_STATE_WORDS.split())


def is_short(text: str) -> bool:
    """Whether a text has the shape of a short form: `OGS`, `EMTs`, `R&D`, not `II` or `M-4`."""
    if not _SHORT.fullmatch(text) or _ROMAN.fullmatch(text) or text in _NOT_SHORT:
        return False
    return not re.fullmatch(r"[A-Z]-?\d+", text)


def long_form(short: str, words: Sequence[str]) -> int | None:
    """Where in `words`, which end right before the short form, its long form begins.

    First by initials (`State Commission of Correction` for SCOC), then with letters from within
    words (`cardiopulmonary resuscitation` for CPR), then the capitalised words directly before,
    if they name a body or begin with the same letter (`Small Business Marketplace` for SHOP).
    """
    letters = _letters(short)
    if not letters:
        return None
    start = _spelled(short, letters, words)
    if start is not None:
        return None if _is_state(short, words[start:]) else _with_body(words, start)
    return None if _STATES.fullmatch(short) else _capitalised_run(letters, words)


def _spelled(short: str, letters: str, words: Sequence[str]) -> int | None:
    """The nearest start from which the words spell the short form, by initials if they can."""
    nearest = len(words) - min(len(letters), 2)
    farthest = max(0, len(words) - 2 * len(letters) - 4)
    for inner in (False, True):
        for start in range(nearest, farthest - 1, -1):
            if words[start][:1].lower() == letters[0] and fits(short, words[start:], inner=inner):
                return start
    return None


def fits(short: str, words: Sequence[str], *, inner: bool = False) -> bool:
    """Whether every letter of the short form comes from these words, and every word lends one.

    With `inner`, a word may lend letters from within after its initial.
    """
    if not words or words[0].lower() in MINOR or words[-1].lower() in MINOR:
        return False
    parts = tuple(part for word in words for part in re.split(r"[-/]", word.lower()) if part)
    return _spells(_letters(short), parts, inner)


@lru_cache(maxsize=4096)
def _spells(letters: str, words: tuple[str, ...], inner: bool) -> bool:
    if not words or not letters:
        return not words and not letters
    word, rest = words[0], words[1:]
    if word in MINOR and _spells(letters, rest, inner):
        return True
    if word[0] != letters[0]:
        return False
    taken = 1
    while not _spells(letters[taken:], rest, inner):
        if not inner or taken >= len(letters) or not _holds(word, letters[: taken + 1]):
            return False
        taken += 1
    return True


def _holds(word: str, letters: str) -> bool:
    """Whether a word holds these letters in this order."""
    place = -1
    for letter in letters:
        place = word.find(letter, place + 1)
        if place < 0:
            return False
    return True


def _letters(short: str) -> str:
    return _LETTERS.sub("", _PLURAL.sub("", short)).lower()


def blended(short: str, words: Sequence[str]) -> int | None:
    """Where the long form of a short form begins that is made of the beginnings of its words.

    `Caltrans` and `CAL FIRE` begin as `California … Transportation` and `California … Fire` do:
    at least two words, each by three letters or more, the first of the long form among them.
    """
    letters = _letters(short)
    for start in range(len(words) - 2, -1, -1):
        rest = [word.lower() for word in words[start:] if word[:1].isupper()]
        if words[start][:1].isupper() and _begun(letters, rest[0], rest[1:]):
            return start
    return None


def _begun(letters: str, word: str, rest: Sequence[str]) -> bool:
    """Whether letters go on with the beginning of a word, and then with those of later words."""
    most = next((n for n, (a, b) in enumerate(zip(letters, word, strict=False)) if a != b), None)
    longest = min(len(letters), len(word)) if most is None else most
    for taken in range(longest, BLENDED - 1, -1):
        left = letters[taken:]
        if any(left == later[: len(left)] and len(left) >= BLENDED for later in rest):
            return True
        if any(left and _begun(left, later, rest[n + 1 :]) for n, later in enumerate(rest)):
            return True
    return False


def _is_state(short: str, words: Sequence[str]) -> bool:
    return bool(_STATES.fullmatch(short)) and all(word.lower() in _OF_STATES for word in words)


def _with_body(words: Sequence[str], start: int) -> int:
    """`Information Technology Services` begins with the `Office of` that stands before it."""
    lead = start if words[start].lower() not in _BODIES else 0
    while lead > 0 and words[lead - 1].lower() in MINOR:
        lead -= 1
    if lead == start or lead == 0 or not words[lead - 1][0].isupper():
        return start
    return lead - 1 if words[lead - 1].lower() in _BODIES else start


def _capitalised_run(letters: str, words: Sequence[str]) -> int | None:
    """The first of the capitalised words at the end that names a body or shares the initial."""
    if not words or not _is_name(words[-1]):
        return None
    found = None
    for start in range(len(words) - 2, -1, -1):
        word = words[start]
        if _is_name(word):
            if word.lower() in _BODIES or word[0].lower() == letters[0]:
                found = start
        elif not _links(words[start - 1 : start + 1]):
            break
    return found


def _links(pair: Sequence[str]) -> bool:
    """Whether the second word goes on with a name: `of`, or the article of `for the`."""
    return len(pair) == 2 and (pair[1] in _LINKS or (pair[1] == "the" and pair[0] in _LINKS))


def _is_name(word: str) -> bool:
    return word[:1].isupper() and any(letter.islower() for letter in word)
