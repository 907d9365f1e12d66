"""Which series is committed in which layouts: a stored list, and how it is first drawn up."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corpus.bank import Series, load
from corpus.catalogue import LAYOUTS, QUADS
from corpus.fit import fits
from corpus.layout import Layout

PLAN = Path(__file__).parent / "plan.txt"
QUADRUPLES = 3
REPEATED = ("plain", "titles-lost", "site", "upper-lost", "word-export", "columns", "running-heads")


def stored(path: Path = PLAN) -> list[tuple[str, str]]:
    """The pairs of series and layout that make up the committed set."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(name, layout) for name, layout in (line.split() for line in lines)]


def draw(bank: dict[str, Series], seed: int = 7) -> Iterator[tuple[str, str]]:
    """Every layout once, the common ones again, and three series in four formats."""
    chance, used = random.Random(seed), Counter[str]()
    quads = [each for each in bank.values() if all(fits(each, layout) for layout in QUADS)]
    for each in sorted(quads, key=lambda one: (-len(one.classes), one.name))[:QUADRUPLES]:
        used[each.name] += 2
        yield from ((each.name, layout.name) for layout in QUADS)
    taken: set[tuple[str, str]] = set()
    for name in (*LAYOUTS, *REPEATED):
        if not name.startswith("quad-"):
            pair = (pick(bank, LAYOUTS[name], used, chance, taken), name)
            taken.add(pair)
            yield pair


def pick(
    bank: dict[str, Series],
    layout: Layout,
    used: Counter[str],
    chance: random.Random,
    taken: set[tuple[str, str]],
) -> str:
    """The series that fits the layout and has been used least."""
    fitting = [
        name
        for name, each in bank.items()
        if fits(each, layout) and (name, layout.name) not in taken
    ]
    least = min(used[name] for name in fitting)
    name = chance.choice([each for each in fitting if used[each] == least])
    used[name] += 1
    return name


if __name__ == "__main__":
    PLAN.write_text("".join(f"{name} {layout}\n" for name, layout in sorted(draw(load()))))
