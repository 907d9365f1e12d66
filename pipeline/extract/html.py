"""HTML to `Document`: what a browser prints, navigation and page title set apart."""

from __future__ import annotations

import re

from pipeline.errors import SourceError
from pipeline.extract.decoding import decode
from pipeline.extract.flow import Flow, Piece, Run
from pipeline.extract.html_chrome import set_apart
from pipeline.extract.html_walk import read_page
from pipeline.model import Document, Limits, Source
from pipeline.text import RepairLog

_DECLARED = re.compile(rb"""<meta\b[^>]{0,200}?\bcharset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_DECLARED_WITHIN = 4096
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_WIDER = {"iso-8859-1": "windows-1252", "latin1": "windows-1252", "us-ascii": "windows-1252"}


def extract(source: Source, data: bytes, *, limits: Limits) -> Document:
    """One document from the bytes of a web page.

    Raises: SourceError "empty-file", "too-large", "corrupt-file".
    """
    log = RepairLog()
    text, encoding = _decode(data, log)
    page = read_page(text)
    if len(text) > limits.max_characters:
        raise SourceError("too-large", f"{len(text)} characters")
    set_apart(page)
    flow = Flow(log)
    flow.write([*page.pieces, Piece([Run(page.title)], reason="page-title")])
    return flow.document(source, encoding=encoding)


def _decode(data: bytes, log: RepairLog) -> tuple[str, str]:
    """Valid UTF-8 is UTF-8; then the declared character set counts, as in a browser."""
    if data.startswith(_MARKS) or b"\0" in data[:64]:
        return decode(data, log)
    try:
        return data.decode(), "utf-8"
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(data[:_DECLARED_WITHIN])
    if declared is not None:
        name = declared[1].decode("ascii").lower()
        name = _WIDER.get(name, name)
        try:
            return data.decode(name), name
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(data, log)
