"""Records in a database, SQLite and PostgreSQL alike: loaded once, changed only where they are."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
import sqlalchemy as sa

from pipeline.errors import ConfigurationError
from pipeline.sinks.sql import LoadReport, check, load, open_database, read_output
from pipeline.sinks.sql.journal import COUNTS
from pipeline.sinks.sql.migrate import drift, head, migrate, version
from pipeline.sinks.sql.views import VIEWS, VIEWS_SHA256
from tests.build_database import Clock, contents, fresh, output, query, run, standard

HOSTILE = '\'); DROP TABLE duty; -- %s :x {0} \\N \\. \t "quoted" 🪁 é'


@pytest.fixture(params=["sqlite", "postgres"])
def url(request, tmp_path):
    """An empty database."""
    return fresh(request.param, tmp_path)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def put(url, tmp_path, clock):
    """Load records as the whole output of a run."""

    def put(*records, rejected=(), **options) -> LoadReport:
        folder = output(tmp_path / "outputs", records, rejected=rejected)
        with open_database(url) as connection:
            return load(connection, read_output(folder), clock=clock, **options)

    return put


def counted(report: LoadReport) -> dict[str, int]:
    return {name: count for name, count in report.counts.items() if count and "rows" not in name}


def differences(url: str, folder: Path) -> list[str]:
    with open_database(url, read_only=True) as connection:
        found = check(connection, read_output(folder))
        return [f"{one.document_id} {one.what}" for one in found]


def test_a_second_load_changes_no_row_and_no_timestamp(url, put, tmp_path):
    records = standard("9900100"), standard("9900200")
    assert counted(put(*records)) == {"records": 2, "added": 2}
    before = contents(url)
    assert before["duty"]
    report = put(*records)
    assert counted(report) == {"records": 2, "unchanged": 2}
    assert report.counts["rows_written"] == report.changes == 0
    assert contents(url) == before
    assert differences(url, tmp_path / "outputs") == []


def test_what_says_something_new_begins_anew_and_the_old_state_is_history(url, put):
    put(standard(duties=["Flies."]), standard("9900200"))
    other = query(url, "SELECT * FROM source_document WHERE standard_number = '9900200'")
    begun = query(url, "SELECT valid_from FROM class_title WHERE code = '9900100'")
    assert counted(put(standard(duties=["Flies.", "Lands."]), standard("9900200"))) == {
        "records": 2,
        "changed": 1,
        "unchanged": 1,
    }
    assert query(url, "SELECT text FROM duty WHERE class_id LIKE '%9900100' ORDER BY ordinal") == [
        "Flies.",
        "Lands.",
    ]
    history = "SELECT valid_from, valid_to FROM class_title_history"
    now = query(url, "SELECT valid_from FROM class_title WHERE code = '9900100'")
    assert query(url, history) == [(begun[0], now[0])]
    assert query(url, "SELECT document_id FROM source_document_history") == ["us-ny/9900100F"]
    same = query(url, "SELECT * FROM source_document WHERE standard_number = '9900200'")
    assert same == other


def test_a_class_of_which_nothing_new_is_said_keeps_its_date(url, put):
    record = standard()
    put(record)
    begun = query(url, "SELECT valid_from FROM class_title")
    assert counted(put(record | {"issuer": "Another"}))["changed"] == 1
    assert query(url, "SELECT valid_from FROM class_title") == begun
    assert query(url, "SELECT valid_from FROM source_document") != begun
    assert not query(url, "SELECT * FROM class_title_history")


def test_the_same_words_from_another_file_begin_nothing_new(url, put):
    record = standard()
    put(record)
    begun = query(url, "SELECT valid_from FROM source_document")
    again = copy.deepcopy(record)
    again["source"] |= {"file": "again.pdf", "sha256": "0" * 64}
    assert counted(put(again)) == {"records": 1, "refreshed": 1}
    assert query(url, "SELECT file, valid_from FROM source_document") == [("again.pdf", *begun)]
    assert not query(url, "SELECT * FROM source_document_history")


def test_a_withdrawn_document_is_closed_and_may_come_back(url, put):
    gone, stays = standard("9900100"), standard("9900200")
    put(gone, stays)
    assert counted(put(stays)) == {"records": 1, "unchanged": 1, "withdrawn": 1}
    closed = "SELECT document_id FROM {} WHERE valid_to IS NOT NULL"
    for table in ("source_document", "class_title"):
        assert query(url, closed.format(table)) == ["us-ny/9900100F"]
    assert len(query(url, "SELECT * FROM duty")) == 2
    assert query(url, "SELECT code FROM title") == ["9900200"]
    before = contents(url)
    assert counted(put(stays)) == {"records": 1, "unchanged": 1}
    assert contents(url) == before
    assert counted(put(gone, stays)) == {"records": 2, "reopened": 1, "unchanged": 1}
    assert not query(url, closed.format("class_title"))
    over = query(url, "SELECT valid_to FROM source_document_history")
    assert over[0] < query(url, "SELECT max(valid_from) FROM source_document")[0]


def test_only_what_the_output_could_hold_is_withdrawn(url, put):
    """A rejected file, a part of the output and another jurisdiction close nothing."""
    put(standard("9900100"), standard("9900200"))
    put(standard("0001", id="us-ca/0001F", jurisdiction="us-ca"), is_part=True)
    assert counted(put(standard("9900100"), rejected=["folder/9900200.txt"])) == {
        "records": 1,
        "unchanged": 1,
        "kept": 1,
    }
    assert counted(put(standard("9900100"), is_part=True)) == {
        "records": 1,
        "unchanged": 1,
        "kept": 1,
    }
    assert not query(url, "SELECT * FROM source_document WHERE valid_to IS NOT NULL")


def test_final_and_tentative_of_one_number_never_touch_each_other(url, put):
    final, tentative = standard(), standard(status="tentative", grade=11)
    put(final)
    before = contents(url)
    assert counted(put(final, tentative)) == {"records": 2, "added": 1, "unchanged": 1}
    put(final, standard(status="revised_tentative", grade=12))
    after = contents(url)
    for table in ("source_document", "class_title", "duty", "requirement"):
        assert before[table][0] in after[table]
    grades = "SELECT document_id, grade_value FROM class_title ORDER BY 1"
    assert query(url, grades) == [("us-ny/9900100F", 9), ("us-ny/9900100T", 12)]
    assert query(url, "SELECT document_id, claims FROM title") == [("us-ny/9900100F", 2)]
    holds = "SELECT document_id, holds FROM contested_code ORDER BY 1"
    assert query(url, holds) == [("us-ny/9900100F", True), ("us-ny/9900100T", False)]


def test_a_class_that_the_document_no_longer_defines_is_closed(url, put):
    two = standard()
    two["classes"].append(copy.deepcopy(two["classes"][0]) | {"ordinal": 2, "code": "9900300"})
    put(two)
    put(standard())
    assert query(url, "SELECT code FROM class_title WHERE valid_to IS NULL") == ["9900100"]
    assert query(url, "SELECT code FROM class_title WHERE valid_to IS NOT NULL") == ["9900300"]
    assert len(query(url, "SELECT * FROM duty")) == 1
    assert counted(put(two))["changed"] == 1
    assert not query(url, "SELECT * FROM class_title WHERE valid_to IS NOT NULL")


def test_a_document_the_database_refuses_is_rolled_back_and_named(url, put):
    """Two documents of one number, status and claim break a constraint; the others go in."""
    bad = standard("9900100", id="us-ny/9900100Fx")
    bad["series"]["occupational_group"] = {"code": "77", "name": "Only here"}
    report = put(standard("9900100"), bad, standard("9900200"))
    assert counted(report) == {"records": 3, "added": 2, "failed": 1}
    assert report.outcome == "incomplete"
    (failure,) = report.failures
    assert failure.document_id == "us-ny/9900100Fx"
    assert "unique" in failure.reason.casefold()
    for name, rows in contents(url).items():
        assert not [row for row in rows if "us-ny/9900100Fx" in row or "77" in row], name
    (journal,) = query(url, "SELECT outcome, records, added, failed, failures FROM load_run")
    assert journal[:4] == ("incomplete", 3, 2, 1)
    assert "us-ny/9900100Fx" in str(journal[4])


def test_a_record_of_another_schema_is_refused_by_name(put):
    odd = standard() | {"schema_version": "2-0-0"}
    report = put(odd, standard("9900200"))
    assert counted(report) == {"records": 2, "added": 1, "failed": 1}
    assert report.failures[0].reason == "schema 2-0-0, not 1-0-0"


def test_every_run_is_in_the_journal_and_its_counts_add_up(url, put):
    put(standard("9900100"), standard("9900200"))
    put(standard("9900200", grade=10), standard("9900300"))
    put()
    columns = ", ".join(("outcome", "load_run_id", *COUNTS))
    runs = [
        dict(zip(columns.split(", "), row, strict=True))
        for row in query(url, f"SELECT {columns} FROM load_run ORDER BY load_run_id")
    ]
    assert [one["load_run_id"] for one in runs] == [1, 2, 3]
    parts = ("added", "changed", "refreshed", "reopened", "unchanged", "failed", "not_reached")
    for one in runs:
        assert one["records"] == sum(one[part] for part in parts)
        assert one["outcome"] == "done"
    assert (runs[1]["added"], runs[1]["changed"], runs[1]["withdrawn"]) == (1, 1, 1)
    assert not query(url, "SELECT * FROM load_run WHERE finished_at <= started_at")


def test_words_are_values_and_never_part_of_a_statement(url, put, tmp_path):
    record = standard(duties=[HOSTILE], issuer=HOSTILE)
    record["entities"] = [
        {"label": "LAW", "text": HOSTILE, "start": 0, "end": 1, "value": {HOSTILE: [HOSTILE]}},
        {"label": "LAW", "text": HOSTILE, "start": 0, "end": 1, "value": None},
    ]
    record["notes"] = [HOSTILE]
    put(record)
    assert query(url, "SELECT text FROM duty") == [HOSTILE]
    assert query(url, "SELECT issuer FROM source_document") == [HOSTILE]
    assert differences(url, tmp_path / "outputs") == []


def test_check_tells_what_a_load_would_do_and_what_no_load_did(url, put, tmp_path):
    put(standard("9900100"), standard("9900200"), standard("9900300"), standard("9900400"))
    run(url, "UPDATE duty SET text = 'Sits.' WHERE document_id = 'us-ny/9900100F'")
    run(url, "DELETE FROM evidence WHERE document_id = 'us-ny/9900100F' AND pointer LIKE '%/code'")
    before = contents(url, but=())
    changed = standard("9900200", grade=10)
    now = output(tmp_path / "now", [standard("9900100"), changed, standard("9900500")])
    assert differences(url, now) == [
        "us-ny/9900100F rows of duty: 1 different",
        "us-ny/9900100F rows of evidence: 1 missing",
        "us-ny/9900200F is another record in the database",
        "us-ny/9900500F is not in the database",
        "us-ny/9900300F is in force, but not in the output",
        "us-ny/9900400F is in force, but not in the output",
    ]
    assert contents(url, but=()) == before


def test_a_withdrawn_document_that_is_in_the_output_is_a_difference(url, put, tmp_path):
    put(standard("9900100"), standard("9900200"))
    put(standard("9900200"))
    both = output(tmp_path / "both", [standard("9900100"), standard("9900200")])
    assert differences(url, both) == ["us-ny/9900100F is withdrawn in the database"]


def test_a_database_is_migrated_to_the_tables_of_the_model(url):
    with open_database(url) as connection:
        migrate(connection)
        migrate(connection)
        assert drift(connection) == []
        assert version(connection) == head()
        assert set(sa.inspect(connection).get_view_names()) == set(VIEWS)


def test_a_change_of_a_view_comes_with_a_migration():
    """Views are made anew when the version changes: the newest migration carries their digest."""
    from alembic.script import ScriptDirectory

    from pipeline.sinks.sql.migrate import _config

    newest = ScriptDirectory.from_config(_config()).get_revision(head())
    assert newest.module.views == VIEWS_SHA256


def test_a_database_of_another_version_is_refused(url, put, tmp_path):
    put(standard())
    run(url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(ConfigurationError, match="another version"):
        put(standard())
    with pytest.raises(ConfigurationError, match="holds version 9999"):
        differences(url, tmp_path / "outputs")


def test_groups_become_known_and_stay_so(url, put):
    def grouped(number, name):
        record = standard(number)
        record["series"]["occupational_group"] = {"code": "99", "name": name}
        return record

    put(grouped("9900100", None), grouped("9900200", "Wind"), grouped("9900300", None))
    assert query(url, "SELECT code, name FROM occupational_group") == [("99", "Wind")]
    assert query(url, "SELECT DISTINCT group_name FROM title") == ["Wind"]
