"""Documents that hang, swell or end their process cost their run nothing but time."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.batch import Job, gather, run
from pipeline.batch.task import Task
from pipeline.batch.worker import Died, start
from tests.build_runs import WORKERS, Heard, fake_parse, go, lines, tree, write

OTHERS = {f"f{n}": f"ok 000000{n}" for n in range(6)}


def rejects(output: Path) -> list[tuple[str, str, str]]:
    found = lines(output / "rejects.jsonl")
    return [(Path(row["file"]).stem, row["code"], row["detail"]) for row in found]


def test_a_document_that_hangs_is_rejected_and_the_others_are_not(tmp_path):
    folder = write(tmp_path / "in", a="hang", f3x="hang", **OTHERS)
    report = go(folder, tmp_path / "out", engine=replace(WORKERS, timeout_seconds=0.5))
    assert rejects(tmp_path / "out") == [
        ("a", "timeout", "over 0.5 seconds"),
        ("f3x", "timeout", "over 0.5 seconds"),
    ]
    assert (report.counts["accepted"], report.reconciles) == (6, True)


def test_a_document_that_eats_memory_is_rejected_and_the_others_are_not(tmp_path):
    folder = write(tmp_path / "in", f3x="eat", **OTHERS)
    report = go(folder, tmp_path / "out", engine=replace(WORKERS, memory_megabytes=400))
    assert rejects(tmp_path / "out") == [("f3x", "memory", "over 400 MB")]
    assert (report.counts["accepted"], report.reconciles) == (6, True)


def test_a_document_whose_process_was_killed_once_is_tried_again(tmp_path):
    marks = tmp_path / "marks"
    marks.mkdir()
    folder = write(tmp_path / "in", f2x=f"once 0000009 {marks}", **OTHERS)
    heard = Heard()
    report = go(folder, tmp_path / "out", engine=WORKERS, heard=heard)
    assert report.counts["accepted"] == 7
    assert sorted(heard.names) == sorted({"f2x", *OTHERS})


@pytest.mark.parametrize("order", ["hang", "eat", "die"])
def test_a_run_of_nothing_else_ends(tmp_path, order):
    folder = write(tmp_path / "in", a=order, b=order, c=order)
    engine = replace(WORKERS, timeout_seconds=0.3, memory_megabytes=None)
    if order == "eat":
        engine = replace(engine, timeout_seconds=None, memory_megabytes=300)
    report = go(folder, tmp_path / "out", engine=engine)
    assert (report.counts["rejected"], report.reconciles) == (3, True)


def test_a_worker_that_died_while_it_waited_is_found_out(tmp_path):
    worker = start(fake_parse, tmp_path, timeout_seconds=None, preload=WORKERS.preload)
    assert worker.answer() is None
    worker.process.kill()
    worker.process.join()
    worker.give(Task("a"))
    with pytest.raises(Died, match="killed by SIGKILL"):
        worker.answer()
    worker.kill()


def fake_parse_late():
    time.sleep(1)
    return fake_parse


class Late:
    """A parser that takes long to arrive in a worker."""

    def __reduce__(self):
        return fake_parse_late, ()


def test_the_start_of_a_worker_is_not_held_against_its_document(tmp_path):
    tasks = gather([str(write(tmp_path / "in", a="ok 0000001"))])
    engine = replace(WORKERS, timeout_seconds=0.5)
    job = Job(Late(), engine, "late")  # type: ignore[arg-type]
    assert run(tasks, tmp_path / "out", job, options={}).counts["accepted"] == 1


def test_a_worker_is_replaced_after_so_many_documents(tmp_path):
    marks = tmp_path / "marks"
    marks.mkdir()
    folder = write(tmp_path / "in", **{f"f{n}": f"note 000000{n} {marks}" for n in range(8)})
    go(folder, tmp_path / "out", engine=replace(WORKERS, jobs=1, recycle=3))
    served = Counter(mark.read_text() for mark in marks.iterdir())
    assert sorted(served.values()) == [2, 3, 3]


def test_neither_limits_nor_workers_change_a_byte(tmp_path):
    files = {f"f{n:02}": f"ok 00000{n % 7} {n % 3}" for n in range(20)}
    folder = write(tmp_path / "in", **files)
    go(folder, tmp_path / "one")
    tight = replace(WORKERS, jobs=3, recycle=1, timeout_seconds=60, memory_megabytes=4000)
    go(folder, tmp_path / "two", engine=tight)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
