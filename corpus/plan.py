"""Which series is committed in which layouts: a stored list, and how it grows with the bank.

`python -m corpus.plan` keeps every pair that still fits and adds what is missing.
"""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from corpus.bank import Series, load
from corpus.catalogue import LAYOUTS, QUADS
from corpus.fit import fits
from corpus.layout import Layout

PLAN = Path(__file__).parent / "plan.txt"
Pair = tuple[str, str]
QUADRUPLES = 3
REPEATED = ("plain", "titles-lost", "site", "upper-lost", "word-export", "columns", "running-heads")


def stored(path: Path = PLAN) -> list[Pair]:
    """The pairs of series and layout that make up the committed set."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(name, layout) for name, layout in (line.split() for line in lines)]


def extended(bank: dict[str, Series], kept: list[Pair], seed: int = 7) -> list[Pair]:
    """The kept pairs that still fit, and what is missing: layouts, series, quadruples."""
    chance = random.Random(seed)
    pairs = [pair for pair in kept if pair[0] in bank and fits(bank[pair[0]], LAYOUTS[pair[1]])]
    for name in quadruples(bank, pairs):
        pairs.extend((name, layout.name) for layout in QUADS if (name, layout.name) not in pairs)
    for layout in singles():
        if times(pairs, layout) < 1 + (layout.name in REPEATED):
            pairs.append((pick_series(bank, layout, pairs, chance), layout.name))
    for name in sorted(bank):
        while sum(pair[0] == name for pair in pairs) < 2:
            pairs.append((name, pick_layout(bank[name], pairs, chance)))
    return sorted(pairs)


def singles() -> list[Layout]:
    """The layouts that are not one of four formats, the common ones twice."""
    once = [each for each in LAYOUTS.values() if each not in QUADS]
    return once + [each for each in once if each.name in REPEATED]


def times(pairs: list[Pair], layout: Layout) -> int:
    """How many documents a layout has."""
    return sum(pair[1] == layout.name for pair in pairs)


def quadruples(bank: dict[str, Series], pairs: list[Pair]) -> list[str]:
    """The series in four formats: those that are, then those of most classes."""
    named = [name for name, layout in pairs if layout == QUADS[0].name]
    fitting = [each for each in bank.values() if all(fits(each, layout) for layout in QUADS)]
    most = sorted(fitting, key=lambda each: (-len(each.classes), each.name))
    others = [each.name for each in most if each.name not in named]
    return (named + others)[: max(QUADRUPLES, len(named))]


def pick_series(
    bank: dict[str, Series], layout: Layout, pairs: list[Pair], chance: random.Random
) -> str:
    """One of the least used series that fit the layout and are not in it yet."""
    used = Counter(name for name, _ in pairs)
    fitting = [
        name
        for name in sorted(bank)
        if fits(bank[name], layout)
        and (name, layout.name) not in pairs
        and (not layout.number or ((name, layout.number) in pairs and lonely(name, pairs)))
    ]
    least = min(used[name] for name in fitting)
    return chance.choice([each for each in fitting if used[each] == least])


def lonely(name: str, pairs: list[Pair]) -> bool:
    """Whether no layout repeats a number of the series yet."""
    return not any(LAYOUTS[layout].number for other, layout in pairs if other == name)


def pick_layout(series: Series, pairs: list[Pair], chance: random.Random) -> str:
    """One of the least used layouts that fit the series and that it is not in yet."""
    fitting = [
        each
        for each in singles()
        if not each.number and fits(series, each) and (series.name, each.name) not in pairs
    ]
    least = min(times(pairs, each) for each in fitting)
    return chance.choice([each for each in fitting if times(pairs, each) == least]).name


if __name__ == "__main__":
    found = extended(load(), stored() if PLAN.exists() else [])
    PLAN.write_text("".join(f"{name} {layout}\n" for name, layout in found), encoding="utf-8")
