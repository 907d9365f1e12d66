"""The command `standards ladder`: the records of a run to a picture of who is promoted to what."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def add_arguments(ladder: argparse.ArgumentParser) -> None:
    """What `ladder` takes, and what it does."""
    ladder.add_argument("output_dir", metavar="OUTPUT_DIR", help="where a run wrote its records")
    ladder.add_argument(
        "--format",
        choices=("mermaid", "graphml", "json", "dot"),
        default="mermaid",
        help="how to draw (default: mermaid)",
    )
    ladder.add_argument(
        "--series",
        metavar="ID",
        help="one series and what it leads to: a standard number or a record's id",
    )
    ladder.add_argument("--output", metavar="FILE", help="where to (default: standard output)")
    ladder.set_defaults(do=_ladder)


def _ladder(options: argparse.Namespace) -> int:
    """Draw the ladder of a run; what is odd in it goes to stderr."""
    from pipeline.batch.inputs import NoInput
    from pipeline.ladder import draw, findings, ladder, only_series, read_records

    folder = Path(options.output_dir)
    if not (folder / "standards.jsonl").is_file():
        raise NoInput(f"no standards.jsonl in {folder}: run `standards parse` into it first")
    graph = ladder(read_records(folder))
    if options.series:
        graph = only_series(graph, options.series)
    drawn = draw(graph, form=options.format)
    if options.output:
        Path(options.output).write_text(drawn, encoding="utf-8", newline="\n")
    else:
        sys.stdout.write(drawn)
        sys.stdout.flush()
    for found in findings(graph):
        print(f"standards: {found.code}: {found.message}", file=sys.stderr)
    return 0
