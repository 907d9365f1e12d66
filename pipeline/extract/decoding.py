"""Bytes to text: byte-order mark, UTF-8, or the Western single-byte set that fits best."""

from __future__ import annotations

import codecs
import re

from pipeline.errors import SourceError
from pipeline.extract.mojibake import repair
from pipeline.text import RepairLog

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),  # before UTF-16: its mark begins with the same bytes
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)
_WESTERN = {
    "cp1252": "windows-1252",
    "iso8859_15": "iso-8859-15",
    "mac_roman": "macintosh",
    "cp850": "ibm850",
    "cp437": "ibm437",
    "latin_1": "iso-8859-1",
}
_SAMPLE_BYTES = 4096
_AT_HOME = re.compile(
    """
      [\u2018\u2019\u201c\u201d\u2013\u2014\u2022\u2026\u2122]   # quotes, dashes, bullet, ellipsis
    | [\u00a0\u00a2\u00a3\u00a7\u00a9\u00ab-\u00ae\u00b0-\u00b4\u00b6\u00b7\u00ba-\u00be\u00d7]
    # cafe with acute, not CAFe; then RESUME with acutes, not the Mac's don't
    | (?<![A-Z\u00c0-\u00de])[\u00df-\u00f6\u00f8-\u00ff]
    | (?<![a-z\u00df-\u00ff])[\u00c0-\u00d6\u00d8-\u00de](?=[A-Z])
    | (?<=[A-Z])[\u00c0-\u00d6\u00d8-\u00de]
    """,
    re.VERBOSE,
)
_FOREIGN = re.compile("[^\x00-\x7f]")


def decode(data: bytes, log: RepairLog) -> tuple[str, str]:
    """The text of a file and the name of its encoding; mis-decoded UTF-8 in it is undone.

    Raises: SourceError "corrupt-file" where a byte-order mark promises what does not follow.
    """
    text, encoding = _marked(data) or _unmarked(data)
    return repair(text, log), encoding


def _marked(data: bytes) -> tuple[str, str] | None:
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(codec), name
            except UnicodeDecodeError as error:
                raise SourceError("corrupt-file", f"not {name}: {error.reason}") from error
    return None


def _unmarked(data: bytes) -> tuple[str, str]:
    wide = _wide(data[:_SAMPLE_BYTES])
    for codec in (wide, "utf-8") if wide else ("utf-8",):
        try:
            return data.decode(codec), codec
        except UnicodeDecodeError:
            continue
    return _western(data)


def _wide(sample: bytes) -> str | None:
    """UTF-16 without its mark: Western text then has a zero in every other byte."""
    pairs = len(sample) // 2
    if pairs < 2 or 0 not in sample:
        return None
    if sample[1::2].count(0) > 0.8 * pairs and sample[0::2].count(0) < 0.1 * pairs:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.8 * pairs and sample[1::2].count(0) < 0.1 * pairs:
        return "utf-16-be"
    return None


def _western(data: bytes) -> tuple[str, str]:
    """The first character set in which every character is at home; else charset-normalizer's.

    A lone 0x92 is too little for statistics (they take it for Mac Roman), yet in Windows-1252
    it is an apostrophe, while the Mac's own 0xD5 would read there as a capital inside a word.
    """
    for codec, name in _WESTERN.items():
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if _FOREIGN.search(_AT_HOME.sub("", text)) is None:
            return text, name
    return _guessed(data)


def _guessed(data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes  # lazily: few files need it

    best = from_bytes(data, cp_isolation=list(_WESTERN)).best()
    codec = best.encoding if best is not None and best.encoding in _WESTERN else "latin_1"
    return data.decode(codec), _WESTERN[codec]
