"""What a person names on the command line to the documents it stands for."""

from __future__ import annotations

import glob
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.batch.archives import archive_kind
from pipeline.batch.folder import stamp
from pipeline.batch.task import Reject, Task
from pipeline.errors import ConfigurationError
from pipeline.model import Limits
from pipeline.text import printable_name

# One letter before the colon is a drive and no scheme.
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+(?:://|::)", re.IGNORECASE)
WITHIN = re.compile(r"(?:zip|tar)://(?P<inner>.*?)::(?P<outer>.+)", re.IGNORECASE)


class NoInput(ConfigurationError):
    """Nothing stands where the input was said to be."""


def gather(names: Iterable[str], *, limits: Limits | None = None) -> tuple[Task, ...]:
    """The files that names of files, folders and globs stand for, each once, sorted by name.

    Folders are walked to the bottom; hidden files and folders in them are left out. A file that
    is too large is refused unread. A name may be an address (`s3://...`): what is there is listed
    and not fetched.

    Raises:
        NoInput: a name stands for nothing, or all of them together for no file.
        ConfigurationError: an address cannot be listed.
    """
    found: dict[Path, Path] = {}
    tasks: list[Task] = []
    for name in names:
        here = _local(name)
        if here is None:
            tasks += _listed(name)
            continue
        for path in _expand(here):
            found.setdefault(path.resolve(), path)
    tasks += [_task(path, limits or Limits()) for path in found.values()]
    if not tasks:
        raise NoInput("the input holds no files")
    return tuple(sorted({task.name: task for task in tasks}.values(), key=lambda task: task.name))


def _task(path: Path, limits: Limits) -> Task:
    name, mark = printable_name(path.as_posix()), stamp(path)
    size = int(mark.partition("-")[0] or 0)
    if size <= limits.max_bytes:
        return Task(name, path, mark)
    most = limits.max_archive_bytes if archive_kind(path) else limits.max_bytes
    refused = Reject("too-large", f"{size} bytes") if size > most else None
    return Task(name, path, mark, refused)


def _local(name: str) -> str | None:
    """The path of what lies on this machine."""
    if not ADDRESS.match(name):
        return name
    if WITHIN.fullmatch(name):
        return None
    from pipeline.batch.places import place

    return place(name).local


def _listed(address: str) -> list[Task]:
    """What lies at an address; what is selected from an archive is known when it is opened."""
    if WITHIN.fullmatch(address):
        return [Task(address)]
    from pipeline.batch.places import files, place

    tasks = [Task(name, stamp=mark) for name, mark in files(place(address))]
    if not tasks:
        raise NoInput(f"there is no file or folder {address}")
    return tasks


def _expand(name: str) -> Iterator[Path]:
    path = Path(name)
    if path.is_dir():
        yield from _walk(path)
    elif path.exists():
        yield path
    else:
        matches = sorted(glob.glob(name, recursive=True))
        if not matches:
            raise NoInput(f"there is no file or folder {name}")
        for match in matches:
            yield from _walk(Path(match)) if Path(match).is_dir() else [Path(match)]


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.is_file():
            yield path
