"""The options of `standards parse`: what it runs on, and within which limits."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from typing import Any

from pipeline.model import Limits

_TIMEOUT_SECONDS = 120
_MEMORY_MEGABYTES = 2048
_RECYCLE = 1000
_DEEPEST = 100


def add_options(parse: Any) -> None:
    """Tell the parser of arguments everything but input, output and profile."""
    _add_engine(parse.add_argument_group("where it runs"))
    _add_limits(parse.add_argument_group("processes and limits (0: none)"))
    _add_archives(parse.add_argument_group("limits of an archive and all in it (0: none)"))
    _add_choice(parse.add_argument_group("which documents (default: what changed, what failed)"))
    _add_telling(parse.add_argument_group("what is told"))


def limits_of(options: argparse.Namespace) -> Limits:
    """The limits of documents and archives that the options set."""
    return Limits(
        max_bytes=options.max_bytes or sys.maxsize,
        max_archive_bytes=options.max_archive_bytes or sys.maxsize,
        max_expanded_bytes=options.max_expanded_bytes or sys.maxsize,
        max_members=options.max_members or sys.maxsize,
        max_ratio=options.max_ratio or sys.maxsize,
        max_depth=min(options.max_depth or _DEEPEST, _DEEPEST),
    )


def _add_engine(group: Any) -> None:
    group.add_argument(
        "--engine",
        choices=("local", "dask"),
        default="local",
        help="processes of this machine (default) or a Dask cluster",
    )
    group.add_argument("--scheduler", metavar="ADDRESS", help="of the cluster: tcp://host:8786")


def _add_limits(group: Any) -> None:
    number = partial(_add_number, group)
    number("--jobs", "N", None, "worker processes (default: one a core, one for few documents)")
    number("--timeout", "SECONDS", _TIMEOUT_SECONDS, "most time for a document (%(default)s)")
    number("--memory", "MB", _MEMORY_MEGABYTES, "most memory of a worker (%(default)s)")
    number("--recycle", "N", _RECYCLE, "documents before a worker is replaced (%(default)s)")
    number("--max-bytes", "N", Limits().max_bytes, "largest file that is read (%(default)s)")
    number("--max-errors", "N", 0, "stop after N rejected documents; the next run goes on")


def _add_archives(group: Any) -> None:
    number, limits = partial(_add_number, group), Limits()
    number("--max-archive-bytes", "N", limits.max_archive_bytes, "as it is (%(default)s)")
    number("--max-expanded-bytes", "N", limits.max_expanded_bytes, "unpacked (%(default)s)")
    number("--max-members", "N", limits.max_members, "files and folders (%(default)s)")
    number("--max-ratio", "N", limits.max_ratio, "unpacked to packed (%(default)s)")
    number("--max-depth", "N", limits.max_depth, "archives in archives (%(default)s)")


def _add_number(group: Any, name: str, metavar: str, default: int | None, text: str) -> None:
    group.add_argument(name, type=_count, default=default, metavar=metavar, help=text)


def _add_choice(group: Any) -> None:
    which = group.add_mutually_exclusive_group()
    which.add_argument("--force", action="store_true", help="parse everything again")
    which.add_argument(
        "--retry-failed", action="store_true", help="parse only what the last run rejected"
    )
    group.add_argument(
        "--prune", action="store_true", help="remove the records of files that are gone"
    )
    group.add_argument(
        "--dry-run", action="store_true", help="say what would be done, and do nothing"
    )


def _add_telling(group: Any) -> None:
    group.add_argument(
        "--fail-on",
        choices=("warning", "error", "reject"),
        default="error",
        metavar="LEVEL",
        help="exit with 1 from this on: warning, error (default) or reject",
    )
    group.add_argument(
        "--log-format",
        choices=("text", "json"),
        default="text",
        help="json: one object a line on standard error",
    )


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text} is not a number")
    return int(text)
