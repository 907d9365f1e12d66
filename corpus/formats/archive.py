"""Zip containers that are the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MOMENT = (2000, 1, 1, 0, 0, 0)


def members(data: bytes) -> dict[str, bytes]:
    """The files of a container, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return {name: container.read(name) for name in container.namelist()}


def packed(files: Mapping[str, bytes]) -> bytes:
    """A container of these files with one fixed moment on all of them.

    Nothing is compressed: the same text does not compress to the same bytes everywhere.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as container:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.create_system = 0
            container.writestr(entry, data, zipfile.ZIP_STORED)
    return buffer.getvalue()
