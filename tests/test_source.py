"""Files to sources: the media type comes from the content, every refusal has its name."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import REJECTS, SourceError
from pipeline.model import Limits
from pipeline.source import DOCX, HTML, PDF, PLAIN, detect_media_type, from_bytes, read
from tests.build_docx import build_docx, paragraph, zip_bytes
from tests.build_html import build_html

SHARED = Path(__file__).parents[2] / "shared"
WORD = build_docx(paragraph("Kite Testers fly kites."))
STANDARD = """Occ. Code 9900100

KITE TESTER 1, GRADE 9        9900100

Kite Testers fly kites, lines and reels.
"""


def refusal(data: bytes) -> tuple[str, str]:
    with pytest.raises(SourceError) as caught:
        detect_media_type(data)
    return caught.value.code, caught.value.detail


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", PDF),
        (b"junk of a mail gateway\r\n\r\n%PDF-1.4\n1 0 obj\n<<>>\nendobj\n", PDF),
        (WORD, DOCX),
        (build_html("<p>Kites</p>"), HTML),
        (b"\xef\xbb\xbf  <!-- saved -->\n<html><body>Kites</body></html>", HTML),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html><html><p>Kites</p></html>", HTML),
        (b"<p>One</p>\n<p>Two</p>\n<p>Three</p>\n<p>Four</p>", HTML),
        ("<html><p>Kites</p></html>".encode("utf-16"), HTML),
        (STANDARD.encode(), PLAIN),
        (STANDARD.encode("utf-16"), PLAIN),
        (STANDARD.encode("utf-16-le"), PLAIN),
        ("The Department’s kites – naïve".encode("windows-1252"), PLAIN),
        (b"[1] A note on kites stands first here.\n", PLAIN),
        (b"This text says that %PDF- begins a PDF file.\n", PLAIN),
        (b"KITE TESTER 1, GRADE 9 |\n9900100 |\nKITE TESTER 2, GRADE 11 |\n9900200 |\n", PLAIN),
        (b"BM is no picture here\n", PLAIN),
        (b"PK is a label\n", PLAIN),
    ],
)
def test_the_content_tells_the_media_type(data: bytes, expected: str):
    assert detect_media_type(data) == expected


def test_a_text_with_leaked_word_tags_is_plain_text():
    leaked = (
        "Kite Testers fly kites.<o:p></o:p>\n\n<o:p>&nbsp;</o:p>\n\n"
        "<span style='text-transform:uppercase'>Kite Tester 1:</span> entry level.<br>\n"
    )
    assert detect_media_type((leaked + STANDARD * 3).encode()) == PLAIN


@pytest.mark.parametrize(
    ("data", "code", "what"),
    [
        (b"", "empty-file", "0 bytes"),
        (b" \r\n\t ", "empty-file", "white space"),
        ("\ufeff \u00a0\n".encode("utf-16"), "empty-file", "white space"),
        (WORD[: len(WORD) // 2], "corrupt-file", "zip"),
        (zip_bytes({"a.txt": b"kites"}), "unsupported-media-type", "a zip archive"),
        (zip_bytes({"xl/workbook.xml": b"<x/>"}), "unsupported-media-type", "Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "unsupported-media-type", "OLE"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "unsupported-media-type", "PNG"),
        (b"\x1f\x8b\x08" + bytes(20), "unsupported-media-type", "gzip"),
        (b"MZ\x90\0\3" + bytes(60) + b"x", "unsupported-media-type", "program"),
        (b"{\\rtf1\\ansi Kites}", "unsupported-media-type", "RTF"),
        (b'{"title": "KITE TESTER"}', "unsupported-media-type", "JSON"),
        (b'[{"title": "KITE TESTER"},\n {"title"', "unsupported-media-type", "JSON"),
        (b"code,title,grade\n1,Tester,9\n2,Flyer,10\n", "unsupported-media-type", "delimited"),
        (b"<?xml version='1.0'?><standard/>", "unsupported-media-type", "XML"),
        (
            b"From: <saved>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\n<html>",
            "unsupported-media-type",
            "MIME",
        ),
        (bytes(range(1, 256)) * 4, "unsupported-media-type", "binary"),
        (b"kites\0and\0lines", "unsupported-media-type", "binary"),
    ],
)
def test_what_no_extractor_reads_is_refused_by_name(data: bytes, code: str, what: str):
    found, detail = refusal(data)
    assert found == code
    assert what in detail


def test_a_word_file_with_a_password_is_encrypted():
    envelope = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    assert refusal(envelope + "EncryptedPackage".encode("utf-16-le"))[0] == "encrypted"


def test_a_source_carries_name_size_and_digest_but_no_folder(tmp_path: Path):
    path = tmp_path / "kite.pdf"  # the extension lies
    path.write_bytes(STANDARD.encode())
    source, data = read(path, limits=Limits())
    assert data == STANDARD.encode()
    assert (source.name, source.media_type, source.size) == ("kite.pdf", PLAIN, len(data))
    assert source.sha256 == hashlib.sha256(data).hexdigest()


def test_a_file_over_the_limit_is_too_large(tmp_path: Path):
    path = tmp_path / "kite.txt"
    path.write_bytes(STANDARD.encode())
    with pytest.raises(SourceError, match="too-large"):
        read(path, limits=Limits(max_bytes=10))
    with pytest.raises(SourceError, match="too-large"):
        from_bytes(STANDARD.encode(), name="kite.txt", limits=Limits(max_bytes=10))


def test_a_missing_file_and_a_folder_are_unreadable(tmp_path: Path):
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(SourceError) as caught:
            read(path, limits=Limits())
        assert caught.value.code == "unreadable"


@given(st.binary(max_size=400))
def test_arbitrary_bytes_have_a_type_or_a_known_refusal(data: bytes):
    try:
        assert detect_media_type(data) in (PDF, DOCX, HTML, PLAIN)
    except SourceError as error:
        assert error.code in REJECTS  # noqa: PT017


@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not here")
def test_shared_documents_are_what_their_extensions_say():
    expected = {".txt": PLAIN, ".html": HTML, ".docx": DOCX, ".pdf": PDF}
    paths = [path for path in SHARED.rglob("*") if path.suffix in expected]
    assert paths
    wrong = [p.name for p in paths if read(p, limits=Limits())[0].media_type != expected[p.suffix]]
    assert wrong == []
