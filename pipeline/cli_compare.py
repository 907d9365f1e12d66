"""The command `standards compare`: two runs to what the later gained and lost."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.cli_show import show


def add_arguments(compare: argparse.ArgumentParser) -> None:
    """What `compare` takes, and what it does."""
    compare.add_argument("old", type=Path, metavar="OLD_OUTPUT")
    compare.add_argument("new", type=Path, metavar="NEW_OUTPUT")
    compare.add_argument("--format", choices=("table", "json"), default="table")
    compare.add_argument(
        "--samples",
        type=int,
        default=3,
        metavar="N",
        help="how many values to show of each field and kind (default: 3)",
    )
    compare.set_defaults(do=_compare)


def _compare(options: argparse.Namespace) -> int:
    from pipeline.evaluate.files import compare_files
    from pipeline.evaluate.gains import comparison_json, comparison_sheets

    found, samples = compare_files(options.old, options.new), options.samples
    show(
        options.format,
        lambda: comparison_sheets(found, samples=samples),
        lambda: comparison_json(found, samples=samples),
    )
    return 0
