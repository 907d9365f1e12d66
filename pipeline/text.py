"""Strings to canonical text: append, remember offsets, repair with a log."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from pipeline.model import Repair, Span

_BREAK_SIGNS = "\x0b\x0c\x85\u2028\u2029"
_INVISIBLE_SIGNS = "\u00ad\u200b\u2060\ufeff"
_CONTROL_SIGNS = "\x00-\x08\x0e-\x1f\x7f\x80-\x9f"
_LINE_BREAKS = re.compile(f"\r\n?|[{_BREAK_SIGNS}]")
_INVISIBLE = re.compile(f"[{_INVISIBLE_SIGNS}]+")
_CONTROL = re.compile(f"[{_CONTROL_SIGNS}]+")
_UNCLEAN = re.compile(f"[\r{_BREAK_SIGNS}{_INVISIBLE_SIGNS}{_CONTROL_SIGNS}]")
_PLAIN = re.compile(r"[ -~\t\n]*")
_WORD = re.compile(r"\S+")


def fold(text: str) -> str:
    """The text with every run of white space as one space and the ends trimmed."""
    return " ".join(text.split())


def folded_offsets(text: str, spans: Sequence[tuple[int, int]]) -> Sequence[int]:
    """For each character of `fold` over the joined slices, its offset in the text.

    It is a range where folding only makes blanks of line ends, as in most paragraphs.
    """
    if len(spans) == 1 and len(fold(text[slice(*spans[0])])) == spans[0][1] - spans[0][0]:
        return range(*spans[0])
    offsets: list[int] = []
    for start, end in spans:
        for word in _WORD.finditer(text, start, end):
            if offsets:
                offsets.append(max(word.start() - 1, start))
            offsets.extend(range(*word.span()))
    return offsets


def joinable(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """The spans with a blank taken in where two follow each other, so that words stay apart.

    The blank is the one before the later span, else the one after the earlier.
    """
    if len(spans) == 1:
        return (Span(*spans[0]),)
    joined = [Span(*span) for span in spans[:1]]
    for start, end in spans[1:]:
        if text[start - 1].isspace():
            start -= 1
        elif text[joined[-1].end].isspace():
            joined[-1] = Span(joined[-1].start, joined[-1].end + 1)
        joined.append(Span(start, end))
    return tuple(joined)


def printable_name(name: str) -> str:
    """A file name as text: bytes of it that are no characters are shown as escapes."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def vocabulary(text: str) -> frozenset[str]:
    """The words of a line as a set."""
    return frozenset(text.split())


def sought(pattern: str, *, words: str) -> Callable[[str], bool]:
    """A test whether a text, given in lower case, holds a pattern.

    Every match of the pattern holds one of `words`; looking for them first costs a fraction of
    the search, and most texts have none.
    """
    search, needed = re.compile(pattern).search, tuple(words.split())

    def holds(lower: str) -> bool:
        for word in needed:
            if word in lower:
                return search(lower) is not None
        return False

    return holds


class RepairLog:
    """Counts corrections by kind and keeps the first sample of each."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[int, str]] = {}

    def add(self, kind: str, sample: str, count: int = 1) -> None:
        """Note `count` corrections of one kind; the first sample is kept."""
        seen, first = self._seen.get(kind, (0, sample))
        self._seen[kind] = (seen + count, first)

    def substitute(
        self,
        kind: str,
        pattern: re.Pattern[str],
        new: str | Callable[[re.Match[str]], str],
        text: str,
    ) -> str:
        """`pattern.sub` that logs how often it changed something."""
        found = pattern.search(text)
        if found is None:
            return text
        result, count = pattern.subn(new, text)
        around = text[max(0, found.start() - 12) : found.end() + 12]
        self.add(kind, fold(around.encode("unicode_escape").decode("ascii")), count)
        return result

    def repairs(self) -> tuple[Repair, ...]:
        """Everything noted so far, by kind."""
        return tuple(Repair(kind, n, sample) for kind, (n, sample) in sorted(self._seen.items()))


def clean(text: str, log: RepairLog) -> str:
    """One string made canonical: NFC, `\\n` line breaks, no invisible or control characters."""
    if text.isascii() and (text.isprintable() or _PLAIN.fullmatch(text)):
        return text
    if _UNCLEAN.search(text) is not None:
        text = _LINE_BREAKS.sub("\n", text)
        text = log.substitute("invisible-characters", _INVISIBLE, "", text)
        text = log.substitute("control-characters", _CONTROL, "", text)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
        log.add("not-nfc", text[:24])
    return text


class TextBuilder:
    """Grows the canonical text of one document; what is appended never moves again."""

    def __init__(self, log: RepairLog | None = None) -> None:
        self.log = log or RepairLog()
        self._parts: list[str] = []
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def append(self, text: str) -> tuple[int, int]:
        """Add text at the end, cleaned; returns where it now starts and ends."""
        return self.put(clean(text, self.log))

    def put(self, text: str) -> tuple[int, int]:
        """Add text that is canonical already."""
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return start, self._length

    def text(self) -> str:
        """The canonical text so far."""
        return "".join(self._parts)
