"""The corpus: where every value and entity stands in a reference text that the page prints."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.anchors import without
from tests.test_corpus import DOCUMENTS, GOLD, bare, gold_of, of_docx, of_html, of_pdf, visible

Gold = dict[str, Any]
GOLDS = sorted(GOLD.glob("*.gold.json"))


def read(path: Path) -> Gold:
    found: Gold = json.loads(path.read_text(encoding="utf-8"))
    return found


def slices(gold: Gold, pointer: str) -> str:
    """What the reference text says at the spans of a pointer, white space folded."""
    places = gold["spans"][pointer]
    return " ".join(" ".join(gold["reference"][start:end] for start, end in places).split())


def values(gold: Gold) -> Iterator[tuple[str, str | None]]:
    """Every pointer that a gold must place, with the text that stands there, if it is known."""
    yield from ((f"/{name}", None) for name in ("standard_number", "issued") if gold[name])
    for number, each in enumerate(gold["classes"]):
        at = f"/classes/{number}"
        for name in ("title", "level", "parenthetic", "code", "grade"):
            if each[name]:
                yield f"{at}/{name}", None if name == "grade" else each[name]
        for position, text in enumerate(each["distinguishing"]):
            yield f"{at}/distinguishing/{position}", text
        for position, duty in enumerate(each["duties"]):
            for name in ("text", "group"):
                if duty[name]:
                    yield f"{at}/duties/{position}/{name}", duty[name]
        for position, path in enumerate(each["qualifications"]):
            yield f"{at}/qualifications/{position}/text", path["text"]
    for name in ("related_classes", "substitutions", "citations"):
        yield from ((f"/{name}/{number}", text) for number, text in enumerate(gold[name]))
    for number, note in enumerate(gold["footnotes"]):
        yield f"/footnotes/{number}/text", note["text"]
    yield from ((f"/abbreviations/{short}", None) for short in gold["abbreviations"])


@pytest.mark.parametrize("path", GOLDS, ids=lambda path: path.name.removesuffix(".gold.json"))
def test_every_value_has_a_place_that_reads_as_it_does(path: Path) -> None:
    """No value without a span and no span without a value; the words there are the value."""
    gold = read(path)
    wanted = dict(values(gold))
    assert set(gold["spans"]) == set(wanted)
    for pointer, text in wanted.items():
        printed = slices(gold, pointer)
        cited = without(printed) if pointer.startswith("/citations/") else printed
        assert text is None or cited == text, pointer
    for short, long in gold["abbreviations"].items():
        forms = [
            gold["reference"][start:end] for start, end in gold["spans"][f"/abbreviations/{short}"]
        ]
        assert sorted(" ".join(form.split()) for form in forms) == sorted((short, long))


@pytest.mark.parametrize("path", GOLDS, ids=lambda path: path.name.removesuffix(".gold.json"))
def test_the_document_prints_the_reference_text_line_by_line(path: Path) -> None:
    """In text files in the same order; elsewhere columns and boxes may come before others."""
    gold = read(path)
    document = DOCUMENTS / gold["document"]
    lines = gold["reference"].split("\n")
    if document.suffix == ".txt":
        text, end = visible(document), 0
        for line in lines:
            words = " ".join(line.split())
            end = text.index(words, end) + len(words)
        return
    readers = {".docx": of_docx, ".pdf": of_pdf, ".html": lambda page: of_html(page.read_bytes())}
    text = bare(readers[document.suffix](document))
    assert [line for line in lines if bare(line) not in text] == []


def test_places_of_a_page_without_titles() -> None:
    """`Occ. Code 4315710`, then the grades alone; the titles are those of the labels."""
    gold = gold_of("permit-desk-orphan-grades")
    spans = gold["spans"]
    assert gold["reference"].startswith("Occ. Code 4315710\nGRADE 6\nGRADE 9\nNew York State")
    assert spans["/standard_number"] == spans["/classes/0/code"] == [[10, 17]]
    assert [spans[f"/classes/{number}/grade"] for number in (0, 1)] == [[[18, 25]], [[26, 33]]]
    label = gold["reference"].index("Permit Desk Clerk 1: entry level")
    assert spans["/classes/0/title"] == [[label, label + 19]]
    assert spans["/classes/0/level"] == [[label + 18, label + 19]]
    assert "/issued" not in spans


def test_a_wrapped_title_is_one_span_over_two_lines() -> None:
    """The level stands on the second of them."""
    gold = gold_of("commodity-procurement-specialist-wrapped-title")
    ((start, end),) = gold["spans"]["/classes/0/title"]
    assert gold["reference"][start:end] == "COMMODITY PROCUREMENT\nSPECIALIST TRAINEE 1"
    assert gold["spans"]["/classes/0/level"] == [[end - 1, end]]


def test_a_joint_paragraph_is_one_place_for_all_its_classes() -> None:
    """What is printed once has one span, whatever the number of classes it describes."""
    gold = gold_of("code-sanitarians-joint-labels")
    places = {str(gold["spans"][f"/classes/{number}/distinguishing/0"]) for number in range(3)}
    assert len(places) == 1
    start = gold["spans"]["/classes/0/distinguishing/0"][0][0]
    assert re.search(r"1, 2 AND 3:\s+$", gold["reference"][:start])


def entities(gold: Gold, pointer: str) -> list[tuple[str, str]]:
    """Label and words of the entities at a value."""
    ((start, end),) = gold["spans"][pointer]
    inside = (each for each in gold["entities"] if start <= each["start"] < end)
    return [(each["label"], gold["reference"][each["start"] : each["end"]]) for each in inside]


def test_entities_of_a_qualification() -> None:
    """A field of study belongs to a degree; the experience that follows names none."""
    gold = gold_of("museum-collections-curator-plain")
    assert entities(gold, "/classes/2/qualifications/1/text") == [
        ("DEGREE", "doctorate"),
        ("FIELD_OF_STUDY", "Anthropology"),
        ("FIELD_OF_STUDY", "Ethnology"),
        ("DURATION", "one year"),
        ("DEGREE", "master's degree"),
        ("DURATION", "three years"),
        ("DURATION", "one year"),
    ]


def test_entities_of_header_and_prose() -> None:
    """Codes of other classes, grades in prose, laws with an anchor and dates in a duty count."""
    found = {
        (each["label"], gold["reference"][each["start"] : each["end"]])
        for name in ("field-studies-anchors", "institution-kitchen-cook-columns")
        for gold in (gold_of(name),)
        for each in gold["entities"]
    }
    assert ("LAW", "15 CFR[1] Part 200") in found
    assert ("GRADE", "Grade 17") in found
    assert ("ABBREVIATION", "State Survey Bureau (SSB") in found
    assert ("TITLE", "FIELD STUDIES SPECIALIST 1 (VARIOUS PARENTHETICS)") in found
    dates = gold_of("data-base-applications-programmer-quad.txt")
    assert ("DATE", "December 31, 1999") in entities(dates, "/classes/4/duties/3/text")


@pytest.mark.parametrize("path", GOLDS, ids=lambda path: path.name.removesuffix(".gold.json"))
def test_entities_stand_where_their_label_is_complete_and_never_overlap(path: Path) -> None:
    """Each within one stretch of its label, behind the one before."""
    gold = read(path)
    for label, stretches in gold["entity_labels"].items():
        end = 0
        for each in gold["entities"]:
            if each["label"] == label:
                assert end <= each["start"] < each["end"]
                assert any(a <= each["start"] and each["end"] <= b for a, b in stretches)
                end = each["end"]
    assert {each["label"] for each in gold["entities"]} <= set(gold["entity_labels"])
