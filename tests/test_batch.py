"""Many files into one folder: nothing lost, nothing counted twice, the same bytes every time."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from pipeline.batch import NoInput, gather
from pipeline.batch.pool import default_jobs
from pipeline.batch.work import run_here
from pipeline.errors import REJECTS, ConfigurationError
from pipeline.sinks.files import json_line, json_page, line_of_page, write_whole
from tests.build_runs import WORKERS, go, lines, tree, write


def test_a_run_writes_every_file_of_the_contract(tmp_path):
    folder = write(tmp_path / "in", a="ok 0000002", b="ok 0000001", c="refuse cut short")
    report = go(folder, tmp_path / "out")
    assert sorted(tree(tmp_path / "out")) == [
        "issues.jsonl",
        "records/us-ny/0000001F.json",
        "records/us-ny/0000002F.json",
        "rejects.jsonl",
        "standards.jsonl",
        "text/us-ny/0000001F.txt",
        "text/us-ny/0000002F.txt",
    ]
    standards = lines(tmp_path / "out/standards.jsonl")
    assert [s["id"] for s in standards] == ["us-ny/0000001F", "us-ny/0000002F"]
    page = json.loads((tmp_path / "out/records/us-ny/0000001F.json").read_text(encoding="utf-8"))
    assert page == standards[0]
    assert lines(tmp_path / "out/rejects.jsonl") == [
        {
            "file": (folder / "c.txt").as_posix(),
            "code": "corrupt-file",
            "detail": "cut short",
            "advice": REJECTS["corrupt-file"],
        }
    ]
    assert report.fails("reject")


def test_the_text_beside_a_record_is_the_one_it_names(tmp_path):
    go(write(tmp_path / "in", a="ok 0000001"), tmp_path / "out")
    (record,) = lines(tmp_path / "out/standards.jsonl")
    text = (tmp_path / "out/text/us-ny/0000001F.txt").read_bytes()
    assert hashlib.sha256(text).hexdigest() == record["source"]["text_sha256"]


def test_a_file_name_that_is_no_text_is_shown_escaped(tmp_path):
    folder = write(tmp_path / "in")
    try:
        (folder / os.fsdecode(b"kites\xff.txt")).write_text("ok 0000001")
    except OSError:
        pytest.skip("this file system takes no such name")
    report = go(folder, tmp_path / "out")
    (row,) = report.rows
    assert row["status"] == "accepted"
    assert row["file"] == (folder / "kites\\udcff.txt").as_posix()


def test_counts_reconcile_and_rows_name_the_output(tmp_path):
    folder = write(
        tmp_path / "in",
        a="ok 0000001 x",
        b="ok 0000001 y",
        c="refuse",
        d="invalid 0000002",
        e="raise KITE",
    )
    report = go(folder, tmp_path / "out")
    facts = json.loads((tmp_path / "out/run.json").read_text(encoding="utf-8"))
    counts = facts["counts"]
    assert counts == report.counts
    assert counts["inputs"] == 5 == counts["accepted"] + counts["rejected"] + counts["skipped"]
    assert (counts["accepted"], counts["records"], counts["merged"]) == (3, 2, 1)
    assert (counts["invalid"], counts["classes"], counts["duties"]) == (1, 2, 2)
    assert [row["status"] for row in facts["documents"]] == [
        "accepted",
        "merged",
        "rejected",
        "accepted",
        "rejected",
    ]
    first = facts["documents"][0]
    record = (tmp_path / "out" / first["record"]).read_bytes()
    assert first["sha256"] == hashlib.sha256(record).hexdigest()
    assert facts["documents"][3]["issues"] == {"error": 1, "warning": 0, "info": 0}


def test_an_unexpected_exception_rejects_one_file_and_says_where(tmp_path):
    go(write(tmp_path / "in", a="raise KITE", b="ok 0000001"), tmp_path / "out")
    (reject,) = lines(tmp_path / "out/rejects.jsonl")
    assert reject["code"] == "internal-error"
    assert reject["detail"].startswith("KeyError at build_runs.py:")
    assert reject["detail"].endswith("'KITE'")


def test_a_record_that_cannot_be_written_rejects_one_file(tmp_path):
    go(write(tmp_path / "in", a="unwritable 0000001", b="ok 0000002"), tmp_path / "out")
    (reject,) = lines(tmp_path / "out/rejects.jsonl")
    assert (Path(reject["file"]).name, reject["code"]) == ("a.txt", "internal-error")
    assert [s["id"] for s in lines(tmp_path / "out/standards.jsonl")] == ["us-ny/0000002F"]


def test_an_id_that_leaves_the_folder_is_refused(tmp_path):
    go(write(tmp_path / "in", a="ok ../../escape"), tmp_path / "out")
    assert lines(tmp_path / "out/rejects.jsonl")[0]["code"] == "internal-error"
    assert not (tmp_path / "out/records").exists()


def test_several_processes_write_the_same_bytes(tmp_path):
    files = {f"f{n:02}": f"ok 00000{n % 7} {n % 3}" for n in range(20)}
    files["f05"] = "refuse torn"
    folder = write(tmp_path / "in", **files)
    one, two = go(folder, tmp_path / "one"), go(folder, tmp_path / "two", engine=WORKERS)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
    assert [row["file"] for row in one.rows] == [row["file"] for row in two.rows]


def test_a_document_that_kills_its_process_is_rejected_alone(tmp_path):
    files = {f"f{n:02}": f"ok 00000{n:02}" for n in range(12)}
    files |= {"f03": "die", "f08": "die"}
    report = go(write(tmp_path / "in", **files), tmp_path / "out", engine=WORKERS)
    rejects = lines(tmp_path / "out/rejects.jsonl")
    assert [Path(r["file"]).name for r in rejects] == ["f03.txt", "f08.txt"]
    assert {(r["code"], r["detail"]) for r in rejects} == {("crashed", "exit status 9")}
    assert report.counts["accepted"] == 10
    assert [Path(row["file"]).stem for row in report.rows] == sorted(files)


@pytest.mark.parametrize("engine", [run_here, WORKERS])
def test_a_wrong_configuration_stops_the_run_and_leaves_nothing(tmp_path, engine):
    folder = write(tmp_path / "in", a="ok 0000001", b="misconfigured")
    with pytest.raises(ConfigurationError, match="no such profile"):
        go(folder, tmp_path / "out", engine=engine)
    assert [p.name for p in (tmp_path / "out").iterdir()] == [".lock"]


def test_files_that_say_the_same_become_one_record(tmp_path):
    folder = write(tmp_path / "in", b="ok 0000001 one", a="ok 0000001 two", c="ok 0000001 three")
    go(folder, tmp_path / "out")
    (record,) = lines(tmp_path / "out/standards.jsonl")
    assert record["source"]["file"] == "a.txt"
    assert record["source"]["also"] == ["b.txt", "c.txt"]
    assert record["issues"] == []


def test_files_that_differ_are_both_kept_and_both_say_so(tmp_path):
    folder = write(
        tmp_path / "in",
        a="status 0000001 final",
        b="status 0000001 draft",
        c="status 0000001 final again",
    )
    go(folder, tmp_path / "out")
    first, second = lines(tmp_path / "out/standards.jsonl")
    digest = hashlib.sha256(b"status 0000001 draft").hexdigest()
    assert (first["id"], second["id"]) == ("us-ny/0000001F", f"us-ny/0000001F~{digest[:8]}")
    assert first["source"]["also"] == ["c.txt"]
    assert [r["issues"][-1]["code"] for r in (first, second)] == ["duplicate-standard"] * 2
    told = lines(tmp_path / "out/issues.jsonl")
    assert [(i["id"], i["code"]) for i in told] == [
        (first["id"], "duplicate-standard"),
        (second["id"], "duplicate-standard"),
    ]
    assert (tmp_path / f"out/text/{second['id']}.txt").exists()


def test_duplicates_do_not_depend_on_the_order_of_the_input(tmp_path):
    folder = write(
        tmp_path / "in", a="status 0000001 final", b="status 0000001 draft", c="ok 0000001"
    )
    tasks = gather([str(folder)])
    go(folder, tmp_path / "one", tasks=tasks)
    go(folder, tmp_path / "two", tasks=tasks[::-1])
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_a_write_that_fails_leaves_the_old_file_whole(tmp_path):
    def parts():
        yield "new"
        raise OSError("no space left")

    page = tmp_path / "page.json"
    page.write_text("old")
    with pytest.raises(OSError, match="no space left"):
        write_whole(page, parts())
    assert page.read_text() == "old"
    assert list(tmp_path.iterdir()) == [page]


@pytest.mark.parametrize(
    "value", [{}, [], {"a": [], "b": {"c": [1, "x,\n   y", None], "d": {}}}, ["{\n", ",\n ", "é"]]
)
def test_a_page_becomes_the_line_of_the_same_value(value):
    assert line_of_page(json_page(value)) == json_line(value)


def test_gather_walks_folders_and_globs_once_and_sorted(tmp_path):
    folder = write(tmp_path / "in", b="", a="")
    write(folder / "deep", c="")
    write(folder / ".hidden", d="")
    (folder / ".e").write_text("")
    found = gather([str(folder), str(folder / "*.txt"), str(folder / "deep/c.txt")])
    names = [task.name.removeprefix(f"{folder.as_posix()}/") for task in found]
    assert names == ["a.txt", "b.txt", "deep/c.txt"]


@pytest.mark.parametrize("name", ["missing.txt", "*.pdf", "empty"])
def test_gather_refuses_what_stands_for_nothing(tmp_path, name):
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoInput):
        gather([str(tmp_path / name)])


def test_few_documents_are_not_worth_a_process():
    assert default_jobs(1) == default_jobs(31) == 1
    assert default_jobs(100_000) == os.cpu_count()
