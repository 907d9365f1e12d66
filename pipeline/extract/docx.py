"""DOCX to `Document`: the body with what a reader sees, notes after it, furniture last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.errors import SourceError
from pipeline.extract.docx_body import Notes, StoryReader
from pipeline.extract.docx_numbering import Lists
from pipeline.extract.docx_package import Package
from pipeline.extract.docx_stylesheet import StyleSheet
from pipeline.extract.docx_xml import Element, R, W, child, value
from pipeline.extract.flow import Flow, Piece
from pipeline.model import Document, Limits, Source
from pipeline.text import RepairLog, fold

_NOTE_KINDS = (
    ("footnote", "decimal"),
    ("endnote", "lowerRoman"),
)
_RUNNING = {W + "headerReference": "running-head", W + "footerReference": "running-foot"}
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def extract(source: Source, data: bytes, *, limits: Limits) -> Document:
    """One document from the bytes of a Word file.

    Raises: SourceError "corrupt-file", "too-large", "unsupported-media-type".
    """
    package = Package(data, limits)
    styles = StyleSheet(package.related("styles"))
    lists = Lists(package.related("numbering"), styles)
    notes = {kind: _notes(package, kind, default) for kind, default in _NOTE_KINDS}
    reader = StoryReader(styles, lists, notes)
    body = child(package.main, "body")
    if body is None:
        raise SourceError("corrupt-file", "no document body")
    pieces = reader.read(body)
    pieces += reader.read_notes()
    pieces += _running(reader, body, package)
    flow = Flow(RepairLog())
    flow.write(pieces)
    return flow.document(source)


def _notes(package: Package, kind: str, default: str) -> Notes:
    root = package.related(f"{kind}s")
    if root is None:
        return Notes()
    contents = {
        value(element, "id") or "": element
        for element in root.findall(W + kind)
        if value(element, "type") not in _SEPARATORS
    }
    said = value(child(package.related("settings"), f"{kind}Pr", "numFmt"))
    return Notes(contents, said or default)


def _running(reader: StoryReader, body: Element, package: Package) -> Iterator[Piece]:
    """Headers and footers of all sections, each distinct text once."""
    seen: set[tuple[str, str]] = set()
    for reference in _references(body):
        story = package.by_id(reference.get(R + "id"))
        for piece in reader.read(story) if story is not None else ():
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
