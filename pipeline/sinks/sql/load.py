"""Output of a run into a database: one transaction a document, none for what is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from pipeline.errors import ConfigurationError
from pipeline.sinks.sql.database import reason
from pipeline.sinks.sql.documents import Placing, State, document_state, document_states
from pipeline.sinks.sql.journal import Failure, LoadReport, close_run, open_run
from pipeline.sinks.sql.migrate import migrate
from pipeline.sinks.sql.outputs import Line, Output
from pipeline.sinks.sql.write import writer

_Errors = tuple[type[Exception], ...]
_NO_RECORD: _Errors = (ValueError, KeyError, TypeError, AttributeError)
Clock = Callable[[], datetime]


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


def load(
    connection: Connection,
    output: Output,
    *,
    is_part: bool = False,
    clock: Clock = now,
    on_done: Callable[[Line], None] = lambda line: None,
) -> LoadReport:
    """Bring a database to what an output folder holds, and note the run in `load_run`.

    Documents of the jurisdictions in the output that it no longer holds are closed, unless
    their file was rejected or the output is only a part (`is_part`). A document that the
    database refuses is rolled back and named, and the next one follows; where the connection is
    lost, the run ends with the document that was under way.

    Raises:
        ConfigurationError: the database or the output cannot be used at all.
    """
    migrate(connection)
    number = open_run(connection, output.folder.as_posix(), clock())
    run = _Run(connection, clock)
    try:
        run.put_all(output.lines(), on_done)
        if not run.report.broken:
            run.withdraw_all(output, is_part)
    except (ConfigurationError, KeyboardInterrupt):
        run.report.broken = True
        raise
    finally:
        _close(connection, number, run.report, clock)
    return run.report


def _close(connection: Connection, number: int, report: LoadReport, clock: Clock) -> None:
    """Note how the run ended; without a connection, the row goes on saying `running`."""
    try:
        close_run(connection, number, report, clock())
    except _database_errors(connection):
        report.broken = True


def _database_errors(connection: Connection) -> _Errors:
    """What goes wrong in a database, said by SQLAlchemy or by the driver itself."""
    driver: Any = connection.dialect.loaded_dbapi
    return (SQLAlchemyError, driver.Error)


class _Run:
    """A load under way: what the database held at its start, and what became of it."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self.report = LoadReport()
        self._connection, self._clock = connection, clock
        self._writer = writer(connection)
        with connection.begin():
            self._known = document_states(connection)
        self._seen: set[str] = set()
        self._jurisdictions: set[str] = set()

    def put_all(self, lines: Iterable[Line], on_done: Callable[[Line], None]) -> None:
        """Load every record, or as many as the connection lasts for."""
        for line in lines:
            self.report.counts["records"] += 1
            self._seen.add(line.document_id)
            self._jurisdictions.add(line.jurisdiction)
            if self.report.broken:
                self.report.counts["not_reached"] += 1
                continue
            self._attempt(line.document_id, partial(self._put, line), "failed")
            on_done(line)

    def _attempt(self, document_id: str, act: Callable[[], None], otherwise: str) -> None:
        """Do something to one document, or roll it back, count it so and say why."""
        errors: _Errors = _NO_RECORD + _database_errors(self._connection)
        try:
            act()
        except errors as error:
            self.report.counts[otherwise] += 1
            self.report.failures.append(Failure(document_id, _told(error)))
            self.report.broken = self._is_lost(error)

    def _is_lost(self, error: Exception) -> bool:
        """Whether nothing more can be done on this connection."""
        driver: Any = self._connection.dialect.loaded_dbapi
        cause = getattr(error, "orig", None) or error
        return isinstance(cause, (driver.OperationalError, driver.InterfaceError))

    def _put(self, line: Line) -> None:
        sha256 = line.sha256
        if _holds(self._known.get(line.document_id), sha256):
            self.report.counts["unchanged"] += 1
            return
        record = line.record()
        with self._connection.begin():
            self._writer.lock(line.document_id)
            known = document_state(self._connection, line.document_id)
            if _holds(known, sha256):
                became, written = "unchanged", 0
            else:
                became, written = self._placing(known).put(record, sha256)
        self.report.counts[became] += 1
        self.report.counts["rows_written"] += written

    def _placing(self, known: State | None) -> Placing:
        return Placing(self._connection, self._writer, known, self._clock())

    def withdraw_all(self, output: Output, is_part: bool) -> None:
        """Close what is in force in the database and no longer in the output."""
        for document_id, state in sorted(self._known.items()):
            mine = state.jurisdiction in self._jurisdictions and document_id not in self._seen
            if not mine or state.valid_to is not None or self.report.broken:
                continue
            if is_part or state.file in output.rejected:
                self.report.counts["kept"] += 1
            else:
                self._attempt(document_id, partial(self._withdraw, document_id), "kept")

    def _withdraw(self, document_id: str) -> None:
        with self._connection.begin():
            self._writer.lock(document_id)
            known = document_state(self._connection, document_id)
            if known and known.valid_to is None:
                self._placing(known).withdraw(document_id)
                self.report.counts["withdrawn"] += 1


def _holds(known: State | None, sha256: str) -> bool:
    """Whether a document in force is of exactly this record."""
    return known is not None and known.valid_to is None and known.record_sha256 == sha256


def _told(error: Exception) -> str:
    said = reason(error)
    return f"it lacks {said}" if isinstance(error, KeyError) else said
