"""Runs that are killed, interrupted or cut off: the next one ends where an undisturbed one does."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from tests.build_runs import Heard, go, tree, write

ROOT = Path(__file__).parents[1]
FILES = {f"f{n:02}": f"slow 00000{n % 25:02} {n % 4}" for n in range(32)} | {"torn": "refuse torn"}


@contextmanager
def started(folder: Path, output: Path, *more: str) -> Iterator[subprocess.Popen[str]]:
    """The command over a folder, begun but not ended; none of its processes outlives the test."""
    command = [sys.executable, "-m", "tests.run_tiny", "parse", str(folder)]
    run = subprocess.Popen(
        [*command, "--output", str(output), "--fail-on", "error", *more],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert run.stdout
    assert run.stdout.readline() == "go\n"
    try:
        yield run
    finally:
        run.kill()
        run.communicate()


def family(run: subprocess.Popen[str]) -> list[psutil.Process]:
    """All processes that a run has started."""
    try:
        return psutil.Process(run.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def workers(run: subprocess.Popen[str]) -> list[psutil.Process]:
    """Those that parse: they are the children of the process that forks them."""
    with_parents = [(each, each.ppid()) for each in family(run) if each.is_running()]
    return [each for each, parent in with_parents if parent != run.pid]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory) -> tuple[Path, dict[str, bytes], float]:
    """A folder, what a run over it leaves, and about how many seconds that takes."""
    base = tmp_path_factory.mktemp("undisturbed")
    folder = write(base / "in", **FILES)
    with started(folder, base / "out") as run:
        begun = time.perf_counter()
        _, complaint = run.communicate()
        seconds = time.perf_counter() - begun
    assert (run.returncode, complaint) == (1, "")
    return folder, tree(base / "out"), seconds


@pytest.mark.parametrize("seed", range(4))
def test_a_run_killed_at_random_moments_ends_with_the_same_bytes(tmp_path, undisturbed, seed):
    """Five times killed and started again, with everything that it has started gone each time."""
    folder, wanted, seconds = undisturbed
    chance, output = random.Random(seed), tmp_path / "out"
    for _ in range(5):
        with started(folder, output) as run:
            time.sleep(chance.uniform(0, seconds))
            left = family(run)
            run.kill()
            run.wait()
            assert not psutil.wait_procs(left, timeout=30)[1]
    with started(folder, output) as run:
        assert (run.communicate()[1], run.returncode) == ("", 1)
    assert tree(output) == wanted
    assert sorted(p.name for p in output.iterdir() if p.name[0] == ".") == [
        ".lock",
        ".manifest.jsonl",
    ]
    counts = json.loads((output / "run.json").read_text(encoding="utf-8"))["counts"]
    assert counts["inputs"] == counts["accepted"] + counts["rejected"] + counts["skipped"]


def test_workers_killed_at_random_moments_cost_nothing(tmp_path, undisturbed):
    """Ten moments in each of two runs."""
    folder, wanted, seconds = undisturbed
    chance = random.Random(1)
    for turn in range(2):
        with started(folder, tmp_path / f"out-{turn}") as run:
            for _ in range(10):
                time.sleep(chance.uniform(0, seconds / 8))
                found = workers(run)
                if found:
                    chance.choice(found).kill()
            assert (run.communicate()[1], run.returncode) == ("", 1)
        assert tree(tmp_path / f"out-{turn}") == wanted


@pytest.fixture
def held(tmp_path) -> tuple[Path, Path]:
    """A folder with a document that is not done before a file is there, and that file."""
    gate = tmp_path / "gate"
    files = {"a": "ok 0000001", "b": "ok 0000002", "c": f"wait 0000003 {gate}"}
    return write(tmp_path / "in", **files), gate


def await_documents(run: subprocess.Popen[str], output: Path, count: int) -> None:
    """Return when a run has written down so many documents."""
    while run.poll() is None:
        journals = list(output.glob(".staging/*/journal.jsonl"))
        if journals and len(journals[0].read_text(encoding="utf-8").splitlines()) >= count:
            return
    raise AssertionError("the run ended before it should")


@pytest.mark.parametrize("jobs", ["0", "2"])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_asked_to_end_leaves_no_half_and_goes_on_later(
    tmp_path, held, number, code, jobs
):
    folder, gate = held
    output = tmp_path / "out"
    with started(folder, output, "--jobs", jobs) as run:
        await_documents(run, output, 2)
        run.send_signal(number)
        complaint = run.communicate()[1]
    assert run.returncode == code
    assert complaint.startswith("standards: interrupted")
    assert complaint.count("\n") == 1
    assert tree(output) == {}
    gate.touch()
    with started(folder, output, "--jobs", jobs, "--log-format", "json") as run:
        log = [json.loads(line) for line in run.communicate()[1].splitlines()]
    assert run.returncode == 0
    assert [Path(each["file"]).name for each in log if each["event"] == "document"] == ["c.txt"]
    go(folder, tmp_path / "wanted")
    assert tree(output) == tree(tmp_path / "wanted")


def test_two_runs_at_once_exclude_each_other(tmp_path, held):
    folder, gate = held
    output = tmp_path / "out"
    with started(folder, output) as one:
        await_documents(one, output, 2)
        with started(folder, output) as two:
            complaint = two.communicate()[1]
        assert two.returncode == 2
        assert "another run is writing into" in complaint
        gate.touch()
        one.communicate()
    assert one.returncode == 0
    go(folder, tmp_path / "wanted")
    assert tree(output) == tree(tmp_path / "wanted")


class Full:
    """A disk that has room for so many more files to be put in place."""

    def __init__(self, room: int) -> None:
        self.room, self._replace = room, os.replace

    def replace(self, source: str, target: str) -> None:
        self.room -= 1
        if self.room < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))
        self._replace(source, target)


def test_a_run_cut_off_at_any_step_is_taken_up_by_the_next(tmp_path):
    """Every file that is put in place is once the one that could not be."""
    folder = write(tmp_path / "in", a="ok 0000001 x", b="ok 0000001 y", c="status 0000001 draft")
    go(folder, tmp_path / "before")
    write(folder, a="ok 0000002", d="ok 0000003")
    go(folder, tmp_path / "wanted")
    steps = 0
    while True:
        output = tmp_path / f"out-{steps}"
        go(write(tmp_path / "early", b="ok 0000001 y", e="ok 0000009"), output)
        disk = Full(steps)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "replace", disk.replace)
            with suppress(OSError):
                go(folder, output, prune=True)
        heard = Heard()
        go(folder, output, prune=True, heard=heard)
        assert tree(output) == tree(tmp_path / "wanted")
        if disk.room >= 0:
            break
        steps += 1
    assert steps > 20
    assert heard.names == []


def test_records_that_did_not_reach_the_disk_are_parsed_again(tmp_path):
    """The machine goes down while records are put in place: staged files are lost or empty."""
    folder = write(tmp_path / "in", **{f"f{n}": f"ok 000000{n}" for n in range(4)})
    go(folder, tmp_path / "wanted")
    output, disk = tmp_path / "out", Full(12)
    with pytest.MonkeyPatch.context() as patch, suppress(OSError):
        patch.setattr(os, "replace", disk.replace)
        go(folder, output)
    assert (output / ".pending.jsonl").exists()
    staged = sorted(output.glob(".staging/*/*.json"))
    assert len(staged) > 2
    staged[0].write_text("")
    staged[1].unlink()
    go(folder, output)
    assert tree(output) == tree(tmp_path / "wanted")


def test_a_full_disk_is_told_and_the_run_goes_on_when_there_is_room(tmp_path, undisturbed):
    """On a file system in memory, so small that the records find no room."""
    folder, wanted, _ = undisturbed
    output = tmp_path / "out"
    output.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=160k", "tmpfs", str(output)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("mounting a file system is not permitted here")
    try:
        with started(folder, output) as run:
            complaint = run.communicate()[1]
        assert (run.returncode, complaint.count("\n")) == (2, 1)
        assert "No space left on device" in complaint
        assert tree(output) == {}
        subprocess.run(["mount", "-o", "remount,size=16m", str(output)], check=True)
        with started(folder, output) as run:
            run.communicate()
        assert tree(output) == wanted
    finally:
        subprocess.run(["umount", str(output)], check=True)
