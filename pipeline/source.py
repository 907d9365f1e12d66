"""Path or bytes to `Source`: sha256, and the media type that the content itself tells."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Collection
from pathlib import Path

from pipeline.errors import SourceError
from pipeline.model import Limits, Source
from pipeline.text import printable_name

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HTML = "text/html"
PLAIN = "text/plain"

_HEAD_BYTES = 1024
_SAMPLE_BYTES = 65_536
_MAGIC = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"(\xb5/\xfd", "a zstd archive"),
    (b"7z\xbc\xaf'\x1c", "a 7z archive"),
    (b"Rar!\x1a", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\xffWPC", "a WordPerfect document"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript file"),
    (b"AT&TFORM", "a DjVu file"),
    (b"PAR1", "a Parquet file"),
)
_BINARY_MAGIC = ((b"MZ", "a program"), (b"BM", "a BMP picture"), (b"RIFF", "a media file"))
_ZIPPED = (
    ("xl/workbook.xml", "an Excel workbook"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("content.xml", "an OpenDocument file"),
    ("META-INF/container.xml", "an EPUB book"),
    ("META-INF/MANIFEST.MF", "a Java archive"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_ENTRY = 0x1


def read(path: Path, *, limits: Limits) -> tuple[Source, bytes]:
    """The bytes of a file and what they are.

    Raises: SourceError "unreadable", "too-large", "empty-file", "unsupported-media-type",
    "encrypted", "corrupt-file".
    """
    try:
        size = path.stat().st_size
        if size > limits.max_bytes:
            raise SourceError("too-large", f"{size} bytes")
        data = path.read_bytes()
    except OSError as error:
        raise SourceError("unreadable", error.strerror or type(error).__name__) from error
    return from_bytes(data, name=path.name, limits=limits), data


def from_bytes(data: bytes, *, name: str, limits: Limits) -> Source:
    """The source for bytes that came by another way than a file.

    Raises: SourceError as `read`, but never "unreadable".
    """
    if len(data) > limits.max_bytes:
        raise SourceError("too-large", f"{len(data)} bytes")
    media_type = detect_media_type(data)
    return Source(printable_name(name), media_type, len(data), hashlib.sha256(data).hexdigest())


def detect_media_type(data: bytes) -> str:
    """One of the four media types that an extractor reads, from the content alone.

    Raises: SourceError "empty-file", "unsupported-media-type", "encrypted", "corrupt-file".
    """
    if not data.strip():
        raise SourceError("empty-file", f"{len(data)} bytes, all white space")
    if _is_pdf(data):
        return PDF
    if data.startswith(b"PK"):
        return _zipped(data)
    if data.startswith(_OLE):
        raise _ole(data)
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise SourceError("unsupported-media-type", what)
    return _textual(data)


def _is_pdf(data: bytes) -> bool:
    """Junk may come before the header; a text that only speaks of `%PDF-` has no objects."""
    place = data.find(b"%PDF-", 0, _HEAD_BYTES + len(b"%PDF-"))
    return place == 0 or (place > 0 and re.search(rb"\d\s+\d\s+obj\b", data) is not None)


def _zipped(data: bytes) -> str:
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _textual(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {entry.filename for entry in archive.infolist()}
            locked = any(entry.flag_bits & _ENCRYPTED_ENTRY for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise SourceError("corrupt-file", f"zip: {error}") from error
    what = zip_content(names)
    if what != DOCX:
        raise SourceError("unsupported-media-type", what or "a zip archive")
    if locked:
        raise SourceError("encrypted", "an encrypted zip archive")
    return DOCX


def zip_content(names: Collection[str]) -> str | None:
    """What a file is that is a zip archive inside, by the names in it; `None` for an archive."""
    if "word/document.xml" in names or "word/document2.xml" in names:
        return DOCX
    return next((what for name, what in _ZIPPED if name in names), None)


def _ole(data: bytes) -> SourceError:
    """Office files before 2007, and the envelope in which newer ones are encrypted."""
    if _wide("EncryptedPackage") in data:
        return SourceError("encrypted", "an Office document with a password")
    if _wide("WordDocument") in data:
        return SourceError("unsupported-media-type", "a Word 97-2003 document")
    return SourceError("unsupported-media-type", "an OLE file (old Office, Outlook, Installer)")


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le")


_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1a\x1b") + b"\x7f"
_CONTROL_SHARE = 0.02


def _textual(data: bytes) -> str:
    """HTML or plain text; what reads as data rather than prose is refused by name."""
    text = _sample(data)
    if not text.strip("\ufeff \t\r\n\v\f\xa0\0"):
        raise SourceError("empty-file", "white space only")
    for is_it, what in _FOREIGN:
        if is_it(text):
            raise SourceError("unsupported-media-type", what)
    return HTML if _is_html(text) else PLAIN


def _sample(data: bytes) -> str:
    """The beginning of a text in characters good enough to tell kinds apart.

    Raises: SourceError "unsupported-media-type" for bytes that are no text.
    """
    head = data[:_SAMPLE_BYTES]
    marked = (codec for mark, codec in _MARKS if data.startswith(mark))
    if (wide := next(marked, None) or _unmarked_wide(head)) is not None:
        return head.decode(wide, "ignore")
    controls = len(head) - len(head.translate(None, _CONTROL))
    if b"\0" in data.rstrip(b"\0") or controls > _CONTROL_SHARE * len(head):
        kinds = (what for magic, what in _BINARY_MAGIC if data.startswith(magic))
        raise SourceError("unsupported-media-type", next(kinds, "binary data"))
    return head.decode("utf-8", "replace")


def _unmarked_wide(head: bytes) -> str | None:
    """UTF-16 without its mark: in Western text every other byte is zero."""
    pairs = len(head) // 2
    if pairs < 2 or 0 not in head:
        return None
    if head[1::2].count(0) > 0.8 * pairs and head[0::2].count(0) < 0.1 * pairs:
        return "utf-16-le"
    if head[0::2].count(0) > 0.8 * pairs and head[1::2].count(0) < 0.1 * pairs:
        return "utf-16-be"
    return None


_PROLOGUE = re.compile(r"(?:\s|\ufeff|<\?xml[^>]{0,200}\?>|<!--.*?-->)*", re.DOTALL)
_HTML_START = re.compile(r"<(?:!doctype\s+html|html|head|body|frameset)\b[^<]*>", re.IGNORECASE)
_HTML_FRAME = re.compile(r"<(?:!doctype\s+html|html|body)\b[^<>]*>", re.IGNORECASE)
_HTML_BLOCK = re.compile(r"<(?:p|div|td|li|h[1-6]|br)\b[^<>]*>", re.IGNORECASE)
_FEWEST_BLOCKS = 4


def _is_html(text: str) -> bool:
    """A page, or a piece of one built of blocks; a text with a few leaked tags is neither."""
    start = _PROLOGUE.match(text)
    if _HTML_START.match(text, start.end() if start else 0):
        return True
    blocks = sum(1 for _ in _HTML_BLOCK.finditer(text))
    lines = text.count("\n") + 1
    framed = _HTML_FRAME.search(text) is not None
    return blocks >= _FEWEST_BLOCKS and (framed or blocks * 4 >= lines)


_XML = re.compile(r"\s*\ufeff?\s*<\?xml\b")
_ARCHIVED_PAGE = re.compile(
    r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){1,20}?content-type:\s*multipart/", re.IGNORECASE
)


_CUT_JSON = re.compile(r'\{\s*"[^"\n]*"\s*:|\[\s*(?:\{\s*"|\[|"[^"\n]*"\s*,|-?\d+\s*,)')


def _is_json(text: str) -> bool:
    """An object or array, whole or cut off by the sample, or one object a line."""
    text = text.strip("\ufeff \t\r\n")
    if not text.startswith(("{", "[")):
        return False
    try:
        _, end = json.JSONDecoder().raw_decode(text)
    except RecursionError:
        return True
    except ValueError:
        return _CUT_JSON.match(text) is not None
    rest = text[end:].lstrip()
    return not rest or rest.startswith(("{", "["))


def _is_xml(text: str) -> bool:
    return _XML.match(text) is not None and _HTML_FRAME.search(text) is None


def _is_archived_page(text: str) -> bool:
    return _ARCHIVED_PAGE.match(text) is not None


_FEWEST_ROWS, _FEWEST_COLUMNS, _MOST_ROWS = 3, 3, 60


def _is_table(text: str) -> bool:
    """Rows that all have the same number of fields, three at least, and do not read as prose."""
    lines = [line for line in text.splitlines() if line.strip()][:_MOST_ROWS]
    if len(lines) == _MOST_ROWS or len(text) >= _SAMPLE_BYTES:
        lines = lines[:-1]
    if len(lines) < _FEWEST_ROWS or sum(line.rstrip().endswith(".") for line in lines) > 1:
        return False
    return any(_has_columns(lines, delimiter) for delimiter in ",\t;|")


def _has_columns(lines: list[str], delimiter: str) -> bool:
    if any(delimiter not in line for line in lines):
        return False
    try:
        widths = {len(row) for row in csv.reader(lines, delimiter=delimiter)}
    except csv.Error:
        return False
    return len(widths) == 1 and widths.pop() >= _FEWEST_COLUMNS


_FOREIGN = (
    (_is_json, "JSON data"),
    (_is_xml, "an XML file"),
    (_is_archived_page, "an e-mail or archived web page (MIME)"),
    (_is_table, "a table of delimited values"),
)
