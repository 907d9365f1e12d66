"""Bytes to numbered files: where documents lie that were fetched or unpacked for a run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import SourceError

_A_FOLDER = 1000


class Kept(NamedTuple):
    """Where bytes were written to, and their digest."""

    path: Path
    stamp: str


class Spool:
    """A folder that hands out places for files, a thousand to a subfolder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count()

    def keep(self, chunks: Iterable[bytes], *, most: int) -> Kept:
        """Write bytes to a new place.

        Raises:
            SourceError: "too-large" as soon as there are more than `most`; nothing is kept.
            OSError: the bytes cannot be written.
        """
        number = next(self._numbers)
        path = self._folder / str(number // _A_FOLDER) / str(number)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("wb") as file:
                size, digest = 0, hashlib.sha256()
                for chunk in chunks:
                    size += len(chunk)
                    if size > most:
                        raise SourceError("too-large", f"more than {most} bytes")
                    digest.update(chunk)
                    file.write(chunk)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return Kept(path, digest.hexdigest())
