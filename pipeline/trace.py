"""What a document's way through the stages cost and showed, and no record may hold."""

from __future__ import annotations

import time


class Trace:
    """Seconds by stage, and the evidence that was found for each profile.

    A record is the same whenever it is made, so clocks and scores stand here, beside it.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.scores: dict[str, int] = {}
        self._stage: str | None = None
        self._since = 0.0

    def to(self, stage: str) -> None:
        """End the stage that runs, and begin this one."""
        self.stop()
        self._stage, self._since = stage, time.perf_counter()

    def stop(self) -> None:
        """End the stage that runs."""
        if self._stage:
            spent = time.perf_counter() - self._since
            self.seconds[self._stage] = self.seconds.get(self._stage, 0.0) + spent
        self._stage = None
