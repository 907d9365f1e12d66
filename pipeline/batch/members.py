"""A ZIP or TAR file to its members, read as streams; every expanded byte is counted."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pipeline.errors import SourceError
from pipeline.model import Limits


class Stream(Protocol):
    """What is read from beginning to end."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""

    def close(self) -> None:
        """Give it back."""


BROKEN = (
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    RecursionError,
)
"""What the standard library raises over bytes that are no sound archive."""

# Other methods of ZIP are expanded by the standard library without a bound on memory.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_MOST_HEADER_BYTES = 1024 * 1024
_OPENERS: tuple[tuple[bytes, Callable[[Path], Stream]], ...] = (
    (b"\x1f\x8b", gzip.GzipFile),
    (b"BZh", bz2.BZ2File),
    (b"\xfd7zXZ\0", lzma.LZMAFile),
)


class OverLimit(SourceError):
    """An archive that goes past a limit on the whole: nothing more of it is read."""

    def __init__(self, what: str) -> None:
        super().__init__("archive-limit", what)


class Budget:
    """What one archive, with all archives in it, may still hold; `packed` is its size in bytes."""

    def __init__(self, limits: Limits, *, packed: int) -> None:
        by_ratio = max(limits.max_bytes, limits.max_ratio * packed)
        self._by_ratio = by_ratio < limits.max_expanded_bytes
        self._bytes = min(by_ratio, limits.max_expanded_bytes)
        self._members = limits.max_members
        self._limits = limits

    def count_member(self) -> None:
        """One more file, folder or link was met."""
        self._members -= 1
        if self._members < 0:
            raise OverLimit(f"more than {self._limits.max_members} members")

    def count_bytes(self, size: int) -> None:
        """So many bytes more came out of it."""
        self._bytes -= size
        if self._bytes < 0 and self._by_ratio:
            raise OverLimit(f"expands to more than {self._limits.max_ratio} times its size")
        if self._bytes < 0:
            raise OverLimit(f"expands to more than {self._limits.max_expanded_bytes} bytes")


@dataclass(frozen=True, slots=True)
class Member:
    """One file, link or device of an archive; `refused` says why it may not be opened."""

    name: str
    open: Callable[[], Stream]
    refused: SourceError | None = None


class _Metered(io.RawIOBase):
    """A stream whose bytes are counted, also those that are read to be skipped."""

    def __init__(self, stream: Stream, budget: Budget) -> None:
        self._stream = stream
        self._budget = budget
        self._allowed: int | None = None

    def allow(self, size: int) -> None:
        """Refuse to give more than so many bytes before the next call."""
        self._allowed = size

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes; nothing at the end."""
        data = self._stream.read(size)
        self._budget.count_bytes(len(data))
        if self._allowed is not None:
            self._allowed -= len(data)
            if self._allowed < 0:
                raise OverLimit(f"a header of more than {_MOST_HEADER_BYTES} bytes")
        return data

    def close(self) -> None:
        """Close what is read."""
        self._stream.close()
        super().close()


def members(path: Path, kind: str, budget: Budget) -> Iterator[Member]:
    """The members of an archive, as they are packed, but no folders; each is opened in its turn.

    Raises:
        OverLimit: a limit on the whole is passed.
        SourceError: "corrupt-file".
    """
    try:
        yield from (_zip_members if kind == "zip" else _tar_members)(path, budget)
    except BROKEN as error:
        raise SourceError("corrupt-file", f"{kind}: {error}") from error


def _zip_members(path: Path, budget: Budget) -> Iterator[Member]:
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            budget.count_member()
            if not entry.is_dir():
                yield Member(entry.filename, _zip_opener(archive, entry, budget), _in_zip(entry))


def _zip_opener(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget
) -> Callable[[], Stream]:
    return lambda: _Metered(archive.open(entry), budget)


def _in_zip(entry: zipfile.ZipInfo) -> SourceError | None:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return SourceError("unsafe-member", "a link or device")
    if entry.flag_bits & _ENCRYPTED:
        return SourceError("encrypted", "a member with a password")
    if entry.compress_type not in _METHODS:
        return SourceError("unsupported-media-type", "a member not stored or deflated")
    return None


def _tar_members(path: Path, budget: Budget) -> Iterator[Member]:
    with (
        _Metered(expanded(path), budget) as stream,
        tarfile.open(fileobj=stream, mode="r|", tarinfo=_Header) as archive,
    ):
        while (entry := archive.next()) is not None:
            budget.count_member()
            stream.allow(entry.size + _MOST_HEADER_BYTES)
            if not entry.isdir():
                yield Member(entry.name, _tar_opener(archive, entry), _in_tar(entry))


def _tar_opener(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> Callable[[], Stream]:
    def opened() -> Stream:
        stream = archive.extractfile(entry)
        if stream is None:
            raise ValueError("no file")
        return stream

    return opened


def _in_tar(entry: tarfile.TarInfo) -> SourceError | None:
    if entry.issparse():
        return SourceError("unsafe-member", "a file with holes")
    return None if entry.isreg() else SourceError("unsafe-member", "a link or device")


class _Header(tarfile.TarInfo):
    """A header that says so when it is damaged: the library takes that for the end."""

    @classmethod
    def fromtarfile(cls, archive: tarfile.TarFile) -> _Header:
        """The next header, or one of the two errors that stand for the end of the archive."""
        try:
            return super().fromtarfile(archive)
        except tarfile.HeaderError as error:
            if type(error).__name__ in ("EOFHeaderError", "EmptyHeaderError"):
                raise
            raise SourceError("corrupt-file", f"tar: {error}") from error


def expanded(path: Path) -> Stream:
    """The bytes of a file without the compression that its first bytes tell of."""
    with path.open("rb") as file:
        head = file.read(8)
    opener = next((way for magic, way in _OPENERS if head.startswith(magic)), None)
    return opener(path) if opener else path.open("rb")
