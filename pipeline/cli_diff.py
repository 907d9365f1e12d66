"""The command `standards diff`: two records or two outputs to what changed."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path


def add_arguments(diff: argparse.ArgumentParser) -> None:
    """What `diff` takes, and what it does."""
    diff.add_argument("old", type=Path, metavar="OLD", help="a record or an output folder")
    diff.add_argument("new", type=Path, metavar="NEW", help="a record or an output folder")
    diff.add_argument("--format", choices=("text", "json", "html"), default="text")
    diff.set_defaults(do=_diff)


def _diff(options: argparse.Namespace) -> int:
    sys.stdout.write(_rendered(options))
    sys.stdout.flush()
    return 0


def _rendered(options: argparse.Namespace) -> str:
    """The comparison in the form that was asked for."""
    from pipeline.diff import diff_json, diff_page, diff_paths, diff_text

    found = diff_paths(options.old, options.new)
    if options.format == "html":
        return diff_page(found)
    if options.format == "text":
        return diff_text(found)
    return json.dumps(diff_json(found), ensure_ascii=False, indent=1) + "\n"
