"""Runs after runs: only what changed is parsed, and what stands is what one run over all leaves."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest

from pipeline.batch import Job, gather
from pipeline.batch import environment as environments
from pipeline.batch.folder import Folder
from pipeline.batch.parsing import TooManyFailures
from pipeline.batch.run import dry_run
from pipeline.batch.work import run_here
from pipeline.errors import ConfigurationError
from tests.build_runs import Heard, fake_parse, go, lines, tree, write


def parsed(folder: Path, output: Path, **options) -> list[str]:
    """The names of the files that a run parses."""
    heard = Heard()
    go(folder, output, heard=heard, **options)
    return sorted(heard.names)


def report(output: Path) -> dict:
    return json.loads((output / "run.json").read_text(encoding="utf-8"))


def statuses(output: Path) -> dict[str, str]:
    """What became of each file, by its name without suffix."""
    return {Path(row["file"]).stem: row["status"] for row in report(output)["documents"]}


def test_what_is_unchanged_is_skipped_and_nothing_is_written(tmp_path):
    folder, output = write(tmp_path / "in", a="ok 0000001", b="ok 0000001 x"), tmp_path / "out"
    go(folder, output)
    before, written = tree(output), (output / "standards.jsonl").stat().st_mtime_ns
    assert parsed(folder, output) == []
    assert tree(output) == before
    assert (output / "standards.jsonl").stat().st_mtime_ns == written
    assert statuses(output) == {"a": "skipped", "b": "skipped"}
    counts = report(output)["counts"]
    assert (counts["inputs"], counts["skipped"], counts["records"]) == (2, 2, 1)
    row = report(output)["documents"][1]
    assert row["record"] == "records/us-ny/0000001F.json"
    assert "seconds" not in row


def test_only_a_changed_file_is_parsed_again(tmp_path):
    folder, output = write(tmp_path / "in", a="ok 0000001", b="ok 0000002"), tmp_path / "out"
    go(folder, output)
    write(folder, b="ok 0000003")
    assert parsed(folder, output) == ["b"]
    go(folder, tmp_path / "fresh")
    assert tree(output) == tree(tmp_path / "fresh")
    assert not (output / "records/us-ny/0000002F.json").exists()


def test_a_file_that_was_only_touched_is_not_parsed_again(tmp_path):
    folder, output = write(tmp_path / "in", a="ok 0000001"), tmp_path / "out"
    go(folder, output)
    os.utime(folder / "a.txt", (1, 1))
    assert parsed(folder, output) == []


def test_a_change_that_keeps_size_and_time_is_seen(tmp_path):
    folder, output = write(tmp_path / "in", a="ok 0000001"), tmp_path / "out"
    go(folder, output)
    found = (folder / "a.txt").stat()
    write(folder, a="ok 0000002")
    os.utime(folder / "a.txt", ns=(found.st_atime_ns, found.st_mtime_ns))
    assert parsed(folder, output) == ["a"]


def test_another_parser_profile_or_option_parses_everything_again(tmp_path):
    folder, output = write(tmp_path / "in", a="ok 0000001", b="ok 0000002"), tmp_path / "out"
    go(folder, output)
    assert parsed(folder, output, environment="another") == ["a", "b"]
    assert parsed(folder, output, environment="another") == []


def test_an_edit_of_any_source_or_profile_is_another_environment(tmp_path, monkeypatch):
    package = tmp_path / "pipeline"
    for name in ("rules.py", "profiles/us-ny/profile.toml", "profiles/us-ny/entities.jsonl"):
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text("before")
    monkeypatch.setattr(environments, "_PACKAGE", package)
    files = [package, *(p for p in package.rglob("*") if p.is_file())]
    seen = set()
    for path in files:
        if path.is_file():
            path.write_text("after")
        environments._digest.cache_clear()
        seen.add(environments.environment({"profile": "auto"}))
    assert len(seen) == len(files)
    assert environments.environment({"profile": "us-ny"}) not in seen
    environments._digest.cache_clear()


def test_force_parses_everything_again(tmp_path):
    folder, output = write(tmp_path / "in", a="ok 0000001"), tmp_path / "out"
    go(folder, output)
    assert parsed(folder, output, force=True) == ["a"]


def test_a_failure_is_never_taken_as_done(tmp_path):
    folder, output = write(tmp_path / "in", a="ok 0000001", b="refuse torn"), tmp_path / "out"
    go(folder, output)
    assert parsed(folder, output) == ["b"]
    assert [row["code"] for row in lines(output / "rejects.jsonl")] == ["corrupt-file"]
    assert statuses(output) == {"a": "skipped", "b": "rejected"}


def test_retry_parses_only_what_failed_and_the_rest_waits(tmp_path):
    folder, output = write(tmp_path / "in", a="ok 0000001", b="refuse torn"), tmp_path / "out"
    go(folder, output)
    write(folder, a="ok 0000009", b="ok 0000002", c="ok 0000003")
    assert parsed(folder, output, retry_failed=True) == ["b"]
    assert statuses(output) == {"a": "skipped", "b": "accepted", "c": "skipped"}
    assert [s["id"] for s in lines(output / "standards.jsonl")] == [
        "us-ny/0000001F",
        "us-ny/0000002F",
    ]
    assert parsed(folder, output) == ["a", "c"]


def test_what_is_gone_is_reported_and_stays_until_it_is_pruned(tmp_path):
    folder, output = write(tmp_path / "in", a="ok 0000001", b="ok 0000002"), tmp_path / "out"
    go(folder, output)
    before = tree(output)
    (folder / "b.txt").unlink()
    assert parsed(folder, output) == []
    assert tree(output) == before
    (row,) = report(output)["removed"]
    assert (Path(row["file"]).name, row["status"]) == ("b.txt", "removed")
    assert row["record"] == "records/us-ny/0000002F.json"
    (output / "records/us-ny/mine.json").write_text("{}")
    assert parsed(folder, output, prune=True) == []
    assert sorted(p.name for p in (output / "records/us-ny").iterdir()) == [
        "0000001F.json",
        "mine.json",
    ]
    assert report(output)["removed"][0]["record"] is None
    assert parsed(folder, output, prune=True) == []
    assert report(output)["removed"] == []


def test_who_holds_the_standard_of_a_file_that_is_gone_takes_its_place(tmp_path):
    """A file that was renamed does not differ from itself."""
    folder, output = write(tmp_path / "in", a="status 0000001 final"), tmp_path / "out"
    go(folder, output)
    (folder / "a.txt").rename(folder / "b.txt")
    write(folder, b="status 0000001 draft")
    go(folder, output)
    (record,) = lines(output / "standards.jsonl")
    assert (record["source"]["file"], record["status"]) == ("b.txt", "draft")
    assert report(output)["removed"][0]["record"] is None


def test_a_new_file_is_settled_with_what_was_skipped(tmp_path):
    folder, output = write(tmp_path / "in", b="status 0000001 final"), tmp_path / "out"
    go(folder, output)
    write(folder, a="status 0000001 draft", c="status 0000001 final again")
    assert parsed(folder, output) == ["a", "b", "c"]
    go(folder, tmp_path / "fresh")
    assert tree(output) == tree(tmp_path / "fresh")
    assert [s["source"]["file"] for s in lines(output / "standards.jsonl")] == ["a.txt", "b.txt"]


def test_the_head_of_a_merged_standard_is_pruned_and_the_other_follows(tmp_path):
    folder, output = write(tmp_path / "in", a="ok 0000001 x", b="ok 0000001 y"), tmp_path / "out"
    go(folder, output)
    (folder / "a.txt").unlink()
    assert parsed(folder, output, prune=True) == ["b"]
    (record,) = lines(output / "standards.jsonl")
    assert (record["source"]["file"], record["source"]["also"]) == ("b.txt", [])


@pytest.mark.parametrize("seed", range(8))
def test_any_history_ends_where_one_run_over_the_last_state_does(tmp_path, seed):
    """Files come, change, fail and go; whoever was parsed when, the bytes are the same."""
    chance = random.Random(seed)
    folder, output = write(tmp_path / "in", start="ok 0000001"), tmp_path / "out"
    contents = [f"status 000000{n} {s}" for n in range(3) for s in ("final", "draft")]
    contents += ["ok 0000001 x", "ok 0000001 y", "refuse torn", "raise KITE"]
    for step in range(6):
        for _ in range(chance.randint(1, 3)):
            name = chance.choice("abcde")
            if chance.random() < 0.3:
                (folder / f"{name}.txt").unlink(missing_ok=True)
            else:
                write(folder, **{name: chance.choice(contents)})
        report = go(folder, output, prune=chance.random() < 0.5)
        assert report.reconciles
        report = go(folder, output, prune=True)
        assert report.reconciles
        go(folder, tmp_path / f"fresh-{step}")
        assert tree(output) == tree(tmp_path / f"fresh-{step}")


@pytest.mark.parametrize("name", ["records/us-ny/0000001F.json", "text/us-ny/0000001F.txt"])
@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_text("{}")])
def test_a_record_that_was_harmed_is_made_again(tmp_path, name, harm):
    folder, output = write(tmp_path / "in", a="ok 0000001", b="ok 0000002"), tmp_path / "out"
    go(folder, output)
    before = tree(output)
    harm(output / name)
    assert parsed(folder, output) == ["a"]
    assert tree(output) == before


def test_a_folder_that_was_copied_is_up_to_date(tmp_path):
    folder, output = write(tmp_path / "in", a="ok 0000001"), tmp_path / "out"
    go(folder, output)
    for path in [p for p in output.rglob("*") if p.is_file()]:
        copy = tmp_path / "copy" / path.relative_to(output)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    assert parsed(folder, tmp_path / "copy") == []
    assert tree(output) == tree(tmp_path / "copy")


def test_a_list_that_was_harmed_is_written_again(tmp_path):
    folder, output = write(tmp_path / "in", a="ok 0000001"), tmp_path / "out"
    go(folder, output)
    before = tree(output)
    (output / "standards.jsonl").write_text("")
    assert parsed(folder, output) == []
    assert tree(output) == before


@pytest.mark.parametrize("text", ["not json", "{}", '{"format": 99, "pages": {}}'])
def test_a_foreign_manifest_stops_the_run(tmp_path, text):
    folder, output = write(tmp_path / "in", a="ok 0000001"), tmp_path / "out"
    output.mkdir()
    (output / ".manifest.jsonl").write_text(text)
    with pytest.raises(ConfigurationError, match="not the manifest of a run"):
        go(folder, output)
    assert tree(output) == {}


def test_a_manifest_cannot_name_files_outside_for_removal(tmp_path):
    folder, output = write(tmp_path / "in", a="ok 0000001"), tmp_path / "out"
    go(folder, output)
    precious = tmp_path / "precious.txt"
    precious.write_text("keep")
    manifest = output / ".manifest.jsonl"
    outside = "text/../../precious.txt"
    manifest.write_text(manifest.read_text().replace("text/us-ny/0000001F.txt", outside))
    (folder / "a.txt").unlink()
    write(folder, b="ok 0000002")
    with pytest.raises(ConfigurationError):
        go(folder, output, prune=True)
    assert precious.exists()


def test_a_folder_takes_one_run_at_a_time(tmp_path):
    folder, output = write(tmp_path / "in", a="ok 0000001"), tmp_path / "out"
    with (
        Folder(output).locked(),
        pytest.raises(ConfigurationError, match="another run is writing into"),
    ):
        go(folder, output)
    go(folder, output)


def test_a_run_stops_after_so_many_failures_and_the_next_goes_on(tmp_path):
    files = {"a": "ok 0000001", "b": "refuse x", "c": "refuse y", "d": "ok 0000004"}
    folder, output = write(tmp_path / "in", **files), tmp_path / "out"
    with pytest.raises(TooManyFailures, match="stopped after 2 failures"):
        go(folder, output, max_failures=2)
    assert tree(output) == {}
    heard = Heard()
    go(folder, output, heard=heard)
    assert (heard.names, heard.recovered) == (["b", "c", "d"], 1)
    go(folder, tmp_path / "fresh")
    assert tree(output) == tree(tmp_path / "fresh")


def test_a_dry_run_says_what_a_run_would_do_and_writes_nothing(tmp_path):
    folder, output = write(tmp_path / "in", a="ok 0000001", b="ok 0000002"), tmp_path / "out"
    go(folder, output)
    write(folder, c="ok 0000003")
    (folder / "b.txt").unlink()
    before = {p: p.stat().st_mtime_ns for p in output.rglob("*")}
    plan = dry_run(gather([str(folder)]), output, Job(fake_parse, run_here, "as it is today"))
    assert [Path(task.name).stem for task in plan.parse] == ["c"]
    assert [Path(name).stem for name in plan.kept] == ["a"]
    assert [Path(entry.name).stem for entry in plan.gone] == ["b"]
    assert {p: p.stat().st_mtime_ns for p in output.rglob("*")} == before
