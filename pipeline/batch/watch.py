"""Time and memory of one document, watched from within the process that reads it."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pipeline.batch.process import alarm, megabytes
from pipeline.batch.task import Reject

_TICK_SECONDS = 0.1
_GRACE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Watch:
    """The limits of one document; `None` sets no limit."""

    timeout_seconds: float | None = None
    memory_megabytes: int | None = None

    @contextmanager
    def over(self, tell: Callable[[Reject], None]) -> Iterator[None]:
        """Watch what is done within; past a limit, tell which and end this process.

        Should no thread come to its turn any more, the kernel ends the process a little later.
        """
        done = threading.Event()
        thread = threading.Thread(target=self._look, args=(done, tell), daemon=True)
        thread.start()
        alarm((self.timeout_seconds or 0) and self.timeout_seconds + 5 * _GRACE_SECONDS)
        try:
            yield
        finally:
            alarm(0)
            done.set()
            thread.join()

    def _look(self, done: threading.Event, tell: Callable[[Reject], None]) -> None:
        begun = time.monotonic()
        while not done.wait(_TICK_SECONDS):
            past = self._past(time.monotonic() - begun, megabytes())
            if past:
                tell(past)
                time.sleep(_GRACE_SECONDS)
                os.kill(os.getpid(), signal.SIGKILL)

    def _past(self, seconds: float, megabytes: float) -> Reject | None:
        if self.timeout_seconds and seconds > self.timeout_seconds:
            return Reject("timeout", f"over {self.timeout_seconds:g} seconds")
        if self.memory_megabytes and megabytes > self.memory_megabytes:
            return Reject("memory", f"over {self.memory_megabytes} MB")
        return None
