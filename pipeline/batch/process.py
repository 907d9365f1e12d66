"""What the system says of a process and does to it: the memory it holds, and an end in time."""

from __future__ import annotations

import signal

import psutil

_MEGABYTE = 1 << 20


def megabytes(pid: int | None = None) -> float:
    """The memory a process holds now, this one unless named; 0 once it is gone."""
    try:
        return float(psutil.Process(pid).memory_info().rss) / _MEGABYTE
    except psutil.Error:
        return 0.0


def alarm(seconds: float) -> None:
    """Let the kernel end this process when so many seconds are over; 0 takes that back."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
