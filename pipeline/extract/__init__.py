"""Bytes of any known media type to one `Document`."""

from __future__ import annotations

from importlib import import_module

from pipeline.errors import SourceError
from pipeline.model import Document, Limits, Source

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

EXTRACTORS: dict[str, str] = {
    "application/pdf": "pipeline.extract.pdf",
    _DOCX: "pipeline.extract.docx",
    "text/html": "pipeline.extract.html",
    "text/plain": "pipeline.extract.plaintext",
}
"""The module whose `extract` reads a media type; it is imported when the first file needs it."""


def extract(source: Source, data: bytes, *, limits: Limits = Limits()) -> Document:  # noqa: B008
    """The canonical text of a document and the blocks it falls into.

    Raises: SourceError where the bytes hold no text, more than `limits` allow, or are damaged.
    """
    if source.media_type not in EXTRACTORS:
        raise SourceError("unsupported-media-type", source.media_type)
    module = import_module(EXTRACTORS[source.media_type])
    try:
        document: Document = module.extract(source, data, limits=limits)
    except SourceError:
        raise
    except Exception as error:  # a parsing library may raise anything
        raise SourceError(_blame(error), f"{type(error).__name__}: {error}"[:200]) from error
    if not document.blocks:
        raise SourceError("empty-file", "no text")
    if len(document.text) > limits.max_characters:
        raise SourceError("too-large", f"{len(document.text)} characters")
    return document


def _blame(error: Exception) -> str:
    """A plain exception out of this package's own code is our failure, any other the file's."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    inside = trace is not None and str(trace.tb_frame.f_globals["__name__"]).startswith("pipeline.")
    own = type(error).__module__ in ("builtins", "pipeline.errors")
    return "internal-error" if inside and own else "corrupt-file"
