"""Minimum qualifications to trees: a table of cases by phenomenon, the gold, and the laws."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.record import Node, OfWhich, Printed
from pipeline.requirements import canonical, read

ROOT = Path(__file__).resolve().parents[1]
CASES = [
    json.loads(row)
    for row in (ROOT / "tests" / "requirements_cases.jsonl").read_text("utf-8").splitlines()
]
NOWHERE = Printed("", (), "test")
EXTRAS = ("credits", "or_higher", "status", "name", "footnotes", "amount", "unit")


def node(tree):
    """A tree of JSON as a node."""
    if "op" in tree:
        return Node(NOWHERE, op=tree["op"], of=tuple(node(child) for child in tree["of"]))
    values = {k: v for k, v in tree.items() if k not in ("type", "text")}
    if "of_which" in values:
        values["of_which"] = tuple(OfWhich(**part) for part in values["of_which"])
    return Node(NOWHERE, type=tree["type"], attributes=tuple(values.items()))


def leaves(tree):
    """The leaves of a tree of JSON or nodes, in order."""
    children = tree.of if isinstance(tree, Node) else tree.get("of", ())
    return [leaf for child in children for leaf in leaves(child)] if children else [tree]


def has(leaf, expected):
    """Whether a leaf has every further attribute that the table states."""
    values = dict(leaf.attributes)
    wanted = {k: expected[k] for k in EXTRAS if k in expected}
    return leaf.type == expected["type"] and all(
        values.get(k) == (tuple(v) if isinstance(v, list) else v) for k, v in wanted.items()
    )


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['phenomenon']}: {c['text'][:60]}")
def test_case(case):
    """A qualification text reads as the tree that a person drew for it."""
    reading = read(case["text"])
    assert (reading.ambiguous is not None) == case.get("ambiguous", False)
    if case["tree"] is None:
        assert reading.node is None
        assert bool(reading.unparsed) == case.get("unparsed", False)
        return
    assert reading.node is not None
    assert canonical(reading.node) == canonical(node(case["tree"]))
    assert bool(reading.unparsed) == case.get("unparsed", False)
    found = leaves(reading.node)
    for expected in leaves(case["tree"]):
        assert any(has(leaf, expected) for leaf in found), expected


def test_table_is_large_and_has_no_text_twice():
    """The table holds at least 150 different texts."""
    assert len({case["text"] for case in CASES}) == len(CASES) >= 150
