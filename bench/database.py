"""Records of a run, multiplied, into databases: `python -m bench.database OUTPUT_DIR --count N`.

Each copy of a record gets a number of its own, and its classes codes of their own, so that a
database holds as many documents as there are records. Prints the page `docs/results/load.md`.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import platform
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.sinks.files import json_line, write_whole
from pipeline.sinks.sql import LoadReport, load, open_database, read_output

_COLUMNS = ("database", "what", "seconds", "documents a second", "rows written")
_HALF, _FIVE = 0.5, 5


class Timing(NamedTuple):
    """One step on one database."""

    database: str
    what: str
    documents: int
    seconds: float
    rows: int

    @property
    def rate(self) -> float:
        return self.documents / self.seconds

    def line(self) -> str:
        figures = f"{self.seconds:.1f} | {self.rate:.0f} | {self.rows}"
        return f"| {self.database} | {self.what} | {figures} |"


def multiplied(folder: Path, count: int) -> Iterator[dict[str, Any]]:
    """As many records as asked for, each a copy of one of the folder under another number."""
    records = [line.record() for line in read_output(folder).lines()]
    for at, record in zip(range(count), itertools.cycle(records), strict=False):
        yield _renumbered(record, f"{at:06}")


def _renumbered(record: dict[str, Any], number: str) -> dict[str, Any]:
    letter = "F" if record["status"] == "final" else "T"
    classes = [
        {**one, "code": one["code"] and f"{number}{one['ordinal']:02}"} for one in record["classes"]
    ]
    own = {"id": f"us-ny/{number}{letter}", "standard_number": number, "classes": classes}
    return {**record, **own}


def measured(name: str, url: str, output: Path) -> Iterator[Timing]:
    """A first load and a second."""
    folder = read_output(output)
    for what in ("first load", "second load"):
        begun = time.perf_counter()
        with open_database(url) as connection:
            report: LoadReport = load(connection, folder)
        seconds = time.perf_counter() - begun
        assert report.outcome == "done", report.failures
        print(name, what, f"{seconds:.1f} s", file=sys.stderr)
        yield Timing(name, what, report.counts["records"], seconds, report.counts["rows_written"])


def _page(timings: list[Timing], parsed: dict[str, Any]) -> Iterator[str]:
    rate = parsed["counts"]["inputs"] / parsed["seconds"]
    first, second = timings[0], timings[1]
    yield "# Loading into a database\n"
    yield f"{first.documents} records, made by `python -m bench.database` from the"
    yield f"{parsed['counts']['records']} records of a run over generated documents; {_machine()}."
    yield f"That run parsed {rate:.0f} documents a second with {parsed['jobs']} processes;"
    yield "the load is one process and one transaction a document.\n"
    yield f"| {' | '.join(_COLUMNS)} |"
    yield "| --- | --- | ---: | ---: | ---: |"
    yield from (timing.line() for timing in timings)
    yield ""
    yield f"- Load against parse: {first.rate / rate:.2f} (asked for: at least {_HALF})."
    faster = first.seconds / second.seconds
    yield f"- Second load against first: {faster:.0f} times as fast (asked for: {_FIVE})."


def _machine() -> str:
    return f"{os.cpu_count()} processors, Python {platform.python_version()}"


def main() -> int:
    """Measure both databases; PostgreSQL first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output_dir", type=Path, metavar="OUTPUT_DIR")
    parser.add_argument("--count", type=int, default=10_000, metavar="N")
    chosen = parser.parse_args()
    warnings.simplefilter("ignore")
    import pgserver

    with tempfile.TemporaryDirectory() as name:
        output = Path(name) / "outputs"
        records = map(json_line, multiplied(chosen.output_dir, chosen.count))
        write_whole(output / "standards.jsonl", records)
        server = pgserver.get_server(Path(name) / "server", cleanup_mode="delete")  # type: ignore[attr-defined]
        timings = list(measured("PostgreSQL", server.get_uri(), output))
        timings += measured("SQLite", f"sqlite:///{name}/hr.db", output)
        server.cleanup()
    parsed = json.loads((chosen.output_dir / "run.json").read_text(encoding="utf-8"))
    print("\n".join(_page(timings, parsed)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
