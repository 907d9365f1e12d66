"""The command `standards evaluate`: the records of a run against golds, as scores."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli_show import show

if TYPE_CHECKING:
    from pipeline.evaluate import Result


def add_arguments(evaluate: argparse.ArgumentParser) -> None:
    """What `evaluate` takes, and what it does."""
    evaluate.add_argument(
        "gold", nargs="+", type=Path, metavar="GOLD", help="a gold file or a folder of them"
    )
    evaluate.add_argument(
        "output", type=Path, metavar="OUTPUT_DIR", help="what a run wrote, or any JSON records"
    )
    evaluate.add_argument("--format", choices=("table", "json", "html"), default="table")
    evaluate.add_argument(
        "--worst",
        type=int,
        default=5,
        metavar="N",
        help="how many documents to show with their differences, the worst first (default: 5)",
    )
    evaluate.add_argument(
        "--show-held", action="store_true", help="show texts of held documents too"
    )
    evaluate.add_argument(
        "--floors", type=Path, metavar="FILE", help="exit with 1 if a score is below its floor"
    )
    evaluate.add_argument(
        "--update-floors", type=Path, metavar="FILE", help="write the scores as the new floors"
    )
    evaluate.add_argument(
        "--save", type=Path, metavar="FILE", help="write the result as JSON, whatever is shown"
    )
    evaluate.set_defaults(do=_evaluate)


def _evaluate(options: argparse.Namespace) -> int:
    from pipeline.evaluate.files import score_files, write_json
    from pipeline.evaluate.floors import floors_of
    from pipeline.evaluate.page import page
    from pipeline.evaluate.sheets import sheets
    from pipeline.evaluate.summary import summary

    result = score_files(options.gold, options.output)
    shown = {"worst": options.worst, "show_held": options.show_held}
    if options.save:
        write_json(options.save, summary(result, **shown))
    if options.update_floors:
        write_json(options.update_floors, floors_of(result))
    if options.format == "html":
        sys.stdout.write(page("Evaluation", sheets(result, **shown)))
    else:
        show(options.format, lambda: sheets(result, **shown), lambda: summary(result, **shown))
    return _below(result, options.floors)


def _below(result: Result, floors: Path | None) -> int:
    """Tell every score below its floor, if there are floors."""
    from pipeline.evaluate.files import read_floors
    from pipeline.evaluate.floors import falls

    fallen = list(falls(result, read_floors(floors))) if floors else []
    for fall in fallen:
        print(f"standards: {fall}", file=sys.stderr)
    return 1 if fallen else 0
