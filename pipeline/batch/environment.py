"""Everything but the document that a record depends on, to one digest."""

from __future__ import annotations

import hashlib
import json
import platform
import re
from collections.abc import Iterator, Mapping
from functools import cache
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


def identity() -> dict[str, str]:
    """What runs here, in versions: machines of one identity make the same bytes of a document.

    The files of the parser, its profiles and schema are read, not only their version numbers: an
    edit of a rule makes a parser another one.
    """
    return {**versions(), "parser files": _digest(), **_libraries()}


def environment(options: Mapping[str, Any]) -> str:
    """A digest of what runs here and of `options`: another one makes every record a new one."""
    return hashlib.sha256(json.dumps([identity(), dict(options)]).encode()).hexdigest()


def differences(here: Mapping[str, str], there: Mapping[str, str]) -> str:
    """What another identity has, and what it should have; empty if they are the same."""
    names = [name for name in sorted({*here, *there}) if here.get(name) != there.get(name)]
    return "; ".join(f"{n} {there.get(n, 'none')} instead of {here.get(n, 'none')}" for n in names)


@cache
def _digest() -> str:
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(f"\n{path.relative_to(_PACKAGE.parent).as_posix()}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


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
