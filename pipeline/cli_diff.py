"""The subcommand `diff`: two records or two outputs to what changed, as text for the command."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any


def add_diff(commands: Any, do: Callable[[argparse.Namespace], int]) -> None:
    """Add the arguments of `standards diff`."""
    diff = commands.add_parser("diff", help="what a standard says otherwise than before")
    diff.add_argument("old", type=Path, metavar="OLD", help="a record or an output folder")
    diff.add_argument("new", type=Path, metavar="NEW", help="a record or an output folder")
    diff.add_argument("--format", choices=("text", "json", "html"), default="text")
    diff.set_defaults(do=do)


def rendered_diff(options: argparse.Namespace) -> str:
    """The comparison in the form that was asked for."""
    from pipeline.diff import diff_json, diff_page, diff_paths, diff_text

    found = diff_paths(options.old, options.new)
    if options.format == "html":
        return diff_page(found)
    if options.format == "text":
        return diff_text(found)
    return json.dumps(diff_json(found), ensure_ascii=False, indent=1) + "\n"
