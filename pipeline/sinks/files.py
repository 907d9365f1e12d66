"""Plain values to JSON files: whole or not at all, the same bytes for the same values."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_ENCODE = json.JSONEncoder(ensure_ascii=False).encode
_OPEN_DEPTH = 5


def json_line(plain: Any) -> str:
    """A value as JSON on one line, with its line break."""
    return _ENCODE(plain) + "\n"


def json_page(plain: Any) -> str:
    """A value as JSON for reading: outer levels indented by one, inner values on one line each.

    The inner values go through the compiled encoder, which cannot indent; this is several times
    faster than `json.dumps(indent=1)` and half as long.
    """
    return _page(plain, "\n", _OPEN_DEPTH) + "\n"


def _page(plain: Any, margin: str, depth: int) -> str:
    if not depth or not isinstance(plain, dict | list) or not _is_nested(plain):
        return _ENCODE(plain)
    inner = margin + " "
    if isinstance(plain, dict):
        members = [f"{_ENCODE(k)}: {_page(v, inner, depth - 1)}" for k, v in plain.items()]
        return "{" + inner + f",{inner}".join(members) + margin + "}"
    items = [_page(v, inner, depth - 1) for v in plain]
    return "[" + inner + f",{inner}".join(items) + margin + "]"


def _is_nested(plain: dict[str, Any] | list[Any]) -> bool:
    """Whether a container is worth opening: an object, or a list of more than numbers."""
    if isinstance(plain, dict):
        return any(isinstance(v, dict | list | str) for v in plain.values())
    return any(isinstance(v, dict | str) for v in plain)


def write_whole(path: Path, parts: Iterable[str]) -> None:
    """Write a text file under a temporary name and move it into place, so none is half-written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(parts)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
