"""A database URL to an open connection: SQLite in a file, or PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from pipeline.errors import ConfigurationError

_PATIENCE_SECONDS = 60
_DRIVERS = {
    "sqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


@contextmanager
def open_database(url: str, *, read_only: bool = False) -> Iterator[Connection]:
    """One connection to the database, closed at the end.

    Raises:
        ConfigurationError: the URL is none, its driver is not installed, nothing answers, or
            the database fails in a way that is not about one document.
    """
    engine = _engine(_address(url), read_only)
    try:
        with engine.connect() as connection:
            if read_only and engine.dialect.name == "postgresql":
                connection = connection.execution_options(postgresql_readonly=True)
            yield connection
    except SQLAlchemyError as error:
        raise ConfigurationError(f"{shown(url)} cannot be used: {reason(error)}") from error
    finally:
        engine.dispose()


def shown(url: str) -> str:
    """A database URL as it may be printed: without its password."""
    return make_url(url).render_as_string(hide_password=True)


def reason(error: BaseException) -> str:
    """What a database said, on one line, without the statement and its values."""
    said = str(getattr(error, "orig", None) or error)
    return said.strip().partition("\n")[0]


def _address(url: str) -> URL:
    try:
        where = make_url(url)
    except ArgumentError as error:
        raise ConfigurationError(f"{url!r} is no database URL, such as sqlite:///hr.db") from error
    if where.drivername not in _DRIVERS:
        known = "sqlite:///FILE or postgresql://USER@HOST/NAME"
        raise ConfigurationError(f"no driver for {where.drivername}; use {known}")
    return where.set(drivername=_DRIVERS[where.drivername])


def _engine(where: URL, read_only: bool) -> Engine:
    if where.drivername == "sqlite":
        return _sqlite(where, read_only)
    try:
        return sa.create_engine(where, poolclass=NullPool)
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            f"{error.name} is missing: install civil-service-standards[postgres]"
        ) from error


def _sqlite(where: URL, read_only: bool) -> Engine:
    """An engine whose transactions begin as such: DDL included, writers one after the other."""
    name = where.database or ":memory:"
    if read_only and not Path(name).is_file():
        raise ConfigurationError(f"there is no database {name}: run `standards load` first")
    patience = {"timeout": _PATIENCE_SECONDS}
    engine = sa.create_engine(where, poolclass=NullPool, connect_args=patience)

    @sa.event.listens_for(engine, "connect")
    def _settings(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # the driver would begin late, and not before DDL
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA query_only = {int(read_only)}")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine
