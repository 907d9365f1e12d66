"""Arguments to a run and its exit code: the command `standards`, and the only file that prints."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.cli_diff import add_diff, rendered_diff
from pipeline.cli_export import add_export
from pipeline.cli_load import add_load
from pipeline.cli_parse import Terminated, add_parse
from pipeline.cli_reconcile import add_reconcile
from pipeline.errors import PipelineError
from pipeline.version import VERSION

if TYPE_CHECKING:
    from pipeline.evaluate import Result
    from pipeline.evaluate.sheets import Sheet

ALL_GOOD, SOME_FAILED, USAGE, NO_INPUT, INTERRUPTED, TERMINATED = 0, 1, 2, 3, 130, 143
_EXIT_CODES = """exit codes: 0 all good; 1 some documents were rejected or are invalid;
2 usage or configuration; 3 no input; 130 interrupted; 143 terminated"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code. Every failure is one line on stderr."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.do(options))
    except PipelineError as error:
        return _fail(_code(error), str(error), options)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SOME_FAILED
    except OSError as error:
        return _fail(USAGE, f"{error.strerror or error}: {error.filename or 'output'}", options)
    except KeyboardInterrupt as error:
        code = TERMINATED if isinstance(error, Terminated) else INTERRUPTED
        return _fail(code, "interrupted; nothing is half-written, the next run goes on", options)


def _code(error: PipelineError) -> int:
    from pipeline.batch import NoInput, TooManyFailures

    if isinstance(error, NoInput):
        return NO_INPUT
    return SOME_FAILED if isinstance(error, TooManyFailures) else USAGE


def _fail(code: int, message: str, options: argparse.Namespace | None = None) -> int:
    """Say in one line why nothing more is done: to programs as JSON where they asked for it."""
    said = " ".join(message.split())
    if getattr(options, "log_format", None) == "json":
        from pipeline.log import JsonLog

        JsonLog(sys.stderr).error(code, said)
    else:
        print(f"standards: {said}", file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="standards",
        description="Civil-service classification standards in, validated records out.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {VERSION}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    add_parse(commands)
    _add_ladder(commands)
    _add_evaluate(commands)
    _add_compare(commands)
    add_diff(commands, _diff)
    add_load(commands)
    add_export(commands)
    add_reconcile(commands)
    schema = commands.add_parser("schema", help="print the JSON Schema of a record")
    schema.set_defaults(do=_schema)
    return parser


def _add_ladder(commands: Any) -> None:
    ladder = commands.add_parser("ladder", help="draw who is promoted from what over a run")
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


def _add_evaluate(commands: Any) -> None:
    evaluate = commands.add_parser("evaluate", help="score the records of a run against golds")
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


def _add_compare(commands: Any) -> None:
    compare = commands.add_parser("compare", help="what one run gained and lost against another")
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


def _schema(options: argparse.Namespace) -> int:
    from pipeline.validate_schema import schema_text

    sys.stdout.write(schema_text())
    sys.stdout.flush()
    return ALL_GOOD


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
    return ALL_GOOD


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
        _show(options.format, lambda: sheets(result, **shown), lambda: summary(result, **shown))
    return _below(result, options.floors)


def _below(result: Result, floors: Path | None) -> int:
    """Tell every score below its floor, if there are floors."""
    from pipeline.evaluate.files import read_floors
    from pipeline.evaluate.floors import falls

    fallen = list(falls(result, read_floors(floors))) if floors else []
    for fall in fallen:
        _fail(SOME_FAILED, str(fall))
    return SOME_FAILED if fallen else ALL_GOOD


def _compare(options: argparse.Namespace) -> int:
    from pipeline.evaluate.files import compare_files
    from pipeline.evaluate.gains import comparison_json, comparison_sheets

    found, samples = compare_files(options.old, options.new), options.samples
    _show(
        options.format,
        lambda: comparison_sheets(found, samples=samples),
        lambda: comparison_json(found, samples=samples),
    )
    return ALL_GOOD


def _diff(options: argparse.Namespace) -> int:
    sys.stdout.write(rendered_diff(options))
    sys.stdout.flush()
    return ALL_GOOD


def _show(form: str, as_sheets: Callable[[], list[Sheet]], as_json: Callable[[], Any]) -> None:
    """Print figures as tables or as JSON."""
    if form == "json":
        sys.stdout.write(json.dumps(as_json(), ensure_ascii=False, indent=1) + "\n")
    else:
        from pipeline.report import show_sheets

        show_sheets(as_sheets(), sys.stdout)
    sys.stdout.flush()
