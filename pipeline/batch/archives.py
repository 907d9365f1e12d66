"""An archive to the documents in it, within limits; whatever is not unpacked is named."""

from __future__ import annotations

import re
import tarfile
import zipfile
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from pipeline.batch.members import BROKEN, Budget, Member, OverLimit, expanded, members
from pipeline.batch.spool import Kept, Spool
from pipeline.batch.task import Reject, Task
from pipeline.errors import SourceError
from pipeline.model import Limits
from pipeline.source import zip_content

_CHUNK = 64 * 1024
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PACKED = (*_ZIP, b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0")
_USTAR = slice(257, 262)
HEAD_BYTES = tarfile.BLOCKSIZE
_DRIVE = re.compile(r"[A-Za-z]:/")
_NO_CHARACTER = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


def may_be_archive(head: bytes) -> bool:
    """Whether the first `HEAD_BYTES` of a file are those of an archive, or of a zipped document."""
    return head.startswith(_PACKED) or head[_USTAR] == b"ustar"


def archive_kind(path: Path) -> str | None:
    """The content of a file as "zip" or "tar", compressed or not; `None` for any document.

    Files that are zip archives inside, such as DOCX, are documents.
    """
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
        if head.startswith(_ZIP):
            with zipfile.ZipFile(path) as archive:
                return None if zip_content(archive.namelist()) else "zip"
        if head.startswith(_PACKED):
            with closing(expanded(path)) as stream:
                head = stream.read(HEAD_BYTES)
        tarfile.TarInfo.frombuf(head, "utf-8", "surrogateescape")
    except BROKEN:
        return None
    return "tar"


def unpack(name: str, path: Path, spool: Spool, limits: Limits) -> Iterator[Task]:
    """The files in an archive and in archives within it, in the order they are packed.

    Hidden files are left out, as in folders. What may not be read is refused under its own name;
    an archive that is damaged, empty or past a limit is refused beside the files met before. A
    file that is no archive is the one document.

    Raises:
        OSError: the files cannot be written.
    """
    budget = Budget(limits, packed=path.stat().st_size)
    try:
        yield from _Unpacker(spool, limits, budget).files(name, path, depth=1)
    except OverLimit as error:
        yield refused(name, error)


def refused(name: str, error: SourceError) -> Task:
    """A document that cannot be read."""
    return Task(name, refused=Reject(error.code, error.detail))


@dataclass(frozen=True, slots=True)
class _Unpacker:
    """The way from one archive to its files; all that is met on it draws on one budget."""

    spool: Spool
    limits: Limits
    budget: Budget

    def files(self, name: str, path: Path, *, depth: int) -> Iterator[Task]:
        """A document as it is, or the documents in an archive."""
        kind = archive_kind(path)
        if kind is None:
            yield Task(name, path)
        elif depth > self.limits.max_depth:
            detail = f"archives within archives, more than {self.limits.max_depth} deep"
            yield refused(name, SourceError("archive-limit", detail))
        else:
            yield from self._within(name, path, kind, depth)

    def _within(self, name: str, path: Path, kind: str, depth: int) -> Iterator[Task]:
        names = set[str]()
        try:
            for member in members(path, kind, self.budget):
                found = self._spooled(name, member, names)
                if found and found.path:
                    yield from self.files(found.name, found.path, depth=depth + 1)
                elif found:
                    yield found
            if not names:
                raise SourceError("empty-file", "an archive without files")
        except OverLimit:
            raise
        except SourceError as error:
            yield refused(name, error)
        if depth > 1:
            path.unlink(missing_ok=True)

    def _spooled(self, archive: str, member: Member, names: set[str]) -> Task | None:
        """A member under a name of its own; `None` for a hidden one."""
        shown = _NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", member.name.replace("\\", "/"))
        parts = [part for part in shown.split("/") if part not in ("", ".")]
        unsafe = shown.startswith("/") or _DRIVE.match(shown) or ".." in parts
        if not unsafe and any(part.startswith(".") for part in parts):
            return None
        name = _unlike(f"{archive}/{shown if unsafe else '/'.join(parts)}", names)
        names.add(name)
        try:
            if unsafe:
                raise SourceError("unsafe-member", "a path that leaves the archive")
            if member.refused:
                raise member.refused
            return Task(name, *spooled(_chunks(member), self.spool, self.limits))
        except OverLimit:
            raise
        except SourceError as error:
            return refused(name, error)


def spooled(
    chunks: Iterator[bytes], spool: Spool, limits: Limits, *, size: int | None = None
) -> Kept:
    """Bytes to a file in the spool, more for an archive than for a document.

    Raises:
        SourceError: "too-large", before more than the beginning is read if `size` is known.
        OSError: the bytes cannot be written.
    """
    head = next(chunks, b"")
    most = limits.max_archive_bytes if may_be_archive(head) else limits.max_bytes
    if size is not None and size > most:
        raise SourceError("too-large", f"{size} bytes")
    return spool.keep(chain([head], chunks), most=most)


def _chunks(member: Member) -> Iterator[bytes]:
    try:
        with closing(member.open()) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
    except (NotImplementedError, RuntimeError) as error:
        raise SourceError("unsupported-media-type", f"a packed file: {error}") from error
    except BROKEN as error:
        raise SourceError("corrupt-file", f"a packed file: {error}") from error


def _unlike(name: str, names: Collection[str]) -> str:
    """A name that is not taken: archives may hold several files under one."""
    same = (f"{name}~{number}" for number in count(2))
    return name if name not in names else next(other for other in same if other not in names)
