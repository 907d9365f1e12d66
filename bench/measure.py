"""Work to seconds: subjects take turns, so that what slows the machine slows all of them."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Work = Callable[[], object]
_NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"  # with it, every start would compile the sources anew


@dataclass(frozen=True, slots=True)
class Figure:
    """What several runs gave."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Figure:
        """The median of the values and their ends."""
        return cls(statistics.median(values), min(values), max(values))


@dataclass(frozen=True, slots=True)
class Table:
    """Values of several subjects, one a run; the n-th values of all were taken in one round.

    `base` names the subject that the others are compared with.
    """

    name: str
    title: str
    unit: str
    values: Mapping[str, Sequence[float]]
    base: str | None = None

    def figure(self, subject: str) -> Figure:
        """What the runs of one subject gave."""
        return Figure.of(self.values[subject])

    def ratio(self, over: str, under: str) -> Figure:
        """One subject in terms of another, round by round."""
        pairs = zip(self.values[over], self.values[under], strict=True)
        return Figure.of([a / b for a, b in pairs])

    def plain(self) -> dict[str, Any]:
        """The table for `--json`."""
        return {
            "title": self.title,
            "unit": self.unit,
            "base": self.base,
            "values": {subject: list(found) for subject, found in self.values.items()},
            "median": {subject: self.figure(subject).median for subject in self.values},
        }


def in_turns(subjects: Mapping[str, Work], *, runs: int, scale: float) -> dict[str, list[float]]:
    """Seconds times `scale` of each subject in each round; a round before is not counted.

    What that round left loaded is frozen: else the cycle collector would walk the libraries of all
    on account of whoever makes most objects.
    """
    for work in subjects.values():
        work()
    gc.collect()
    gc.freeze()
    found: dict[str, list[float]] = {subject: [] for subject in subjects}
    for _ in range(runs):
        for subject, work in subjects.items():
            gc.collect()
            started = time.perf_counter()
            work()
            found[subject].append((time.perf_counter() - started) * scale)
    return found


def run(*arguments: str) -> float:
    """Seconds that a Python process takes from start to end.

    Raises: RuntimeError when the process could not be run or was used wrongly.
    """
    started = time.perf_counter()
    printed(*arguments)
    return time.perf_counter() - started


def printed(*arguments: str) -> str:
    """What a Python process prints.

    Raises: RuntimeError when the process could not be run or was used wrongly.
    """
    kept = {name: value for name, value in os.environ.items() if name != _NO_BYTECODE}
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=False, env=kept
    )
    if done.returncode not in (0, 1):  # 1: some documents were rejected
        raise RuntimeError(f"{' '.join(arguments)}: {done.stderr[-400:]}")
    return done.stdout
