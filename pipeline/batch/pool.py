"""Tasks to outcomes, in the order of the tasks, in this process or in several."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext

from pipeline.batch.work import Outcome, Parse, Reject, Task, work

_Chunk = Sequence[Task]
_Waiting = deque[_Chunk]
_CHUNK = 8
_CHUNKS_AHEAD = 3
_PRELOAD = [
    f"pipeline.{room}"
    for room in ("assemble", "extract", "ner.nlp", "segment", "source", "validate")
]
_PARSE: list[Parse] = []


def run_here(tasks: Sequence[Task], parse: Parse) -> Iterator[Outcome]:
    """Outcomes one after the other in this process."""
    return (work(task, parse) for task in tasks)


def run_in_processes(tasks: Sequence[Task], parse: Parse, *, jobs: int) -> Iterator[Outcome]:
    """Outcomes from `jobs` processes, in the order of the tasks.

    A document that ends its process is rejected as `internal-error`: whatever was under way
    then is tried again, each document where it can take nothing else down.
    """
    size = max(1, min(_CHUNK, len(tasks) // (jobs * _CHUNKS_AHEAD)))
    waiting = deque(tasks[at : at + size] for at in range(0, len(tasks), size))
    context = _context()
    while waiting:
        pool = _open(context, parse, jobs)
        try:
            for chunk, outcomes in _drain(pool, waiting, jobs * _CHUNKS_AHEAD):
                yield from _apart(context, parse, chunk) if outcomes is None else outcomes
        finally:
            pool.shutdown(cancel_futures=True)


def _context() -> BaseContext:
    """Processes forked from a small server that has imported the parser, where there are such."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOAD)
    return context


def _open(context: BaseContext, parse: Parse, jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(parse,))


def _drain(
    pool: ProcessPoolExecutor, waiting: _Waiting, most: int
) -> Iterator[tuple[_Chunk, list[Outcome] | None]]:
    """Chunks with their outcomes until nothing waits; `None` for those a broken pool lost.

    Once the pool is broken, the chunks that were not given to it keep waiting.
    """
    ahead: deque[tuple[_Chunk, Future[list[Outcome]]]] = deque()
    broken = False
    while ahead or (waiting and not broken):
        while waiting and not broken and len(ahead) < most:
            try:
                ahead.append((waiting[0], pool.submit(_work_all, waiting[0])))
                waiting.popleft()
            except BrokenProcessPool:
                broken = True
        if ahead:
            chunk, future = ahead.popleft()
            try:
                outcomes = future.result()
            except BrokenProcessPool:
                broken = True
                yield chunk, None
            else:
                yield chunk, outcomes


def _apart(context: BaseContext, parse: Parse, chunk: _Chunk) -> Iterator[Outcome]:
    """The outcomes of a chunk from one process at a time; who ends it is named."""
    pool = _open(context, parse, 1)
    try:
        for task in chunk:
            try:
                yield pool.submit(_work_all, [task]).result()[0]
            except BrokenProcessPool:
                yield Outcome(task, Reject("internal-error", "its process died"), 0.0)
                pool = _open(context, parse, 1)
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(parse: Parse) -> None:
    """Ready a new process; Ctrl-C is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _PARSE[:] = [parse]


def _work_all(chunk: _Chunk) -> list[Outcome]:
    return [work(task, _PARSE[0]) for task in chunk]
