"""Two texts → whether they count as the same, under four matchers; the only rapidfuzz module."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz.distance import Indel, Levenshtein

Likeness = Callable[[str, str, float], float]
"""The similarity of two texts from 0 to 1, or 0 where it is below the third argument."""


@dataclass(frozen=True, slots=True)
class Matcher:
    """A way to compare: equal in the `normal` form, or alike by at least `threshold`."""

    name: str
    normal: Callable[[str], str]
    likeness: Likeness | None = None
    threshold: float = 1.0


def folded(text: str) -> str:
    """The text in NFC with every run of white space as one space and the ends trimmed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def bare(text: str) -> str:
    """Letters and digits alone, case folded: `Bachelor's  degree.` → `bachelorsdegree`."""
    return "".join(c for c in folded(text).casefold() if c.isalnum())


_LIST_NUMBER = re.compile(r"(?<!\S)\(?[0-9]{1,2}[.)]\s+")  # "3. Plans work", "either: (1) one year"
_HYPHEN = re.compile(r"[-\u00ad\u2010\u2011]\s*")  # "super- vises", "super-vises"
_FINAL = re.compile(r"[\s.,;:]+$")


def neutral(text: str) -> str:
    """The text without hyphens, list numbers, U+FFFD and final punctuation.

    Source: the convention for golds of pages that lose and wrap these (`conventions.toml`).
    """
    text = _LIST_NUMBER.sub("", folded(text.replace("\ufffd", "")))
    return _FINAL.sub("", _HYPHEN.sub("", text))


ROUNDING = 1e-6
"""What binary fractions may lose: 1 - 2/10 counts as 0.8."""


def levenshtein(one: str, other: str, cutoff: float) -> float:
    """One less the share of single-character edits among the characters of the longer text."""
    return Levenshtein.normalized_similarity(one, other, score_cutoff=cutoff - ROUNDING)


def ratcliff(one: str, other: str, cutoff: float) -> float:
    """Twice the characters in matching blocks among all characters (Ratcliff and Obershelp).

    Matching blocks are a common subsequence, so the indel similarity, which counts the longest
    one, is never smaller; it is fast and spares most pairs the slow comparison.
    """
    least = cutoff - ROUNDING
    if Indel.normalized_similarity(one, other, score_cutoff=least) < least:
        return 0.0
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return ratio if ratio >= least else 0.0


Opcodes = Sequence[tuple[str, int, int, int, int]]
"""Edits as `difflib` writes them: tag, then start and end on both sides."""

SHORT_ENOUGH = 250_000
"""Pairs of characters that the slow comparison may have to look at."""


def fewest_edits(one: Sequence[Hashable], other: Sequence[Hashable]) -> Opcodes:
    """The least edits from one sequence to the other."""
    return [
        (each.tag, each.src_start, each.src_end, each.dest_start, each.dest_end)
        for each in Levenshtein.opcodes(one, other)
    ]


def longest_runs(one: str, other: str) -> Opcodes:
    """Edits that keep the longest runs whole; the least edits where the texts are long.

    `ki-Page2tes` to `kites` keeps `tes` together, which the least edits need not do.
    """
    if len(one) * len(other) > SHORT_ENOUGH:
        return fewest_edits(one, other)
    return SequenceMatcher(None, one, other, autojunk=False).get_opcodes()


STRICT = Matcher("strict", folded)
MATCHERS = (
    STRICT,
    Matcher("soft", bare),
    Matcher("levenshtein", folded, levenshtein, 0.8),
    Matcher("ratcliff_obershelp", folded, ratcliff, 0.95),
)
"""The four matchers, the strictest first."""
