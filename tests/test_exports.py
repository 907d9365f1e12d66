"""Tables go out as Parquet, CSV and JSON Lines: all rows, the same columns, the same bytes."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

import duckdb
import pyarrow
import pyarrow.csv
import pyarrow.parquet
import pytest

from pipeline.cli import main
from pipeline.cli_export import FORMS
from pipeline.errors import ConfigurationError
from pipeline.sinks.exports import FORMATS
from pipeline.sinks.exports.csv import safe
from pipeline.sinks.exports.tabular import batches
from pipeline.sinks.sql import load, open_database, read_output
from pipeline.sinks.tables import TABLES
from tests.build_exports import HARMLESS, RISKY, plain, records

TABULAR = ("parquet", "csv", "jsonl")


@pytest.fixture(scope="module")
def folders(tmp_path_factory) -> dict[str, Path]:
    """The two records in every tabular format."""
    made = {form: tmp_path_factory.mktemp(form) for form in TABULAR}
    for form, folder in made.items():
        FORMATS[form](records(), folder)
    return made


def expected() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    for name, batch in batches(records()):
        found[name] += [dict(row) for row in batch]
    return found


def output_folder(folder: Path, lines: list[dict[str, Any]]) -> Path:
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / "standards.jsonl").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("form", TABULAR)
def test_every_table_is_a_file_and_the_contract_lies_beside_them(folders, form):
    names = {f"{table}.{form}" for table in TABLES} | {"contract.odcs.yaml"}
    assert {path.name for path in folders[form].iterdir()} == names


def test_parquet_gives_back_every_row_with_its_columns_in_order(folders):
    for name, rows in expected().items():
        table = pyarrow.parquet.read_table(folders["parquet"] / f"{name}.parquet")
        assert table.column_names == list(TABLES[name].names)
        assert table.to_pylist() == rows


def test_parquet_says_what_a_column_means_and_whether_it_may_be_null(folders):
    for name, table in TABLES.items():
        schema = pyarrow.parquet.read_schema(folders["parquet"] / f"{name}.parquet")
        for field, column in zip(schema, table.columns, strict=True):
            assert field.nullable == column.nullable
            assert field.metadata[b"description"].decode() == column.description


def test_duckdb_reads_what_was_written(folders):
    for name, rows in expected().items():
        found = duckdb.read_parquet(str(folders["parquet"] / f"{name}.parquet"))
        assert found.columns == list(TABLES[name].names)
        assert found.fetchall() == [tuple(row.values()) for row in rows]


def test_duckdb_answers_a_question_over_two_files(folders):
    duty, title = (folders["parquet"] / f"{name}.parquet" for name in ("duty", "class_title"))
    question = f"SELECT code, count(*) FROM '{duty}' JOIN '{title}' USING (class_id) GROUP BY code"
    answer = duckdb.sql(question)
    assert answer is not None
    assert sorted(answer.fetchall()) == [("9900100", 1), ("9900200", 17)]


def test_parquet_and_the_database_hold_equal_rows(folders, tmp_path):
    """Columns that the load keeps for itself are in no file."""
    output = read_output(output_folder(tmp_path, list(records())))
    with open_database(f"sqlite:///{tmp_path / 'hr.db'}") as connection:
        assert not load(connection, output).failures
        for name, table in TABLES.items():
            query = f"SELECT {', '.join(table.names)} FROM {name}"
            loaded = [tuple(row) for row in connection.exec_driver_sql(query)]
            file = pyarrow.parquet.read_table(folders["parquet"] / f"{name}.parquet")
            assert sorted(map(str, loaded)) == sorted(map(str, _as_stored(file, table)))


def _as_stored(file, table):
    """Rows as SQLite has them: truth values are 0 and 1."""
    truth = {column.name for column in table.columns if column.type == "boolean"}
    for row in file.to_pylist():
        yield tuple(int(v) if n in truth and v is not None else v for n, v in row.items())


def test_a_shared_row_comes_once_and_keeps_what_any_record_knows(folders):
    file = folders["parquet"] / "occupational_group.parquet"
    row = {"jurisdiction": "us-ny", "code": "99", "name": "Wind"}
    assert pyarrow.parquet.read_table(file).to_pylist() == [row]


def test_small_batches_give_the_same_rows_as_one():
    found: dict[str, list[Any]] = {name: [] for name in TABLES}
    for name, batch in batches(records(), size=3):
        found[name] += batch
    assert found == expected()


@pytest.mark.parametrize("cell", RISKY)
def test_a_cell_that_may_be_a_formula_gets_an_apostrophe(cell):
    assert safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", HARMLESS)
def test_other_cells_stay_as_they_are(cell):
    assert safe(cell) == cell


def test_no_cell_of_any_csv_file_begins_as_a_formula_does(folders):
    for name in TABLES:
        with (folders["csv"] / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if cell.lstrip(" ").startswith(tuple("=+-@\t\r\n＝"))]


def test_csv_gives_back_every_row_once_the_apostrophes_are_off(folders):
    """Null is an empty cell without quotes, empty text has quotes."""
    for name, rows in expected().items():
        schema = pyarrow.parquet.read_schema(folders["parquet"] / f"{name}.parquet")
        table = pyarrow.csv.read_csv(
            folders["csv"] / f"{name}.csv",
            parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=schema,
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
            ),
        )
        assert [_bare(row) for row in table.to_pylist()] == rows


def _bare(row):
    return {n: v.removeprefix("'") if isinstance(v, str) else v for n, v in row.items()}


def test_json_lines_hold_the_rows_with_json_opened(folders):
    for name, rows in expected().items():
        lines = (folders["jsonl"] / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")
        assert lines.pop() == ""
        trees = {column.name for column in TABLES[name].columns if column.type == "json"}
        for line, row in zip(lines, rows, strict=True):
            opened = {n: json.loads(v) if n in trees and v else v for n, v in row.items()}
            assert json.loads(line) == opened


@pytest.mark.parametrize("form", FORMATS)
def test_equal_records_give_equal_bytes(form, tmp_path):
    for name in ("one", "two"):
        FORMATS[form](records(), tmp_path / name)
    first, second = ({p.name: p.read_bytes() for p in (tmp_path / n).iterdir()} for n in _PAIR)
    assert first
    assert first == second


_PAIR = ("one", "two")


@pytest.mark.parametrize("form", FORMATS)
def test_no_records_give_files_that_can_be_read(form, tmp_path):
    counts = FORMATS[form]([], tmp_path).counts
    assert set(counts.values()) == {0}
    assert all((tmp_path / name).is_file() for name in counts)


@pytest.mark.parametrize("form", FORMATS)
def test_a_failure_on_the_way_leaves_the_files_of_before(form, tmp_path):
    def broken():
        yield plain()
        raise OSError("gone")

    FORMATS[form](records(), tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(OSError, match="gone"):
        FORMATS[form](broken(), tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_without_pyarrow_the_extra_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ConfigurationError, match="the extra `export`"):
        FORMATS["parquet"](records(), tmp_path)
    assert FORMATS["jsonl"](records(), tmp_path).counts["duty.jsonl"] == 18


def test_the_command_knows_every_format():
    assert tuple(FORMATS) == FORMS


def test_the_question_in_the_manual_has_an_answer(folders):
    manual = Path(__file__).parents[1].joinpath("docs", "exports.md").read_text(encoding="utf-8")
    question = manual.partition("```sql\n")[2].partition("```")[0]
    answer = duckdb.sql(question.replace("exports/parquet", folders["parquet"].as_posix()))
    assert answer is not None
    assert answer.fetchall() == [(9, 2)]


def test_the_command_tells_how_many_rows_each_file_has(tmp_path, capsys):
    output_folder(tmp_path, list(records()))
    files = tmp_path / "files"
    assert main(["export", str(tmp_path), "--to", "jsonl", "--output", str(files)]) == 0
    assert "       18  duty.jsonl\n" in capsys.readouterr().out
    assert len((files / "duty.jsonl").read_bytes().splitlines()) == 18


def test_the_command_counts_what_a_format_left_out_by_reason(tmp_path, capsys):
    output_folder(tmp_path, [plain(), plain(status="tentative")])
    assert main(["export", str(tmp_path), "--to", "oracle-hdl", "--output", str(tmp_path)]) == 0
    told = capsys.readouterr()
    assert "1  Job.dat" in told.out
    assert told.err == "standards: 1 left out: the standard is tentative, not final\n"


def test_an_empty_folder_is_no_input(tmp_path, capsys):
    assert main(["export", str(tmp_path), "--to", "csv", "--output", str(tmp_path)]) == 3
    assert "no standards.jsonl" in capsys.readouterr().err


def test_a_record_of_another_schema_is_refused_by_name(tmp_path, capsys):
    output_folder(tmp_path, [plain(schema_version="9-0-0")])
    assert main(["export", str(tmp_path), "--to", "jsonl", "--output", str(tmp_path)]) == 2
    assert "us-ny/9900100F has schema 9-0-0" in capsys.readouterr().err
