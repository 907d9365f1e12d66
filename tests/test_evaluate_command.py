"""`standards evaluate` and `standards compare`: what they print, write and return."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main
from tests.test_evaluate import gold, record

Json = dict[str, Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A gold, a run that agrees with it, and a run with one duty wrong."""
    wrong = record()
    wrong["classes"][0]["duties"][0]["text"] = "Flies [bold]kites[/bold] by night."
    for name, value in (("gold/kites.gold.json", gold()), ("wrong/out.json", wrong)):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(json.dumps(value), encoding="utf-8")
    (tmp_path / "right").mkdir()
    (tmp_path / "right/standards.jsonl").write_text(json.dumps(record()) + "\n", encoding="utf-8")
    return tmp_path


def evaluate(folder: Path, run: str, *options: str) -> int:
    return main(["evaluate", str(folder / "gold"), str(folder / run), *options])


def test_the_table_shows_fields_and_the_worst_document(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Figures at the top, then the document that is wrong, with its text as printed."""
    monkeypatch.setenv("COLUMNS", "120")
    assert evaluate(folder, "wrong") == 0
    shown = capsys.readouterr().out
    rows = [line.split() for line in shown.splitlines()]
    assert ["duties", "3", "3", *["0.666"] * 7] in rows
    assert "kites.txt" in shown
    assert "Flies [bold]kites[/bold] by night." in shown


def test_json_and_html_go_to_standard_output(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both hold everything the table holds."""
    assert evaluate(folder, "wrong", "--format", "json", "--worst", "1") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["fields"]["duties"]["strict"]["micro"]["f1"] == pytest.approx(0.666667)
    assert [each["document"] for each in said["worst"]] == ["kites.txt"]
    assert evaluate(folder, "wrong", "--format", "html") == 0
    page = capsys.readouterr().out
    assert page.startswith("<!doctype html>")
    assert "Flies [bold]kites[/bold] by night." in page


def test_a_score_below_its_floor_fails_the_command(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Floors are written from one run and held against the next."""
    floors = str(folder / "floors.json")
    assert evaluate(folder, "right", "--update-floors", floors) == 0
    assert evaluate(folder, "right", "--floors", floors) == 0
    capsys.readouterr()
    assert evaluate(folder, "wrong", "--floors", floors) == 1
    told = capsys.readouterr().err.splitlines()
    assert told[0] == (
        "standards: duties (clean): 0.6667 is below the floor 1.000; worst document: kites.txt"
    )


def test_a_result_is_saved_beside_what_is_shown(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--save` keeps the JSON, so that results can be dated and compared."""
    assert evaluate(folder, "right", "--save", str(folder / "result.json")) == 0
    saved = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    assert saved["whole_record"] == {"right": 1.0, "right_with_trees": 1.0}


def test_compare_tells_what_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From the right run to the wrong one, one duty changed."""
    runs = [str(folder / "right"), str(folder / "wrong")]
    assert main(["compare", *runs, "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["fields"]["duties"]["changed"] == 1
    assert said["samples"][0]["old"] == "Flies kites by day."
    assert main(["compare", *runs]) == 0
    assert "Gains and losses over 1 files" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["evaluate", "none", "none"], ["compare", "none", "none"]])
def test_missing_folders_are_a_usage_error(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """One line on stderr and exit code 2."""
    assert main(arguments) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
