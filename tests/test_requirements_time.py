"""The law of time: every length of time that a path asks for is the value of a leaf or unparsed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.requirements_report import city_paths, state_paths
from pipeline.requirements import read
from tests.test_requirements import CASES, leaves

REAL = Path(__file__).resolve().parents[2] / "shared" / "real"
WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMBERS = {name: n for n, name in enumerate(WORDS, start=1)}
LENGTH = re.compile(
    rf"(?<![-/])\b(?P<n>{'|'.join(NUMBERS)}|\d{{1,2}})\s(?P<unit>years?|months?)\b(?!-)",
    re.IGNORECASE,
)
NO_AMOUNT = re.compile(  # within the last ten years; three to five years; thirty six months
    r"\b(?:within|last|past|preceding|previous|every|each|to|twenty|thirty|forty|\d)\s$",
    re.IGNORECASE,
)
MEASURED = ("experience", "service", "traineeship")


def months(found):
    number = found["n"].lower()
    value = NUMBERS.get(number) or int(number)
    return value * (12 if found["unit"].lower().startswith("year") else 1)


def inside(text, at):
    return any(start <= at < end for start, end in text.spans)


def holds(leaf, at, asked):
    """Whether a leaf that stands on a place has the length asked for there as a value."""
    if leaf.type not in MEASURED:
        return inside(leaf.text, at)
    values = dict(leaf.attributes)
    parts = [part.months for part in values.get("of_which") or ()]
    return inside(leaf.text, at) and asked in (values["months"], *parts)


def lost(text):
    """The lengths of time in a text that neither the tree holds nor `unparsed` shows."""
    reading = read(text)
    if reading.node is None:
        return []
    beside = (*reading.unparsed, *reading.substitutions, *reading.notes)
    return [
        text[max(found.start() - 30, 0) : found.end() + 30]
        for found in LENGTH.finditer(text)
        if not NO_AMOUNT.search(text[: found.start()])
        and not any(inside(one, found.start()) for one in beside)
        and not any(holds(leaf, found.start(), months(found)) for leaf in leaves(reading.node))
    ]


@pytest.mark.parametrize("text", [case["text"] for case in CASES])
def test_no_length_of_time_is_lost(text):
    """No length of time in the table of cases is missing from tree and `unparsed`."""
    assert lost(text) == []


def test_no_length_of_time_is_lost_on_real_pages():
    """Nor in the paths of the real pages, however crudely they are cut out."""
    paths = [*state_paths(REAL / "ca" / "content"), *city_paths(REAL / "la" / "txt")]
    if not paths:
        pytest.skip("../shared/real is not present")
    assert [found for path in paths for found in lost(path)] == []
