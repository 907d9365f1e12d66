"""Outcomes to records under their final ids: several files of one standard are settled here."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from pipeline.batch.task import Facts, Outcome
from pipeline.issues import issue
from pipeline.sinks.files import json_page, write_whole

_SETTLED = ".settled.json"


@dataclass(frozen=True, slots=True)
class Accepted:
    """A record and the file it was read from; `also` are the outcomes that say the same.

    `page` and `text` are the names of its files in the staging folder.
    """

    outcome: Outcome
    facts: Facts
    page: str
    text: str
    also: tuple[Outcome, ...] = ()


def settle(outcomes: Iterable[Outcome], staging: Path) -> list[Accepted]:
    """One record for each thing said, sorted by id, whatever the order of the outcomes.

    Files with one id that say the same become one record, the others named in `source.also`.
    Where they differ, the first by file name keeps the id, and each says `duplicate-standard`.
    What a record says differently then is staged beside what was read.
    """
    by_id: dict[str, list[tuple[Outcome, Facts]]] = defaultdict(list)
    for outcome in outcomes:
        if isinstance(outcome.result, Facts):
            by_id[outcome.result.id].append((outcome, outcome.result))
    settled = [one for same_id in by_id.values() for one in _settle_id(same_id, staging)]
    return sorted(settled, key=lambda accepted: accepted.facts.id)


def _settle_id(found: list[tuple[Outcome, Facts]], staging: Path) -> Iterator[Accepted]:
    found.sort(key=lambda pair: _order(*pair))
    first_at: dict[str, int] = {}
    for at, (_, facts) in enumerate(found):
        first_at.setdefault(facts.content, at)
    found.sort(key=lambda pair: first_at[pair[1].content])
    groups = [list(group) for _, group in groupby(found, key=lambda pair: pair[1].content)]
    names = [group[0][0].task.file for group in groups]
    for at, group in enumerate(groups):
        (outcome, facts), also = group[0], tuple(other for other, _ in group[1:])
        others = [*names[:at], *names[at + 1 :]]
        key = outcome.task.key
        one = Accepted(outcome, facts, f"{key}.json", f"{key}.txt", also)
        identity = facts.id if at == 0 else f"{facts.id}~{facts.sha256[:8]}"
        yield _amend(one, identity, others, staging) if also or others else one


def _order(outcome: Outcome, facts: Facts) -> tuple[str, str, str]:
    return outcome.task.file, facts.sha256, outcome.task.name


def _amend(one: Accepted, identity: str, others: Sequence[str], staging: Path) -> Accepted:
    """Stage the record once more with what only the whole run knows."""
    plain: dict[str, Any] = json.loads((staging / one.page).read_text(encoding="utf-8"))
    plain["id"] = identity
    plain["source"]["also"] = [other.task.file for other in one.also]
    if others:
        message = f"{', '.join(others)} holds the same standard and differs"
        plain["issues"].append(issue("duplicate-standard", message).to_dict())
    page, name = json_page(plain), one.outcome.task.key + _SETTLED
    write_whole(staging / name, [page])
    digest = hashlib.sha256(page.encode()).hexdigest()
    facts = replace(one.facts, id=identity, page=digest, issues=tuple(plain["issues"]))
    return replace(one, facts=facts, page=name)
