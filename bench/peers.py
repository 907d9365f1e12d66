"""Bytes to text by other libraries; each peer is there only where it is installed."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

Read = Callable[[bytes, str], object]

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "txt": "text/plain",
}


def peers(suffix: str) -> dict[str, Read]:
    """The peers that read files of this suffix, by name; the floor comes first."""
    named = {
        "pypdfium2": (pypdfium2_text, ("pdf",)),
        "pdfplumber": (pdfplumber_text, ("pdf",)),
        "python-docx": (python_docx_text, ("docx",)),
        "kreuzberg": (kreuzberg_text, tuple(MEDIA_TYPES)),
        "markitdown": (markitdown_text, tuple(MEDIA_TYPES)),
    }
    return {
        name: read
        for name, (read, suffixes) in named.items()
        if suffix in suffixes and find_spec("docx" if name == "python-docx" else name)
    }


def pypdfium2_text(data: bytes, suffix: str) -> str:
    """The bare text of every page."""
    library: Any = import_module("pypdfium2")
    document = library.PdfDocument(data)
    texts = []
    for page in document:
        textpage = page.get_textpage()
        texts.append(textpage.get_text_bounded())
        textpage.close()
        page.close()
    document.close()
    return "\n".join(texts)


def pdfplumber_text(data: bytes, suffix: str) -> str:
    """`extract_text` of every page."""
    library: Any = import_module("pdfplumber")
    with library.open(io.BytesIO(data)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def python_docx_text(data: bytes, suffix: str) -> str:
    """The text of the body's paragraphs."""
    library: Any = import_module("docx")
    return "\n".join(each.text for each in library.Document(io.BytesIO(data)).paragraphs)


def kreuzberg_text(data: bytes, suffix: str) -> object:
    """Its text, read anew each time."""
    library: Any = import_module("kreuzberg")
    config = library.ExtractionConfig(use_cache=False)
    return library.extract_bytes_sync(data, MEDIA_TYPES[suffix], config).content


def markitdown_text(data: bytes, suffix: str) -> object:
    """Its Markdown."""
    library: Any = import_module("markitdown")
    said = library.StreamInfo(mimetype=MEDIA_TYPES[suffix], extension=f".{suffix}")
    return _markitdown().convert_stream(io.BytesIO(data), stream_info=said).text_content


@cache
def _markitdown() -> Any:
    return import_module("markitdown").MarkItDown(enable_plugins=False)
