"""Records of a run to a database, SQLite or PostgreSQL: the door of SQLAlchemy and Alembic."""

from pipeline.sinks.sql.check import Difference, check
from pipeline.sinks.sql.database import open_database, shown
from pipeline.sinks.sql.journal import Failure, LoadReport
from pipeline.sinks.sql.load import load
from pipeline.sinks.sql.outputs import read_output

__all__ = [
    "Difference",
    "Failure",
    "LoadReport",
    "check",
    "load",
    "open_database",
    "read_output",
    "shown",
]
