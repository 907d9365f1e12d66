"""The command `standards`: exit codes, one readable line an error, a quick start."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import pipeline
from pipeline import cli_parse
from pipeline.batch.work import run_here
from pipeline.cli import main
from pipeline.trace import Trace
from pipeline.version import VERSION
from tests.build_runs import fake_parse, write

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _fake(monkeypatch):
    """The command with the parser of test_batch behind it."""
    monkeypatch.setattr(pipeline, "parse", lambda path, **options: read(path))
    monkeypatch.setattr(pipeline, "parse_bytes", parse_bytes)
    monkeypatch.setattr(cli_parse, "_engine", lambda options: run_here)


def parse_bytes(data: bytes, *, name: str, trace: Trace, **options):
    return fake_parse(data, name, trace)


def read(path: Path):
    return fake_parse(path.read_bytes(), path.name, Trace())


def test_all_good_is_zero_and_says_what_was_done(tmp_path, capsys):
    folder = write(tmp_path / "in", a="ok 0000001")
    assert main(["parse", str(folder), "--output", str(tmp_path / "out")]) == 0
    shown = capsys.readouterr().out
    assert "accepted" in shown
    assert f"written to {tmp_path / 'out'}" in shown
    assert (tmp_path / "out/run.json").exists()


@pytest.mark.parametrize("text", ["refuse torn", "invalid 0000002"])
def test_a_refused_or_invalid_document_is_one(tmp_path, capsys, text):
    folder = write(tmp_path / "in", a="ok 0000001", b=text)
    assert main(["parse", str(folder), "--output", str(tmp_path / "out")]) == 1
    shown = capsys.readouterr().out
    assert ("corrupt-file (torn). The file is damaged" in shown) == text.startswith("refuse")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["parse", "x"],
        ["parse", "x", "--output", "y", "--jobs", "-1"],
        ["parse", "x", "--output", "y", "--jobs", "many"],
        ["fly"],
    ],
)
def test_wrong_usage_is_two(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage:" in capsys.readouterr().err


def one_line(capsys) -> str:
    """What stands on stderr, which must be one line and no stack trace."""
    shown = capsys.readouterr().err
    assert shown.count("\n") == 1
    assert shown.startswith("standards: ")
    return shown


def test_a_wrong_configuration_is_two(tmp_path, capsys):
    folder = write(tmp_path / "in", a="misconfigured")
    assert main(["parse", str(folder), "--output", str(tmp_path / "out")]) == 2
    assert "no such profile" in one_line(capsys)


def test_an_output_that_is_a_file_is_two(tmp_path, capsys):
    folder = write(tmp_path / "in", a="ok 0000001")
    output = tmp_path / "out"
    output.write_text("a file")
    assert main(["parse", str(folder), "--output", str(output)]) == 2
    assert str(output) in one_line(capsys)


@pytest.mark.parametrize("name", ["missing", "empty", None])
def test_no_input_is_three(tmp_path, capsys, name):
    (tmp_path / "empty").mkdir()
    inputs = [str(tmp_path / name)] if name else []
    assert main(["parse", *inputs, "--output", str(tmp_path / "out")]) == 3
    one_line(capsys)
    assert not (tmp_path / "out").exists()


def test_interrupted_is_130_and_leaves_nothing_half_done(tmp_path, capsys, monkeypatch):
    def interrupt(data, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "parse_bytes", interrupt)
    folder = write(tmp_path / "in", a="ok 0000001")
    assert main(["parse", str(folder), "--output", str(tmp_path / "out")]) == 130
    assert "interrupted" in one_line(capsys)
    assert [p.name for p in (tmp_path / "out").iterdir() if p.name[0] != "."] == []


def test_the_record_of_one_file_goes_to_stdout(tmp_path, capsys):
    folder = write(tmp_path / "in", a="ok 0000001")
    assert main(["parse", str(folder), "--output", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == "us-ny/0000001F"


@pytest.mark.parametrize(("text", "code"), [("refuse torn", 1), ("invalid 0000001", 1)])
def test_a_bad_file_to_stdout_is_one(tmp_path, text, code):
    assert main(["parse", str(write(tmp_path / "in", a=text)), "--output", "-"]) == code


def test_two_files_to_stdout_are_two(tmp_path, capsys):
    folder = write(tmp_path / "in", a="ok 0000001", b="ok 0000002")
    assert main(["parse", str(folder), "--output", "-"]) == 2
    assert "one file, not 2" in one_line(capsys)


def test_schema_prints_the_schema(capsys):
    assert main(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema == json.loads((ROOT / "schemas/record-1-0-0.schema.json").read_text("utf-8"))


def test_version(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out == f"standards {VERSION}\n"


def test_a_terminal_sees_a_bar_that_counts_to_the_end(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    folder = write(tmp_path / "in", a="ok 0000001", b="ok 0000002")
    assert main(["parse", str(folder), "--output", str(tmp_path / "out")]) == 0
    assert "2/2" in capsys.readouterr().err


def test_a_second_run_says_that_there_is_nothing_to_do(tmp_path, capsys):
    arguments = ["parse", str(write(tmp_path / "in", a="ok 0000001"))]
    arguments += ["--output", str(tmp_path / "out")]
    assert main(arguments) == 0
    capsys.readouterr()
    assert main(arguments) == 0
    assert "nothing to parse" in capsys.readouterr().out
    assert main([*arguments, "--profile", "us-ny"]) == 0
    assert "nothing to parse" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "level", "code"),
    [
        ("refuse torn", "reject", 1),
        ("refuse torn", "warning", 1),
        ("invalid 0000001", "error", 1),
        ("invalid 0000001", "warning", 1),
        ("invalid 0000001", "reject", 0),
        ("warn 0000001", "warning", 1),
        ("warn 0000001", "error", 0),
        ("ok 0000001", "warning", 0),
    ],
)
def test_the_exit_code_is_of_what_stands_whoever_parsed_it(tmp_path, text, level, code):
    """A second run that skips everything ends as the first did."""
    arguments = ["parse", str(write(tmp_path / "in", a=text)), "--output", str(tmp_path / "out")]
    for _ in range(2):
        assert main([*arguments, "--fail-on", level]) == code


def test_a_dry_run_lists_and_writes_nothing(tmp_path, capsys):
    folder, output = write(tmp_path / "in", a="ok 0000001", b="ok 0000002"), tmp_path / "out"
    arguments = ["parse", str(folder), "--output", str(output)]
    assert main([*arguments, "--dry-run"]) == 0
    assert not output.exists()
    assert main(arguments) == 0
    (folder / "b.txt").unlink()
    write(folder, c="ok 0000003")
    capsys.readouterr()
    assert main([*arguments, "--dry-run"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"parse {folder.as_posix()}/c.txt",
        f"gone {folder.as_posix()}/b.txt",
        "1 to parse, 1 to skip, 1 gone; nothing was done",
    ]


def test_the_log_for_programs_is_one_object_a_line(tmp_path, capsys):
    folder = write(tmp_path / "in", a="ok 0000001", b="refuse torn")
    arguments = ["parse", str(folder), "--output", str(tmp_path / "out"), "--log-format", "json"]
    assert main(arguments) == 1
    start, *documents, end = map(json.loads, capsys.readouterr().err.splitlines())
    assert (start["event"], start["inputs"], start["parse"]) == ("start", 2, 2)
    assert [(d["event"], Path(d["file"]).name, d["status"]) for d in documents] == [
        ("document", "a.txt", "parsed"),
        ("document", "b.txt", "rejected"),
    ]
    assert (end["event"], end["exit"], end["counts"]["rejected"]) == ("end", 1, 1)


def test_the_log_for_programs_tells_why_a_run_could_not_be(tmp_path, capsys):
    folder = write(tmp_path / "in", a="misconfigured")
    arguments = ["parse", str(folder), "--output", str(tmp_path / "out"), "--log-format", "json"]
    assert main(arguments) == 2
    last = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert (last["event"], last["exit"], last["message"]) == ("error", 2, "no such profile")


def test_too_many_failures_are_one_and_leave_the_output_as_it_was(tmp_path, capsys):
    folder = write(tmp_path / "in", a="refuse x", b="refuse y", c="ok 0000001")
    arguments = ["parse", str(folder), "--output", str(tmp_path / "out"), "--max-errors", "2"]
    assert main(arguments) == 1
    assert "stopped after 2 failures" in one_line(capsys)
    assert not (tmp_path / "out/run.json").exists()


def test_a_file_over_the_limit_is_refused_unread(tmp_path, capsys):
    folder = write(tmp_path / "in", a="ok 0000001", b="ok 0000002 and more")
    arguments = ["parse", str(folder), "--output", str(tmp_path / "out"), "--max-bytes", "12"]
    assert main(arguments) == 1
    assert "too-large (19 bytes)" in capsys.readouterr().out


def test_records_of_files_that_are_gone_are_told_of(tmp_path, capsys):
    folder, output = write(tmp_path / "in", a="ok 0000001", b="ok 0000002"), tmp_path / "out"
    arguments = ["parse", str(folder), "--output", str(output)]
    assert main(arguments) == 0
    (folder / "b.txt").unlink()
    assert main(arguments) == 0
    assert "records of files that are gone: 1; --prune" in capsys.readouterr().out
    assert main([*arguments, "--prune"]) == 0
    assert "gone:" not in capsys.readouterr().out


def test_nothing_to_parse_needs_no_parser(tmp_path):
    """A nightly run over what has not changed loads none of the heavy libraries."""
    folder, output = write(tmp_path / "in", a="ok 0000001"), tmp_path / "out"
    assert main(["parse", str(folder), "--output", str(output)]) == 0
    script = (
        "import sys; from pipeline.cli import main\n"
        f"main(['parse', {str(folder)!r}, '--output', {str(output)!r}])\n"
        "heavy = {'spacy', 'jsonschema', 'jsonschema_rs', 'numpy', 'pypdfium2', 'docx'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert "nothing to parse" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


def test_many_rejects_are_counted_and_not_all_shown(tmp_path, capsys):
    folder = write(tmp_path / "in", **{f"f{n:02}": "refuse torn" for n in range(12)})
    assert main(["parse", str(folder), "--output", str(tmp_path / "out")]) == 1
    shown = capsys.readouterr().out
    assert shown.count("corrupt-file") == 10
    assert "2 more in rejects.jsonl" in shown


def test_help_starts_without_the_heavy_libraries():
    """Start-up is part of every workflow; help and usage errors need no parser."""
    script = (
        "import sys; from pipeline.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'rich', 'jsonschema', 'jsonschema_rs', 'numpy', 'dataclasses', 'json',\n"
        "    'pathlib', 'pipeline.record', 'pipeline.model', 'pipeline.cli_parse'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
    assert "parse documents into records" in done.stdout


def test_a_closed_pipe_is_no_stack_trace():
    script = f"{sys.executable} -m pipeline schema | head -c 10"
    done = subprocess.run(
        ["sh", "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stderr == ""
