"""An address (`s3://...`, `memory://...`) to what lies there: the only module that knows fsspec."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem
from fsspec.utils import glob_translate

from pipeline.errors import ConfigurationError, SourceError

_EXTRAS = {
    "s3": "s3",
    "s3a": "s3",
    "gs": "gs",
    "gcs": "gs",
    "abfs": "azure",
    "az": "azure",
    "http": "http",
    "https": "http",
}
# Here a file appears whole when it is written, and moving it would be copying it.
_WHOLE_OBJECTS = frozenset(_EXTRAS)
_STAMPS = ("ETag", "etag", "md5Hash", "content_md5", "LastModified", "last_modified", "mtime")
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Place:
    """A file or folder at an address."""

    address: str
    system: Any
    path: str

    @property
    def local(self) -> str | None:
        """Its path, if it is on this machine (`file:///...`)."""
        return self.path if isinstance(self.system, LocalFileSystem) else None

    @property
    def many(self) -> bool:
        """Whether several files are fetched in the time of one."""
        return bool(self.system.async_impl)


def place(address: str) -> Place:
    """The place that an address names; nothing is asked of it yet.

    Raises:
        ConfigurationError: there is no such scheme, or what it needs is not installed.
    """
    try:
        system, path = url_to_fs(address)
    except ImportError as error:
        extra = _EXTRAS.get(scheme(address))
        wanted = f"the extra [{extra}]: pip install 'civil-service-standards[{extra}]'"
        message = f"{scheme(address)}:// needs {wanted if extra else error}"
        raise ConfigurationError(message) from error
    except Exception as error:  # every file system has errors of its own
        raise ConfigurationError(f"{address} cannot be opened: {_said(error)}") from error
    return Place(address, system, str(path))


def files(at: Place) -> list[tuple[str, str]]:
    """The files at a place, each an address with its stamp: of a folder all but hidden ones.

    A stamp changes whenever the bytes may have changed; it is empty where nothing tells.

    Raises:
        ConfigurationError: the place cannot be listed.
    """
    with _told(f"{at.address} cannot be listed"):
        found = dict(_found(at.system, at.path))
    return [(_address(at.address, path), _stamp(facts)) for path, facts in sorted(found.items())]


def _found(system: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        facts = system.info(path)
    except FileNotFoundError:
        for match, facts in system.glob(path, detail=True).items():
            yield from _within(system, match, facts)
    else:
        yield from _within(system, path, facts)


def _within(system: Any, path: str, facts: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    if facts["type"] != "directory":
        yield path, facts
        return
    for inner, inner_facts in system.find(path, detail=True).items():
        parts = PurePosixPath(inner.removeprefix(path)).parts
        if not any(part.startswith(".") for part in parts):
            yield inner, inner_facts


def scheme(address: str) -> str:
    """What comes before the first colon of an address."""
    return re.split(r"::|://", address, maxsplit=1)[0].lower()


def _address(asked: str, path: str) -> str:
    """The address of a path found at the address asked for: only the path of it differs."""
    scheme, _, rest = asked.partition("://")
    _, chained, outer = rest.partition("::")
    return path if "://" in path else f"{scheme}://{path.lstrip('/')}{chained}{outer}"


def _stamp(facts: dict[str, Any]) -> str:
    told = [str(facts[key]) for key in _STAMPS if facts.get(key)]
    return "-".join([str(facts.get("size")), *told]) if told else ""


def size(at: Place) -> int | None:
    """The bytes that a file is said to have, where that is known.

    Raises:
        SourceError: "unreadable".
    """
    try:
        found = at.system.info(at.path).get("size")
    except Exception as error:
        raise SourceError("unreadable", _said(error)) from error
    return None if found is None else int(found)


def chunks(at: Place) -> Iterator[bytes]:
    """The bytes of a file, piece by piece.

    Raises:
        SourceError: "unreadable".
    """
    try:
        with at.system.open(at.path, "rb") as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
    except Exception as error:
        raise SourceError("unreadable", _said(error)) from error


def under(at: Place) -> set[str]:
    """The paths within a folder of all files in it; a folder that is not there has none.

    Raises:
        ConfigurationError: the place cannot be listed.
    """
    with _told(f"{at.address} cannot be listed"):
        at.system.invalidate_cache()
        return {path.removeprefix(at.path).lstrip("/") for path in at.system.find(at.path)}


def download(at: Place, name: str, to: Path) -> None:
    """A file of a folder to a local one.

    Raises:
        ConfigurationError: it cannot be read.
    """
    to.parent.mkdir(parents=True, exist_ok=True)
    with _told(f"{name} at {at.address} cannot be read"):
        at.system.get_file(_inner(at, name), str(to))


def upload(at: Place, name: str, source: Path) -> None:
    """A local file into a folder: whole or not at all where the file system can do that.

    Raises:
        ConfigurationError: it cannot be written.
    """
    target = _inner(at, name)
    folder, _, last = target.rpartition("/")
    with _told(f"{name} cannot be written to {at.address}"):
        if scheme(at.address) in _WHOLE_OBJECTS:
            at.system.put_file(str(source), target)
            return
        at.system.makedirs(folder, exist_ok=True)
        at.system.put_file(str(source), f"{folder}/.{last}.part")
        at.system.mv(f"{folder}/.{last}.part", target)


def remove(at: Place, name: str) -> None:
    """Remove a file of a folder.

    Raises:
        ConfigurationError: it cannot be removed.
    """
    with _told(f"{name} cannot be removed from {at.address}"):
        at.system.rm_file(_inner(at, name))


def _inner(at: Place, name: str) -> str:
    return f"{at.path.rstrip('/')}/{name}"


@contextmanager
def _told(what: str) -> Iterator[None]:
    try:
        yield
    except Exception as error:  # every file system has errors of its own
        raise ConfigurationError(f"{what}: {_said(error)}") from error


def matches(path: str, *, pattern: str) -> bool:
    """Whether a relative path is what a pattern says: itself, in that folder, or by wildcards."""
    folder = pattern.rstrip("/") + "/"
    return not pattern or path.startswith(folder) or bool(re.match(glob_translate(pattern), path))


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
