"""Entities of a document: offsets, wraps, context, overlaps and values."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ConfigurationError
from pipeline.extract import extract
from pipeline.model import Block, Document, Furniture, Limits, Source
from pipeline.ner import _recognizer, recognizer
from pipeline.ner import patterns as word_tests
from pipeline.ner.patterns import Windows
from pipeline.ner.tokens import BREAK, Words, split
from pipeline.profiles import load, names
from pipeline.source import read

ROOT = Path(__file__).parents[1]
PATTERNS = [
    json.loads(line)
    for line in (ROOT / "pipeline/profiles/us-ny/entities.jsonl").read_text("utf-8").splitlines()
]
RECOGNIZE = recognizer(PATTERNS)


def document(*paragraphs: str, furniture: str = "") -> Document:
    blocks, text = [], ""
    for paragraph in paragraphs:
        blocks.append(Block("paragraph", len(text), len(text) + len(paragraph)))
        text += paragraph + "\n\n"
    aside = (Furniture(len(text), len(text) + len(furniture), "running-head"),) if furniture else ()
    return Document(Source("t", "text/plain", 0, ""), text + furniture, tuple(blocks), aside)


def found(label: str, *paragraphs: str) -> list:
    return [e.value for e in RECOGNIZE(document(*paragraphs)) if e.label == label]


def test_wrapped_citation_keeps_its_offsets_and_folds_its_value():
    """White space inside a match is in the text of the entity and not in its value."""
    doc = document("Contracts let under Section 220 of the\n          Labor Law are outside.")
    (law,) = RECOGNIZE(doc)
    assert law.text == "Section 220 of the\n          Labor Law"
    assert law.text == doc.text[law.start : law.end]
    assert law.value == {"kind": "ny_law", "value": "Section 220 of the Labor Law"}


def test_grades_have_scheme_value_and_plan_code():
    """Each printed form of a grade has its place in the salary plan."""
    assert found("GRADE", "A, GRADE 9", "B, M-4", "C, G-27", "D, NS", "E, OS", "F, GARDE 18") == [
        {"scheme": "sg", "value": 9, "plan_code": "09"},
        {"scheme": "m", "value": 4, "plan_code": "64"},
        {"scheme": "sg", "value": 27, "plan_code": "27"},
        {"scheme": "ns", "value": None, "plan_code": "NS"},
        {"scheme": "os", "value": None, "plan_code": "OS"},
        {"scheme": "sg", "value": 18, "plan_code": "18"},
    ]


def test_title_keeps_its_parts_as_printed():
    """A title has base, level and parenthetic; a cross-reference is no parenthetic."""
    text = "reports to a Kite Tester 2 (Night) or Kite Mender II (Occ. Code 9900100)"
    assert found("TITLE", text) == [
        {"base": "Kite Tester", "level": "2", "parenthetic": "Night"},
        {"base": "Kite Mender", "level": "II", "parenthetic": None},
    ]


def test_degree_and_duration_values():
    """Education and time come as levels and whole months."""
    text = "a master\u2019s degree or higher and one and one-half years, or a two-year traineeship"
    assert found("DEGREE", text) == [{"level": "master", "or_higher": True}]
    assert found("DURATION", text) == [
        {"quantity": 1.5, "unit": "year", "months": 18},
        {"quantity": 2, "unit": "year", "months": 24},
    ]


def test_match_never_runs_across_blocks():
    """A grade word at the end of one paragraph takes no number from the next."""
    assert found("GRADE", "KITE TESTER, GRADE", "18 positions") == []
    assert found("GRADE", "KITE TESTER, GRADE\n18") != []


def test_furniture_is_not_read():
    """A running head names no grade."""
    doc = document("Flies kites.", furniture="KITE TESTER 1, GRADE 18 9900100")
    assert RECOGNIZE(doc) == ()


def test_fields_of_study_need_a_degree_in_their_paragraph():
    """Nursing is a field beside a degree and a trade elsewhere."""
    fields = found("FIELD_OF_STUDY", "a degree in Nursing or social\nwork")
    assert fields == ["nursing", "social work"]
    assert found("FIELD_OF_STUDY", "Plans the nursing of patients.") == []


def test_fields_of_study_are_the_members_of_an_enumeration():
    """Each member is a field by itself; a related field and what follows the fields are none."""
    text = "a degree in Hotel and Restaurant Management, Ethnology, or a related field; or"
    assert found("FIELD_OF_STUDY", text) == ["hotel and restaurant management", "ethnology"]
    text = "credit hours in accounting, auditing and the arts, and two years of audit experience"
    assert found("FIELD_OF_STUDY", text) == ["accounting", "auditing", "arts"]
    assert found("FIELD_OF_STUDY", "a bachelor's degree and engineering experience") == []


def test_licence_is_the_phrase_with_its_issuer_and_what_it_allows():
    """Where a licence holds, who issued it and whether it is valid are beside the phrase."""
    assert found("LICENSE", "a valid New York State pilot's license issued by the Authority") == [
        "New York State pilot's license"
    ]
    assert found("LICENSE", "possession of a license to practice medicine in New York State") == [
        "license to practice medicine"
    ]
    assert found("LICENSE", "one year as an Environmental Permit Analyst 1") == []


def test_typeset_hyphens_join_a_length_of_time():
    """A hyphen that does not break is a hyphen; the level of a class is no length of time."""
    assert found("DURATION", "a one\u2011year course") == [
        {"quantity": 1, "unit": "year", "months": 12}
    ]
    assert [d["quantity"] for d in found("DURATION", "as for level 1 and three years of")] == [3]


def test_longest_of_one_label_wins_and_other_labels_stay():
    """The named act inside a cited section is one citation; the code beside a title stays."""
    laws = found("LAW", "as Section 1106 of the Social Security Act says")
    assert [law["value"] for law in laws] == ["Section 1106 of the Social Security Act"]
    entities = RECOGNIZE(document("KITE TESTER 1, GRADE 18        9900100"))
    assert [e.label for e in entities] == ["TITLE", "GRADE", "OCC_CODE"]


def test_appointment_sections_are_no_citations():
    """55-b/55-c service is a way of appointment."""
    assert found("LAW", "permanent competitive or 55-b/55-c service as a Kite Tester 1") == []


def test_impossible_date_is_no_entity():
    """A date that the calendar lacks is dropped."""
    assert found("DATE", "Date: 5/18", "on February 30, 2010") == ["2018-05"]


def test_recognizer_is_built_once_for_each_content():
    """Equal patterns share a recogniser."""
    assert recognizer([dict(row) for row in PATTERNS]) is RECOGNIZE


def test_importing_ner_does_not_import_spacy():
    """spaCy is imported by the first recogniser and not before."""
    code = "import sys, pipeline.ner; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


GOOD = {"id": "t.a", "label": "ORG", "pattern": "Kite Office"}


@pytest.mark.parametrize(
    "rows",
    [
        [GOOD, GOOD],
        [GOOD | {"label": "KITE"}],
        [{"id": "t.b", "label": "ORG"}],
        [GOOD | {"pattern": ""}],
        [{"label": "ORG", "pattern": "Kite Office"}],
        [GOOD | {"context": "("}],
        [{"token": "KITE", "regex": "("}],
        [{"token": "KITE"}],
        [{"token": "KITE", "regex": "K", "not": ["UNKNOWN"]}],
    ],
)
def test_wrong_rows_are_refused(rows):
    """A rule that cannot be used is named before any document is read."""
    with pytest.raises(ConfigurationError, match=r"entity rule|word class"):
        recognizer(rows)


def test_words_hold_what_belongs_together():
    """Codes, dates, regulations and hyphened words are one word each."""
    text = "CFR[1] 633.17(b), U.S.C. 5/18 06-19-15 M-4 two\u2010year driver\u2019s and/or 4,000."
    assert split(text) == [
        *("CFR", "[1]", "633.17(b)", ",", "U.S.C.", "5/18", "06-19-15", "M-4"),
        *("two-year", "driver's", "and", "/", "or", "4,000", "."),
    ]


WORDS = ["Kite Tester 2", "GRADE 18", "9900100", "M-4", "Labor Law", "(OGS)", "Office of Kites"]
WORDS += ["two years", "\n", " ", "5/18", "bachelor\u2019s degree", "[1]", "45 CFR 156", "the", "§"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=8)), max_size=14))
def test_laws_of_entities(parts):
    """Texts are slices, entities are sorted, and those of one label never overlap."""
    doc = document(" ".join(parts))
    entities = RECOGNIZE(doc)
    assert entities == RECOGNIZE(doc)
    assert list(entities) == sorted(entities, key=lambda e: (e.start, -e.end, e.label))
    ends: dict[str, int] = {}
    for entity in entities:
        assert doc.text[entity.start : entity.end] == entity.text != ""
        if entity.label != "ABBREVIATION":
            assert entity.start >= ends.get(entity.label, 0)
            ends[entity.label] = entity.end


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters=BREAK), max_size=60))
def test_words_are_ordered_and_inside_their_block(text):
    """Every word stands where its span says, and nothing but white space is left out."""
    doc = document(text)
    words = Words(doc)
    spans = [words.span(i, i + 1) for i, word in enumerate(words.words) if word != BREAK]
    assert "".join(doc.text[s:e] for s, e in spans) == "".join(text.split())
    assert spans == sorted(spans)


class _Everything(Windows):
    """Windows that leave nothing out and take no word for another."""

    def __init__(self, groups, tests):
        super().__init__(groups, tests)
        tests.exact = False

    def cut(self, kinds):
        return {group: [(0, len(kinds))] for group in range(len(self._groups))}


@pytest.mark.parametrize("name", names())
def test_spacy_finds_no_more_where_it_sees_every_word(name, monkeypatch):
    """The stretches that the automaton lets through hold every match of every pattern."""
    rows = load(name).entities
    windowed = recognizer(rows)
    monkeypatch.setattr("pipeline.ner.nlp.Windows", _Everything)
    whole = _recognizer.__wrapped__(json.dumps([dict(row) for row in rows]))
    for path in sorted(ROOT.glob("corpus/*/documents/*.txt"))[::4]:
        doc = extract(*read(path, limits=Limits()))
        assert windowed(doc) == whole(doc), path.name


def test_a_recogniser_that_forgets_stretches_finds_the_same(monkeypatch):
    """What is remembered of spaCy's matches is bounded too."""
    rows = load("us-ny").entities
    doc = document("One year of experience, or two years of experience, and a driver's license.")
    found = recognizer(rows)(doc)
    monkeypatch.setattr("pipeline.ner.nlp._MOST", 1)
    forgetful = _recognizer.__wrapped__(json.dumps([dict(row) for row in rows]))
    assert [entity.label for entity in found] == ["DURATION", "DURATION", "LICENSE"]
    assert forgetful(doc) == forgetful(doc) == found


def test_optional_and_repeated_tokens_stay_in_the_windows():
    """A match may skip optional tokens, repeat others, begin or end with either, or overlap."""
    the, kite, act = ({"LOWER": word} for word in ("the", "kite", "act"))
    optional = [{"LOWER": word, "OP": "?"} for word in ("and", "reel")]
    patterns = [
        [the | {"OP": "?"}, kite | {"OP": "+"}, {"LOWER": "law", "OP": "*"}],
        [kite, *optional, act],
    ]
    words = "the kite kite law law of the reel act kite act the law".split(" ")  # noqa: SIM905 - reads better than a list
    windows = Windows([patterns], word_tests.Tests({}))
    kept = windows.cut(windows.kinds(words))
    assert [words[first:last] for first, last in kept[0]] == [
        ["the", "kite", "kite", "law", "law"],
        ["kite", "act"],
    ]


def test_an_automaton_that_forgets_in_the_middle_of_a_text_goes_on():
    """What is remembered of the automaton is bounded; to lose it changes no stretch."""
    kite, act = {"LOWER": "kite"}, {"LOWER": "act"}
    words = "a kite kite act kite act of the kite act".split(" ")  # noqa: SIM905 - reads better than a list
    for steps in range(6):
        windows = Windows([[[kite, act]]], word_tests.Tests({}))
        windows._steps = word_tests._MOST - steps
        kinds = windows.kinds(words)
        assert windows.cut(kinds) == windows.cut(kinds) == {0: [(1, 6), (8, 10)]}
