"""Tasks to outcomes on a Dask cluster: the only module that knows Dask.

Bytes go out and drafts come back, so that workers need no disk in common with the client. A
worker that dies costs its documents a second try; whoever dies of one document alone is told by
the scheduler, and that document is tried once more by itself before it is rejected.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections import deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from uuid import uuid4

import dask
from distributed import Client, Future, KilledWorker, get_worker

from pipeline.batch.environment import differences, identity
from pipeline.batch.task import Outcome, Parse, Reject, Task
from pipeline.batch.watch import Watch
from pipeline.batch.work import Draft, draft, read, store
from pipeline.errors import ConfigurationError, PipelineError

_CONNECT_SECONDS = 30
_PATIENCE_SECONDS = 60.0
_TICK_SECONDS = 0.5
_FOR_A_THREAD = 4
# Documents travel inside their tasks: what was sent ahead would be lost with its worker.
_SETTINGS = {"distributed.admin.large-graph-warning-threshold": "1GB"}
_LOST = "the Dask cluster has lost its workers or its scheduler; the next run goes on from here"
_ONE_AT_A_TIME = threading.Lock()


class ClusterLost(PipelineError):
    """The cluster went away; what it has parsed is kept for the next run."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The engine of many machines: a scheduler by its address, and the limits of a document."""

    scheduler: str
    watch: Watch

    def __call__(
        self, tasks: Sequence[Task], parse: Parse, staging: Path
    ) -> Generator[Outcome, None, None]:
        """Outcomes as they come.

        Raises:
            ConfigurationError: there is no such scheduler, it has no workers, or they run other
                versions than this process; or nothing can be parsed this way.
            ClusterLost: it was there, and is no more.
            OSError: a record cannot be written.
        """
        errand = _Errand(parse, self.watch, identity(), run=uuid4().hex)
        with dask.config.set(_SETTINGS), _quiet(), _connected(self.scheduler) as client:
            _agree(client, errand)
            try:
                yield from _Shift(client, errand, tasks, staging).outcomes()
            except OSError as error:
                if client.status == "running":
                    raise
                raise ClusterLost(_LOST) from error


@dataclass(frozen=True, slots=True)
class _Errand:
    """What a document takes along to a worker; `run` is a name that no other run has."""

    parse: Parse
    watch: Watch
    identity: Mapping[str, str]
    run: str


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Dask writes on standard error what is told here by outcomes and exceptions."""
    logger = logging.getLogger("distributed.client")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


@contextlib.contextmanager
def _connected(scheduler: str) -> Iterator[Client]:
    try:
        client = Client(scheduler, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"no Dask scheduler answers at {scheduler}") from error
    with client:
        yield client


def _agree(client: Client, errand: _Errand) -> None:
    """Wait for a worker, and see that all run what runs here."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE_SECONDS)
    except TimeoutError as error:
        raise ConfigurationError("the Dask scheduler has no workers") from error
    try:
        found = {f"worker {at}": there for at, there in client.run(identity).items()}
        found["scheduler"] = client.run_on_scheduler(identity)
    except Exception as error:  # whatever a strange environment raises
        raise ConfigurationError(f"the cluster cannot load the parser: {error!r}") from error
    for whose, there in found.items():
        _refuse_other(errand.identity, there, whose)


def _refuse_other(here: Mapping[str, str], there: Mapping[str, str], whose: str) -> None:
    if differ := differences(here, there):
        raise ConfigurationError(f"the {whose} has {differ}: install the same there")


class _Shift:
    """What waits, what is under way, and what is heard of it.

    `suspects` were under way while several workers died, `told` are those that went past the
    limit of memory; both get a second chance. `dying` are workers that are about to end.
    """

    def __init__(
        self, client: Client, errand: _Errand, tasks: Sequence[Task], staging: Path
    ) -> None:
        self.client, self.errand, self.staging = client, errand, staging
        self.waiting = deque(tasks)
        self.suspects: deque[Task] = deque()
        self.alone: set[str] = set()
        self.told: dict[str, Reject] = {}
        self.dying: set[str] = set()
        self.under_way: dict[str, tuple[Future[Draft], Task]] = {}
        self.news: SimpleQueue[Future[Draft] | dict[str, str]] = SimpleQueue()
        self.threads, self.counted, self.seen = 1, 0.0, time.monotonic()
        client.subscribe_topic(errand.run, lambda event: self.news.put(event[1]))

    def outcomes(self) -> Iterator[Outcome]:
        while self.waiting or self.suspects or self.under_way:
            self._count_threads()
            yield from self._send()
            yield from self._hear()

    def _count_threads(self) -> None:
        """How much can be under way now; a cluster long without workers ends the run."""
        now = time.monotonic()
        if now - self.counted < _TICK_SECONDS:
            return
        workers: dict[str, int] = {}
        with contextlib.suppress(OSError):
            workers = self.client.nthreads()
        self.counted = now
        if workers:
            self.threads, self.seen = sum(workers.values()), now
            self.dying.intersection_update(workers)
        elif now - self.seen > _PATIENCE_SECONDS:
            raise ClusterLost(_LOST)

    def _send(self) -> Iterator[Outcome]:
        """Fill the window; suspects go one by one, when no one else can take them along."""
        while self.waiting and len(self.under_way) < self.threads * _FOR_A_THREAD:
            yield from self._submit(self.waiting.popleft())
        if self.suspects and not self.under_way and not self.dying:
            yield from self._submit(self.suspects.popleft())

    def _submit(self, task: Task) -> Iterator[Outcome]:
        data = read(task)
        if isinstance(data, Reject):
            yield self._settle(task, Draft(data))
            return
        key = f"{task.key}-{uuid4().hex}"
        future = self.client.submit(_parse, data, task.file, key, self.errand, key=key, pure=False)
        self.under_way[key] = future, task
        future.add_done_callback(self.news.put)

    def _hear(self) -> Iterator[Outcome]:
        """Wait a moment for news, and settle all that there are."""
        done: dict[str, Future[Draft]] = {}
        for news in self._news():
            if isinstance(news, Future):
                done[str(news.key)] = news
            else:
                self.dying.add(news["worker"])
                yield from self._past_limit(news["key"], Reject(news["code"], news["detail"]))
        done = {key: future for key, future in done.items() if key in self.under_way}
        drafts: dict[str, Draft | None] = self.client.gather(done, errors="skip")
        for key, future in done.items():
            task = self.under_way.pop(key)[1]
            made = drafts.get(key)
            if made is None:
                yield from self._failed(task, future)
            else:
                yield self._settle(task, made)

    def _news(self) -> Iterator[Future[Draft] | dict[str, str]]:
        with contextlib.suppress(Empty):
            yield self.news.get(timeout=_TICK_SECONDS)
            while True:
                yield self.news.get_nowait()

    def _past_limit(self, key: str, reject: Reject) -> Iterator[Outcome]:
        """A worker is about to end itself: once past the limit of time, or twice of memory."""
        if key not in self.under_way:
            return
        future, task = self.under_way[key]
        if reject.code == "timeout" or task.key in self.told:
            del self.under_way[key]
            future.cancel()
            yield self._settle(task, Draft(reject))
        self.told[task.key] = reject

    def _failed(self, task: Task, future: Future[Draft]) -> Iterator[Outcome]:
        if future.status in ("cancelled", "lost"):
            raise ClusterLost(_LOST)
        error = future.exception(timeout=_PATIENCE_SECONDS)
        if isinstance(error, KilledWorker) and task.key not in self.alone:
            self.alone.add(task.key)
            self.suspects.append(task)
        elif isinstance(error, KilledWorker):
            crashed = Reject("crashed", "its worker died each time")
            yield self._settle(task, Draft(self.told.get(task.key, crashed)))
        elif isinstance(error, ConfigurationError):
            raise error
        else:
            raise ConfigurationError(f"the cluster cannot run the parser: {error!r}")

    def _settle(self, task: Task, made: Draft) -> Outcome:
        return store(made, task, self.staging)


def _parse(data: bytes, name: str, key: str, errand: _Errand) -> Draft:
    """On a worker: one document at a time, for not every library is safe with threads."""
    worker = get_worker()

    def tell(reject: Reject) -> None:
        facts = {"key": key, "code": reject.code, "detail": reject.detail}
        worker.log_event(errand.run, {**facts, "worker": worker.address})

    with _ONE_AT_A_TIME, errand.watch.over(tell):
        _refuse_other(errand.identity, identity(), f"worker {worker.address}")
        return draft(data, name, errand.parse)
