"""Bytes of documents to drafts, on a worker of a Dask cluster."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from distributed import Worker, get_worker

from pipeline.batch.environment import differences, identity
from pipeline.batch.task import Parse, Reject
from pipeline.batch.watch import Watch
from pipeline.batch.work import Draft, draft
from pipeline.errors import ConfigurationError

_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class Errand:
    """What documents take along to a worker; `run` is a name that no other run has."""

    parse: Parse
    watch: Watch
    identity: Mapping[str, str]
    run: str


def parse_there(documents: Sequence[tuple[str, bytes]], key: str, errand: Errand) -> list[Draft]:
    """What becomes of some documents, given by name; `key` is that of their task.

    One document at a time, for not every library is safe with threads.

    Raises:
        ConfigurationError: something else runs here than at the client.
    """
    worker = get_worker()
    with _ONE_AT_A_TIME:
        refuse_other(errand.identity, identity(), f"worker {worker.address}")
        return [
            _parse(name, data, errand, _Place(worker, key, at))
            for at, (name, data) in enumerate(documents)
        ]


def refuse_other(here: Mapping[str, str], there: Mapping[str, str], whose: str) -> None:
    """Make sure that two machines make the same bytes of a document.

    Raises:
        ConfigurationError: they may not.
    """
    if differ := differences(here, there):
        raise ConfigurationError(f"the {whose} has {differ}: install the same there")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a document is worked on: on a worker, as the n-th of a task."""

    worker: Worker
    key: str
    at: int


def _parse(name: str, data: bytes, errand: Errand, place: _Place) -> Draft:
    def tell(reject: Reject) -> None:
        where = {"worker": place.worker.address, "key": place.key, "at": place.at}
        news = {**where, "code": reject.code, "detail": reject.detail}
        place.worker.log_event(errand.run, news)

    with errand.watch.over(tell):
        return draft(data, name, errand.parse)
