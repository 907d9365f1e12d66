"""Golds made by hand and the text of their documents to the places of values, by search.

`python -m corpus.locate GOLD DOCUMENTS` adds `reference`, `spans` and `span_fields` to the golds of
a folder. A field is placed in a document only if there is no doubt: each of its texts stands there
once, or as often as the gold has it and in the same order.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from corpus.offsets import page_text
from corpus.reference import Span
from corpus.render import written

Gold = dict[str, Any]
Wanted = tuple[str, str]
"""A JSON Pointer into the gold, and the text that is sought."""

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BREAKS = {f"{WORD}{name}": "\n" for name in ("br", "cr")} | {f"{WORD}tab": "\t"}
LEAK = re.compile(r"</?(?:o:p|span|b|i|p)\b[^>]*>")
GARBLED = {good.encode().decode("cp1252"): good for good in "’“–—·•§"} | {"â€\x9d": "”"}


def text_of(document: Path) -> str | None:
    """What a document shows, line by line; none of a PDF, which has no text without a parser."""
    read = {".txt": of_text, ".html": of_html, ".docx": of_docx}.get(document.suffix)
    return read(document) if read else None


def decoded(data: bytes) -> str:
    """UTF-16 with its mark, UTF-8, or Windows-1252."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def of_text(document: Path) -> str:
    """The text without leaked tags, its garbled characters repaired."""
    text = decoded(document.read_bytes())
    for bad, good in GARBLED.items():
        text = text.replace(bad, good)
    text = text.replace("\N{SOFT HYPHEN}", "").replace("\r\n", "\n")
    return LEAK.sub("", text).replace("&nbsp;", " ").replace("&amp;", "&")


def of_html(document: Path) -> str:
    """The text between the tags."""
    return page_text(decoded(document.read_bytes()))


def of_docx(document: Path) -> str:
    """Paragraphs of the body and of the notes, with insertions and without deletions."""
    with zipfile.ZipFile(document) as container:
        names = [name for name in container.namelist() if re.search("(document|notes).xml$", name)]
        roots = [ElementTree.fromstring(container.read(name)) for name in names]
    return "\n".join("".join(shown(root)) for root in roots)


def shown(part: ElementTree.Element) -> Iterator[str]:
    """The text of an element; the copy of a text box for old readers is none."""
    if part.tag == FALLBACK:
        return
    yield BREAKS.get(part.tag, "")
    if part.tag == f"{WORD}t":
        yield part.text or ""
    for child in part:
        yield from shown(child)
    if part.tag == f"{WORD}p":
        yield "\n"


def fields(gold: Gold) -> dict[str, list[Wanted]]:
    """By field the texts that are long enough to be found, in the order of the gold."""
    found: dict[str, list[Wanted]] = {
        "substitutions": list(listed("/substitutions", gold["substitutions"])),
        "footnotes": [
            (f"/footnotes/{number}/text", note["text"])
            for number, note in enumerate(gold["footnotes"])
        ],
        "distinguishing": [],
        "duties": [],
        "duty_groups": [],
        "qualifications": [],
    }
    for number, each in enumerate(gold["classes"]):
        at = f"/classes/{number}"
        found["distinguishing"] += listed(f"{at}/distinguishing", each["distinguishing"])
        for position, duty in enumerate(each["duties"]):
            found["duties"].append((f"{at}/duties/{position}/text", duty["text"]))
            if duty["group"]:
                found["duty_groups"].append((f"{at}/duties/{position}/group", duty["group"]))
        for position, path in enumerate(each["qualifications"]):
            found["qualifications"].append((f"{at}/qualifications/{position}/text", path["text"]))
    return {field: wanted for field, wanted in found.items() if wanted}


def listed(pointer: str, texts: list[str]) -> Iterator[Wanted]:
    """The texts of a list with their pointers."""
    yield from ((f"{pointer}/{number}", text) for number, text in enumerate(texts))


def located(wanted: list[Wanted], reference: str) -> dict[str, list[Span]] | None:
    """The places of the texts of a field; none where one of them could be meant elsewhere."""
    places: dict[str, list[Span]] = {}
    once = True
    for text, runs in repeated(wanted).items():
        found = list(occurrences(text, reference))
        if len(found) not in (1, len(runs)):
            return None
        once = once and len(found) == 1
        for number, run in enumerate(runs):
            places.update(dict.fromkeys(run, found[number % len(found)]))
    starts = [places[pointer][0][0] for pointer, _ in wanted]
    return places if once or starts == sorted(starts) else None


def repeated(wanted: list[Wanted]) -> dict[str, list[list[str]]]:
    """By text its pointers, those in a row of one class together: they share a theme or lead-in."""
    found: dict[str, list[list[str]]] = {}
    for (text, _), run in groupby(wanted, key=lambda each: (each[1], each[0].split("/")[:3])):
        found.setdefault(text, []).append([pointer for pointer, _ in run])
    return found


def occurrences(text: str, reference: str) -> Iterator[list[Span]]:
    """Every place of a text, however it is broken into lines; the hyphen of a line end is out."""
    letters = [re.escape(letter) for letter in text if not letter.isspace()]
    pattern = r"(?<!\w)" + r"(?:-?\s+)?".join(letters) + r"(?!\w)"
    for match in re.finditer(pattern, reference):
        yield pieces(text, reference, match.start(), match.end())


def pieces(text: str, reference: str, start: int, end: int) -> list[Span]:
    """The match without hyphens that the text does not have."""
    found: list[Span] = []
    letters = iter([letter for letter in text if not letter.isspace()])
    wanted, first = next(letters, ""), start
    for offset in range(start, end):
        if reference[offset] == wanted:
            wanted = next(letters, "")
        elif not reference[offset].isspace():
            found.append((first, offset))
            first = offset + 1
    return [*found, (first, end)]


def placed(gold: Gold, reference: str) -> Gold:
    """The gold with the fields whose places are beyond doubt."""
    found = {field: located(wanted, reference) for field, wanted in fields(gold).items()}
    sure = {field: places for field, places in found.items() if places is not None}
    spans = {pointer: where for places in sure.values() for pointer, where in places.items()}
    return gold | {"reference": reference, "spans": spans, "span_fields": sorted(sure)}


def main(arguments: list[str]) -> int:
    """Place the golds of a folder in the documents of another."""
    golds, documents = map(Path, arguments)
    for path in sorted(golds.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        reference = text_of(documents / gold["document"])
        if reference is not None:
            path.write_text(written(placed(gold, reference)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
