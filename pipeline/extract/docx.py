"""DOCX to `Document`: the body with what a reader sees, notes after it, furniture last."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import cast

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part, XmlPart
from docx.oxml.parser import parse_xml

from pipeline.errors import SourceError
from pipeline.extract.docx_body import Notes, StoryReader
from pipeline.extract.docx_numbering import Lists
from pipeline.extract.docx_styles import StyleSheet
from pipeline.extract.docx_xml import Element, R, W, child, value
from pipeline.extract.flow import Flow, Piece
from pipeline.model import Document, Limits, Source
from pipeline.text import RepairLog, fold

_NOTE_KINDS = (
    ("footnote", RELATIONSHIP_TYPE.FOOTNOTES, "decimal"),
    ("endnote", RELATIONSHIP_TYPE.ENDNOTES, "lowerRoman"),
)
_RUNNING = {W + "headerReference": "running-head", W + "footerReference": "running-foot"}
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_MOST_EXPANSION = 8


def extract(source: Source, data: bytes, *, limits: Limits) -> Document:
    """One document from the bytes of a Word file.

    Raises: SourceError "corrupt-file", "too-large", "unsupported-media-type".
    """
    main = _open(data, limits)
    styles = StyleSheet(_root(main, RELATIONSHIP_TYPE.STYLES))
    lists = Lists(_root(main, RELATIONSHIP_TYPE.NUMBERING), styles)
    settings = _root(main, RELATIONSHIP_TYPE.SETTINGS)
    notes = {
        kind: _notes(_root(main, relation), settings, kind, default)
        for kind, relation, default in _NOTE_KINDS
    }
    reader = StoryReader(styles, lists, notes)
    body = child(cast("Element", main.element), "body")
    if body is None:
        raise SourceError("corrupt-file", "no document body")
    pieces = reader.read(body)
    pieces += reader.read_notes()
    pieces += _running(reader, body, main)
    flow = Flow(RepairLog())
    flow.write(pieces)
    return flow.document(source)


def _open(data: bytes, limits: Limits) -> XmlPart:
    """The main part of a package that is neither damaged nor a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > _MOST_EXPANSION * limits.max_bytes:
            raise SourceError("too-large", f"{size} bytes unpacked")
        return cast("XmlPart", docx.Document(io.BytesIO(data)).part)
    except SourceError:
        raise
    except Exception as error:  # python-docx lets through whatever zip, XML and its own maps raise
        if "not a Word file" in str(error):
            raise SourceError("unsupported-media-type", "a Word template or macro file") from error
        raise SourceError("corrupt-file", f"{type(error).__name__}: {error}"[:200]) from error


def _root(main: XmlPart, relation: str) -> Element | None:
    """The XML of the part that the main part relates to, if there is one."""
    for related in main.rels.values():
        if related.reltype == relation and not related.is_external:
            return _element(related.target_part)
    return None


def _element(part: Part) -> Element:
    element = getattr(part, "element", None)
    return cast("Element", parse_xml(part.blob) if element is None else element)


def _notes(root: Element | None, settings: Element | None, kind: str, default: str) -> Notes:
    elements = [] if root is None else root.findall(W + kind)
    contents = {
        value(element, "id") or "": element
        for element in elements
        if value(element, "type") not in _SEPARATORS
    }
    return Notes(contents, value(child(settings, f"{kind}Pr", "numFmt")) or default)


def _running(reader: StoryReader, body: Element, main: XmlPart) -> Iterator[Piece]:
    """Headers and footers of all sections, each distinct text once."""
    seen: set[tuple[str, str]] = set()
    for reference in _references(body):
        related = main.rels.get(reference.get(R + "id") or "")
        if related is None or related.is_external:
            continue
        for piece in reader.read(_element(related.target_part)):
            piece.reason = _RUNNING[reference.tag]
            key = (piece.reason, fold(piece.text()))
            if key not in seen:
                seen.add(key)
                yield piece


def _references(body: Element) -> Iterable[Element]:
    return (
        reference
        for section in body.iter(W + "sectPr")
        for reference in section
        if reference.tag in _RUNNING
    )
