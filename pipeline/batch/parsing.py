"""A plan to the outcomes of all that it has parsed, and what stands as it is beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from pipeline.batch.journal import Journal, journal, recover
from pipeline.batch.manifest import Entry
from pipeline.batch.plan import Choice, Plan, of_standards
from pipeline.batch.task import Engine, Facts, Outcome, Parse, Reject, Task
from pipeline.errors import PipelineError
from pipeline.model import Limits


class TooManyFailures(PipelineError):
    """As many documents were rejected as were allowed to be; nothing was published."""


class Watcher(Protocol):
    """Who wants to hear of a run while it goes on."""

    def planned(self, plan: Plan, recovered: int) -> None:
        """What will be done; `recovered` documents were parsed by an interrupted run."""

    def more(self, count: int) -> None:
        """So many documents are parsed again, to be settled with what was found."""

    def done(self, outcome: Outcome) -> None:
        """What became of one document."""


class Silent:
    """A watcher that says nothing."""

    def planned(self, plan: Plan, recovered: int) -> None:
        """Nothing."""

    def more(self, count: int) -> None:
        """Nothing."""

    def done(self, outcome: Outcome) -> None:
        """Nothing."""


@dataclass(frozen=True, slots=True)
class Job:
    """How documents are parsed: by what, where, and under which `environment`.

    `environment` is a digest of all that a record depends on beside its document: records made
    under another one are made again. `max_failures` rejected documents end the run.
    """

    parse: Parse
    engine: Engine
    environment: str
    choice: Choice = field(default_factory=Choice)
    limits: Limits = field(default_factory=Limits)
    max_failures: int | None = None


def parse_planned(
    planned: Plan, job: Job, staging: Path, watcher: Watcher
) -> tuple[list[Outcome], dict[str, Entry]]:
    """Parse what is planned; what an interrupted run has staged is not parsed again.

    Where a document turns out to hold a standard of which records are kept, those documents are
    parsed too, so that all of one standard are settled together. The entries that are kept in
    the end come with the outcomes.

    Raises:
        TooManyFailures: as many documents were rejected as `job` allows.
    """
    tasks = {task.name: task for task in planned.tasks}
    staged = {outcome.task.name: outcome for outcome in recover(staging, planned.tasks)}
    watcher.planned(planned, sum(task.name in staged for task in planned.parse))
    kept, todo = dict(planned.kept), list(planned.parse)
    outcomes: list[Outcome] = []
    with journal(staging, list(staged.values()), job.environment) as notes:
        while todo:
            outcomes += [staged[task.name] for task in todo if task.name in staged]
            new = [task for task in todo if task.name not in staged]
            for outcome in _parsed(new, job, staging, notes):
                outcomes.append(outcome)
                watcher.done(outcome)
                _count(outcomes, job)
            todo = [tasks[name] for name in of_standards(kept, _standards(outcomes))]
            kept = {name: kept[name] for name in kept.keys() - {task.name for task in todo}}
            watcher.more(len(todo))
    return outcomes, kept


def _parsed(tasks: Sequence[Task], job: Job, staging: Path, notes: Journal) -> Iterator[Outcome]:
    if tasks:
        with closing(job.engine(tasks, job.parse, staging)) as working:
            for outcome in working:
                notes.add(outcome)
                yield outcome


def _standards(outcomes: Sequence[Outcome]) -> set[str]:
    return {o.result.id for o in outcomes if isinstance(o.result, Facts)}


def _count(outcomes: Sequence[Outcome], job: Job) -> None:
    if job.max_failures is None or not isinstance(outcomes[-1].result, Reject):
        return
    rejected = [(o.task.name, o.result) for o in outcomes if isinstance(o.result, Reject)]
    if len(rejected) >= job.max_failures:
        name, reject = rejected[-1]
        raise TooManyFailures(
            f"stopped after {len(rejected)} failures, the last of {name}: {reject.code}; nothing "
            "was published, and the next run goes on from here"
        )
