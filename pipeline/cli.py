"""The command `standards`: arguments to one of its commands, and an exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from pipeline.errors import PipelineError, Terminated
from pipeline.version import VERSION

TYPE_CHECKING = False  # type checkers know the name; to import typing takes a tenth of a start
if TYPE_CHECKING:
    from typing import Any

ALL_GOOD, SOME_FAILED, USAGE, NO_INPUT, INTERRUPTED, TERMINATED = 0, 1, 2, 3, 130, 143
_EXIT_CODES = """exit codes: 0 all good; 1 some documents were rejected or are invalid;
2 usage or configuration; 3 no input; 130 interrupted; 143 terminated"""
_COMMANDS = {
    "parse": ("pipeline.cli_parse", "parse documents into records"),
    "ladder": ("pipeline.cli_ladder", "draw who is promoted from what over a run"),
    "evaluate": ("pipeline.cli_evaluate", "score the records of a run against golds"),
    "compare": ("pipeline.cli_compare", "what one run gained and lost against another"),
    "diff": ("pipeline.cli_diff", "what a standard says otherwise than before"),
    "load": ("pipeline.cli_load", "load the records of a run into a database"),
    "export": ("pipeline.cli_export", "turn the records of a run into other formats"),
    "reconcile": ("pipeline.cli_reconcile", "join a run with an official title list"),
    "schema": ("pipeline.cli_schema", "print the JSON Schema of a record"),
}
"""Every command with the module that adds its arguments, imported when the command is given."""


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


class _Command(argparse.ArgumentParser):
    """The parser of one command, which learns its arguments when it is used."""

    def __init__(self, *, module: str, **options: Any) -> None:
        super().__init__(**options)
        self._module = module

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        import_module(self._module).add_arguments(self)
        return super().parse_known_args(args, namespace)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="standards",
        description="Civil-service classification standards in, validated records out.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {VERSION}")
    commands = parser.add_subparsers(
        title="commands", required=True, metavar="COMMAND", parser_class=_Command
    )
    for name, (module, text) in _COMMANDS.items():
        commands.add_parser(name, module=module, help=text)
    return parser
