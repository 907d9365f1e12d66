"""Many documents through a run in a process of its own.

`python -m bench.load DIR OUTPUT JOBS COUNT MARK` parses the first COUNT documents of DIR; the
memory of the largest worker is noted after MARK of them, too.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from bench import load as this
from pipeline import Record, parse_bytes
from pipeline.batch import Job, gather, run
from pipeline.batch.plan import Plan
from pipeline.batch.pool import Workers
from pipeline.batch.task import Outcome, Task
from pipeline.trace import Trace

_TENTHS = 10
_SUM = 20_000


def parse_one(data: bytes, name: str, trace: Trace, *, peaks: Path) -> Record:
    """The record of one document; the process leaves its largest memory so far in a file."""
    try:
        return parse_bytes(data, name=name, trace=trace)
    finally:
        (peaks / str(os.getpid())).write_text(str(peak_megabytes()), encoding="utf-8")


def peak_megabytes() -> float:
    """The largest memory of this process; `resource` counts what stood there before exec too."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    scale = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale


class _Watch:
    """Seconds of each document in order, and the largest worker after some of them.

    Beside each document a fixed sum is made: where that takes longer too, it is the machine that
    became slower.
    """

    def __init__(self, count: int, mark: int, peaks: Path, *, spare: bool) -> None:
        self.seconds: list[float] = []
        self.sums: list[float] = []
        self.early = 0.0
        self._tenth, self._mark, self._peaks = max(1, count // _TENTHS), mark, peaks
        self._spare = spare  # a processor that no worker needs, to measure the machine with

    def planned(self, plan: Plan, recovered: int) -> None: ...

    def more(self, count: int) -> None: ...

    def done(self, outcome: Outcome) -> None:
        self.seconds.append(outcome.seconds)
        if self._spare:
            begun = time.perf_counter()
            sum(range(_SUM))
            self.sums.append(time.perf_counter() - begun)
        if len(self.seconds) == self._mark:
            self.early = self.peak()

    def peak(self) -> float:
        found = [path.read_text(encoding="utf-8") for path in self._peaks.iterdir()]
        return max((float(each) for each in found if each), default=0.0)

    def rates(self, seconds: Sequence[float]) -> dict[str, float]:
        """So many a second in the first and the last tenth; the median knows no start-up."""
        first, last = seconds[: self._tenth], seconds[-self._tenth :]
        return {
            "first tenth": 1 / statistics.median(first),
            "last tenth": 1 / statistics.median(last),
        }


def main(arguments: Sequence[str]) -> int:
    """Parse every document, the series mixed, and print what was measured as JSON."""
    folder, output = map(Path, arguments[:2])
    jobs, count, mark = map(int, arguments[2:])
    peaks = output / "peaks"
    peaks.mkdir(parents=True)
    tasks = sorted(gather(map(str, folder.glob("*/documents"))), key=_mixed)[:count]
    watch = _Watch(len(tasks), mark, peaks, spare=jobs == 1)
    # by this name the workers find the function
    job = Job(partial(this.parse_one, peaks=peaks), Workers(jobs), "load")
    report = run(tasks, output / "records", job, options={}, watcher=watch)
    found = {
        "rate": len(tasks) / report.seconds,
        "steady": watch.rates(watch.seconds),
        **({"machine": watch.rates(watch.sums)} if watch.sums else {}),
        "memory": {f"after {mark}": watch.early, "at the end": watch.peak()},
    }
    print(json.dumps(found))
    return 0


def _mixed(task: Task) -> list[str]:
    """Number before series, so that every stretch of the run holds all series."""
    return Path(task.name).stem.rsplit("-", 1)[::-1]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
