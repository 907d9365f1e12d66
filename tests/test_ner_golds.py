"""The annotated standards: every abbreviation and citation, and no other."""

from __future__ import annotations

import html
import json
import re
import zipfile
from pathlib import Path

import pytest

from pipeline.model import Block, Document, Source
from pipeline.ner import recognizer

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
GOLDS = sorted(SHARED.glob("real/ny/*.gold.json")) + sorted(SHARED.glob("examples/ny/*.gold.json"))
_PARAGRAPH = re.compile(r"\S(?:.|\n(?![^\S\n]*\n))*")


def text_of(path: Path) -> str:
    """The words of a file, tags stripped without care for structure."""
    if path.suffix == ".docx":
        markup = zipfile.ZipFile(path).read("word/document.xml").decode("utf-8")
        return html.unescape(re.sub(r"<[^>]+>", "", markup.replace("</w:p>", "\n\n")))
    text = re.sub(r"(?s)<(script|style).*?</\1>", "", path.read_text(encoding="utf-8"))
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def document(text: str) -> Document:
    found = [(m.start(), m.start() + len(m.group().rstrip())) for m in _PARAGRAPH.finditer(text)]
    blocks = tuple(Block("paragraph", start, end) for start, end in found)
    return Document(Source("t", "text/plain", 0, ""), text, blocks)


@pytest.mark.skipif(not GOLDS, reason="the shared examples are not here")
@pytest.mark.parametrize("path", GOLDS, ids=lambda path: path.name.split(".")[0])
def test_abbreviations_and_citations_equal_the_gold(path):
    """Each defined short form with its long form, each citation in order of first mention."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    rules = ROOT / "pipeline/profiles/us-ny/entities.jsonl"
    recognize = recognizer([json.loads(line) for line in rules.read_text("utf-8").splitlines()])
    stem = path.name.removesuffix(".gold.json")
    (source,) = (p for p in path.parent.glob(f"{stem}.*") if p.suffix != ".json")
    entities = recognize(document(text_of(source)))
    short: dict[str, str] = {}
    cited: dict[str, None] = {}
    for entity in entities:
        if entity.label == "ABBREVIATION":
            short.setdefault(entity.value["short"], entity.value["long"])
        elif entity.label == "LAW":
            cited.setdefault(entity.value["value"])
    assert short == gold["abbreviations"]
    assert list(cited) == gold["citations"]
