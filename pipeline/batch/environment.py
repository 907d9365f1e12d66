"""Everything but the document that a record depends on, to one digest."""

from __future__ import annotations

import hashlib
import json
import platform
import re
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from pipeline.record import SCHEMA_VERSION
from pipeline.version import VERSION

_PACKAGE = Path(__file__).parents[1]
_SOURCES = (".py", ".toml", ".json", ".jsonl")
_DISTRIBUTION = "civil-service-standards"


def versions() -> dict[str, str]:
    """What a run report names."""
    return {"parser": VERSION, "schema": SCHEMA_VERSION, "python": platform.python_version()}


def environment(options: Mapping[str, Any]) -> str:
    """A digest of the installed parser, its profiles and schema, its libraries and `options`.

    The files themselves are read, not only their version numbers: an edit of a rule or a profile
    makes every record a new one, and so does a library that was upgraded.
    """
    digest = hashlib.sha256(json.dumps([versions(), _libraries(), dict(options)]).encode())
    for path in _sources():
        digest.update(f"\n{path.relative_to(_PACKAGE.parent).as_posix()}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    for folder in (_PACKAGE, _PACKAGE.parent / "schemas"):
        yield from sorted(path for path in folder.rglob("*") if path.suffix in _SOURCES)


def _libraries() -> dict[str, str]:
    """The versions of the libraries that the parser is installed with."""
    try:
        required = metadata.requires(_DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        return {}
    names = {re.split(r"[^\w.-]", line)[0] for line in required if "extra ==" not in line}
    return {name: metadata.version(name) for name in sorted(names)}
