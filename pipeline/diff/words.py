"""Two texts to the runs of words that they share and do not share."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher

from pipeline.diff.values import Piece

_TOKEN = re.compile(
    r"""
    \s* (?: \w+ (?: ['’.-] \w+ )* | [^\w\s] )     # " master’s", " 55-b", ";"
    | \s+ $
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"\w+")
_ORDER = ("same", "gone", "new")
_MIRROR = {"same": "same", "gone": "new", "new": "gone"}


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The word-level difference; what is gone stands before what is new.

    The pieces that are not `new` join to the old text, those that are not `gone` to the new one.
    Texts are always compared in one direction, so that the other way round gives the mirror.
    """
    if old > new:
        return _ordered([Piece(_MIRROR[piece.kind], piece.text) for piece in pieces(new, old)])
    one, other = _TOKEN.findall(old), _TOKEN.findall(new)
    found: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(one[i:j])))
        else:
            found += [Piece("gone", "".join(one[i:j])), Piece("new", "".join(other[k:m]))]
    return tuple(piece for piece in found if piece.text)


def _ordered(found: list[Piece]) -> tuple[Piece, ...]:
    """What is gone before what is new, between two runs that stayed."""
    runs, keyed = 0, []
    for piece in found:
        runs += piece.kind == "same"
        keyed.append(((runs, _ORDER.index(piece.kind)), piece))
    return tuple(piece for _, piece in sorted(keyed, key=lambda pair: pair[0]))


def bag(text: str) -> Counter[str]:
    """The words of a text, counted without case."""
    return Counter(_WORD.findall(text.casefold()))


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """The share of words that two texts have in common (Dice), the same both ways."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0
