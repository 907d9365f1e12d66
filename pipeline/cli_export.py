"""The command `standards export`: the output of a run to files that other programs read."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

FORMS = ("parquet", "csv", "jsonl", "jsonld", "oracle-hdl")
"""The keys of `FORMATS`, said again here so that telling them loads no format."""


def add_arguments(export: argparse.ArgumentParser) -> None:
    """What `export` takes, and what it does."""
    export.add_argument(
        "output_dir", type=Path, metavar="OUTPUT_DIR", help="where a run wrote its records"
    )
    export.add_argument("--to", required=True, choices=FORMS, help="the format to write")
    export.add_argument(
        "--output", required=True, type=Path, metavar="DIR", help="where the files go"
    )
    export.set_defaults(do=_export)


def _export(options: argparse.Namespace) -> int:
    """Write the files and tell what they hold; what was left out goes to stderr."""
    from pipeline.batch import NoInput
    from pipeline.ladder import read_records
    from pipeline.sinks.exports import FORMATS

    if not (options.output_dir / "standards.jsonl").is_file():
        folder = options.output_dir
        raise NoInput(f"no standards.jsonl in {folder}: run `standards parse` into it first")
    records = _fitting(read_records(options.output_dir))
    exported = FORMATS[options.to](records, options.output)
    for name, count in exported.counts.items():
        print(f"{count:>9,}  {name}")
    for reason, count in Counter(one.reason for one in exported.left_out).items():
        print(f"standards: {count} left out: {reason}", file=sys.stderr)
    return 0


def _fitting(records: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The records, as long as they have the schema that exports are made from."""
    from pipeline.errors import ConfigurationError
    from pipeline.record import SCHEMA_VERSION

    for record in records:
        version = record.get("schema_version")
        if version != SCHEMA_VERSION:
            raise ConfigurationError(
                f"{record.get('id')} has schema {version}, not {SCHEMA_VERSION}: parse again"
            )
        yield record
