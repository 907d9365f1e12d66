"""Outcomes to records under their final ids: several files of one standard are settled here."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from pipeline.batch.work import Facts, Outcome, write_record
from pipeline.issues import issue


@dataclass(frozen=True, slots=True)
class Accepted:
    """A record and the file it was read from; `also` are the outcomes that say the same."""

    outcome: Outcome
    facts: Facts
    also: tuple[Outcome, ...] = ()


def settle(outcomes: Iterable[Outcome]) -> list[Accepted]:
    """One record for each thing said, sorted by id, whatever the order of the outcomes.

    Files with one id that say the same become one record, the others named in `source.also`.
    Where they differ, the first by file name keeps the id, and each says `duplicate-standard`.
    """
    by_id: dict[str, list[tuple[Outcome, Facts]]] = defaultdict(list)
    for outcome in outcomes:
        if isinstance(outcome.result, Facts):
            by_id[outcome.result.id].append((outcome, outcome.result))
    settled = [one for same_id in by_id.values() for one in _settle_id(same_id)]
    return sorted(settled, key=lambda accepted: accepted.facts.id)


def _settle_id(found: list[tuple[Outcome, Facts]]) -> Iterator[Accepted]:
    found.sort(key=lambda pair: _order(*pair))
    first_at: dict[str, int] = {}
    for at, (_, facts) in enumerate(found):
        first_at.setdefault(facts.content, at)
    found.sort(key=lambda pair: first_at[pair[1].content])
    groups = [list(group) for _, group in groupby(found, key=lambda pair: pair[1].content)]
    names = [group[0][0].task.path.name for group in groups]
    for at, group in enumerate(groups):
        (outcome, facts), also = group[0], tuple(other for other, _ in group[1:])
        others = [*names[:at], *names[at + 1 :]]
        identity = facts.id if at == 0 else f"{facts.id}~{facts.sha256[:8]}"
        if also or others:
            facts = _amend(outcome, facts, identity, also, others)
        yield Accepted(outcome, facts, also)


def _order(outcome: Outcome, facts: Facts) -> tuple[str, str, str]:
    return outcome.task.path.name, facts.sha256, outcome.task.path.as_posix()


def _amend(
    outcome: Outcome, facts: Facts, identity: str, also: Sequence[Outcome], others: Sequence[str]
) -> Facts:
    """Write into a staged record what only the whole run knows."""
    stage = outcome.task.stage
    plain: dict[str, Any] = json.loads(stage.with_suffix(".line").read_text(encoding="utf-8"))
    plain["id"] = identity
    plain["source"]["also"] = [other.task.path.name for other in also]
    if others:
        message = f"{', '.join(others)} holds the same standard and differs"
        plain["issues"].append(issue("duplicate-standard", message).to_dict())
    write_record(plain, stage)
    return replace(facts, id=identity, issues=tuple(plain["issues"]))
