"""A Dask cluster on loopback gives what one machine gives, whatever happens to its workers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from distributed import Client

from pipeline.batch import Job, gather, run
from pipeline.batch import dask as door
from pipeline.batch.dask import Cluster
from pipeline.batch.environment import differences, identity
from pipeline.batch.parsing import Silent
from pipeline.batch.task import Task
from pipeline.batch.watch import Watch
from pipeline.batch.work import read, run_here
from pipeline.cli_parse import _parse_one
from pipeline.errors import ConfigurationError
from pipeline.model import Limits
from tests.conftest import make_record
from tests.obey import obey

ROOT = Path(__file__).parent.parent
ENVIRONMENT = {
    "PYTHONPATH": os.pathsep.join(sys.path),  # workers find what this process finds
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",
}


FAKE = partial(obey, make_record())


def dask(*arguments: str, folder: Path) -> subprocess.Popen:
    """A process of the cluster, in a group of its own with whatever it starts."""
    with (folder / f"{arguments[0]}.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments],
            env=os.environ | ENVIRONMENT,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=log,
            start_new_session=True,
        )


def stop(process: subprocess.Popen) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory) -> Iterator[str]:
    """The address of a scheduler with two workers, each a process of one thread."""
    folder = tmp_path_factory.mktemp("cluster")
    card = folder / "scheduler.json"
    where = ("--scheduler-file", str(card))
    quiet = ("--no-dashboard", "--host", "127.0.0.1")
    processes = [dask("scheduler", *where, *quiet, "--port", "0", folder=folder)]
    try:
        while not card.exists():
            assert processes[0].poll() is None, (folder / "scheduler.log").read_text()
            time.sleep(0.05)
        size = ("--nworkers", "2", "--nthreads", "1", "--local-directory", str(folder))
        processes.append(dask("worker", *where, *quiet, *size, folder=folder))
        yield json.loads(card.read_text())["address"]
    finally:
        for process in processes:
            stop(process)


def tree(output: Path) -> dict[str, bytes]:
    """Every file of a run but those that hold times."""
    files = (p for p in output.rglob("*") if p.is_file() and not p.name.startswith("."))
    return {p.relative_to(output).as_posix(): p.read_bytes() for p in files if p.name != "run.json"}


def write(folder: Path, **files: str) -> Path:
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


class Hear(Silent):
    """A watcher that hears of documents."""

    def __init__(self, hear):
        self.hear = hear

    def done(self, outcome):
        self.hear(outcome)


def go(tasks, output: Path, engine, parse=FAKE, watcher=None):
    return run(tasks, output, Job(parse, engine, "as it is"), options={}, watcher=watcher)


def kill_a_worker(scheduler: str) -> None:
    with Client(scheduler, set_as_default=False) as client:
        os.kill(min(client.run(os.getpid).values()), signal.SIGKILL)


def test_a_worker_killed_on_the_way_costs_nothing_but_time(scheduler, tmp_path):
    corpus = ROOT / "corpus/us-ny/documents"
    kinds = [sorted(corpus.glob(f"*.{kind}"))[:4] for kind in ("docx", "html", "pdf", "txt")]
    documents = gather([str(path) for kind in kinds for path in kind])
    assert len(documents) == 16
    parse = partial(_parse_one, profile="auto", limits=Limits())
    done = []

    def hear(outcome):
        done.append(outcome.task.name)
        if len(done) == 5:
            kill_a_worker(scheduler)

    report = go(documents, tmp_path / "many", Cluster(scheduler, Watch()), parse, Hear(hear))
    go(documents, tmp_path / "one", run_here, parse)
    assert sorted(done) == [task.name for task in documents]
    assert report.counts["accepted"] == len(documents)
    assert tree(tmp_path / "many") == tree(tmp_path / "one")


def rejects(output: Path) -> dict[str, tuple[str, str]]:
    """Why each refused document was refused, by its name without suffix."""
    lines = map(json.loads, (output / "rejects.jsonl").read_text().splitlines())
    return {Path(line["file"]).stem: (line["code"], line["detail"]) for line in lines}


@pytest.mark.parametrize(
    ("order", "watch", "reason"),
    [
        ("die", Watch(), ("crashed", "its worker died each time")),
        ("hang", Watch(timeout_seconds=4), ("timeout", "over 4 seconds")),
        ("swell", Watch(memory_megabytes=700), ("memory", "over 700 MB")),
    ],
)
def test_a_document_that_takes_its_workers_along_is_rejected_alone(
    scheduler, tmp_path, order, watch, reason
):
    files = {f"f{number:02}": f"ok 00000{number:02}" for number in range(12)}
    folder = write(tmp_path / "in", **files | {"f03": f"{order} 0000003"})
    report = go(gather([str(folder)]), tmp_path / "out", Cluster(scheduler, watch))
    assert rejects(tmp_path / "out") == {"f03": reason}
    assert report.counts["accepted"] == 11


def test_few_documents_are_under_way_at_once(scheduler, tmp_path, monkeypatch):
    """Three for each thread: two workers, and one that was killed and is not yet missed."""
    sent: list[Task] = []
    most = []

    def count(task):
        sent.append(task)
        return read(task)

    monkeypatch.setattr(door, "read", count)
    monkeypatch.setattr(door, "_MOST_TOGETHER", 1)
    files = {f"f{number:02}": f"ok 00000{number:02}" for number in range(40)}
    tasks = gather([str(write(tmp_path / "in", **files))])
    for heard, _ in enumerate(Cluster(scheduler, Watch())(tasks, FAKE, tmp_path)):
        most.append(len(sent) - heard)
    assert len(most) == 40
    assert max(most) <= 3 * 3


def test_workers_with_other_versions_are_refused(scheduler, tmp_path, monkeypatch):
    monkeypatch.setattr(door, "identity", lambda: identity() | {"spacy": "9.9"})
    tasks = gather([str(write(tmp_path / "in", a="ok 0000001"))])
    with pytest.raises(
        ConfigurationError, match=r"the worker tcp://\S+ has spacy .* 9\.9: install"
    ):
        go(tasks, tmp_path / "out", Cluster(scheduler, Watch()))


def test_a_worker_that_joins_with_other_versions_is_refused(scheduler, tmp_path, monkeypatch):
    monkeypatch.setattr(door, "_agree", lambda client, errand: None)
    monkeypatch.setattr(door, "identity", lambda: identity() | {"spacy": "9.9"})
    tasks = gather([str(write(tmp_path / "in", a="ok 0000001"))])
    with pytest.raises(ConfigurationError, match=r"the worker tcp://\S+ has spacy"):
        go(tasks, tmp_path / "out", Cluster(scheduler, Watch()))


def test_a_scheduler_that_does_not_answer_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(door, "_CONNECT_SECONDS", 0.2)
    tasks = gather([str(write(tmp_path / "in", a="ok 0000001"))])
    with pytest.raises(ConfigurationError, match="no Dask scheduler answers"):
        go(tasks, tmp_path / "out", Cluster("tcp://127.0.0.1:9", Watch()))


def test_an_identity_names_python_the_parser_and_its_libraries():
    assert {"python", "parser", "parser files", "spacy", "pypdfium2", "fsspec"} <= identity().keys()
    assert "distributed" not in identity()


def test_differences_are_told_in_words():
    here = {"python": "3.11.7", "spacy": "3.8.1"}
    assert differences(here, here) == ""
    assert differences(here, here | {"spacy": "3.7"}) == "spacy 3.7 instead of 3.8.1"
    assert differences(here, {"python": "3.11.7"}) == "spacy none instead of 3.8.1"
