"""The gate: the committed corpus, parsed in this process, scores no lower than the floors.

`standards evaluate corpus/us-ny/gold OUTPUT --update-floors tests/floors.json` writes them anew.
"""

from __future__ import annotations

import copy
import dataclasses
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from pipeline import SourceError, parse, profiles
from pipeline.evaluate import Result, falls, floors_of, score
from pipeline.evaluate.files import read_floors, read_golds
from pipeline.evaluate.floors import scores_of

Json = dict[str, Any]

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus" / "us-ny"
FLOORS = ROOT / "tests" / "floors.json"


@dataclass(frozen=True)
class Parsed:
    """Golds with what the parser makes of their documents."""

    golds: list[Json]
    records: dict[str, Json]
    texts: dict[str, str]
    rejects: dict[str, str]

    @cached_property
    def result(self) -> Result:
        """The scores of all documents."""
        return score(self.golds, self.records, texts=self.texts, rejects=self.rejects)

    def changed(self, records: dict[str, Json]) -> Result:
        """The result with some records replaced; only those are scored again."""
        golds = [gold for gold in self.golds if gold["document"] in records]
        again = score(golds, records, texts=self.texts, rejects=self.rejects)
        scores = {each.name: each for each in again.documents}
        return Result(tuple(scores.get(each.name, each) for each in self.result.documents))


def parsed(golds: Iterable[Json]) -> Parsed:
    made = Parsed(list(golds), {}, {}, {})
    for gold in made.golds:
        name = gold["document"]
        try:
            record = parse(CORPUS / "documents" / name)
        except SourceError as error:
            made.rejects[name] = error.code
            continue
        made.records[name], made.texts[name] = record.to_dict(), record.text
    return made


@pytest.fixture(scope="module")
def corpus() -> Parsed:
    return parsed(read_golds([CORPUS / "gold"]))


def test_no_score_is_below_its_floor(corpus: Parsed) -> None:
    """A change that lowers a score fails here, with the field and the worst document named."""
    fallen = list(falls(corpus.result, read_floors(FLOORS)))
    assert not fallen, "\n" + "\n".join(map(str, fallen))


def test_every_family_of_the_corpus_has_floors(corpus: Parsed) -> None:
    """A gate without floors would let everything pass."""
    floors = read_floors(FLOORS)
    assert set(floors) == {gold["family"] for gold in corpus.golds}
    for family, scores in floors_of(corpus.result).items():
        assert set(floors[family]) == set(scores), family


def shift_spans(record: Json) -> None:
    """Every piece of evidence one character too late."""
    for entry in record["evidence"].values():
        entry["spans"] = [[start + 1, end + 1] for start, end in entry["spans"]]


def point_elsewhere(record: Json) -> None:
    """The evidence of the first title at the next place that prints it."""
    entry = record["evidence"]["/classes/0/title"]
    (start, end), title = entry["spans"][0], record["classes"][0]["title"]
    again = next(
        each["start"]
        for each in record["entities"]
        if each["start"] >= end and each["text"] == title
    )
    entry["spans"] = [[again, again + end - start]]


def swap_labels(record: Json) -> None:
    """Lengths of time are called grades, and grades lengths of time."""
    exchanged = {"GRADE": "DURATION", "DURATION": "GRADE"}
    for entity in record["entities"]:
        entity["label"] = exchanged.get(entity["label"], entity["label"])


def shift_entities(record: Json) -> None:
    """Every entity one character too late."""
    for entity in record["entities"]:
        entity["start"], entity["end"] = entity["start"] + 1, entity["end"] + 1


def swap_contents(record: Json) -> None:
    """The first two classes keep their titles and exchange everything else."""
    first, second = record["classes"][:2]
    for name in ("code", "grade", "duties", "qualifications", "distinguishing_characteristics"):
        first[name], second[name] = second[name], first[name]


def swap_order(record: Json) -> None:
    """The first two classes stand in the wrong order."""
    record["classes"][:2] = record["classes"][1::-1]


@pytest.mark.parametrize(
    ("fault", "fields"),
    [
        (shift_spans, {"evidence", "spans"}),
        (point_elsewhere, {"spans"}),
        (swap_labels, {"entities"}),
        (shift_entities, {"entities"}),
    ],
)
def test_a_fault_of_places_lowers_the_scores_of_places_alone(
    corpus: Parsed, fault: Callable[[Json], None], fields: set[str]
) -> None:
    """The values stay right; where they stand, or what the words are called, does not."""
    before = corpus.result
    name = next(each.name for each in before.documents if each.right and repeats(corpus, each.name))
    broken = copy.deepcopy(corpus.records[name])
    fault(broken)
    fallen = list(falls(corpus.changed({name: broken}), scores_of(before)))
    assert {fall.field for fall in fallen} == fields


def repeats(corpus: Parsed, name: str) -> bool:
    """Whether the first title is recognised again, in the same letters, behind the header."""
    record = corpus.records[name]
    title = record["classes"][0]["title"]
    return sum(each["text"] == title for each in record["entities"]) > 1


@pytest.mark.parametrize(
    ("fault", "fields"),
    [
        (
            swap_contents,
            {"duties", "qualifications", "distinguishing", "record right", "requirements"},
        ),
        (swap_order, {"record right", "record right with trees"}),
    ],
)
def test_a_fault_in_one_record_fails_the_gate(
    corpus: Parsed, fault: Callable[[Json], None], fields: set[str]
) -> None:
    """Classes exchanged lower the scores they should, and no gate opens."""
    before = corpus.result
    name = next(each.name for each in before.documents if each.right and several(corpus, each.name))
    broken = copy.deepcopy(corpus.records[name])
    fault(broken)
    fallen = list(falls(corpus.changed({name: broken}), scores_of(before)))
    assert fields <= {fall.field for fall in fallen}
    assert name in {fall.document for fall in fallen}


def several(corpus: Parsed, name: str) -> bool:
    """Whether the document defines at least two classes that differ in grade."""
    classes = corpus.records[name]["classes"]
    return len({json.dumps(each["grade"]) for each in classes[:2]}) == 2


def test_forgotten_heading_spellings_fail_the_gate(
    corpus: Parsed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A profile that forgets how a section is headed lowers the score of that section."""
    before = corpus.result
    wanted = [gold for gold in corpus.golds if gold["related_classes"]][:12]
    names = {gold["document"] for gold in wanted}
    monkeypatch.setattr(profiles, "choose", lambda text: (forgetting("related"), {}))
    after = parsed(wanted)
    monkeypatch.undo()
    fallen = list(falls(corpus.changed(after.records), scores_of(before)))
    assert "related_classes" in {fall.field for fall in fallen}
    assert {fall.document for fall in fallen if fall.field == "related_classes"} <= names


def forgetting(kind: str) -> profiles.Profile:
    """The profile without the spellings of one heading; one alone is forgiven as a slip."""
    profile = profiles.load("us-ny")
    assert any(section.kind == kind for section in profile.sections)
    sections = tuple(section for section in profile.sections if section.kind != kind)
    return dataclasses.replace(profile, sections=sections)
