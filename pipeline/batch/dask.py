"""Tasks to outcomes on a Dask cluster: this module and the one of its workers know Dask.

Bytes go out and drafts come back, so that workers need no disk in common with the client. A
worker that dies costs its documents a second try; whoever dies of one document alone is told by
the scheduler, and that document is tried once more by itself before it is rejected.
"""

from __future__ import annotations

import contextlib
import logging
import time
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any
from uuid import uuid4

import dask
from distributed import Client, Future, KilledWorker

from pipeline.batch.dask_worker import Errand, parse_there, refuse_other
from pipeline.batch.environment import identity
from pipeline.batch.task import Outcome, Parse, Reject, Task
from pipeline.batch.watch import Watch
from pipeline.batch.work import Draft, read, store
from pipeline.errors import ConfigurationError, PipelineError

_CONNECT_SECONDS = 30
_PATIENCE_SECONDS = 60.0
_TICK_SECONDS = 0.5
_FOR_A_THREAD = 3
_MOST_TOGETHER = 8
_BYTES_TOGETHER = 1024 * 1024
# Documents travel inside their tasks: what was sent ahead would be lost with its worker.
_SETTINGS = {"distributed.admin.large-graph-warning-threshold": "1GB"}
_LOST = "the Dask cluster has lost its workers or its scheduler; the next run goes on from here"


_News = Future[list[Draft]] | dict[str, Any]


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
        errand = Errand(parse, self.watch, identity(), run=uuid4().hex)
        with dask.config.set(_SETTINGS), _quiet(), _connected(self.scheduler) as client:
            _agree(client, errand)
            try:
                yield from _Shift(client, errand, tasks, staging).outcomes()
            except OSError as error:
                if client.status == "running":
                    raise
                raise ClusterLost(_LOST) from error


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


def _agree(client: Client, errand: Errand) -> None:
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
        refuse_other(errand.identity, there, whose)


class _Shift:
    """What waits, what is under way, and what is heard of it.

    `suspects` were under way while several workers died, `told` are those that went past the
    limit of memory; both get a second chance. `dying` are workers that are about to end.
    """

    def __init__(
        self, client: Client, errand: Errand, tasks: Sequence[Task], staging: Path
    ) -> None:
        self.client, self.errand, self.staging = client, errand, staging
        self.waiting = deque(tasks)
        self.suspects: deque[Task] = deque()
        self.alone: set[str] = set()
        self.told: dict[str, Reject] = {}
        self.dying: set[str] = set()
        self.under_way: dict[str, tuple[Future[list[Draft]], list[Task]]] = {}
        self.news: SimpleQueue[_News] = SimpleQueue()
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
        window = self.threads * _FOR_A_THREAD
        if self.suspects and not (self.waiting or self.under_way or self.dying):
            self.waiting.append(self.suspects.popleft())
        while self.waiting and len(self.under_way) < window:
            share = min(len(self.waiting) // window, _MOST_TOGETHER)
            yield from self._submit(max(1, share))

    def _submit(self, most: int) -> Iterator[Outcome]:
        """Send some documents together, for every task costs the scheduler the same."""
        tasks: list[Task] = []
        documents: list[tuple[str, bytes]] = []
        size = 0
        while self.waiting and len(tasks) < most and size < _BYTES_TOGETHER:
            task = self.waiting.popleft()
            data = read(task)
            if isinstance(data, Reject):
                yield self._settle(task, Draft(data))
                continue
            tasks.append(task)
            documents.append((task.file, data))
            size += len(data)
        if tasks:
            key = uuid4().hex
            call = (parse_there, documents, key, self.errand)
            future = self.client.submit(*call, key=key, pure=False)
            self.under_way[key] = future, tasks
            future.add_done_callback(self.news.put)

    def _hear(self) -> Iterator[Outcome]:
        """Wait a moment for news, and settle all that there are."""
        done: dict[str, Future[list[Draft]]] = {}
        for news in self._news():
            if isinstance(news, Future):
                done[str(news.key)] = news
            else:
                yield from self._past_limit(news)
        done = {key: future for key, future in done.items() if key in self.under_way}
        drafts: dict[str, list[Draft] | None] = self.client.gather(done, errors="skip")
        for key, future in done.items():
            tasks = self.under_way.pop(key)[1]
            made = drafts.get(key)
            if made is None:
                yield from self._failed(tasks, future)
            else:
                yield from map(self._settle, tasks, made)

    def _news(self) -> Iterator[_News]:
        with contextlib.suppress(Empty):
            yield self.news.get(timeout=_TICK_SECONDS)
            while True:
                yield self.news.get_nowait()

    def _past_limit(self, news: dict[str, Any]) -> Iterator[Outcome]:
        """A worker is about to end itself: once past the limit of time, or twice of memory."""
        self.dying.add(news["worker"])
        if news["key"] not in self.under_way:
            return
        future, tasks = self.under_way[news["key"]]
        task, reject = tasks[news["at"]], Reject(news["code"], news["detail"])
        if reject.code == "timeout" or task.key in self.told:
            del self.under_way[news["key"]]
            future.cancel()
            self.waiting.extendleft(other for other in tasks if other is not task)
            yield self._settle(task, Draft(reject))
        self.told[task.key] = reject

    def _failed(self, tasks: Sequence[Task], future: Future[list[Draft]]) -> Iterator[Outcome]:
        if future.status in ("cancelled", "lost"):
            raise ClusterLost(_LOST)
        error = future.exception(timeout=_PATIENCE_SECONDS)
        if isinstance(error, ConfigurationError):
            raise error
        if not isinstance(error, KilledWorker):
            raise ConfigurationError(f"the cluster cannot run the parser: {error!r}")
        for task in tasks:
            if task.key not in self.alone:
                self.alone.add(task.key)
                self.suspects.append(task)
            else:
                crashed = Reject("crashed", "its worker died each time")
                yield self._settle(task, Draft(self.told.get(task.key, crashed)))

    def _settle(self, task: Task, made: Draft) -> Outcome:
        return store(made, task, self.staging)
