"""Every pattern of a profile finds its examples and refuses its counter-examples."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from pipeline import ConfigurationError, profiles

WHOLE = {"header_line", "track", "paragraph", "grade", "value"}


def _patterns() -> list[Any]:
    found = []
    for name in [f"{name}/profile.toml" for name in profiles.names()]:
        text = files("pipeline.profiles").joinpath(name).read_text("utf-8")
        for table, rows in tomllib.loads(text).items():
            for row in rows if isinstance(rows, list) else [rows]:
                if isinstance(row, dict) and "examples" in row:
                    label = f"{name}.{table}.{row.get('value', row.get('kind', ''))}"
                    found.append(pytest.param(table, row, id=label))
    return found


def _finds(table: str, row: dict[str, Any], text: str) -> bool:
    """Labels and lines are matched whole (a label up to its mark), other patterns anywhere.

    Evidence is sought in small letters, and what has `words` only where one of them is.
    """
    pattern = re.compile(row["pattern"], re.DOTALL if table == "preamble" else 0)
    if table == "evidence":
        text = text.lower()
    if "words" in row and not any(word in text.lower() for word in row["words"]):
        return False
    if table in WHOLE:
        found = pattern.match(text)
        marked = found is not None and text[found.end() :] == ":"
        return marked or pattern.fullmatch(text.rstrip(":")) is not None
    return pattern.search(text) is not None


@pytest.mark.parametrize(("table", "row"), _patterns())
def test_a_pattern_keeps_its_promises(table: str, row: dict[str, Any]) -> None:
    """Each rule carries examples it must find and counter-examples it must not."""
    assert row["examples"]
    assert row["counterexamples"]
    assert [t for t in row["examples"] if not _finds(table, row, t)] == []
    assert [t for t in row["counterexamples"] if _finds(table, row, t)] == []


def test_an_unknown_profile_is_named() -> None:
    """The error says which profiles there are."""
    with pytest.raises(ConfigurationError, match="us-ny"):
        profiles.load("atlantis")


def test_profiles_are_chosen_by_evidence() -> None:
    """A recipe has none, a New York header has enough."""
    header = "Occ. Code 9900100\nKITE TESTER, GRADE 9\nNew York State Department of Civil Service"
    chosen, scores = profiles.choose(header)
    assert chosen is not None
    assert chosen.name == "us-ny"
    assert scores["us-ny"] >= chosen.accept
    assert profiles.choose("Take two eggs and a pound of flour.")[0] is None


ELSEWHERE = """CITY OF KITES
KITE TESTER
Class Code: 0417
DUTIES
Tests kites.
MINIMUM QUALIFICATIONS
One year of experience.
"""


def test_a_fallback_is_taken_where_no_other_profile_has_as_much_evidence() -> None:
    """A specification of elsewhere is read with general rules; one of New York never is."""
    chosen, scores = profiles.choose(ELSEWHERE)
    assert chosen is not None
    assert chosen.fallback
    assert all(scores[name] < scores[chosen.name] for name in scores if name != chosen.name)
    both = f"New York State Department of Civil Service\nOcc. Code 9900100\n{ELSEWHERE}"
    other, _ = profiles.choose(both)
    assert other is not None
    assert other.name == "us-ny"


def test_a_profile_takes_over_the_headings_of_others() -> None:
    """Every spelling of every profile is one of generic's, those left out aside; none twice."""
    general = [s for kind in profiles.load("generic").sections for s in kind.spellings]
    assert len(general) == len({spelling.casefold() for spelling in general})
    for name in profiles.names():
        spellings = {s.casefold() for kind in profiles.load(name).sections for s in kind.spellings}
        left_out = {"job description", "class description"}
        assert spellings - left_out <= {spelling.casefold() for spelling in general}, name
