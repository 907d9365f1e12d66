"""Plain values to JSON files: whole or not at all, the same bytes for the same values.

The only module with orjson, which indents a record twenty times faster than the standard library.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson


def json_line(plain: Any) -> str:
    """A value as JSON on one line, with its line break."""
    return orjson.dumps(plain, option=orjson.OPT_APPEND_NEWLINE).decode()


def json_page(plain: Any) -> str:
    """A value as JSON for reading, indented by two."""
    return orjson.dumps(plain, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_INDENT_2).decode()


def line_of_page(page: str) -> str:
    """The `json_line` of the value that a `json_page` shows."""
    return json_line(orjson.loads(page))


def write_whole(path: Path, parts: Iterable[str], *, durable: bool = False) -> None:
    """Write a text file under a temporary name and move it into place, so none is half-written.

    A `durable` file is on the disk when this returns, whatever happens to the machine then.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(parts)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
