"""What runs here, in versions: machines of one identity make the same bytes of a document."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path

from pipeline.version import VERSION

_PACKAGE = Path(__file__).parent.parent
_DISTRIBUTION = "civil-service-standards"
_NAME = re.compile(r"[\w.-]+")


@cache
def identity() -> dict[str, str]:
    """The versions of Python, of the libraries and of the parser, with a digest of its files."""
    python = ".".join(map(str, sys.version_info[:2]))
    return {"python": python, "parser": f"{VERSION}+{_digest()[:12]}", **dict(_libraries())}


def differences(here: Mapping[str, str], there: Mapping[str, str]) -> str:
    """What two identities differ in, in words; empty if in nothing."""
    names = [name for name in sorted({*here, *there}) if here.get(name) != there.get(name)]
    return "; ".join(
        f"{n} {there.get(n, 'absent')} instead of {here.get(n, 'none')}" for n in names
    )


def _digest() -> str:
    """The files of the package, code and data: a version number alone may stand for several."""
    digest = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _libraries() -> Iterator[tuple[str, str]]:
    for wanted in metadata.requires(_DISTRIBUTION) or ():
        name = _NAME.match(wanted)
        if name and "extra ==" not in wanted:
            yield name[0], metadata.version(name[0])
