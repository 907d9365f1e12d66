"""The command `standards load`: what it prints and how it ends."""

from __future__ import annotations

import sqlite3
import sys

import pytest

from pipeline.cli import main
from pipeline.sinks.sql.outputs import Line
from tests.build_database import output, query, run, standard


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return output(tmp_path / "outputs", [standard("9900100"), standard("9900200")])


def load(folder, *options):
    return main(["load", str(folder), *options])


def test_the_database_is_a_file_unless_another_is_named(folder, tmp_path, capsys):
    assert load(folder) == 0
    assert capsys.readouterr().out.startswith("2 records: 2 added, 2 changes, ")
    assert query(f"sqlite:///{tmp_path / 'hr.db'}", "SELECT count(*) FROM duty") == [2]


def test_a_second_load_says_that_nothing_changed(folder, capsys):
    load(folder)
    capsys.readouterr()
    assert load(folder) == 0
    assert capsys.readouterr().out.startswith(
        "2 records: 2 unchanged, no changes, 0 rows written; "
    )


def test_check_ends_with_one_where_anything_differs(folder, tmp_path, capsys):
    load(folder)
    assert load(folder, "--check") == 0
    assert capsys.readouterr().out.endswith(f"sqlite:///hr.db holds what {folder} does\n")
    run(f"sqlite:///{tmp_path / 'hr.db'}", "UPDATE duty SET depth = 7")
    assert load(folder, "--check") == 1
    assert "us-ny/9900200F rows of duty: 1 different\n" in capsys.readouterr().out


def test_a_part_withdraws_nothing(folder, tmp_path, capsys):
    load(folder)
    capsys.readouterr()
    part = output(tmp_path / "part", [standard("9900100")])
    assert load(part, "--partial", "--check") == 0
    assert load(part, "--partial") == 0
    assert "1 unchanged, 1 kept, no changes" in capsys.readouterr().out
    assert load(part) == 0
    assert "1 withdrawn, 1 unchanged, 1 changes" in capsys.readouterr().out


def test_a_refused_document_is_named_and_ends_with_one(tmp_path, capsys):
    records = [standard("9900100"), standard("9900100", id="us-ny/9900100Fx")]
    folder = output(tmp_path / "o", records)
    assert load(folder, "--database", f"sqlite:///{tmp_path / 'x.db'}") == 1
    printed = capsys.readouterr()
    assert printed.out.startswith("2 records: 1 added, 1 failed, 1 changes, ")
    assert printed.err.startswith("standards: us-ny/9900100Fx was rolled back: UNIQUE constraint")


def test_a_database_that_is_locked_is_not_waited_for_without_end(
    folder, tmp_path, monkeypatch, capsys
):
    """Before the first document it is a usage error; later the load breaks off there."""
    monkeypatch.setattr("pipeline.sinks.sql.database._PATIENCE_SECONDS", 0)
    load(folder)
    holder = sqlite3.connect(tmp_path / "hr.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    capsys.readouterr()
    assert load(folder) == 2
    assert "sqlite:///hr.db cannot be used: database is locked" in capsys.readouterr().err
    holder.execute("ROLLBACK")
    monkeypatch.setattr(Line, "sha256", property(lambda line: holder.execute("BEGIN IMMEDIATE")))
    assert load(folder) == 1
    holder.close()
    told = capsys.readouterr().err
    assert "us-ny/9900100F was rolled back: database is locked\n" in told
    assert "broke off; 1 records were not reached; run it again" in told


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("hr.db", "'hr.db' is no database URL"),
        ("oracle://somewhere", "no driver for oracle"),
        ("sqlite:////nowhere/at/all.db", "cannot be used: unable to open database file"),
        ("postgresql://me:secret@localhost:1/hr", "postgresql://me:***@localhost:1/hr cannot be"),
    ],
)
def test_a_database_that_cannot_be_opened_is_a_usage_error(folder, capsys, url, said):
    assert load(folder, "--database", url) == 2
    printed = capsys.readouterr().err
    assert said in printed
    assert "secret" not in printed


def test_a_missing_driver_is_named(folder, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert load(folder, "--database", "postgresql://localhost/hr") == 2
    assert "install civil-service-standards[postgres]" in capsys.readouterr().err


def test_check_makes_no_database(folder, tmp_path, capsys):
    assert load(folder, "--check") == 2
    assert "there is no database hr.db" in capsys.readouterr().err
    assert not (tmp_path / "hr.db").exists()
    (tmp_path / "hr.db").touch()
    assert load(folder, "--check") == 2
    assert "no tables of records" in capsys.readouterr().err


def test_a_folder_without_records_is_no_input(tmp_path, capsys):
    assert load(tmp_path) == 3
    assert "no standards.jsonl" in capsys.readouterr().err


def test_an_interrupted_load_keeps_what_is_in_and_says_so(folder, capsys, monkeypatch):
    record = Line.record

    def interrupt(line):
        if line.document_id == "us-ny/9900200F":
            raise KeyboardInterrupt
        return record(line)

    monkeypatch.setattr(Line, "record", interrupt)
    assert load(folder) == 130
    assert "documents that were loaded stay" in capsys.readouterr().err
    assert query("sqlite:///hr.db", "SELECT document_id FROM source_document") == ["us-ny/9900100F"]
    assert query("sqlite:///hr.db", "SELECT outcome FROM load_run") == ["broken"]


@pytest.mark.parametrize("line", ["{}", "[]", "nothing"])
def test_a_line_that_is_no_record_stops_the_load(folder, capsys, line):
    with (folder / "standards.jsonl").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    assert load(folder) == 2
    assert "standards.jsonl:3: not a record" in capsys.readouterr().err
    assert query("sqlite:///hr.db", "SELECT outcome, added FROM load_run") == [("broken", 2)]


def test_a_record_that_comes_twice_stops_the_load(folder, capsys):
    text = (folder / "standards.jsonl").read_text(encoding="utf-8")
    (folder / "standards.jsonl").write_text(text * 2, encoding="utf-8")
    assert load(folder) == 2
    assert "us-ny/9900100F again" in capsys.readouterr().err
