"""Spans and entities: compared by where they stand in a text that no parser made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ConfigurationError
from pipeline.evaluate import Result, score, summary
from pipeline.evaluate.counts import micro
from pipeline.evaluate.projection import printed, project
from pipeline.evaluate.sheets import sheets
from tests.test_evaluate import gold, record

Json = dict[str, Any]
Span = tuple[int, int]

REFERENCE = """KITE TESTER 1, GRADE 18
9900100
KITE TESTER 1: flies kites.
Flies kites by day.
Mends kites.
KITE TESTER 1
two years, or a bachelor's degree.
Kite clubs ask for two years."""
"""The page as a person reads it."""

TEXT = """KITE TESTER 1,
GRADE 18
9900100
KITE TESTER 1: flies kites.
- Flies ki-
Kite Authority, page 2
tes by day.
- Mends kites.
KITE TESTER 1
two years, or a bachelor's
degree.
Kite clubs ask for two years."""
"""The same page as a parser gives it: list marks, a hyphen, a running head, other lines."""


def at(text: str, words: str, time: int = 1) -> Span:
    """Where the words stand in a text for the first (second, …) time."""
    start = -1
    for _ in range(time):
        start = text.index(words, start + 1)
    return start, start + len(words)


def wanted(**changes: Any) -> Json:
    """The gold of the page, with the place of every value."""
    first = gold()["classes"][0] | {"distinguishing": ["flies kites."], "qualifications": []}
    nothing: Json = {"related_classes": [], "substitutions": [], "footnotes": [], "citations": []}
    nothing |= {"standard_number": None, "issued": None}
    spans = {
        "/classes/0/title": [at(REFERENCE, "KITE TESTER 1")],
        "/classes/0/level": [at(REFERENCE, "1")],
        "/classes/0/grade": [at(REFERENCE, "GRADE 18")],
        "/classes/0/code": [at(REFERENCE, "9900100")],
        "/classes/0/distinguishing/0": [at(REFERENCE, "flies kites.")],
        "/classes/0/duties/0/text": [at(REFERENCE, "Flies kites by day.")],
        "/classes/0/duties/1/text": [at(REFERENCE, "Mends kites.")],
    }
    path = at(REFERENCE, "two years, or a bachelor's degree.")
    entities = [
        ("TITLE", at(REFERENCE, "KITE TESTER 1", 3)),
        ("DURATION", at(REFERENCE, "two years")),
        ("DEGREE", at(REFERENCE, "bachelor's degree")),
    ]
    places = {
        "reference": REFERENCE,
        "spans": spans,
        "entities": [{"label": name, "start": s, "end": e} for name, (s, e) in entities],
        "entity_labels": {
            "TITLE": [at(REFERENCE, "KITE TESTER 1", 3)],
            "DURATION": [path],
            "DEGREE": [path],
        },
    }
    return gold(classes=[first], abbreviations={}, **nothing) | places | changes


def found(**moved: list[Span]) -> Json:
    """The record that agrees with the gold; `moved` gives other spans to some of its values."""
    duty = [at(TEXT, "Flies ki"), at(TEXT, "tes by day.")]
    places: dict[str, list[Span]] = {
        "title": [at(TEXT, "KITE TESTER 1")],
        "level": [at(TEXT, "1")],
        "grade/raw": [at(TEXT, "GRADE 18")],
        "code": [at(TEXT, "9900100")],
        "distinguishing_characteristics/0": [at(TEXT, "flies kites.")],
        "duties/0/text": duty,
        "duties/1/text": [at(TEXT, "Mends kites.")],
    }
    entities = [
        ("TITLE", "KITE TESTER 1", 3),
        ("DURATION", "two years", 1),
        ("DEGREE", "bachelor's\ndegree", 1),
    ]
    spots = [(label, at(TEXT, words, time)) for label, words, time in entities]
    return record(wanted()) | {
        "evidence": {
            f"/classes/0/{name}": {"spans": spans} for name, spans in (places | moved).items()
        },
        "entities": [{"label": name, "start": s, "end": e} for name, (s, e) in spots],
    }


def scored(said: Json, annotation: Json | None = None) -> Result:
    return score([annotation or wanted()], {"kites.txt": said}, texts={"kites.txt": TEXT})


def f1(result: Result, field: str, matcher: str = "strict") -> float:
    return round(micro(result.counts(field, matcher)).f1, 3)


def test_spans_and_entities_stand_where_the_gold_has_them_whatever_the_lines() -> None:
    """List marks, a running head, a hyphen and other line ends on one side change nothing."""
    result = scored(found())
    assert [f1(result, field) for field in ("evidence", "spans", "entities")] == [1, 1, 1]
    assert micro(result.counts("spans")).support == 7
    assert micro(result.counts("entities")).support == 3


def test_a_span_moved_by_one_is_wrong_and_mostly_right() -> None:
    """Strict wants the same characters; the fuzzy matchers see how much of them is common."""
    start, end = at(TEXT, "Mends kites.")
    result = scored(found(**{"duties/1/text": [(start - 2, end - 1)]}))
    assert f1(result, "spans") == round(6 / 7, 3)
    assert f1(result, "spans", "levenshtein") == 1
    assert f1(result, "spans", "ratcliff_obershelp") == round(6 / 7, 3)  # 2 * 10 of 11 and 12


def test_the_right_words_at_the_wrong_place_are_right_evidence_and_a_wrong_span() -> None:
    """Reading back cannot tell one occurrence from another; places can."""
    result = scored(found(title=[at(TEXT, "KITE TESTER 1", 2)]))
    assert (f1(result, "evidence"), f1(result, "spans")) == (1, round(6 / 7, 3))
    (difference,) = (each for each in result.documents[0].differences if each.field == "spans")
    assert (difference.kind, difference.place) == ("moved", "KITE TESTER 1")


def test_soft_spans_disregard_punctuation_and_what_the_page_does_not_print() -> None:
    """A list mark before the words and a full stop left behind cost the strict score alone."""
    start, end = at(TEXT, "Mends kites.")
    result = scored(found(**{"duties/1/text": [(start - 2, end - 1)]}))
    assert f1(result, "spans", "soft") == 1
    hyphened = scored(found(**{"duties/0/text": [at(TEXT, "Flies ki-"), at(TEXT, "tes by day.")]}))
    assert (f1(hyphened, "spans"), f1(hyphened, "spans", "soft")) == (round(6 / 7, 3), 1)


def test_a_value_without_evidence_is_a_span_not_found() -> None:
    """Nothing is gained by keeping silent about where a value stands."""
    said = found()
    del said["evidence"]["/classes/0/code"]
    count = micro(scored(said).counts("spans"))
    assert (count.precision, round(count.recall, 3)) == (1, round(6 / 7, 3))


@pytest.mark.parametrize(
    ("change", "strict", "soft"),
    [
        (lambda each: each.update(label="DEGREE"), round(2 / 3, 3), round(2 / 3, 3)),
        (lambda each: each.update(end=each["end"] - 1), round(2 / 3, 3), 1),
        (lambda each: each.update(start=each["end"], end=each["end"] + 4), 0.667, 0.667),
    ],
)
def test_an_entity_wants_label_and_place(
    change: Callable[[Json], None], strict: float, soft: float
) -> None:
    """A wrong label is wrong; a part of the words is wrong strictly and right softly."""
    said = found()
    change(next(each for each in said["entities"] if each["label"] == "DURATION"))
    result = scored(said)
    assert (f1(result, "entities"), f1(result, "entities", "soft")) == (strict, soft)


def test_entities_count_only_where_the_gold_has_all_of_their_label() -> None:
    """Other labels, other paragraphs and running heads are nobody's business."""
    said = found()
    for label, words, time in (
        ("DURATION", "two years", 2),
        ("TITLE", "KITE TESTER 1", 1),
        ("ORG", "Kite clubs", 1),
        ("DEGREE", "Kite Authority", 1),
    ):
        start, end = at(TEXT, words, time)
        said["entities"].append({"label": label, "start": start, "end": end})
    assert micro(scored(said).counts("entities")).found == 3


def test_without_places_in_the_gold_or_texts_in_the_run_nothing_is_scored_for_places() -> None:
    """Golds of values alone are scored as before; so is a parser that gives no text."""
    plain = wanted()
    for name in ("reference", "spans", "entities", "entity_labels"):
        del plain[name]
    assert not scored(found(), plain).has("spans")
    assert not score([wanted()], {"kites.txt": found()}).has("entities")


def test_fields_whose_places_the_gold_does_not_know_are_not_looked_at() -> None:
    """`span_fields` names those that are complete; no other is right or wrong."""
    spans = {"/classes/0/code": [at(REFERENCE, "9900100")]}
    result = scored(found(), wanted(spans=spans, span_fields=["codes"]))
    count = micro(result.counts("spans"))
    assert (count.f1, count.support, count.found) == (1, 1, 1)


def test_a_refused_document_loses_its_places_too() -> None:
    """In a run with texts, a gold without a record has found nothing."""
    result = score([wanted()], {}, texts={"other.txt": "x"}, rejects={"kites.txt": "corrupt-file"})
    assert micro(result.counts("spans")).support == 7
    assert micro(result.counts("entities")).recall == 0


def test_a_gold_whose_pointer_leads_nowhere_is_refused() -> None:
    """A slip of the annotator is not passed over in silence."""
    with pytest.raises(ConfigurationError, match="/classes/0/titel"):
        scored(found(), wanted(spans={"/classes/0/titel": [(0, 13)]}))


def test_reports_have_a_row_for_each_label_and_each_field_with_spans() -> None:
    """Table, page and JSON say which label and whose spans are wrong."""
    said = found(title=[at(TEXT, "KITE TESTER 1", 2)])
    said["entities"].pop()
    result = scored(said)
    (sheet,) = (each for each in sheets(result) if each.title.startswith("Spans by field"))
    rows = {name: figures for name, *figures in sheet.rows}
    assert rows["spans: titles"] == ["1", "1", *["0.000"] * 7]
    assert rows["entity: DEGREE"][:4] == ["1", "0", "1.000", "0.000"]
    parts = summary(result)["parts"]
    assert parts["spans"]["duties"]["strict"]["micro"]["support"] == 2
    assert parts["entities"]["DURATION"]["strict"]["micro"]["f1"] == 1


def projected(text: str, reference: str) -> list[int]:
    return project(printed(text), printed(reference))


def test_a_passage_that_stands_elsewhere_finds_its_place() -> None:
    """A header from a text box at the end, a running head in the middle."""
    reference = "Occ. Code 9900100 Kite Tester Flies kites by day and by night."
    text = "Flies kites by day Page 2 and by night. Occ. Code 9900100 Kite Tester"
    places = projected(text, reference)
    assert sorted(place for place in places if place >= 0) == list(range(51))
    assert places[:4] == [25, 26, 27, 28]
    assert [place for place in places if place < 0] == [-16, -17, -18, -19, -20]


def test_a_changed_character_keeps_its_place() -> None:
    """A parser that straightens a quotation mark has still read the word where it stands."""
    assert projected("the bureau's shop", "the bureau\u2019s shop") == list(range(15))


WORDS = st.lists(st.sampled_from(["kite", "tester", "kites", "flies", "a", "1"]), max_size=30)


@given(WORDS, WORDS)
def test_no_character_is_in_two_places(ours: list[str], theirs: list[str]) -> None:
    """Each place is taken once, and what has none keeps its own number."""
    text, reference = " ".join(ours), " ".join(theirs)
    places = projected(text, reference)
    assert len(set(places)) == len(places) == len("".join(ours))
    assert all(place < len("".join(theirs)) for place in places)
    assert all(place == -1 - number for number, place in enumerate(places) if place < 0)


@given(WORDS)
def test_white_space_has_no_place(words: list[str]) -> None:
    """The same words on other lines stand where they stood."""
    assert projected("\n".join(words), " ".join(words)) == list(range(len("".join(words))))
