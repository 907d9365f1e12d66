"""What a run has parsed so far, to a file that the run after a killed one takes up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from pipeline.batch.folder import digest
from pipeline.batch.manifest import Entry, entry_line, entry_of, outcome_of, read_entry
from pipeline.batch.task import Facts, Outcome, Task
from pipeline.sinks.files import write_whole

_NAME = "journal.jsonl"


class Journal:
    """The lines of one run, each written when its document is staged whole."""

    def __init__(self, file: TextIO, environment: str) -> None:
        self._file, self._environment = file, environment

    def add(self, outcome: Outcome) -> None:
        """Write down a staged record; rejects are not, so that they are tried again."""
        if isinstance(outcome.result, Facts):
            self._file.write(entry_line(entry_of(outcome, self._environment)))
            self._file.flush()


@contextmanager
def journal(staging: Path, found: Sequence[Outcome], environment: str) -> Iterator[Journal]:
    """A journal that begins with what was found of the last."""
    path = staging / _NAME
    write_whole(path, (entry_line(entry_of(outcome, environment)) for outcome in found))
    with path.open("a", encoding="utf-8", newline="\n") as file:
        yield Journal(file, environment)


def recover(staging: Path, tasks: Sequence[Task]) -> list[Outcome]:
    """The outcomes of documents that an interrupted run has staged, if they are still the same."""
    entries = dict(_read(staging / _NAME))
    found = ((task, entries.get(task.name)) for task in tasks)
    return [outcome_of(e, task) for task, e in found if e and _is_staged(e, task, staging)]


def _read(path: Path) -> Iterator[tuple[str, Entry]]:
    """Entries by name; the line that was being written when the run was killed is no entry."""
    if path.exists():
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            with suppress(ValueError, KeyError, TypeError):
                entry = read_entry(line)
                yield entry.name, entry


def _is_staged(entry: Entry, task: Task, staging: Path) -> bool:
    same = bool(task.stamp) and entry.stamp == task.stamp
    facts = entry.result
    return (
        same
        and isinstance(facts, Facts)
        and digest(staging / f"{task.key}.json") == facts.page
        and digest(staging / f"{task.key}.txt") == facts.text
    )
