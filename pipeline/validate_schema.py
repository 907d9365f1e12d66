"""The record schema: found in the checkout or the wheel, compiled once, explained on failure."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigurationError
from pipeline.issues import issue
from pipeline.model import Issue
from pipeline.record import SCHEMA_VERSION
from pipeline.validate_fast import compiled

_NAME = f"record-{SCHEMA_VERSION}.schema.json"
_HERE = Path(__file__).parent
_FOLDERS = (_HERE / "schemas", _HERE.parent / "schemas")
_SHOWN = 10
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema as plain JSON, and the compiled test whether a plain record fits it."""

    document: dict[str, Any]
    fits: Callable[[Any], bool]


def schema_text() -> str:
    """The record schema as it stands in its file.

    Raises:
        ConfigurationError: the installation is without its schema.
    """
    for folder in _FOLDERS:
        if (path := folder / _NAME).is_file():
            return path.read_text(encoding="utf-8")
    raise ConfigurationError(f"the schema {_NAME} is missing from this installation")


@cache
def load_schema() -> Schema:
    """The record schema, compiled on first use.

    Raises:
        ConfigurationError: the installation is without its schema.
    """
    document = json.loads(schema_text())
    return Schema(document, compiled(document))


def explain(plain: Any, schema: dict[str, Any]) -> Iterator[Issue]:
    """Why a plain record does not fit, the first few places, in the words of jsonschema."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    errors = sorted(
        Draft202012Validator(schema).iter_errors(plain), key=lambda e: list(map(str, e.path))
    )
    for error in errors[:_SHOWN]:
        cause = best_match([error])
        pointer = "".join(f"/{_token(step)}" for step in cause.absolute_path)
        message = cause.message
        if len(message) > _LONGEST:
            message = f"{message[: _LONGEST // 2]} … {message[-_LONGEST // 2 :]}"
        yield issue("schema", message, pointer=pointer)
    if len(errors) > _SHOWN:
        yield issue("schema", f"{len(errors) - _SHOWN} more places do not fit the schema")


def _token(step: str | int) -> str:
    return str(step).replace("~", "~0").replace("/", "~1")
