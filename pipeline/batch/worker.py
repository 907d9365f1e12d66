"""A worker process: tasks in, an outcome for each out, until its pipe ends or it is killed."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path

from pipeline.batch.process import alarm, megabytes
from pipeline.batch.task import Outcome, Parse, Task
from pipeline.batch.work import work
from pipeline.errors import ConfigurationError

Answer = Outcome | ConfigurationError | OSError
_GRACE_SECONDS = 5.0


class Died(Exception):
    """A worker ended without an answer; the message says how."""


@dataclass
class Worker:
    """The parent's end of a worker: its pipe, what it was given, and since when it reads it.

    Until it is ready it reads nothing: its start is not held against its first document.
    """

    process: BaseProcess
    pipe: Connection
    tasks: deque[Task] = field(default_factory=deque)
    served: int = 0
    since: float | None = None

    def give(self, task: Task) -> None:
        """Send a task; a worker that is dead is found out when its answer is asked for."""
        if not self.tasks and self.since is not None:
            self.since = time.monotonic()
        self.tasks.append(task)
        with contextlib.suppress(OSError):
            self.pipe.send(task)

    def answer(self) -> Answer | None:
        """The answer to its first task; `None` if it says that it is ready.

        Raises:
            Died: there will be none.
        """
        try:
            answer: Answer | None = self.pipe.recv()
        except (EOFError, OSError) as error:
            raise Died(self._end()) from error
        self.since = time.monotonic()
        if answer is not None:
            self.tasks.popleft()
            self.served += 1
        return answer

    def _end(self) -> str:
        self.process.join(_GRACE_SECONDS)
        code = self.process.exitcode
        if code is not None and code < 0:
            return f"killed by {signal.Signals(-code).name}"
        return f"exit status {code}"

    def seconds(self) -> float:
        """How long it has been reading its first task."""
        return 0.0 if self.since is None else time.monotonic() - self.since

    def megabytes(self) -> float:
        """The memory it holds now; 0 once it is gone."""
        return megabytes(self.process.pid)

    def release(self) -> None:
        """Let it end by itself: a worker ends with its pipe."""
        self.pipe.close()
        self.process.join(_GRACE_SECONDS)
        self.kill()

    def kill(self) -> None:
        """End it now, whatever it does."""
        self.pipe.close()
        self.process.kill()
        self.process.join()


def _context(preload: Sequence[str]) -> BaseContext:
    """Processes forked from a small server that has loaded the parser, where there are such."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    forkserver = multiprocessing.get_context("forkserver")
    forkserver.set_forkserver_preload(list(preload))
    return forkserver


def start(
    parse: Parse, staging: Path, *, timeout_seconds: float | None, preload: Sequence[str]
) -> Worker:
    """A new worker with a pipe of its own: no lock is shared, so none can be left behind."""
    here, there = multiprocessing.Pipe()
    process = _context(preload).Process(  # type: ignore[attr-defined]
        target=_serve, args=(there, parse, staging, timeout_seconds), daemon=True
    )
    process.start()
    there.close()
    return Worker(process, here)


def _serve(pipe: Connection, parse: Parse, staging: Path, timeout_seconds: float | None) -> None:
    """Answer until the parent has no more; Ctrl-C is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, OSError):
        pipe.send(None)
        while True:
            task = pipe.recv()
            # Should the parent be gone when time is over, nobody else would end this process.
            alarm(timeout_seconds + _GRACE_SECONDS if timeout_seconds else 0)
            answer = _answer(task, parse, staging)
            alarm(0)
            pipe.send(answer)


def _answer(task: Task, parse: Parse, staging: Path) -> Answer:
    try:
        return work(task, parse, staging)
    except (ConfigurationError, OSError) as error:
        return error
