"""A second, simple reading of the bulletins beside the project: lines between headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

_NAME = re.compile(r"(?P<title>.+?)\s+(?P<code>\d{4})(?=\s|$)")
_HEADING = re.compile(r"(?:NOTES?|N[Oo][Tt][Ii][Cc][Ee]):?|[A-Z][A-Z'’/&,() -]{6,}:?")
_MARK = re.compile(r"^\s*(?:\(?\d{1,2}[.)]|[a-z][.)])\s*")


@dataclass(frozen=True)
class Facts:
    """What a bulletin says by its file name and by its lines; `None` where no heading says it.

    `exam` says that a line in brackets tells who may take part.
    """

    title: str
    code: str
    duties: str | None
    requirements: str | None
    exam: bool


def read_facts(path: Path) -> Facts:
    """The facts of one file, texts as their letters alone."""
    named = _NAME.match(path.stem)
    assert named, path.name
    lines = _lines(path)
    return Facts(
        letters(named["title"]),
        named["code"],
        _section(lines, re.compile(r"DUTIES")),
        _section(lines, re.compile(r"REQUIREMENTS?(?:/MINIMUM QUALIFICATIONS?)?")),
        any(line.strip().startswith("(Exam Open") for line in lines),
    )


def letters(text: str) -> str:
    """A text as its letters, without what stands in brackets after a word of it."""
    return "".join(filter(str.isalpha, re.sub(r"\([A-Z]+\)", "", text))).casefold()


def all_letters(text: str) -> str:
    """A text as its letters."""
    return "".join(filter(str.isalpha, text)).casefold()


def _lines(path: Path) -> list[str]:
    if path.suffix == ".txt":
        return path.read_text("cp1252").splitlines()
    document = pypdfium2.PdfDocument(path)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return [line for page in pages for line in page.splitlines()]


def _section(lines: list[str], heading: re.Pattern[str]) -> str | None:
    """The letters of the lines from a heading to the next line that looks like one."""
    at = next((i for i, line in enumerate(lines) if heading.fullmatch(line.strip())), None)
    if at is None:
        return None
    kept = []
    for line in lines[at + 1 :]:
        if _HEADING.fullmatch(line.strip()):
            break
        kept.append(_MARK.sub("", line))
    return all_letters(" ".join(kept))
