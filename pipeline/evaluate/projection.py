"""A parser's text and a reference text → where each character stands in the reference.

White space does not count on either side: a place is the number of a printed character, and the
same words match however they are broken into lines. Furniture, list marks and hyphens of one side
alone find no place, and passages that stand elsewhere find theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from pipeline.evaluate.matchers import fewest_edits, longest_runs

Pairs = list[tuple[int, int]]

RUN = 3
"""So many words in a row are no coincidence: they are the same passage, wherever it stands."""

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Printed:
    """A text, its characters without white space, and how many of them stand before an offset."""

    text: str
    characters: str
    before: tuple[int, ...]

    def places(self, start: int, end: int) -> range:
        """The numbers of the printed characters in `[start, end)`, cut to the text."""
        first, last = (min(max(offset, 0), len(self.text)) for offset in (start, end))
        return range(self.before[first], self.before[last])


def printed(text: str) -> Printed:
    """The printed characters of a text."""
    counts = accumulate((not each.isspace() for each in text), initial=0)
    return Printed(text, "".join(text.split()), tuple(counts))


def project(text: Printed, reference: Printed) -> list[int]:
    """The place of each printed character of `text` in `reference`.

    Places count the printed characters of the reference from 0. The character number `n` that
    has no place gets `-1 - n`.
    """
    ours, theirs = text.characters, reference.characters
    if ours == theirs:
        return list(range(len(ours)))
    found = [-1 - number for number in range(len(ours))]
    for one, other in _same_words(_words(text.text), _words(reference.text)):
        for step in range(one.stop - one.start):
            found[one.start + step] = other.start + step
    for number, place in list(_between(ours, theirs, found)):
        found[number] = place
    return found


@dataclass(frozen=True, slots=True)
class _Word:
    word: str
    start: int

    @property
    def stop(self) -> int:
        return self.start + len(self.word)


def _words(text: str) -> list[_Word]:
    words = _WORD.findall(text)
    starts = accumulate(map(len, words), initial=0)
    return [_Word(word, start) for word, start in zip(words, starts, strict=False)]


def _same_words(ours: list[_Word], theirs: list[_Word]) -> Iterator[tuple[_Word, _Word]]:
    """Runs of equal words; what is left is compared again, so that moved passages are found."""
    while kept := _runs([each.word for each in ours], [each.word for each in theirs]):
        yield from ((ours[one], theirs[other]) for one, other in kept)
        taken, others = {one for one, _ in kept}, {other for _, other in kept}
        ours = [each for number, each in enumerate(ours) if number not in taken]
        theirs = [each for number, each in enumerate(theirs) if number not in others]


def _runs(ours: Sequence[str], theirs: Sequence[str]) -> Pairs:
    return [
        (one, other)
        for tag, start, stop, begin, end in fewest_edits(ours, theirs)
        if tag == "equal" and stop - start >= RUN
        for one, other in zip(range(start, stop), range(begin, end), strict=True)
    ]


def _between(ours: str, theirs: str, found: list[int]) -> Iterator[tuple[int, int]]:
    """Characters kept, or replaced one for one, in the gaps that equal words leave open."""
    taken = set(found)
    for start, stop in _gaps(found):
        begin = found[start - 1] + 1 if start else 0
        end = begin
        while end < len(theirs) and end not in taken:
            end += 1
        edits = longest_runs(ours[start:stop], theirs[begin:end])
        for _, one, last, other, final in edits:
            if last - one == final - other:
                for step in range(last - one):
                    yield start + one + step, begin + other + step


def _gaps(found: list[int]) -> Iterator[tuple[int, int]]:
    """The longest stretches without a place."""
    for missing, run in groupby(enumerate(found), key=lambda each: each[1] < 0):
        if missing:
            numbers = [number for number, _ in run]
            yield numbers[0], numbers[-1] + 1
