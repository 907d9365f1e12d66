"""The command `standards load`: the output of a run into a database, or a comparison of both."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.sinks.sql import LoadReport

_WORDS = ("added", "changed", "refreshed", "reopened", "withdrawn", "unchanged", "kept", "failed")


def add_arguments(load: argparse.ArgumentParser) -> None:
    """What `load` takes, and what it does."""
    load.add_argument("output_dir", type=Path, metavar="OUTPUT_DIR", help="what a run wrote")
    load.add_argument(
        "--database",
        default="sqlite:///hr.db",
        metavar="URL",
        help="sqlite:///FILE or postgresql://USER@HOST/NAME (default: sqlite:///hr.db)",
    )
    load.add_argument(
        "--check", action="store_true", help="only compare; exit with 1 if anything differs"
    )
    load.add_argument(
        "--partial",
        action="store_true",
        help="OUTPUT_DIR is only a part: documents it does not hold stay in force",
    )
    load.set_defaults(do=_load)


def _load(options: argparse.Namespace) -> int:
    from pipeline.batch import NoInput
    from pipeline.sinks.sql import read_output

    if not (options.output_dir / "standards.jsonl").is_file():
        folder = options.output_dir
        raise NoInput(f"no standards.jsonl in {folder}: run `standards parse` into it first")
    output = read_output(options.output_dir)
    act = _check if options.check else _put
    try:
        return 0 if act(output, options) else 1
    except KeyboardInterrupt:
        _complain("interrupted; documents that were loaded stay, run it again to go on")
        return 130


def _put(output: Any, options: argparse.Namespace) -> bool:
    from pipeline.sinks.sql import load, open_database, shown

    begun = time.perf_counter()
    with open_database(options.database) as connection:
        report = load(connection, output, is_part=options.partial)
    seconds = time.perf_counter() - begun
    print(f"{_told(report)}; {seconds:.1f} s, in {shown(options.database)}")
    for failure in report.failures:
        _complain(f"{failure.document_id} was rolled back: {failure.reason}")
    if report.broken:
        left = report.counts["not_reached"]
        _complain(f"the load broke off; {left} records were not reached; run it again to go on")
    return report.outcome == "done"


def _told(report: LoadReport) -> str:
    counts = report.counts
    said = [f"{counts[word]} {word}" for word in _WORDS if counts[word]]
    changes = f"{report.changes} changes" if report.changes else "no changes"
    rows = f"{counts['rows_written']} rows written"
    return f"{counts['records']} records: {', '.join([*said, changes, rows])}"


def _check(output: Any, options: argparse.Namespace) -> bool:
    from pipeline.sinks.sql import check, open_database, shown

    with open_database(options.database, read_only=True) as connection:
        found = list(check(connection, output, is_part=options.partial))
    for one in found:
        print(f"{one.document_id} {one.what}")
    if not found:
        print(f"{shown(options.database)} holds what {options.output_dir} does")
    return not found


def _complain(message: str) -> None:
    print(f"standards: {message}", file=sys.stderr)
