"""The output folder of a run: its places, and that one run at a time writes into it."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.errors import ConfigurationError

_HALF_WRITTEN = re.compile(r"\.(?:\.manifest|\.pending|standards|issues|rejects|run)\.jsonl?\.\d+")


@dataclass(frozen=True, slots=True)
class Folder:
    """Where a run writes; what begins with a dot is the run's own business."""

    root: Path

    @property
    def manifest(self) -> Path:
        """What the last run knew of each document."""
        return self.root / ".manifest.jsonl"

    @property
    def staging(self) -> Path:
        """Where records wait until every document is parsed."""
        return self.root / ".staging"

    @property
    def pending(self) -> Path:
        """What is to be moved and removed, while it is being moved and removed."""
        return self.root / ".pending.jsonl"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other runs out; the lock ends with its process, however that ends.

        Raises:
            ConfigurationError: another run is at work here.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.root / ".lock")
        try:
            lock.acquire(blocking=False)
        except Timeout as error:
            message = f"another run is writing into {self.root}; wait for it or name another folder"
            raise ConfigurationError(message) from error
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def spooling(self) -> Iterator[Path]:
        """A place for what is fetched and unpacked, for as long as it lasts."""
        spool = self.root / ".spool"
        shutil.rmtree(spool, ignore_errors=True)
        try:
            yield spool
        finally:
            shutil.rmtree(spool, ignore_errors=True)

    def clear_staging(self, *, keep: Path | None = None) -> None:
        """Remove what is staged, but for one folder in it, and what a killed run left unnamed."""
        for path in filter(lambda path: _HALF_WRITTEN.fullmatch(path.name), self.root.iterdir()):
            path.unlink(missing_ok=True)
        if keep is None or not keep.exists():
            shutil.rmtree(self.staging, ignore_errors=True)
            return
        for other in self.staging.iterdir():
            if other != keep:
                shutil.rmtree(other, ignore_errors=True)


def stamp(path: Path) -> str:
    """Size, times and number of a file: whoever writes to it changes one. Empty if it is gone."""
    try:
        found = path.stat()
    except OSError:
        return ""
    return f"{found.st_size}-{found.st_mtime_ns}-{found.st_ctime_ns}-{found.st_ino}"


def digest(path: Path) -> str:
    """The sha256 of a file; empty if it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
