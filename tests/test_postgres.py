"""A real PostgreSQL server: cut connections, two loads at once, and the rows of SQLite."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import parse
from pipeline.sinks.sql import check, load, open_database, read_output
from tests.build_database import Clock, contents, fresh, output, query, run, standard

ROOT = Path(__file__).parents[1]
DOCUMENTS = ROOT / "corpus" / "us-ny" / "documents"
CUT = """
CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_terminate_backend(pg_backend_pid());
    RETURN NEW;
END $$
"""


@pytest.fixture
def url(tmp_path):
    return fresh("postgres", tmp_path)


def put(url, folder, clock=None, **options):
    with open_database(url) as connection:
        return load(connection, read_output(folder), clock=clock or Clock(), **options)


def parsed():
    """Records of some documents of the corpus, one of each format."""
    one_of_each = {path.suffix: path for path in sorted(DOCUMENTS.iterdir())}
    return [parse(path, profile="us-ny").to_dict() for path in one_of_each.values()]


def test_both_databases_hold_equal_rows_after_the_same_life(tmp_path):
    """Loaded, loaded again, one changed, one withdrawn, one back: every table, every timestamp."""
    real = parsed()
    lives = [
        [standard("9900100"), standard("9900200"), standard(status="tentative"), *real],
        [standard("9900100"), standard("9900200"), standard(status="tentative"), *real],
        [standard("9900100", duties=["Lands."]), standard("9900200", grade=10), *real[1:]],
        [standard("9900100"), standard(status="tentative", issuer="Another"), *real],
    ]
    urls = [fresh(kind, tmp_path) for kind in ("sqlite", "postgres")]
    for url in urls:
        clock = Clock()
        for at, records in enumerate(lives):
            put(url, output(tmp_path / str(at), records), clock)
        with open_database(url, read_only=True) as connection:
            assert list(check(connection, read_output(tmp_path / str(at)))) == []
    one, other = (contents(url, but=()) for url in urls)
    for table in one:
        assert one[table] == other[table], table
    assert one["source_document_history"]
    assert len(one["load_run"]) == len(lives)


def test_a_connection_cut_within_a_document_leaves_nothing_of_it(url, tmp_path):
    folder = output(tmp_path / "o", [standard(f"990{n}00") for n in range(1, 6)])
    put(url, output(tmp_path / "none", []))
    run(
        url,
        CUT,
        "CREATE TRIGGER cut AFTER INSERT ON duty FOR EACH ROW "
        "WHEN (NEW.document_id = 'us-ny/990300F') EXECUTE FUNCTION cut()",
    )
    report = put(url, folder)
    assert report.outcome == "broken"
    assert [one.document_id for one in report.failures] == ["us-ny/990300F"]
    assert {name: count for name, count in report.counts.items() if name != "rows_written"} == {
        "records": 5,
        "added": 2,
        "failed": 1,
        "not_reached": 2,
    }
    loaded = ["us-ny/990100F", "us-ny/990200F"]
    for table in ("source_document", "class_title", "duty", "evidence"):
        assert sorted(set(query(url, f"SELECT document_id FROM {table}"))) == loaded, table
    assert query(url, "SELECT outcome FROM load_run ORDER BY load_run_id") == ["done", "broken"]
    run(url, "DROP TRIGGER cut ON duty")
    again = put(url, folder)
    assert (again.outcome, again.counts["added"], again.counts["unchanged"]) == ("done", 3, 2)


def test_a_connection_cut_between_documents_ends_the_load_at_the_next(url, tmp_path):
    folder = output(tmp_path / "o", [standard(f"990{n}00") for n in range(1, 4)])

    def cut(line) -> None:
        if line.document_id == "us-ny/990100F":
            others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> "
            run(url, f"{others} pg_backend_pid() AND datname = current_database()")

    report = put(url, folder, on_done=cut)
    assert [one.document_id for one in report.failures] == ["us-ny/990200F"]
    assert query(url, "SELECT document_id FROM source_document") == ["us-ny/990100F"]
    assert put(url, folder).counts["added"] == 2


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_two_processes_at_once_load_every_document_once(kind, tmp_path):
    url = fresh(kind, tmp_path)
    folder = output(tmp_path / "o", [standard(f"99{n:03}00") for n in range(25)])
    command = [sys.executable, "-m", "pipeline", "load", str(folder), "--database", url]
    both = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    ends = [(process.communicate(timeout=120), process.returncode) for process in both]
    assert [code for _, code in ends] == [0, 0], ends
    runs = query(url, "SELECT added, unchanged, records, outcome FROM load_run")
    assert sum(added for added, *_ in runs) == 25
    assert [(added + unchanged, *rest) for added, unchanged, *rest in runs] == [
        (25, 25, "done")
    ] * 2
    assert query(url, "SELECT count(*) FROM duty") == [25]
    with open_database(url, read_only=True) as connection:
        assert list(check(connection, read_output(folder))) == []


def test_text_that_the_server_cannot_hold_is_refused_by_name(url, tmp_path):
    folder = output(tmp_path / "o", [standard(duties=["a\0b"]), standard("9900200")])
    report = put(url, folder)
    assert [one.document_id for one in report.failures] == ["us-ny/9900100F"]
    assert query(url, "SELECT document_id FROM source_document") == ["us-ny/9900200F"]
