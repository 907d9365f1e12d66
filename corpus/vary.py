"""Variants of a series for load tests: other codes, grades and dates, so other bytes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from corpus.bank import ClassTitle, Series
from corpus.catalogue import LAYOUTS
from corpus.fit import fits
from corpus.number import recoded
from corpus.render import Rendered, render

STEP = 1_000_003  # prime to ten million, so that every number up to there gets its own code


def documents(bank: dict[str, Series], count: int, seed: int) -> Iterator[Rendered]:
    """`count` documents of different bytes, the same for the same seed."""
    names = sorted(bank)
    numbered = [each for each in LAYOUTS.values() if each.header != "none"]
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        series = bank[names[number % len(names)]]
        layout = chance.choice([each for each in numbered if fits(series, each)])
        stem = f"{series.name}-{layout.file_name or layout.name}-{number:06d}"
        yield render(vary(series, number + seed * 7919, chance), layout, stem=stem)


def vary(series: Series, number: int, chance: random.Random) -> Series:
    """The series under codes of its own, a little higher or lower, of another month."""
    first = STEP * (number + 1) % 10_000_000
    codes = {
        each.code: f"{(first + 100 * place) % 10_000_000:07d}"
        for place, each in enumerate(series.classes)
    }
    shift = chance.randint(-2, 3)
    renumbered = recoded(series, codes)
    month = f"{chance.randint(1985, 2023)}-{chance.randint(1, 12):02d}"
    classes = tuple(regraded(each, shift) for each in renumbered.classes)
    return replace(renumbered, classes=classes, date=month)


def regraded(each: ClassTitle, shift: int) -> ClassTitle:
    """The class some grades higher or lower, within the salary schedule."""
    number = each.grade.removeprefix("GRADE ")
    if not number.isdigit():
        return each
    return replace(each, grade=f"GRADE {min(38, max(1, int(number) + shift))}")
