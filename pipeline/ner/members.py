"""The words of an enumeration to its members: `biology, fish and game, or a related field`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_OR = (",", "/", "or")
_JOINS = (*_OR, "and")
_ADJECTIVE = ("al", "il", "ic")  # civil, electrical
Test = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Members:
    """How the members of an enumeration are told: words to pass at their ends, words of none."""

    past: Test
    without: Test

    def cut(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """`[first, last)` of each member, in order; those with a word of `without` are none."""
        for first, last in pairwise([-1, *_cuts(words), len(words)]):
            first += 1
            while first < last and self.past(words[first]):
                first += 1
            while first < last and self.past(words[last - 1]):
                last -= 1
            if first < last and not any(map(self.without, words[first:last])):
                yield first, last


def _cuts(words: Sequence[str]) -> list[int]:
    """The places of the words between members, and of those left over at the end.

    No word parts `civil or structural engineering`. An `and` parts members only where no `or`
    does and a comma goes before: `hotel and restaurant management` is one.
    """
    keys = [word.lower() for word in words]
    end = len(keys)
    while end and keys[end - 1] in _JOINS:
        end -= 1
    cuts = [place for place in range(end) if keys[place] in _OR]
    if cuts == [1] and keys[0].endswith(_ADJECTIVE) and end > 3:
        cuts = []
    elif cuts and "or" not in keys[:end]:
        cuts += [place for place in range(cuts[-1], end) if keys[place] == "and"][:1]
    return [*cuts, *range(end, len(keys))]
