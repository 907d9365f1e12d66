"""The documents beside the project: golds are met, and nothing is lost in any of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline import Record, SourceError, parse
from pipeline.errors import REJECTS
from pipeline.evaluate import score
from pipeline.evaluate.counts import micro

SHARED = Path(__file__).parents[1].parent / "shared"
REAL = sorted(p for p in SHARED.glob("real/**/*") if p.is_file())
STANDARD = sorted(SHARED.glob("real/ny/*.gold.json"))
EXAMPLES = sorted(SHARED.glob("examples/ny/*.gold.json"))
absent = pytest.mark.skipif(not REAL, reason="the shared documents are not here")


def scored(paths: list[Path]) -> Any:
    """The scores of the documents that stand beside these golds."""
    golds = [json.loads(path.read_text("utf-8")) for path in paths]
    records = {
        gold["document"]: parse(path.with_name(gold["document"]))
        for gold, path in zip(golds, paths, strict=True)
    }
    texts = {name: record.text for name, record in records.items()}
    return score(golds, {n: r.to_dict() for n, r in records.items()}, texts=texts)


@absent
def test_the_real_standard_equals_its_gold() -> None:
    """Every field of the annotated standard, requirement trees included."""
    (document,) = scored(STANDARD).documents
    assert document.differences == ()


@absent
def test_the_hard_examples_meet_their_gold() -> None:
    """Titles, codes and grades are all right; long texts nearly, letters and digits compared."""
    result = scored(EXAMPLES)
    for field in ("titles", "codes", "grades"):
        assert micro(result.counts(field)).f1 == 1.0, field
    for field in ("distinguishing", "duties", "qualifications"):
        assert micro(result.counts(field, "soft")).f1 >= 0.95, field


def laws(record: Record) -> list[str]:
    """What breaks the laws of the record: conservation to the character, evidence to the word."""
    account = record.conservation
    printed = sum(not character.isspace() for character in record.text)
    broken = []
    if account.characters != printed:
        broken.append(f"{account.characters} characters counted, {printed} printed")
    if account.placed + account.labels + account.furniture + account.residue != printed:
        broken.append("the account does not add up")
    plain = record.to_dict()
    for pointer, evidence in plain["evidence"].items():
        slices = [record.text[start:end] for start, end in evidence["spans"]]
        value = resolved(plain, pointer)
        if " ".join("".join(slices).split()) != value:
            broken.append(f"{pointer}: {value!r} is not {slices!r}")
    return broken


def resolved(value: Any, pointer: str) -> Any:
    """The value at a JSON Pointer (RFC 6901) without escapes."""
    for token in pointer.split("/")[1:]:
        value = value[int(token)] if isinstance(value, list) else value[token]
    return value


@absent
@pytest.mark.parametrize("profile", ["auto", "us-ny"])
@pytest.mark.parametrize("path", REAL, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_real_file_is_parsed_whole_or_refused_by_name(path: Path, profile: str) -> None:
    """Even a document of another jurisdiction, forced through a profile, loses no character."""
    try:
        record = parse(path, profile=profile)
    except SourceError as error:
        refused = error.code
    else:
        refused = ""
    if refused:
        assert refused in REJECTS
        assert refused != "internal-error"
        return
    assert laws(record) == []
    assert [i for i in record.issues if i.severity == "error"] == []
