"""What a person names on the command line to the documents it stands for."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.batch.folder import stamp
from pipeline.batch.task import Reject, Task
from pipeline.errors import ConfigurationError
from pipeline.model import Limits


class NoInput(ConfigurationError):
    """Nothing stands where the input was said to be."""


def gather(names: Iterable[str], *, limits: Limits | None = None) -> tuple[Task, ...]:
    """The files that names of files, folders and globs stand for, each once, sorted by name.

    Folders are walked to the bottom; hidden files and folders in them are left out. A file that
    is too large is refused unread.

    Raises:
        NoInput: a name stands for nothing, or all of them together for no file.
    """
    found: dict[Path, Path] = {}
    for name in names:
        for path in _expand(name):
            found.setdefault(path.resolve(), path)
    if not found:
        raise NoInput("the input holds no files")
    tasks = (_task(path, limits or Limits()) for path in found.values())
    return tuple(sorted(tasks, key=lambda task: task.name))


def _task(path: Path, limits: Limits) -> Task:
    mark = stamp(path)
    size = int(mark.partition("-")[0] or 0)
    refused = Reject("too-large", f"{size} bytes") if size > limits.max_bytes else None
    return Task(path.as_posix(), path, mark, refused)


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
