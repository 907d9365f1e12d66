"""Output folders made by hand, real databases to load them into, and all that those hold."""

from __future__ import annotations

import atexit
import copy
import functools
import itertools
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from pipeline.sinks.files import json_line
from pipeline.sinks.sql import open_database
from pipeline.sinks.sql.schema import METADATA
from tests.conftest import make_record

Json = dict[str, Any]
_NUMBERS = itertools.count()


def standard(number: str = "9900100", status: str = "final", **changed: Any) -> Json:
    """A record of one class; `duties` are its duties, `grade` is its grade."""
    plain: Json = copy.deepcopy(make_record().to_dict())
    plain["id"] = f"us-ny/{number}{'F' if status == 'final' else 'T'}"
    plain["standard_number"], plain["status"] = number, status
    plain["source"]["file"] = f"{number}.txt"
    one = plain["classes"][0]
    one["code"] = number
    if "duties" in changed:
        said = changed.pop("duties")
        one["duties"] = [{"text": text, "group": None, "depth": 0} for text in said]
    if "grade" in changed:
        one["grade"] |= {"value": changed.pop("grade")}
    return plain | changed


def output(folder: Path, records: Iterable[Json], *, rejected: Iterable[str] = ()) -> Path:
    """What a run writes, as far as the load reads it."""
    folder.mkdir(parents=True, exist_ok=True)
    ordered = sorted(records, key=lambda record: str(record["id"]))
    lines = "".join(map(json_line, ordered))
    (folder / "standards.jsonl").write_text(lines, encoding="utf-8", newline="\n")
    rejects = ({"file": name, "code": "corrupt-file"} for name in rejected)
    (folder / "rejects.jsonl").write_text("".join(map(json_line, rejects)), encoding="utf-8")
    return folder


class Clock:
    """One second later at every look."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def contents(url: str, *, but: Iterable[str] = ("load_run",)) -> dict[str, list[Any]]:
    """Every row of every table, in one order."""
    held = {}
    with open_database(url, read_only=True) as connection, connection.begin():
        for name, table in METADATA.tables.items():
            if name not in but:
                found = connection.execute(sa.select(table).order_by(*table.primary_key))
                held[name] = [tuple(row) for row in found]
    return held


def query(url: str, sql: str) -> list[Any]:
    """The rows of a query; of several columns as tuples, of one as values."""
    with open_database(url) as connection, connection.begin():
        found = [tuple(row) for row in connection.execute(sa.text(sql))]
    return [row[0] if len(row) == 1 else row for row in found]


def run(url: str, *statements: str) -> None:
    """Run statements as they stand."""
    with open_database(url) as connection, connection.begin():
        for statement in statements:
            connection.execute(sa.text(statement))


def fresh(kind: str, folder: Path) -> str:
    """The URL of a database that is empty."""
    if kind == "sqlite":
        return f"sqlite:///{folder / 'hr.db'}"
    server, name = postgres(), f"hr{next(_NUMBERS)}"
    with open_database(server) as connection:
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        alone.exec_driver_sql(f"CREATE DATABASE {name}")
    return server.replace("/postgres?", f"/{name}?")


@functools.cache
def _server() -> str:
    """The URL of a server of this process; the reason in words if none can be started."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pgserver
    except ImportError:
        return _installed()
    folder = tempfile.mkdtemp(prefix="hr")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server = pgserver.get_server(folder, cleanup_mode="delete")  # type: ignore[attr-defined]
    url = str(server.get_uri())
    with open_database(url) as connection:  # the disk of a test may forget
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        alone.exec_driver_sql("ALTER SYSTEM SET fsync = off")
        alone.exec_driver_sql("SELECT pg_reload_conf()")
    return url


def _installed() -> str:
    """A server from the programs of this machine, without the wheel."""
    initdb, ctl = shutil.which("initdb"), shutil.which("pg_ctl")
    if not initdb or not ctl:
        return "no PostgreSQL: neither pgserver nor initdb is installed"
    folder = tempfile.mkdtemp(prefix="hr")
    made = subprocess.run(
        [initdb, "-D", f"{folder}/data", "-U", "postgres", "--auth=trust"],
        capture_output=True,
        text=True,
    )
    if made.returncode:
        return f"no PostgreSQL: initdb says {made.stderr.strip()}"
    options = f"-k {folder} -h ''"
    subprocess.run([ctl, "-D", f"{folder}/data", "-o", options, "-w", "start"], check=True)
    atexit.register(subprocess.run, [ctl, "-D", f"{folder}/data", "-m", "fast", "stop"])
    return f"postgresql://postgres:@/postgres?host={folder}"


def postgres() -> str:
    """The URL of a real server; the test is skipped, with the reason, where none can start."""
    url = _server()
    if not url.startswith("postgresql://"):
        pytest.skip(url)
    return url
