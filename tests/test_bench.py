"""`python -m bench`: what it measures is there and adds up; how fast anything is, no test says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import __main__ as command
from bench import files, sections
from bench.load import peak_megabytes
from bench.measure import Figure, Table, in_turns, printed
from bench.peers import peers
from bench.sections import OURS, Options
from bench.show import Grid, grid_of, page, show
from bench.stages import STAGES, stage_seconds
from bench.targets import TARGETS, judged
from tests.build_pdf import BOLD, Word, pdf, wrapped

STANDARD = """Occ. Code 9900100

KITE TESTER 1, GRADE 9
9900100

New York State Department of Civil Service

Classification Standard

BRIEF DESCRIPTION OF CLASS

Kite Testers fly kites along the coast and write down how they behave in strong wind.

ILLUSTRATIVE DUTIES

Flies each model twice and records how long it stayed in the air.
Examines lines and reels after every flight and reports what is worn.

MINIMUM QUALIFICATIONS

Open-Competitive: two years of experience in the flying of kites.
"""
TINY = Options(runs=2, most=1, count=2)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus of two tiny files."""
    (tmp_path / "kite-tester.txt").write_text(STANDARD, encoding="utf-8")
    words, level = [], 72.0
    for line in filter(None, STANDARD.splitlines()):
        heading = line.isupper() and "GRADE" not in line
        words += [Word(line, 72, level, BOLD)] if heading else wrapped(line, level)
        level = words[-1].y + 26
    (tmp_path / "kite-tester.pdf").write_bytes(pdf(words))
    monkeypatch.setattr(sections, "DOCUMENTS", tmp_path)
    monkeypatch.setattr(sections, "BULLETINS", tmp_path)
    return tmp_path


def test_each_format_is_measured_beside_its_peers(folder: Path):
    """This parser stands first and the floor second; a format without files still has a table."""
    tables = {table.name: table for table in sections.against_peers(TINY)}
    assert list(tables) == ["pdf", "docx", "html", "txt"]
    assert list(tables["pdf"].values)[:3] == [OURS, "pypdfium2", "pdfplumber"]
    assert list(tables["docx"].values)[:2] == [OURS, "python-docx"]
    assert all(len(values) == 2 for values in tables["pdf"].values.values())
    assert tables["pdf"].base == "pypdfium2"


def test_tiny_documents_reach_the_last_stage(folder: Path):
    """Every stage of both documents takes some time."""
    found = stage_seconds(files.documents("txt", most=None, folder=folder))
    assert tuple(found) == STAGES
    assert all(seconds > 0 for seconds in found.values())
    (table,) = sections.stages(TINY)
    assert table.figure("all").median > table.figure("extract").median


def test_every_peer_reads_what_it_is_given(folder: Path):
    """What is installed gives the words of the document."""
    for suffix in ("pdf", "txt"):
        data = (folder / f"kite-tester.{suffix}").read_bytes()
        for name, read in peers(suffix).items():
            assert "Flies each model twice" in str(read(data, suffix)), name


def test_the_command_prints_and_writes_what_it_measured(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    """`--only` chooses, `--quick` shortens, `--json` keeps every value, `--markdown` a page."""
    values_path, tables = folder / "values.json", folder / "tables.md"
    kept = ["--json", str(values_path), "--markdown", str(tables)]
    assert command.main(["--quick", "--only", "bulletins", *kept]) == 0
    assert "| this parser |" in tables.read_text(encoding="utf-8")
    assert "extraction alone" in capsys.readouterr().out
    values = json.loads(values_path.read_text(encoding="utf-8"))
    assert len(values["tables"]["bulletins"]["values"][OURS]) == sections.QUICK.runs
    assert [each["bound"] for each in values["targets"]] == [5, 0.125]


def test_the_same_standards_are_those_in_four_formats(tmp_path: Path):
    """A name that lacks a format is left out."""
    for name in ("whole.pdf", "whole.txt", "whole.html", "whole.docx", "part.pdf", "part.txt"):
        (tmp_path / name).write_bytes(b"kite")
    found = files.same_standards(most=None, folder=tmp_path)
    assert found == {suffix: [(f"whole.{suffix}", b"kite")] for suffix in ("pdf", "txt", "html")}


def test_subjects_take_turns_after_a_round_that_does_not_count():
    """Each subject runs once more than it is measured, in turns."""
    order: list[str] = []
    works = {name: lambda n=name: order.append(n) for name in "ab"}
    values = in_turns(works, runs=2, scale=1.0)
    assert order == list("ababab")
    assert {name: len(each) for name, each in values.items()} == {"a": 2, "b": 2}


def test_ratios_are_taken_round_by_round():
    """The spread is that of the rounds' quotients, not of the ends."""
    table = Table("kites", "Kites", "ms", {"fast": (1.0, 2.0, 4.0), "slow": (2.0, 6.0, 8.0)})
    assert table.ratio("slow", "fast") == Figure(2.0, 2.0, 3.0)
    assert table.figure("fast") == Figure(2.0, 1.0, 4.0)


@pytest.mark.parametrize(("times", "met"), [(5.0, True), (5.1, False)])
def test_a_target_is_met_up_to_its_bound(times: float, met: bool):
    """Only targets whose table was measured are judged."""
    table = Table("pdf", "PDF", "ms", {OURS: (times,), "pypdfium2": (1.0,)}, "pypdfium2")
    ((target, figure),) = judged({"pdf": table})
    assert target.met_by(figure) is met


def test_no_two_targets_ask_the_same():
    """Each bound has a name of its own."""
    assert len({target.what for target in TARGETS}) == len(TARGETS)


def test_an_uneven_table_is_shown(capsys: pytest.CaptureFixture[str]):
    """A table without a base has no ratios."""
    from rich.console import Console

    show(grid_of(Table("kites", "Kites", "MB", {"one": (1.0, 250.0)})), Console(width=80))
    assert "1 - 250" in capsys.readouterr().out


def test_a_page_has_the_machine_and_every_table_with_rows():
    """Tables are Markdown; one without rows is left out."""
    grids = [Grid("None", ["", "ms"], []), Grid("Kites", ["", "ms"], [["fast", "1.5"]])]
    assert page({"Python": "3"}, grids).splitlines()[2:] == [
        "By `python -m bench`, on: Python 3.",
        "",
        "## Kites",
        "",
        "|  | ms |",
        "| --- | ---: |",
        "| fast | 1.5 |",
    ]


def test_a_process_that_fails_is_no_figure():
    """A command that does not run is an error, not a fast one."""
    assert printed("-c", "print('kite')") == "kite\n"
    failing = "import sys; print('no kite', file=sys.stderr); sys.exit(3)"
    with pytest.raises(RuntimeError, match="no kite"):
        printed("-c", failing)


def test_memory_is_counted_in_megabytes():
    """An interpreter takes more than a few megabytes and less than a machine has."""
    assert 5 < peak_megabytes() < 20_000
