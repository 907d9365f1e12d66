"""Documents as they were named to documents on this disk: fetched, and out of their archives."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain
from pathlib import Path

from pipeline.batch.archives import archive_kind, refused, spooled, unpack
from pipeline.batch.inputs import WITHIN, gather
from pipeline.batch.spool import Spool
from pipeline.batch.task import Engine, Outcome, Parse, Task
from pipeline.errors import SourceError
from pipeline.model import Limits

_AT_ONCE = 8

Known = Callable[[Task], bool]


def arrive(tasks: Sequence[Task], spool: Spool, limits: Limits, known: Known) -> tuple[Task, ...]:
    """The documents that some tasks stand for, each once; the spool takes their bytes.

    What lies at an address is fetched, and archives are opened, but for documents that a run has
    `known` as they are: those are left for `fetching`, should their bytes be needed after all.
    What cannot be fetched or opened is refused by name.

    Raises:
        NoInput: an archive to select from is not there.
        OSError: the bytes cannot be written.
    """
    wanted, left, within = list[Task](), list[Task](), list[Task]()
    for task in tasks:
        selects = WITHIN.fullmatch(task.name)
        (within if selects else left if known(task) else wanted).append(task)
    found = chain(left, _opened(_fetched(wanted, spool, limits), spool, limits))
    chosen = (_chosen(task.name, spool, limits) for task in within)
    documents = {task.name: task for task in chain(found, chain.from_iterable(chosen))}
    return tuple(documents.values())


def fetching(engine: Engine, spool: Spool, limits: Limits) -> Engine:
    """An engine that first fetches what was left at its address."""

    def fetch_and_run(
        tasks: Sequence[Task], parse: Parse, staging: Path
    ) -> Generator[Outcome, None, None]:
        return engine(tuple(_fetched(tasks, spool, limits)), parse, staging)

    return fetch_and_run


def _fetched(tasks: Iterable[Task], spool: Spool, limits: Limits) -> Iterator[Task]:
    """The tasks with their bytes at hand; several are fetched at once where that can be."""
    local, remote = list[Task](), list[Task]()
    for task in tasks:
        (local if task.path or task.refused else remote).append(task)
    yield from local
    if not remote:
        return
    from pipeline.batch.places import place

    many = all(place(task.name).many for task in remote)
    pool = ThreadPoolExecutor(_AT_ONCE if many else 1)
    try:
        yield from pool.map(partial(_fetch, spool=spool, limits=limits), remote)
    finally:
        pool.shutdown(cancel_futures=True)


def _fetch(task: Task, *, spool: Spool, limits: Limits) -> Task:
    from pipeline.batch.places import chunks, place, size

    at = place(task.name)
    try:
        kept = spooled(chunks(at), spool, limits, size=size(at))
        return Task(task.name, kept.path, task.stamp or kept.stamp)
    except SourceError as error:
        return refused(task.name, error)


def _opened(tasks: Iterable[Task], spool: Spool, limits: Limits) -> Iterator[Task]:
    for task in tasks:
        if task.path is None or task.refused or not archive_kind(task.path):
            yield task
        else:
            yield from unpack(task.name, task.path, spool, limits)


def _chosen(address: str, spool: Spool, limits: Limits) -> Iterator[Task]:
    """The files of an archive that an address such as `zip://folder/*.txt::a.zip` selects."""
    inner, outer = _within(address)
    met = False
    for archive in _fetched(gather([outer], limits=limits), spool, limits):
        for task in _all_of(archive, spool, limits):
            if task.name == archive.name or inner(task.name.removeprefix(f"{archive.name}/")):
                met = True
                yield task
    if not met:
        yield refused(address, SourceError("unreadable", "the archive holds no such file"))


def _within(address: str) -> tuple[Callable[[str], bool], str]:
    """Which paths an address selects, and from what."""
    from pipeline.batch.places import matches

    asked = WITHIN.fullmatch(address)
    inner, outer = asked.groups() if asked else ("", address)
    return partial(matches, pattern=inner), outer


def _all_of(archive: Task, spool: Spool, limits: Limits) -> Iterator[Task]:
    if archive.path is None or archive.refused:
        yield archive
    elif archive_kind(archive.path):
        yield from unpack(archive.name, archive.path, spool, limits)
    else:
        yield refused(archive.name, SourceError("unsupported-media-type", "no archive"))
