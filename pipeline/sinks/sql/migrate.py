"""A database of any version to one of this version; the only module with Alembic."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy.engine import Connection

from pipeline.errors import ConfigurationError
from pipeline.sinks.sql.schema import METADATA
from pipeline.sinks.sql.views import VIEWS

_SCRIPTS = Path(__file__).parent / "migrations"
_LOCK = 4_720_193_846


def head() -> str:
    """The version of the model that this package writes."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def version(connection: Connection) -> str | None:
    """The version of the model in the database; `None` if it holds none."""
    return MigrationContext.configure(connection).get_current_revision()


def migrate(connection: Connection) -> None:
    """Bring tables and views to this version, in one transaction; two at once wait.

    Raises:
        ConfigurationError: the database was written by a newer version of this package.
    """
    with connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        if version(connection) == head():
            return
        _drop_views(connection)
        try:
            command.upgrade(_config(connection), "head")
        except CommandError as error:
            raise ConfigurationError(f"the database is of another version: {error}") from error
        for view in VIEWS.values():
            connection.execute(sa.text(view.statement))


def demand_version(connection: Connection) -> None:
    """Make sure that the database is of this version, without writing.

    Raises:
        ConfigurationError: it is not.
    """
    with connection.begin():
        found = version(connection)
    if found != head():
        there = f"version {found}" if found else "no tables of records"
        raise ConfigurationError(f"the database holds {there}: run `standards load` first")


def drift(connection: Connection) -> list[object]:
    """How the tables of a database differ from the model; empty if they don't."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, METADATA))


def _drop_views(connection: Connection) -> None:
    there = set(sa.inspect(connection).get_view_names())
    for name in reversed(VIEWS):
        if name in there:
            connection.exec_driver_sql(f"DROP VIEW {name}")


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
