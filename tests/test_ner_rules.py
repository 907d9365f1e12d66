"""The rules of every profile keep the promises that stand beside them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pipeline import profiles
from pipeline.model import Block, Document, Source
from pipeline.ner import recognizer
from pipeline.ner.rules import classes_of
from pipeline.ner.values import NORMALIZERS

PROFILES = Path(__file__).parents[1] / "pipeline" / "profiles"
FILES = sorted(PROFILES.glob("*/entities.jsonl"))
_MARK = re.compile(r"\[\[(.+?)\]\](?!\])", re.DOTALL)


def rows_of(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


# A profile's own rows, each beside all that it reads with: what it takes over included.
ROWS = [
    (list(profiles.load(path.parent.name).entities), row) for path in FILES for row in rows_of(path)
]
RULES = [pytest.param(rows, row, id=row["id"]) for rows, row in ROWS if "token" not in row]
CLASSES = [pytest.param(rows, row, id=row["id"]) for rows, row in ROWS if "token" in row]


def document(text: str) -> Document:
    return Document(Source("t", "text/plain", 0, ""), text, (Block("paragraph", 0, len(text)),))


@pytest.mark.parametrize(("rows", "row"), RULES)
def test_rule_finds_its_examples_and_not_its_counterexamples(rows, row):
    """An example's marked words are found by the rule; a counter-example is left alone."""
    recognize = recognizer(rows)
    assert row["examples"] or row.get("value", {}) is None
    for example in row["examples"]:
        marked = _MARK.search(example)
        assert marked, example
        found = recognize(document(_MARK.sub(r"\1", example)))
        place = (row["label"], marked.start(), marked[1])
        assert place in {(e.label, e.start, e.text) for e in found if e.rule == row["id"]}
    for example in row["counterexamples"]:
        found = recognize(document(example))
        if row.get("value", {}) is None:
            assert row["label"] not in {e.label for e in found}, example
        assert row["id"] not in {e.rule for e in found}, example


@pytest.mark.parametrize(("rows", "row"), CLASSES)
def test_word_class_holds_its_examples(rows, row):
    """A word class holds its examples and no counter-example."""
    test = classes_of(rows)[row["token"]]
    assert row["examples"]
    assert [word for word in row["examples"] if not test(word)] == []
    assert [word for word in row["counterexamples"] if test(word)] == []


def test_every_label_has_a_normaliser_and_every_normaliser_a_label():
    """No rule names a label that nothing reads, and no reader waits for a label in vain."""
    assert {row["label"] for _, row in ROWS if "token" not in row} == set(NORMALIZERS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_every_word_class_is_used(path):
    """A word class that no pattern and no other class names is dropped from the file."""
    rows = rows_of(path)
    patterns = json.dumps([row["pattern"] for row in rows if "token" not in row])
    excluded = {name for row in rows for name in row.get("not", ())}
    excluded |= {name for row in rows for name in row.get("members", {}).values()}
    names = {row["token"] for row in rows if "token" in row}
    assert {name for name in names - excluded if f'"{name}": true' not in patterns} == set()
