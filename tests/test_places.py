"""Documents by address: fetched, named by it, out of archives; a run writes to an address too."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import fsspec
import pytest

from pipeline import cli_parse
from pipeline.batch import Job, NoInput, gather, places, run
from pipeline.batch.arrive import arrive
from pipeline.batch.spool import Spool
from pipeline.batch.task import Task
from pipeline.batch.work import run_here
from pipeline.cli import main
from pipeline.errors import ConfigurationError
from pipeline.model import Limits
from tests.conftest import make_record

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def memory():
    """A file system in memory, empty."""
    system = fsspec.filesystem("memory")
    system.store.clear()
    system.pseudo_dirs[:] = [""]
    yield system
    system.store.clear()


def zipped(**files: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/") + ".txt", text)
    return held.getvalue()


def tarred(name: str, data: bytes) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w:gz") as archive:
        header = tarfile.TarInfo(name)
        header.size = len(data)
        archive.addfile(header, io.BytesIO(data))
    return held.getvalue()


def here(folder: Path, *names: str, **limits: int) -> dict[str, bytes | str]:
    """What arrives of some names: its bytes, or the code of its refusal."""
    bounds = Limits(**limits)
    tasks = arrive(
        gather(names, limits=bounds), Spool(folder / "spool"), bounds, lambda task: False
    )
    return {task.name: shown(task) for task in tasks}


def shown(task: Task) -> bytes | str:
    return task.refused.code if task.refused else Path(task.path or "").read_bytes()


def test_an_address_names_a_file_a_folder_or_several_by_wildcards(tmp_path, memory):
    memory.pipe({"/in/a.txt": b"a", "/in/b/c.txt": b"c", "/in/.hidden/d": b"d", "/e.txt": b"e"})
    assert here(tmp_path, "memory://in") == {"memory://in/a.txt": b"a", "memory://in/b/c.txt": b"c"}
    assert here(tmp_path, "memory://in/a.txt") == {"memory://in/a.txt": b"a"}
    assert here(tmp_path, "memory://*.txt") == {"memory://e.txt": b"e"}
    assert here(tmp_path, "memory://in/**/c.txt") == {"memory://in/b/c.txt": b"c"}


def test_addresses_and_paths_go_together(tmp_path, memory):
    memory.pipe("/b.txt", b"b")
    (tmp_path / "a.txt").write_bytes(b"a")
    found = here(tmp_path, "memory://b.txt", str(tmp_path / "a.txt"), "memory://b.txt")
    assert found == {(tmp_path / "a.txt").as_posix(): b"a", "memory://b.txt": b"b"}


def test_an_address_on_this_machine_is_a_path(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"a")
    (task,) = gather([f"file://{tmp_path}/*.txt"])
    assert task.name == (tmp_path / "a.txt").as_posix()
    assert task.path == tmp_path / "a.txt"


def test_an_address_that_names_nothing_is_no_input():
    with pytest.raises(NoInput, match="no file or folder memory://nothing"):
        gather(["memory://nothing"])


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("s3://bucket/in", r"s3:// needs the extra \[s3\]"),
        ("gs://bucket/in", r"gs:// needs the extra \[gs\]"),
        ("abfs://container/in", r"abfs:// needs the extra \[azure\]"),
        ("gopher://host/in", "gopher://host/in cannot be opened: .*not known"),
    ],
)
def test_a_scheme_that_is_not_installed_is_named(address, message):
    with pytest.raises(ConfigurationError, match=message):
        gather([address])


def test_what_cannot_be_fetched_is_refused_by_name(tmp_path, memory):
    memory.pipe({"/in/a.txt": b"a", "/in/b.txt": b"b"})
    tasks = gather(["memory://in"])
    memory.rm("/in/a.txt")
    found = arrive(tasks, Spool(tmp_path), Limits(), lambda task: False)
    assert [(t.name, t.refused and t.refused.code) for t in found] == [
        ("memory://in/a.txt", "unreadable"),
        ("memory://in/b.txt", None),
    ]


def test_what_is_too_large_is_not_fetched(tmp_path, memory):
    memory.pipe({"/a.txt": bytes(1001), "/b.txt": bytes(1000), "/c.zip": zipped(d="d" * 950)})
    found = here(tmp_path, "memory://", max_bytes=1000)
    assert found == {
        "memory://a.txt": "too-large",
        "memory://b.txt": bytes(1000),
        "memory://c.zip/d.txt": b"d" * 950,
    }
    assert here(tmp_path, "memory://c.zip", max_archive_bytes=1000) == {
        "memory://c.zip": "too-large"
    }


def test_an_archive_is_opened_wherever_it_lies(tmp_path, memory):
    memory.pipe("/in.zip", zipped(a="a", b__c="c"))
    (tmp_path / "in.tgz").write_bytes(tarred("d.txt", b"d"))
    local = (tmp_path / "in.tgz").as_posix()
    assert here(tmp_path, "memory://in.zip", local) == {
        f"{local}/d.txt": b"d",
        "memory://in.zip/a.txt": b"a",
        "memory://in.zip/b/c.txt": b"c",
    }


@pytest.mark.parametrize(
    ("inner", "files"),
    [
        ("", {"a.txt": b"a", "b/c.txt": b"c", "b/d/e.txt": b"e"}),
        ("a.txt", {"a.txt": b"a"}),
        ("*.txt", {"a.txt": b"a"}),
        ("b", {"b/c.txt": b"c", "b/d/e.txt": b"e"}),
        ("b/*.txt", {"b/c.txt": b"c"}),
        ("**/e.txt", {"b/d/e.txt": b"e"}),
    ],
)
def test_an_address_selects_from_an_archive(tmp_path, memory, inner, files):
    memory.pipe("/in.zip", zipped(a="a", b__c="c", b__d__e="e"))
    found = here(tmp_path, f"zip://{inner}::memory://in.zip")
    assert found == {f"memory://in.zip/{name}": data for name, data in files.items()}


def test_a_selection_that_selects_nothing_is_refused_by_name(tmp_path, memory):
    memory.pipe({"/in.zip": zipped(a="a"), "/b.txt": b"b"})
    assert here(tmp_path, "zip://z.txt::memory://in.zip") == {
        "zip://z.txt::memory://in.zip": "unreadable"
    }
    assert here(tmp_path, "zip://z.txt::memory://b.txt") == {
        "memory://b.txt": "unsupported-media-type"
    }
    with pytest.raises(NoInput):
        here(tmp_path, "zip://z.txt::memory://nothing.zip")


def fake_parse(data, name, trace):
    """A record whose number is the first word of the document."""
    return make_record(file=name, data=data, id=f"us-ny/{data.decode().split()[0]}F")


def go(tasks, output: Path):
    return run(tasks, output, Job(fake_parse, run_here, "as it is"), options={})


def test_a_run_names_documents_by_address_and_cleans_up(tmp_path, memory):
    memory.pipe({"/in/b.txt": b"0000002", "/in/a.zip": zipped(c="0000001")})
    report = go(gather(["memory://in"]), tmp_path / "out")
    assert [row["file"] for row in report.rows] == ["memory://in/a.zip/c.txt", "memory://in/b.txt"]
    record = json.loads((tmp_path / "out/records/us-ny/0000001F.json").read_text())
    assert record["source"]["file"] == "c.txt"
    assert not (tmp_path / "out/.spool").exists()


def test_members_of_an_archive_that_are_as_they_were_are_skipped(tmp_path, memory):
    memory.pipe("/in.zip", zipped(a="0000001", b="0000002"))
    assert go(gather(["memory://in.zip"]), tmp_path / "out").counts["skipped"] == 0
    memory.pipe("/in.zip", zipped(a="0000001", b="0000003"))
    assert go(gather(["memory://in.zip"]), tmp_path / "out").counts["skipped"] == 1


def test_an_archive_of_a_local_folder_is_opened_again_in_every_run(tmp_path):
    """Its own name stands in the manifest, for it was refused in part: it is no document."""
    (tmp_path / "in.zip").write_bytes(zipped(a="0000001", b="0000002"))
    for _ in range(2):
        tasks = gather([str(tmp_path / "in.zip")])
        job = Job(fake_parse, run_here, "as it is", limits=Limits(max_members=1))
        counts = run(tasks, tmp_path / "out", job, options={}).counts
        assert (counts["inputs"], counts["rejected"]) == (2, 1)


def fake_one(data, name, trace, **options):
    return fake_parse(data, name, trace)


def command(monkeypatch, *arguments: str) -> int:
    monkeypatch.setattr(cli_parse, "_parse_one", fake_one)
    monkeypatch.setattr(cli_parse, "_engine", lambda options: run_here)
    return main(["parse", *arguments])


def stored(memory, folder: str) -> dict[str, bytes]:
    """The files at an address but for what holds times."""
    files = {path.removeprefix(folder + "/"): memory.cat(path) for path in memory.find(folder)}
    return {
        name: data for name, data in files.items() if name not in (".manifest.jsonl", "run.json")
    }


def test_a_run_writes_to_an_address_what_it_writes_to_a_folder(tmp_path, memory, monkeypatch):
    memory.pipe({"/in/a.txt": b"0000001", "/in/b.txt": b"0000002"})
    assert command(monkeypatch, "memory://in", "--output", "memory://out/here") == 0
    assert command(monkeypatch, "memory://in", "--output", str(tmp_path / "out")) == 0
    local = {p.relative_to(tmp_path / "out").as_posix(): p for p in (tmp_path / "out").rglob("*.*")}
    names = {name for name in local if name != "run.json" and name[0] != "."}
    assert stored(memory, "/out/here") == {name: local[name].read_bytes() for name in names}
    assert memory.exists("/out/here/run.json")


def test_a_second_run_to_an_address_skips_what_is_as_it_was(memory, monkeypatch):
    memory.pipe({"/in/a.txt": b"0000001", "/in/b.txt": b"0000002"})
    command(monkeypatch, "memory://in", "--output", "memory://out")
    memory.pipe("/in/b.txt", b"0000003")
    sent = []
    put = memory.put_file

    def counted(self, source, to, **options):
        sent.append(to)
        return put(source, to, **options)

    monkeypatch.setattr(type(memory), "put_file", counted)
    assert command(monkeypatch, "memory://in", "--output", "memory://out") == 0
    report = json.loads(memory.cat("/out/run.json"))
    assert report["counts"]["skipped"] == 1
    assert sorted(memory.find("/out/records")) == [
        "/out/records/us-ny/0000001F.json",
        "/out/records/us-ny/0000003F.json",
    ]
    assert [path.rpartition("/")[2] for path in sent] == [
        ".0000003F.json.part",
        ".0000003F.txt.part",
        ".standards.jsonl.part",
        "..manifest.jsonl.part",
        ".run.json.part",
    ]


def test_a_record_that_no_page_lists_is_removed(memory, monkeypatch):
    """A run that was killed while it published leaves such; what others put there stays."""
    memory.pipe({"/in/a.txt": b"0000001", "/out/records/us-ny/0000009F.json": b"{}"})
    memory.pipe("/out/readme.txt", b"read me")
    assert command(monkeypatch, "memory://in", "--output", "memory://out") == 0
    assert memory.find("/out/records") == ["/out/records/us-ny/0000001F.json"]
    assert memory.cat("/out/readme.txt") == b"read me"


def test_a_dry_run_writes_nothing_to_an_address(memory, monkeypatch, capsys):
    memory.pipe("/in/a.txt", b"0000001")
    assert command(monkeypatch, "memory://in", "--output", "memory://out", "--dry-run") == 0
    assert "1 to parse" in capsys.readouterr().out
    assert memory.find("/out") == []


def test_a_run_that_fails_publishes_nothing(memory, monkeypatch):
    memory.pipe({"/in/a.txt": b"0000001", "/in/b.txt": b"../no-id"})
    arguments = ("memory://in", "--output", "memory://out", "--max-errors", "1")
    assert command(monkeypatch, *arguments) != 0
    assert memory.find("/out") == []


def test_nothing_is_written_into_an_archive(memory, monkeypatch, capsys):
    memory.pipe("/in/a.txt", b"0000001")
    assert command(monkeypatch, "memory://in", "--output", "zip://out::memory://a.zip") == 2
    assert "nothing can be written to zip://" in capsys.readouterr().err


def test_one_document_of_an_archive_can_be_printed(memory, monkeypatch, capsys):
    memory.pipe("/in.zip", zipped(a="0000001", b="0000002"))
    assert command(monkeypatch, "zip://b.txt::memory://in.zip", "--output", "-") == 0
    assert json.loads(capsys.readouterr().out)["id"] == "us-ny/0000002F"


def test_what_is_as_it_was_is_not_fetched_again(tmp_path, memory, monkeypatch):
    """Its stamp says so; when its standard has to be settled anew, it is fetched after all."""
    monkeypatch.setattr(places, "_stamp", lambda facts: str(facts["created"]))
    opened = []
    read = places.chunks

    def counted(at):
        opened.append(at.address)
        return read(at)

    monkeypatch.setattr(places, "chunks", counted)
    memory.pipe({"/in/a.txt": b"0000001 a", "/in/b.txt": b"0000002 b"})
    go(gather(["memory://in"]), tmp_path / "out")
    assert opened == ["memory://in/a.txt", "memory://in/b.txt"]
    opened.clear()
    assert go(gather(["memory://in"]), tmp_path / "out").counts["skipped"] == 2
    assert opened == []
    memory.pipe("/in/c.txt", b"0000001 c")
    counts = go(gather(["memory://in"]), tmp_path / "out").counts
    assert opened == ["memory://in/c.txt", "memory://in/a.txt"]
    assert (counts["skipped"], counts["records"], counts["merged"]) == (1, 2, 1)


def test_no_command_loads_fsspec_or_dask_without_need(tmp_path):
    (tmp_path / "in.zip").write_bytes(zipped(a="0000001"))
    program = f"""
import sys
from pipeline.cli import main
main(["parse", {str(tmp_path / "in.zip")!r}, "--output", {str(tmp_path / "out")!r}, "--dry-run"])
assert not sys.modules.keys() & {{"fsspec", "dask", "distributed"}}
"""
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT)
