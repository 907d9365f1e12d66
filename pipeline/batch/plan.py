"""Documents and the last manifest to what is parsed now, what stands as it is, and what is gone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.batch.folder import digest
from pipeline.batch.manifest import Entry, Manifest, standing
from pipeline.batch.task import Facts, Reject, Task


@dataclass(frozen=True, slots=True)
class Choice:
    """What is parsed: `force` everything, `retry_failed` only what the last run rejected.

    `prune` removes the records of documents that are no longer among the input.
    """

    force: bool = False
    retry_failed: bool = False
    prune: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does with each document.

    `kept` documents are as they were and their records stand; those that `wait` are left alone
    and have none. Of the documents that are `gone` from the input, `ghosts` still have a record.
    """

    tasks: tuple[Task, ...]
    parse: tuple[Task, ...]
    kept: Mapping[str, Entry]
    wait: tuple[Task, ...]
    gone: tuple[Entry, ...]
    ghosts: Mapping[str, Entry]


def plan(
    tasks: Sequence[Task], last: Manifest, *, environment: str, root: Path, choice: Choice
) -> Plan:
    """Divide the documents of a run.

    Files of one standard are settled together, so a standard is kept whole or parsed anew whole:
    no record is kept whose standard had another document that is changed or pruned now.
    """
    present = {task.name for task in tasks}
    gone = [entry for name, entry in last.entries.items() if name not in present]
    kept: dict[str, Entry] = {}
    waiting: set[str] = set()
    for task in tasks:
        before = last.entries.get(task.name)
        if choice.retry_failed and before is None:
            waiting.add(task.name)
        elif before and (entry := _kept(before, task, environment, root, choice)):
            kept[task.name] = entry
    left = [last.entries[name] for name in last.entries.keys() & (present - kept.keys())]
    for name in of_standards(kept, {e.standard for e in [*left, *(gone if choice.prune else ())]}):
        del kept[name]
    ghosts = {} if choice.prune else _ghosts(gone, root)
    parse = tuple(t for t in tasks if t.name not in kept and t.name not in waiting)
    wait = tuple(t for t in tasks if t.name in waiting)
    return Plan(tuple(tasks), parse, kept, wait, tuple(gone), ghosts)


def of_standards(entries: Mapping[str, Entry], standards: Collection[str]) -> list[str]:
    """The documents among these that hold one of some standards."""
    return [name for name, entry in entries.items() if entry.standard in standards]


def remaining(plan: Plan, kept: Mapping[str, Entry], fresh: Collection[str]) -> dict[str, Entry]:
    """The ghosts that stay when documents of the standards `fresh` were parsed.

    The place of a ghost is taken by whoever holds its standard now; and who was merged into a
    record that stands no longer has none.
    """
    ghosts = {n: e for n, e in plan.ghosts.items() if e.standard not in fresh}
    heads = {entry.head.id for entry in [*kept.values(), *ghosts.values()] if entry.head}
    return {
        name: entry
        for name, entry in ghosts.items()
        if isinstance(entry.result, Facts) and entry.result.id in heads
    }


def _kept(entry: Entry, task: Task, environment: str, root: Path, choice: Choice) -> Entry | None:
    """The entry of a document that need not be parsed, with the stamps of now."""
    if choice.force or isinstance(entry.result, Reject):
        return None
    if not choice.retry_failed:
        if task.refused or entry.environment != environment or not _same_bytes(entry, task):
            return None
        entry = replace(entry, stamp=task.stamp)
    return standing(entry, root)


def _same_bytes(entry: Entry, task: Task) -> bool:
    if task.stamp and task.stamp == entry.stamp:
        return True
    return task.path is not None and digest(task.path) == entry.sha256


def _ghosts(gone: Iterable[Entry], root: Path) -> dict[str, Entry]:
    found = (standing(entry, root) for entry in gone)
    return {entry.name: entry for entry in found if entry}
