"""The command `standards schema`: the JSON Schema of a record."""

from __future__ import annotations

import argparse
import sys


def add_arguments(schema: argparse.ArgumentParser) -> None:
    """What `schema` does; it takes nothing."""
    schema.set_defaults(do=_schema)


def _schema(options: argparse.Namespace) -> int:
    from pipeline.validate_schema import schema_text

    sys.stdout.write(schema_text())
    sys.stdout.flush()
    return 0
