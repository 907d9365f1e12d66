"""The command `standards ladder` over the records of a run."""

from __future__ import annotations

import json

import pytest

from pipeline.cli import main
from pipeline.ladder import FORMATS
from tests.test_ladder import one, path, record, service


@pytest.fixture
def run(tmp_path):
    """A folder with the records of a run, one of which asks for a title nobody defines."""
    records = [
        record("9900100", one("KITE TESTER 1", "9900100", 9)),
        record("8800100", one("PILOT", "8800100", 18, path(service("Kite Tester 1")))),
        record("7700100", one("RIGGER", "7700100", 11, path(service("Knotter")))),
    ]
    lines = (json.dumps(made) + "\n" for made in records)
    (tmp_path / "standards.jsonl").write_text("".join(lines), encoding="utf-8")
    return tmp_path


def test_the_picture_goes_to_stdout_and_what_is_odd_to_stderr(run, capsys):
    assert main(["ladder", str(run)]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("flowchart BT\n")
    assert 'c_us_ny_9900100 -->|"12 months"| c_us_ny_8800100' in printed.out
    assert printed.err == ("standards: unknown-class: no record defines Knotter, named by RIGGER\n")


def test_one_series_goes_to_a_file(run, capsys):
    target = run / "pilot.mmd"
    assert main(["ladder", str(run), "--series", "8800100", "--output", str(target)]) == 0
    assert capsys.readouterr() == ("", "")
    drawn = target.read_text(encoding="utf-8")
    assert "PILOT" in drawn
    assert "RIGGER" not in drawn


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_format_is_an_option(run, capsys, form):
    assert main(["ladder", str(run), "--format", form]) == 0
    assert "KITE TESTER 1" in capsys.readouterr().out


def test_a_folder_without_records_is_no_input(tmp_path, capsys):
    assert main(["ladder", str(tmp_path)]) == 3
    assert "no standards.jsonl" in capsys.readouterr().err


def test_an_unknown_series_is_a_usage_error(run, capsys):
    assert main(["ladder", str(run), "--series", "1"]) == 2
    assert "'1'" in capsys.readouterr().err
