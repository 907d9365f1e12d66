"""What lines of print say about paragraphs: unit marks, sentence ends, line-end hyphens."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Joint = Literal["dehyphenated", "dehyphenated-fragment", "hyphen-kept", "hyphen-kept-unseen"]

BULLET = re.compile(
    r"""
      [•·‣◦▪▫■□●○►➢✓§–—-](?=\s)   # "· Plans", "- Plans", "§ Plans"; not "-5" or "§71"
    | [•·‣◦▪■●➢](?=\w)             # "•Plans"
    | o(?=\s{2,}\w)                # a hollow bullet of Courier: "o   Plans"
    | \*{1,3}(?=\s?\w)             # "*Experience must be", "* Plans"
    """,
    re.VERBOSE,
)
ENUMERATOR = re.compile(
    r"""
    (?: \( (?: \d{1,2} | [A-Za-z] | [ivx]{1,4} ) \)      # (1)  (a)  (iv)
      | (?: \d{1,2} | [A-Za-z] | [ivxIVX]{1,4} ) [.)]   # 1.  a)  iv.
    ) (?=\s)                                             # not "1.5"
    """,
    re.VERBOSE,
)
LABEL = re.compile(
    r"""
    [A-Z][\w’'/.-]*                                   # Promotion
    (?: ,?[ ] (?: [A-Z0-9][\w’'/.-]* | and|or|of|the|to|for|in ) ){0,8}
    (?: [ ]\([^)]{1,60}\) )?                          # (HBE)
    [ ]?:(?=\s|$)                                     # not "10:30"
    """,
    re.VERBOSE,
)
_CODE_ONLY = re.compile(r"#?\d{4,9}[A-Z]?(?:\s*\|)?$")  # "9900100", "9900100 |"
_CLAUSE_END = re.compile(r"""(?:[.;:!?,][)"'”’*]*|[)|]|\b(?:and|or)|\d{4})$""")
_MAY_END_CLAUSE = frozenset(""".;:!?,)"'”’*|dr""")  # or a digit
_STOPS, _CLOSING = (".", ";", ":", "!", "?"), "\"'”’)*"
_TITLE_WORD = re.compile(r"[A-Z0-9(&/]|(?:and|of|the|for|in|to|or|with)\b")


def ends_sentence(text: str) -> bool:
    """Whether the line ends where a sentence or a list member may end."""
    return text.removesuffix("\n").rstrip(_CLOSING).endswith(_STOPS)


def marked(text: str) -> re.Match[str] | None:
    """The bullet or enumerator that the line begins with."""
    return BULLET.match(text) or ENUMERATOR.match(text)


def is_upper(text: str) -> bool:
    """Whether the line is set in capitals throughout, as titles and old headings are."""
    return text.isupper() and sum(map(str.isalpha, text)) >= 4


def is_title_case(text: str) -> bool:
    """Whether a short line reads as a heading: two to eight capitalised words, no full stop."""
    words = text.split()
    return 2 <= len(words) <= 8 and not ends_sentence(text) and all(map(_TITLE_WORD.match, words))


def begins_unit(text: str, before: str) -> bool:
    """Whether a line opens a paragraph of its own although the line `before` was full.

    Numbers and labels count only after a finished clause: in `… positions at Grade` / `18. The`
    the number belongs to the sentence.
    """
    if BULLET.match(text) or _CODE_ONLY.match(text):
        return True
    if is_upper(text):
        return before[-1] in ")0123456789" if is_upper(before) else ends_sentence(before)
    if not _ends_clause(before):
        return False
    if ENUMERATOR.match(text) or (":" in text and LABEL.match(text)):
        return True
    return is_title_case(text) and before[-1] in ".!?"


def _ends_clause(text: str) -> bool:
    last = text[-1:]
    return (last in _MAY_END_CLAUSE or last.isdecimal()) and _CLAUSE_END.search(text) is not None


_WORD = re.compile(r"[^\W\d_]+(?:[-'’\u2010\u2011][^\W\d_]+)*")
_LAST = re.compile(r"(?:^|(?<=[\s(“\"'/—–]))([^\W_]+(?:[-'’][^\W_]+)*)[-\u2010]$")
_FIRST = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SUSPENDED = frozenset({"and", "or", "to", "through", "versus"})
_COMBINING = re.compile(  # first parts of compounds (half-day), no prefixes that words divide after
    r"cross|eight|entry|face|first|five|four|full|half|high|large|long|low|mid|nine|non|one|open"
    r"|second|self|seven|short|six|small|ten|third|three|two|well|year"
)
_CUTS = ("-", "\u2010")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words a document prints unbroken, in lower case, and those of them with hyphens.

    `divides` says that the document cuts words at line ends: of one such word the whole is
    printed elsewhere, or neither part is a word.
    """

    words: frozenset[str]
    compounds: frozenset[str]
    divides: bool

    @classmethod
    def of(cls, lines: Iterable[str]) -> Vocabulary:
        """Read the words of consecutive lines, leaving out those that a line end may have cut."""
        words: set[str] = set()
        cuts: list[tuple[str, str]] = []
        uncut: list[str] = []
        stem = ""
        for line in lines:
            ends_cut = line.rstrip().endswith(_CUTS)
            if not ends_cut and not stem:
                uncut.append(line)
                continue
            found = _WORD.findall(_plain(line))
            if stem and found:
                cuts.append((stem, found[0]))
            words.update(found[bool(stem) : len(found) - ends_cut])
            stem = found[-1] if ends_cut and found else ""
        words.update(_WORD.findall(" ".join({*_plain(" ".join(uncut)).split()})))  # each once
        compounds = frozenset(word for word in words if "-" in word)
        words |= {part for word in compounds for part in word.split("-")}
        divides = any(_is_division(stem, tail, words) for stem, tail in cuts)
        return cls(frozenset(words), compounds, divides)


def _plain(text: str) -> str:
    """The text in lower case, with one kind of hyphen and of apostrophe."""
    return text.replace("\u2010", "-").replace("\u2011", "-").replace("’", "'").lower()


def _is_division(stem: str, tail: str, words: set[str]) -> bool:
    if stem + tail in words:
        return True
    return stem not in words and tail not in words and _COMBINING.fullmatch(stem) is None


def joint(before: str, after: str, vocabulary: Vocabulary) -> Joint | None:
    """How a word cut at a line end is put together again; `None` where no word is cut.

    Evidence is the document's own print: the joined form elsewhere drops the hyphen, the
    hyphenated form elsewhere keeps it. Failing both, a first part that is no word of the
    document drops it (`opera-` / `tion`), unless it is longer than a prefix and the second part
    is a word (`part-` / `time`); a document known to divide words keeps it only between two
    words (`water-` / `shed` closes). `full-` / `and part-time` is no cut at all.
    """
    if not before.endswith(_CUTS):
        return None
    last, first = _LAST.search(before), _FIRST.match(after)
    if last is None or first is None or first[0].lower() in _SUSPENDED:
        return None
    head, tail = _plain(last[1]), _plain(first[0])
    stem = head.rsplit("-", 1)[-1]
    if not (tail[0].isalpha() and after[0].islower() and stem.isalpha()):
        return "hyphen-kept"
    if head + tail in vocabulary.words or stem + tail in vocabulary.words:
        return "dehyphenated"
    if f"{head}-{tail}" in vocabulary.compounds or f"{stem}-{tail}" in vocabulary.compounds:
        return "hyphen-kept"
    known = (stem in vocabulary.words, tail in vocabulary.words)
    whole = all(known) if vocabulary.divides else known[0] or (known[1] and len(stem) > 3)
    compound = whole or _COMBINING.fullmatch(stem) is not None
    return "hyphen-kept-unseen" if compound else "dehyphenated-fragment"


def drops_hyphen(kind: Joint) -> bool:
    """Whether a joint closes the word up."""
    return kind.startswith("dehyphenated")
