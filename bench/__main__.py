"""`python -m bench`: measure the parser beside its peers, and hold it to what was asked for."""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rich.console import Console

import pipeline.segment
from bench.measure import Table
from bench.sections import QUICK, SECTIONS, Options
from bench.show import grid_of, grid_of_targets, page, show
from bench.targets import judged, plain

_PEERS = ("kreuzberg", "markitdown")


def arguments() -> argparse.ArgumentParser:
    """The options of the command."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few files, few runs")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every value there too")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the tables there too")
    parser.add_argument(
        "--only", action="append", choices=SECTIONS, metavar="NAME", help=", ".join(SECTIONS)
    )
    parser.add_argument(
        "--count", type=int, metavar="N", help="documents of the load (10000, which take minutes)"
    )
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, and write the values where asked to."""
    chosen = arguments().parse_args(argv)
    options = QUICK if chosen.quick else Options()
    if chosen.count:
        options = replace(options, count=chosen.count)
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 110)
    facts = _machine()
    console.print(", ".join(f"{name} {value}" for name, value in facts.items()))
    tables = _measured(chosen.only or list(SECTIONS), options, console)
    found = list(judged(tables))
    asked = grid_of_targets(found)
    show(asked, console)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    console.print(f"peak memory of this process, peers included: {own >> 10} MB")
    if chosen.json:
        values = {name: table.plain() for name, table in tables.items()}
        kept = {"machine": facts, "tables": values, "targets": [plain(*each) for each in found]}
        chosen.json.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    if chosen.markdown:
        text = page(facts, [asked, *map(grid_of, tables.values())])
        chosen.markdown.write_text(text, encoding="utf-8")
    return 0


def _measured(names: Sequence[str], options: Options, console: Console) -> dict[str, Table]:
    tables: dict[str, Table] = {}
    for name in names:
        for table in SECTIONS[name](options):
            tables[table.name] = table
            show(grid_of(table), console)
    return tables


def _machine() -> dict[str, Any]:
    """What the figures hold for."""
    absent = [name for name in _PEERS if not find_spec(name)]
    plain_python = (pipeline.segment.__file__ or "").endswith(".py")
    return {
        "parser": "plain Python" if plain_python else "compiled",
        "Python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        **{
            name: version(name)
            for name in ("pypdfium2", "pdfplumber", "spacy", *_PEERS)
            if name not in absent
        },
        **({"not installed": "/".join(absent)} if absent else {}),
    }


if __name__ == "__main__":
    raise SystemExit(main())
