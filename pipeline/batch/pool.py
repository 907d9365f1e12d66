"""Tasks to outcomes in processes that may hang, swell or die without taking the run along.

Each worker has a pipe of its own. Pools that share one queue among workers also share its lock:
a worker killed while it waits (by the kernel for want of memory, say) leaves the lock behind, and
the pool is broken. Here whoever dies costs its document a second try.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path

from pipeline.batch.task import Outcome, Parse, Reject, Task
from pipeline.batch.worker import Died, Worker, start

_AHEAD = 2
_TICK_SECONDS = 0.1
_MOST_TRIES = 3
_WORTH_A_PROCESS = 16


@dataclass(frozen=True, slots=True)
class Workers:
    """The engine of one machine: `jobs` processes, each replaced after `recycle` documents.

    Without `jobs` there is one a core, but no second one for few documents. A document that takes
    longer than `timeout_seconds` or a worker that holds more than `memory_megabytes` is stopped;
    `None` sets no limit. Workers are forked from a process that has imported `preload`.
    """

    jobs: int | None = None
    timeout_seconds: float | None = None
    memory_megabytes: int | None = None
    recycle: int = 1000
    preload: tuple[str, ...] = ("pipeline.batch.warm",)

    def __call__(
        self, tasks: Sequence[Task], parse: Parse, staging: Path
    ) -> Generator[Outcome, None, None]:
        """Outcomes as they come.

        Raises:
            ConfigurationError: nothing can be parsed this way.
            OSError: a record cannot be written.
        """
        shift = _Shift(self, self.jobs or default_jobs(len(tasks)), tasks, parse, staging)
        try:
            yield from shift.outcomes()
        finally:
            shift.end()


def default_jobs(documents: int) -> int:
    """One process a core, but no second one for so few documents that starting it costs more."""
    return max(1, min(os.cpu_count() or 1, documents // _WORTH_A_PROCESS))


class _Shift:
    """The workers of one run and what waits for them; `tries` counts answers that never came."""

    def __init__(
        self, engine: Workers, jobs: int, tasks: Sequence[Task], parse: Parse, staging: Path
    ) -> None:
        self.engine, self.jobs, self.parse, self.staging = engine, jobs, parse, staging
        self.waiting = deque(tasks)
        self.workers: list[Worker] = []
        self.tries: dict[str, int] = {}
        self.inspected = time.monotonic()

    def outcomes(self) -> Iterator[Outcome]:
        self._hand_out()
        while any(worker.tasks for worker in self.workers):
            pipes = {worker.pipe: worker for worker in self.workers if worker.tasks}
            for pipe in wait(list(pipes), _TICK_SECONDS):
                yield from self._hear(pipes[pipe])  # type: ignore[index]
            if time.monotonic() - self.inspected > _TICK_SECONDS:
                for worker in [worker for worker in self.workers if worker.tasks]:
                    yield from self._inspect(worker)
                self.inspected = time.monotonic()
            self._hand_out()

    def end(self) -> None:
        for worker in self.workers:
            worker.kill()

    def _hand_out(self) -> None:
        """Give every worker its next task before it asks for it; hire where one is missing."""
        while self.waiting and len(self.workers) < self.jobs:
            timeout, preload = self.engine.timeout_seconds, self.engine.preload
            worker = start(self.parse, self.staging, timeout_seconds=timeout, preload=preload)
            self.workers.append(worker)
            worker.give(self.waiting.popleft())
        for worker in self.workers:
            while self.waiting and len(worker.tasks) < _AHEAD and self._may_serve(worker):
                worker.give(self.waiting.popleft())

    def _may_serve(self, worker: Worker) -> bool:
        return worker.served + len(worker.tasks) < self.engine.recycle

    def _hear(self, worker: Worker) -> Iterator[Outcome]:
        try:
            answer = worker.answer()
        except Died as death:
            yield from self._lose(worker, Reject("crashed", str(death)), again=True)
            return
        if answer is None:
            return
        if isinstance(answer, Exception):
            raise answer
        if not worker.tasks and not self._may_serve(worker):
            self.workers.remove(worker)
            worker.release()
        yield answer

    def _inspect(self, worker: Worker) -> Iterator[Outcome]:
        """Stop a worker that is past a limit; one that held much before gets a fresh successor."""
        seconds, most = worker.seconds(), self.engine.timeout_seconds
        if most and seconds > most:
            yield from self._lose(worker, Reject("timeout", f"over {most:g} seconds"), again=False)
            return
        limit = self.engine.memory_megabytes
        if limit and worker.megabytes() > limit:
            reject = Reject("memory", f"over {limit} MB")
            yield from self._lose(worker, reject, again=worker.served > 0)

    def _lose(self, worker: Worker, reject: Reject, *, again: bool) -> Iterator[Outcome]:
        """Part with a worker; its first task is tried again or rejected, the others wait on."""
        self.workers.remove(worker)
        worker.kill()
        task = worker.tasks.popleft()
        self.waiting.extendleft(reversed(worker.tasks))
        self.tries[task.name] = self.tries.get(task.name, 0) + 1
        if again and self.tries[task.name] < _MOST_TRIES:
            self.waiting.appendleft(task)
        else:
            yield Outcome(task, reject, {"lost": worker.seconds()}, {})
