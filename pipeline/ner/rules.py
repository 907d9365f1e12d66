"""Rows of `entities.jsonl` to rules and word classes.

A rule row has `id`, `label`, `pattern` (a phrase, a spaCy token pattern, or a list of either),
and `examples` with the entity marked: `allocated to [[GRADE 18]]`. It may have
`lead` and `tail`, the number of words at either end that are context and not entity;
`context`, a regex that the block must hold besides; `value`, members added to the normal form,
in which `{name}` stands for a member already there (`null`: what matches is no entity, and
nothing shorter of that label inside it is one); `members`, where the match is an enumeration and
each of its members an entity, with the class of words to pass at its ends and the class
of words that no member has (`past`, `without`); and `counterexamples`.

A class row has `token`, the name under which patterns use it, and either `words` (any case) or
`regex` (the whole word); `except` lists words it does not hold, `not` other classes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.errors import ConfigurationError
from pipeline.ner.members import Members, Test
from pipeline.ner.values import NORMALIZERS


@dataclass(frozen=True, slots=True)
class Rule:
    """What a match of one rule means; `order` is its place in the file."""

    id: str
    label: str
    order: int
    lead: int
    tail: int
    context: re.Pattern[str] | None
    value: Mapping[str, Any] | None
    members: Members | None = None

    def read(self, text: str) -> Any | None:
        """The normal form of a text that this rule matched; `None` where it is no entity."""
        if self.value is None:
            return None
        found = NORMALIZERS[self.label](text)
        if not self.value or not isinstance(found, dict):
            return found
        return found | {name: _fill(value, found) for name, value in self.value.items()}


def _fill(value: Any, members: Mapping[str, Any]) -> Any:
    return value.format_map(members) if isinstance(value, str) else value


def rules_of(rows: Iterable[Mapping[str, Any]]) -> dict[str, Rule]:
    """The rules among the rows, by id.

    Raises:
        ConfigurationError: two rules share an id, a label has no normaliser, or a member is wrong.
    """
    rows = list(rows)
    classes = classes_of(rows)
    rules: dict[str, Rule] = {}
    for order, row in enumerate(row for row in rows if "token" not in row):
        rule = _rule(row, order, classes)
        if rule.id in rules:
            raise ConfigurationError(f"entity rule {rule.id!r} stands twice")
        rules[rule.id] = rule
    return rules


def _rule(row: Mapping[str, Any], order: int, classes: Mapping[str, Test]) -> Rule:
    try:
        context, members = row.get("context"), row.get("members")
        rule = Rule(
            id=row["id"],
            label=row["label"],
            order=order,
            lead=row.get("lead", 0),
            tail=row.get("tail", 0),
            context=re.compile(context) if context else None,
            value=row.get("value", {}),
            members=Members(**{k: classes[v] for k, v in members.items()}) if members else None,
        )
    except (KeyError, TypeError, re.error) as error:
        raise ConfigurationError(f"entity rule {row.get('id', order)!r}: {error!r}") from error
    if rule.label not in NORMALIZERS or not row.get("pattern"):
        raise ConfigurationError(f"entity rule {rule.id!r}: unknown label or no pattern")
    return rule


def classes_of(rows: Iterable[Mapping[str, Any]]) -> dict[str, Test]:
    """The word classes among the rows, by name; one may exclude those above it.

    Raises:
        ConfigurationError: a class is wrong or excludes one that is not known.
    """
    classes: dict[str, Test] = {}
    for row in rows:
        if "token" in row:
            try:
                classes[row["token"]] = _test(row, classes)
            except (KeyError, re.error) as error:
                raise ConfigurationError(f"word class {row['token']!r}: {error!r}") from error
    return classes


def _test(row: Mapping[str, Any], known: Mapping[str, Test]) -> Test:
    excluded = frozenset(word.casefold() for word in row.get("except", ()))
    others = [known[name] for name in row.get("not", ())]
    if "words" in row:
        words = frozenset(word.casefold() for word in row["words"])
        return lambda word: word.casefold() in words and not any(no(word) for no in others)
    fullmatch = re.compile(row["regex"]).fullmatch
    return lambda word: (
        fullmatch(word) is not None
        and word.casefold() not in excluded
        and not any(no(word) for no in others)
    )
