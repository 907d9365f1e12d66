"""Bytes of a Word file to its parts as XML, each found by its relation and read when asked for."""

from __future__ import annotations

import io
import zipfile
from posixpath import dirname, join, normpath, split
from typing import NamedTuple

from pipeline.errors import SourceError
from pipeline.extract.docx_xml import Element, read_xml
from pipeline.model import Limits

_CONTENT_TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_MOST_EXPANSION = 8


class Relation(NamedTuple):
    """That a part uses another one: as what (`styles`, `header`), and where it is from there."""

    kind: str
    target: str


class Package:
    """The parts of a Word file, named without a leading slash; `main` holds the document."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Open the archive and find its main part.

        Raises: SourceError "corrupt-file", "too-large", "unsupported-media-type".
        """
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except Exception as error:  # of a damaged archive, whatever zipfile stumbles over
            raise _corrupt(error) from error
        size = sum(entry.file_size for entry in self._archive.infolist())
        if size > _MOST_EXPANSION * limits.max_bytes:
            raise SourceError("too-large", f"{size} bytes unpacked")
        main = _related(self._relations(""), "officeDocument")
        if main is None:
            raise SourceError("corrupt-file", "no main part")
        self._name = _resolved("", main.target)
        if self._content_type(self._name) != _MAIN:
            raise SourceError("unsupported-media-type", "a Word template or macro file")
        self.main = self._xml(self._name)
        self._relations_of_main = self._relations(self._name)

    def related(self, kind: str) -> Element | None:
        """The part that the main part uses as `kind`, if there is one.

        Raises: SourceError "corrupt-file".
        """
        found = _related(self._relations_of_main, kind)
        return None if found is None else self._xml(_resolved(self._name, found.target))

    def by_id(self, relation: str | None) -> Element | None:
        """The part behind a relation of the main part, by the relation's id.

        Raises: SourceError "corrupt-file".
        """
        found = self._relations_of_main.get(relation or "")
        return None if found is None else self._xml(_resolved(self._name, found.target))

    def _relations(self, part: str) -> dict[str, Relation]:
        """The relations of a part by id, but for those that lead out of the file."""
        folder, name = split(part)
        listed = join(folder, "_rels", f"{name}.rels")
        if listed not in self._archive.NameToInfo:
            return {}
        return {
            each.get("Id", ""): Relation(
                each.get("Type", "").removeprefix(_OFFICE), each.get("Target", "")
            )
            for each in self._xml(listed)
            if each.get("TargetMode") != "External"
        }

    def _content_type(self, part: str) -> str | None:
        """What a part is said to be: by its name, or else by its ending."""
        types = {
            (each.get("PartName") or "." + each.get("Extension", "")).lower(): each
            for each in self._xml(_CONTENT_TYPES)
        }
        said = types.get(f"/{part}".lower(), types.get("." + part.rpartition(".")[2].lower()))
        return None if said is None else said.get("ContentType")

    def _xml(self, part: str) -> Element:
        try:
            return read_xml(self._archive.read(part))
        except Exception as error:  # of a damaged part, whatever zipfile and lxml stumble over
            raise _corrupt(error) from error


def _related(relations: dict[str, Relation], kind: str) -> Relation | None:
    return next((one for one in relations.values() if one.kind == kind), None)


def _resolved(part: str, target: str) -> str:
    """The name of a part that another names relative to itself, or from the top by a slash."""
    return normpath(join("/", dirname(part), target)).lstrip("/")


def _corrupt(error: Exception) -> SourceError:
    return SourceError("corrupt-file", f"{type(error).__name__}: {error}"[:200])
