"""Bad input is refused by name with advice; it stops no batch and leaves nothing half-written."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from pipeline import Record, SourceError, parse
from pipeline.cli import main
from pipeline.errors import REJECTS

CORPUS = Path(__file__).parents[1] / "corpus" / "us-ny" / "documents"
WORD = CORPUS / "civil-design-engineer-bold.docx"
PDF = CORPUS / "revenue-compliance-quad.pdf"
RECIPE = b"Pancakes\n\nTake two eggs and a pound of flour.\nMix well and bake for twenty minutes.\n"
LETTER = b"Dear Sir,\n\nThe Department of Civil Service thanks you for your letter of May 3.\n"
ARTICLE = b"""How Cities Hire

A job description lists the duties of a cook and the minimum qualifications he must have.

Each class code stands for one class. The requirements of a recipe are others.
"""

MANUAL = b"""KITE FIRMWARE

General Description

Firmware for kites with motors.

Requirements

A kite and a computer.

Minimum Requirements: 2 GB of memory
"""


def drawn(path: Path, **options: object) -> bytes:
    """A PDF of one page with a filled square and no text."""
    page = canvas.Canvas(str(path), **options)
    page.rect(100, 100, 300, 300, fill=1)
    page.save()
    return path.read_bytes()


def bad_files(folder: Path) -> dict[str, tuple[bytes, str]]:
    """File name → bytes and the reason they must be refused for."""
    return {
        "empty.txt": (b"", "empty-file"),
        "blank.txt": ("\u00a0 \n\n\t".encode(), "empty-file"),
        "cut.pdf": (PDF.read_bytes()[:3000], "corrupt-file"),
        "cut.docx": (WORD.read_bytes()[:5000], "corrupt-file"),
        "locked.pdf": (
            drawn(folder / "locked", encrypt=StandardEncryption("secret", "owner")),
            "encrypted",
        ),
        "picture.pdf": (drawn(folder / "picture"), "no-text-layer"),
        "rubbish.pdf": (random.Random(1).randbytes(9000), "unsupported-media-type"),
        "data.json": (b'{"title": "KITE TESTER"}', "unsupported-media-type"),
        "recipe.txt": (RECIPE, "not-a-standard"),
        "letter.txt": (LETTER, "not-a-standard"),
        "article.txt": (ARTICLE, "not-a-standard"),
        "manual.txt": (MANUAL, "not-a-standard"),
    }


def test_each_is_refused_by_its_name(tmp_path: Path) -> None:
    """The reason is the one a person would give, and comes with advice."""
    for name, (data, code) in bad_files(tmp_path).items():
        with pytest.raises(SourceError) as refused:
            parse(data, name=name)
        assert (name, refused.value.code) == (name, code)
        assert refused.value.advice == REJECTS[code]


def test_a_batch_goes_on(tmp_path: Path) -> None:
    """The good file among the bad ones is written, every bad one is listed, and the exit is 1."""
    folder = tmp_path / "in"
    folder.mkdir()
    bad = bad_files(tmp_path)
    for name, (data, _) in bad.items():
        (folder / name).write_bytes(data)
    (folder / "a-word-file.txt").write_bytes(WORD.read_bytes())
    output = tmp_path / "out"
    assert main(["parse", str(folder), "--output", str(output), "--jobs", "1"]) == 1
    lines = (output / "rejects.jsonl").read_text("utf-8").splitlines()
    rejects = [json.loads(line) for line in lines]
    assert {Path(r["file"]).name: r["code"] for r in rejects} == {n: c for n, (_, c) in bad.items()}
    assert len((output / "standards.jsonl").read_text("utf-8").splitlines()) == 1
    assert [p for p in output.rglob("*") if p.name.endswith(("~", ".tmp", ".part"))] == []


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_parsed_or_refused(data: bytes) -> None:
    """Nothing but `SourceError` comes out of arbitrary bytes."""
    try:
        record = parse(data, name="any", profile="us-ny")
    except SourceError as error:
        code = error.code
    else:
        code = "" if isinstance(record, Record) else "no record"
    assert code == "" or (code in REJECTS and code != "internal-error")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**31))
def test_a_damaged_standard_is_parsed_or_refused(seed: int) -> None:
    """Lines of a real layout, cut, doubled and shuffled, give a record without errors."""
    lines = (CORPUS / "custody-officers-garde.txt").read_text("utf-8").splitlines()
    dice = random.Random(seed)
    kept = [line for line in lines if dice.random() > 0.3]
    dice.shuffle(kept) if dice.random() < 0.5 else kept.extend(kept[: len(kept) // 3])
    try:
        record = parse("\n".join(kept).encode(), name="damaged.txt", profile="us-ny")
    except SourceError as error:
        refused, errors = error.code, []
    else:
        refused, errors = "", [i for i in record.issues if i.severity == "error"]
    assert refused in {"", "empty-file", "not-a-standard"}
    assert errors == []
