"""Evaluation: matchers, trees, alignment, scores, files, floors, gains and losses."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ConfigurationError
from pipeline.evaluate import Result, compare, falls, floors_of, score, summary
from pipeline.evaluate.alignment import align
from pipeline.evaluate.counts import Count, Scores, macro, micro
from pipeline.evaluate.files import (
    by_document,
    compare_files,
    read_floors,
    read_golds,
    read_output,
    score_files,
    write_json,
)
from pipeline.evaluate.gains import comparison_json, comparison_sheets
from pipeline.evaluate.matchers import MATCHERS, bare, folded, neutral
from pipeline.evaluate.page import page
from pipeline.evaluate.pairing import matches
from pipeline.evaluate.reading import as_evidenced
from pipeline.evaluate.sheets import figure, sheets
from pipeline.evaluate.summary import calibration, ranked
from pipeline.evaluate.trees import leaves, shape
from pipeline.evaluate.values import FIELDS, Value

Json = dict[str, Any]

EXPERIENCE: Json = {"type": "experience", "months": 24}
DEGREE: Json = {"type": "education", "level": "bachelor", "fields": ["Botany", "Forestry"]}
TREE: Json = {"op": "any", "of": [EXPERIENCE, {"op": "all", "of": [DEGREE, {"type": "other"}]}]}

TEXT = "KITE TESTER 1, GRADE 18\n9900100\nFlies kites\nby day.\nMends kites.\n"


def gold(**changes: Any) -> Json:
    """Two classes, two duties each in the first, one path each."""
    made = {
        "document": "kites.txt",
        "jurisdiction": "us-ny",
        "document_type": "classification_standard",
        "status": "final",
        "standard_number": "9900100",
        "issued": "2018-05",
        "classes": [
            {
                "title": "KITE TESTER 1",
                "level": "1",
                "parenthetic": None,
                "code": "9900100",
                "alternate_code": None,
                "grade": {"scheme": "sg", "value": 18},
                "distinguishing": ["entry level; flies kites."],
                "duties": [
                    {"text": "Flies kites by day.", "group": None},
                    {"text": "Mends kites.", "group": "Repair"},
                ],
                "qualifications": [
                    {"track": "open_competitive", "text": "two years.", "requirement": TREE}
                ],
            },
            {
                "title": "KITE TESTER 2",
                "level": "2",
                "parenthetic": None,
                "code": "9900200",
                "alternate_code": None,
                "grade": {"scheme": "m", "value": 1},
                "distinguishing": ["supervises."],
                "duties": [{"text": "Plans flights.", "group": None}],
                "qualifications": [
                    {"track": "promotion", "text": "one year.", "requirement": EXPERIENCE}
                ],
            },
        ],
        "related_classes": ["Balloon Tester 1"],
        "substitutions": ["a degree may substitute."],
        "footnotes": [{"marker": "*", "text": "Paid work only."}],
        "abbreviations": {"KT": "Kite Tester"},
        "citations": ["45 CFR 156"],
        "family": "clean",
        "layout": "plain",
        "held": False,
    }
    return made | changes


def record(annotation: Json | None = None, **changes: Any) -> Json:
    """The record that agrees with `gold()` in everything."""
    said = copy.deepcopy(annotation or gold())
    classes = [
        {
            **{name: each[name] for name in ("title", "level", "parenthetic", "code", "grade")},
            "alternate_codes": [],
            "distinguishing_characteristics": each["distinguishing"],
            "duties": [duty | {"depth": 0} for duty in each["duties"]],
            "qualifications": each["qualifications"],
        }
        for each in said["classes"]
    ]
    made = {
        "id": f"us-ny/{said['standard_number']}F",
        "source": {"file": said["document"], "also": []},
        **{name: said[name] for name in ("jurisdiction", "document_type", "status")},
        "standard_number": said["standard_number"],
        "dates": {"issued": {"raw": "5/18", "value": said["issued"]}},
        "classes": classes,
        "related_classes": [{"title": title} for title in said["related_classes"]],
        "substitutions": [{"text": text} for text in said["substitutions"]],
        "footnotes": said["footnotes"],
        "abbreviations": [
            {"short": short, "long": long} for short, long in said["abbreviations"].items()
        ],
        "citations": [{"text": "45 CFR[1] 156", "value": "45 CFR 156"}],
        "issues": [],
    }
    return made | changes


def scored(found: Any, wanted: Json | None = None, **options: Any) -> Result:
    return score([wanted or gold()], {"kites.txt": found}, **options)


def strict(result: Result, field: str) -> Scores:
    return micro(result.counts(field))


def others_than(result: Result, *fields: str) -> set[str]:
    """The fields, besides those given, in which something is wrong."""
    return {field for field in FIELDS if strict(result, field).f1 < 1} - set(fields)


# matchers


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("Flies  kites\u00a0by day.", "Flies kites by day.", "strict soft lev ro"),
        ("Flies kites, by day.", "flies kites by day", "soft lev"),
        ("Plans and directs the work of a large unit.", "Plans, directs the work of a unit.", ""),
        ("Directs the work of a large unit now.", "Directs the work of a large unit.", "lev"),
        (
            "Directs the daily work of a large unit of kite testers.",
            "Directs the daily work of a large unit of kite tester.",
            "lev ro",
        ),
        ("abcdefghij", "abcdefgh", "lev"),
        ("abcdefghij", "abcdefg", ""),
    ],
)
def test_matchers_agree_from_their_threshold_on(one: Any, other: Any, agree: str) -> None:
    """Each matcher accepts what its definition says: folded, bare, 0.8 and 0.95."""
    names = dict(zip(("strict", "soft", "lev", "ro"), MATCHERS, strict=True))
    for name, matcher in names.items():
        found = matches([Value((), one, one)], [Value((), other, other)], matcher)
        assert bool(found) == (name in agree.split()), name


def test_normal_forms() -> None:
    """Folding, letters and digits, and what California golds call neutral."""
    assert folded(" a\u00a0 b\n") == "a b"
    assert bare("Bachelor’s degree, 55-b") == "bachelorsdegree55b"
    assert neutral("(3) Super- vises\ufffd staff;") == "Supervises staff"
    assert neutral("Either: 1. One year; or 2. Two years.") == "Either: One year; or Two years"
    assert neutral("Passes 3.5 tests of version 2.") == "Passes 3.5 tests of version 2"


def test_values_match_one_to_one() -> None:
    """One found value cannot match two equal gold values."""
    twice = [Value((), "Flies.", "Flies."), Value((), "Flies.", "Flies.")]
    assert len(matches(twice, twice[:1], MATCHERS[0])) == 1
    assert len(matches(twice, twice[:1], MATCHERS[2])) == 1


def test_the_nearest_values_match_first() -> None:
    """A fuzzy matcher gives each value its nearest partner, not the first that will do."""
    wanted = [Value((), "abcdefghiX", ""), Value((), "abcdefghij", "")]
    found = [Value((), "abcdefghij!", ""), Value((), "abcdefgXiX", "")]
    assert sorted(matches(wanted, found, MATCHERS[2])) == [(0, 1), (1, 0)]


def test_closed_values_never_match_by_likeness() -> None:
    """A code that differs in one digit is wrong under every matcher."""
    found = record()
    found["classes"][0]["code"] = "9900101"
    result = scored(found)
    assert {micro(result.counts("codes", each.name)).f1 for each in MATCHERS} == {0.5}


# trees


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        (TREE, {"op": "any", "of": [*reversed(TREE["of"])]}, True),
        (TREE, TREE | {"op": "all"}, False),
        (EXPERIENCE, EXPERIENCE | {"of_which": [], "text": "words", "description": "x"}, True),
        (EXPERIENCE, {"type": "experience", "months": 12}, False),
        (EXPERIENCE, EXPERIENCE | {"of_which": [{"months": 12, "qualifier": "managerial"}]}, False),
        (DEGREE, DEGREE | {"credits": 12, "or_higher": True}, True),
        (DEGREE, DEGREE | {"level": "master"}, False),
        (DEGREE, DEGREE | {"fields": ["Botany"]}, False),
        (DEGREE, DEGREE | {"fields": ["botany", "Forestry"]}, False),
        ({"type": "license", "name": "A"}, {"type": "license", "name": "B"}, True),
        (
            {"type": "service", "months": 12, "title": "Kite Tester 1"},
            {"type": "service", "months": 12, "title": "Kite Tester 2"},
            False,
        ),
        (
            {"type": "service", "months": 12, "title": "Kite Tester 1"},
            {"type": "service", "months": 12, "title": "Kite  Tester 1", "code": "9900100"},
            True,
        ),
        (
            {"type": "traineeship", "months": 24},
            {"type": "traineeship", "months": 24, "title": "Kite Trainee"},
            True,
        ),
        ({"op": "all", "of": [EXPERIENCE]}, EXPERIENCE, False),
        (
            {"op": "any", "of": [DEGREE, DEGREE | {"fields": ["Zoology", "Law"]}]},
            {"op": "any", "of": [DEGREE | {"fields": ["Zoology", "Law"]}, DEGREE]},
            True,
        ),
    ],
)
def test_trees_are_equal_as_the_gold_format_says(one: Any, other: Any, equal: bool) -> None:
    """Operators, types, months, levels, fields, of_which and titles count; nothing else does."""
    wanted, found = gold(), record()
    wanted["classes"][0]["qualifications"][0]["requirement"] = one
    found["classes"][0]["qualifications"][0]["requirement"] = other
    assert (strict(scored(found, wanted), "requirements").f1 == 1) is equal


def test_a_wrong_operator_leaves_the_leaves_right() -> None:
    """The score by leaf shows how much of a wrong tree was read."""
    found = record()
    found["classes"][0]["qualifications"][0]["requirement"] = {
        "op": "all",
        "of": list(leaves(TREE)),
    }
    result = scored(found)
    assert others_than(result) == {"requirements"}
    assert result.documents[0].right
    assert not result.documents[0].right_with_trees


def test_the_titles_of_a_tree_are_compared_softly_by_the_soft_matcher() -> None:
    """Case in a field of study is a strict difference alone."""
    found = record()
    path = found["classes"][0]["qualifications"][0]
    path["requirement"] = {"op": "any", "of": [EXPERIENCE, {"op": "all", "of": [
        DEGREE | {"fields": ["BOTANY", "forestry"]}, {"type": "other"}]}]}  # fmt: skip
    result = scored(found)
    assert strict(result, "requirements").f1 == 0.5
    assert micro(result.counts("requirements", "soft")).f1 == 1


def test_a_tree_reads_as_words() -> None:
    """Differences show trees as a person would write them."""
    assert shape(TREE).shown == (
        "any(all(education bachelor in Botany, Forestry; other); experience 24)"
    )


# alignment


@pytest.mark.parametrize(
    ("wanted", "found", "numbers"),
    [
        (["A 1", "A 2"], ["A 1", "A 2"], [0, 1]),
        (["A 1", "A 2"], ["a-2", "A 1"], [1, 0]),
        (["A 1", "A 2"], ["A 2"], [1]),
        (["A 1"], ["B 7", "A 1"], [1 + 0, 0]),
        (["KITE TESTER", "BOAT PAINTER"], ["BOAT PAINTERS", "KITE TESTERS"], [1, 0]),
        (["A 1", "B 2"], [None, None], [0, 1]),
        ([], ["A 1"], [0]),
    ],
)
def test_classes_align_by_title_and_then_by_order(
    wanted: Any, found: Any, numbers: list[int]
) -> None:
    """Equal titles pair whatever their order; nearly equal ones next; the rest in order."""
    ours, theirs = [{"title": title} for title in wanted], [{"title": title} for title in found]
    assert align(ours, theirs) == numbers


def test_equal_titles_align_by_code() -> None:
    """Two classes of one title are told apart by their codes."""
    ours = [{"title": "A", "code": "1"}, {"title": "A", "code": "2"}]
    assert align(ours, ours[::-1]) == [1, 0]


# scores


def test_a_right_record_is_right_in_every_field() -> None:
    """A record that says what the gold says scores 1 everywhere and is wholly right."""
    result = scored(record())
    assert others_than(result) == set()
    assert result.documents[0].right_with_trees
    assert result.documents[0].differences == ()


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("titles", lambda r: r["classes"][0].update(title="KITE TESTER I")),
        ("levels", lambda r: r["classes"][0].update(level=None)),
        ("parentheticals", lambda r: r["classes"][0].update(parenthetic="WIND")),
        ("codes", lambda r: r["classes"][0].update(code=None)),
        ("alternate_codes", lambda r: r["classes"][0].update(alternate_codes=[{"value": "AJ7"}])),
        ("grades", lambda r: r["classes"][0].update(grade={"scheme": "m", "value": 18})),
        ("distinguishing", lambda r: r["classes"][0]["distinguishing_characteristics"].pop()),
        ("duty_groups", lambda r: r["classes"][0]["duties"][1].update(group="Repairs")),
        ("qualifications", lambda r: r["classes"][0]["qualifications"][0].update(text="two.")),
        ("related_classes", lambda r: r.update(related_classes=[])),
        ("substitutions", lambda r: r.update(substitutions=[])),
        ("footnotes", lambda r: r["footnotes"][0].update(marker="**")),
        ("abbreviations", lambda r: r["abbreviations"][0].update(short="K")),
        ("citations", lambda r: r.update(citations=[{"text": "45 CFR 156", "value": "x"}])),
        ("jurisdiction", lambda r: r.update(jurisdiction="us-ca")),
        ("document_type", lambda r: r.update(document_type="job_bulletin")),
        ("status", lambda r: r.update(status="tentative")),
        ("standard_number", lambda r: r.update(standard_number=None)),
        ("issued", lambda r: r["dates"].update(issued=None)),
    ],
)
def test_one_wrong_value_lowers_its_field_alone(field: str, change: Any) -> None:
    """Each field is scored by itself, and the whole record is wrong."""
    found = record()
    change(found)
    result = scored(found)
    assert others_than(result) == {field}
    assert not result.documents[0].right


@pytest.mark.parametrize("name", ["established", "revised", "title_changed"])
def test_other_dates_are_scored_where_the_gold_has_the_key(name: str) -> None:
    """A gold that says nothing of a date says nothing against it; `null` says none is printed."""
    found = record()
    found["dates"][name] = {"raw": "08/16/1935", "value": "1935-08-16"}
    assert others_than(scored(found)) == set()
    assert others_than(scored(found, gold(**{name: "1935-08-16"}))) == set()
    assert others_than(scored(found, gold(**{name: "1935-08"}))) == {name}
    assert others_than(scored(found, gold(**{name: None}))) == {name}


def test_duties_of_the_wrong_class_do_not_count() -> None:
    """Duties exchanged between two classes are all wrong, and shown as moved."""
    found = record()
    first, second = found["classes"]
    first["duties"], second["duties"] = second["duties"], first["duties"]
    result = scored(found)
    assert strict(result, "duties").f1 == 0
    kinds = {each.kind for each in result.documents[0].differences if each.field == "duties"}
    assert kinds == {"moved"}


def test_classes_out_of_printed_order_make_the_record_wrong() -> None:
    """Fields align by title, so that only the whole record tells the order."""
    found = record()
    found["classes"].reverse()
    result = scored(found)
    assert others_than(result) == set()
    assert not result.documents[0].right


def test_precision_and_recall_are_counted_apart() -> None:
    """One duty too many lowers precision, one too few recall."""
    found = record()
    found["classes"][0]["duties"].append({"text": "Sings.", "group": None, "depth": 0})
    extra = strict(scored(found), "duties")
    assert (extra.precision, extra.recall, extra.support) == (0.75, 1.0, 3)
    del found["classes"][0]["duties"][1:]
    fewer = strict(scored(found), "duties")
    assert (fewer.precision, round(fewer.recall, 3)) == (1.0, 0.667)


def test_macro_weighs_documents_and_micro_values() -> None:
    """A short document weighs as much as a long one in macro, less in micro; empty ones nothing."""
    counts = [Count(9, 9, 9), Count(0, 1, 1), Count(0, 0, 0)]
    assert micro(counts).f1 == 0.9
    assert macro(counts).f1 == 0.5
    assert macro(counts).documents == 2


def test_evidence_scores_what_it_points_at() -> None:
    """Each value is read again from its spans; shifted by one, none is right any more."""
    wanted = gold(classes=[gold()["classes"][0] | {"qualifications": [], "distinguishing": []}])
    wanted |= {"related_classes": [], "substitutions": [], "footnotes": [], "abbreviations": {}}
    wanted["document"] = "kites.txt"
    found = record(wanted)
    at = {"/classes/0/title": (0, 13), "/classes/0/code": (24, 31)}
    at |= {"/classes/0/duties/0/text": (32, 51), "/classes/0/duties/1/text": (52, 64)}
    for shift, score_of_evidence in ((0, 1.0), (1, 0.0)):
        found["evidence"] = {
            pointer: {"spans": [[start + shift, end + shift]]}
            for pointer, (start, end) in at.items()
        }
        result = scored(found, wanted, texts={"kites.txt": TEXT})
        assert strict(result, "evidence").f1 == score_of_evidence
        assert strict(result, "evidence").support == 4
        assert strict(result, "duties").f1 == 1


def test_evidence_of_a_value_that_is_not_there_is_passed_over() -> None:
    """A pointer into nothing does not stop the evaluation of another parser's record."""
    found = record() | {"evidence": {"/classes/9/title": {"spans": [[0, 4]]}, "/notes/x": {}}}
    assert as_evidenced(found, TEXT)["classes"] == found["classes"]


def test_a_missing_record_counts_as_nothing_found() -> None:
    """A rejected gold document loses all its values and is named with its reason."""
    result = score([gold()], {}, rejects={"kites.txt": "corrupt-file"})
    assert strict(result, "duties").recall == 0
    assert result.documents[0].rejected == "corrupt-file"
    assert summary(result)["rejects"] == {"kites.txt": "corrupt-file"}


def test_calibration_counts_wrong_records_that_keep_silent() -> None:
    """A wrong record without a warning is the one that hurts."""
    golds = [gold(document=f"{name}.txt") for name in "abcde"]
    wrong = record(status="tentative")
    warned = {"issues": [{"code": "x", "severity": "warning"}]}
    told = {
        "issues": [
            {"code": "x", "severity": "info"},
            {"code": "duplicate-standard", "severity": "warning"},
        ]
    }
    records = {"a.txt": record(), "b.txt": wrong | warned, "c.txt": wrong | told}
    records["d.txt"] = record() | warned
    assert calibration(score(golds, records)) == {
        "accepted": 4,
        "rejected": 1,
        "reject_share": 0.2,
        "right_silent": 1,
        "right_warned": 1,
        "wrong_warned": 1,
        "wrong_silent": 1,
        "wrong_silent_documents": ["c.txt"],
    }


def test_the_worst_document_comes_first_with_its_texts() -> None:
    """Documents are ranked by strict F1, each difference with both texts."""
    golds = [gold(document=name) for name in ("a.txt", "b.txt", "c.txt")]
    bad = record()
    bad["classes"][0]["duties"][0]["text"] = "Flies kites by night."
    result = score(golds, {"a.txt": record(), "b.txt": bad})
    assert [document.name for document in ranked(result)] == ["c.txt", "b.txt"]
    (change,) = ranked(result)[1].differences
    assert (change.kind, change.place) == ("changed", "KITE TESTER 1")
    assert (change.gold, change.found) == ("Flies kites by day.", "Flies kites by night.")


def test_held_documents_show_their_figures_but_not_their_texts() -> None:
    """Whoever writes rules should not read what is kept back for the last measurement."""
    result = score([gold(held=True), gold(document="seen.txt")], {})
    assert [each["document"] for each in summary(result)["worst"]] == ["seen.txt"]
    assert len(summary(result, show_held=True)["worst"]) == 2
    assert len(sheets(result)) + 1 == len(sheets(result, show_held=True))


def test_california_texts_are_compared_without_list_numbers_and_final_marks() -> None:
    """Hyphens of line breaks, list numbers, U+FFFD and final punctuation are neutral there only."""
    found = record(jurisdiction="us-ca")
    found["classes"][0]["duties"][0]["text"] = "1. Flies ki- tes by\ufffd day"
    assert strict(scored(found, gold(jurisdiction="us-ca")), "duties").f1 == 1
    assert strict(scored(found), "duties").f1 < 1


def test_a_gold_may_say_itself_what_is_neutral() -> None:
    """Its own word goes before what its jurisdiction's golds are like."""
    found = record()
    found["classes"][0]["duties"][0]["text"] = "1. Flies ki- tes by\ufffd day"
    assert strict(scored(found, gold(neutral=True)), "duties").f1 == 1
    found = record(jurisdiction="us-ca") | {"classes": found["classes"]}
    assert strict(scored(found, gold(jurisdiction="us-ca", neutral=False)), "duties").f1 < 1


def test_breakdowns_follow_the_keys_of_the_gold() -> None:
    """Layout, format, family and held come from the gold, the format else from the file name."""
    golds = [gold(), gold(document="b.pdf", family="lossy", held=True)]
    parts = summary(score(golds, {"kites.txt": record()}))["breakdown"]
    assert {name: list(groups) for name, groups in parts.items()} == {
        "family": ["clean", "lossy"],
        "held": ["held", "seen"],
        "family and held": ["clean seen", "lossy held"],
        "format": ["pdf", "txt"],
        "layout": ["plain"],
    }
    assert parts["family"]["clean"]["right_with_trees"] == 1
    assert parts["family"]["lossy"]["f1"]["duties"] == 0


def test_reports_show_every_field_and_difference() -> None:
    """The table and the page hold the figures, the page with its markup escaped."""
    found = record()
    found["classes"][0]["duties"][0]["text"] = "Flies <b>kites</b> by day."
    result = scored(found)
    made = sheets(result, worst=1)
    assert ("citations", "1", "1", *["1.000"] * 7) in made[0].rows
    assert made[-1].rows == (
        ("duties", "changed", "KITE TESTER 1", "Flies kites by day.", "Flies <b>kites</b> by day."),
    )
    html = page("Kites & more", made)
    assert "Flies &lt;b&gt;kites&lt;/b&gt; by day." in html
    assert html.count("<table>") == len(made)


def test_figures_round_down() -> None:
    """Nothing but all is shown as 1.000."""
    assert (figure(1.0), figure(0.99999), figure(0.29)) == ("1.000", "0.999", "0.290")


# files


def write(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")


def test_golds_are_read_from_files_and_folders(tmp_path: Path) -> None:
    """A folder is searched to any depth; a file named twice is read once."""
    write(tmp_path / "deep/b.gold.json", gold(document="b.txt"))
    write(tmp_path / "a.gold.json", gold(document="a.txt"))
    read = read_golds([tmp_path, tmp_path / "a.gold.json"])
    assert [each["document"] for each in read] == ["a.txt", "b.txt"]


@pytest.mark.parametrize("content", ["{", None])
def test_wrong_golds_are_a_configuration_error(tmp_path: Path, content: str | None) -> None:
    """A gold that is no JSON, or a folder without golds, is named."""
    if content:
        write(tmp_path / "a.gold.json", content)
    with pytest.raises(ConfigurationError, match="json"):
        read_golds([tmp_path])


def test_two_golds_of_one_document_are_refused(tmp_path: Path) -> None:
    """Which gold is right is not guessed."""
    write(tmp_path / "a.gold.json", gold())
    write(tmp_path / "b.gold.json", gold())
    with pytest.raises(ConfigurationError, match=r"kites\.txt"):
        read_golds([tmp_path])


def test_an_output_folder_gives_records_texts_and_rejects(tmp_path: Path) -> None:
    """Records go by their file and by the files that say the same; texts by the record's id."""
    found = record(source={"file": "in/kites.txt", "also": ["in/kites.pdf"]}, notes=["a\u2028b"])
    write(tmp_path / "standards.jsonl", json.dumps(found, ensure_ascii=False) + "\n")
    write(tmp_path / "text/us-ny/9900100F.txt", TEXT)
    write(tmp_path / "rejects.jsonl", json.dumps({"file": "x.pdf", "code": "encrypted"}) + "\n")
    golds = [gold(), gold(document="kites.pdf"), gold(document="x.pdf")]
    output = by_document(read_output(tmp_path), golds)
    assert output.records == {"kites.txt": found, "kites.pdf": found}
    assert output.texts["kites.pdf"] == TEXT
    assert output.rejects == {"x.pdf": "encrypted"}


def test_the_json_of_another_parser_is_read(tmp_path: Path) -> None:
    """Without standards.jsonl any JSON with classes and a source is a record."""
    write(tmp_path / "out/one.json", record())
    write(tmp_path / "out/run.json", {"documents": 1})
    assert list(read_output(tmp_path).records) == ["kites.txt"]
    assert list(read_output(tmp_path / "out/one.json").records) == ["kites.txt"]


def test_an_ambiguous_file_name_is_refused(tmp_path: Path) -> None:
    """Two folders with one file name: the gold must say which."""
    for folder in "ab":
        write(tmp_path / f"{folder}.json", record(source={"file": f"{folder}/kites.txt"}))
    output = read_output(tmp_path)
    with pytest.raises(ConfigurationError, match=r"a/kites\.txt, b/kites\.txt"):
        by_document(output, [gold()])
    assert list(by_document(output, [gold(document="b/kites.txt")]).records) == ["b/kites.txt"]


def test_files_are_scored_and_compared(tmp_path: Path) -> None:
    """From folders on disk to a result, and back to floors on disk."""
    write(tmp_path / "gold/kites.gold.json", gold())
    write(tmp_path / "new/kites.json", record())
    write(tmp_path / "old/kites.json", record(status="tentative"))
    result = score_files([tmp_path / "gold"], tmp_path / "new")
    assert result.documents[0].right_with_trees
    assert compare_files(tmp_path / "old", tmp_path / "new").count("status", "changed") == 1
    write_json(tmp_path / "floors.json", floors_of(result))
    assert read_floors(tmp_path / "floors.json") == floors_of(result)


def test_an_empty_output_is_a_configuration_error(tmp_path: Path) -> None:
    """Nothing to score is said, not scored."""
    with pytest.raises(ConfigurationError, match="no records"):
        read_output(tmp_path)


# floors


def test_floors_are_rounded_down_and_hold_their_own_result() -> None:
    """A result never falls below the floors made from it."""
    found = record()
    found["classes"][0]["duties"].pop()
    result = scored(found)
    floors = floors_of(result)
    assert floors["clean"]["duties"] == 0.8
    assert floors["clean"]["record right"] == 0
    assert list(falls(result, floors)) == []


def test_a_fall_names_field_family_and_document() -> None:
    """The message is all a person needs to start looking."""
    floors = floors_of(scored(record()))
    found = record()
    found["classes"][0]["code"] = None
    (codes, right, with_trees) = falls(scored(found), floors)
    assert str(codes) == (
        "codes (clean): 0.6667 is below the floor 1.000; worst document: kites.txt"
    )
    assert (right.field, with_trees.field) == ("record right", "record right with trees")


def test_a_family_that_is_gone_has_fallen() -> None:
    """Taking documents away does not pass the gate."""
    floors = floors_of(scored(record()))
    gone = list(falls(scored(record(), gold(family="lossy")), floors))
    assert {fall.family for fall in gone} == {"clean"}
    assert len(gone) == len(floors["clean"])


# gains and losses


def test_gains_and_losses_are_told_by_field() -> None:
    """Values gained, lost and changed from the old output to the new one, with samples."""
    old, new = record(), record()
    new["classes"][0]["duties"][0]["text"] = "Flies kites by night."
    new["classes"][1]["duties"] = []
    new["classes"][0]["parenthetic"] = "WIND"
    said = comparison_json(compare({"a": old, "b": old}, {"a": new, "b": old}), samples=1)
    assert said["files"] == 2
    assert said["fields"]["duties"] == {"gained": 0, "lost": 1, "changed": 1, "moved": 0}
    assert said["fields"]["parentheticals"]["gained"] == 1
    assert {
        "file": "a",
        "field": "duties",
        "kind": "lost",
        "place": "KITE TESTER 2",
        "old": "Plans flights.",
        "new": None,
    } in said["samples"]
    assert sum(sum(kinds.values()) for kinds in said["fields"].values()) == 3


def test_a_record_on_one_side_only_is_gained_or_lost_whole() -> None:
    """Appearing and vanishing records are named, and all their values counted."""
    comparison = compare({"a": record()}, {"b": record()})
    assert (comparison.appeared, comparison.gone) == (("b",), ("a",))
    assert comparison.count("duties", "lost") == comparison.count("duties", "gained") == 3
    titles = [sheet.title for sheet in comparison_sheets(comparison, samples=1)]
    assert titles == [
        "Gains and losses over 2 files",
        "Files with a record on one side only",
        "Samples",
    ]


def test_equal_outputs_have_no_gains() -> None:
    """Nothing is said where nothing changed."""
    comparison = compare({"a": record()}, {"a": record()})
    assert comparison.gains == ()
    assert comparison_sheets(comparison, samples=3)[0].rows == ()


# laws

WORDS = st.sampled_from(["kite", "Kite.", "kites fly", "kites  fly", "kites flew", "", "boat"])
BAGS = st.lists(st.builds(Value, st.sampled_from([("0",), ("1",)]), WORDS, WORDS), max_size=8)


@given(BAGS, BAGS)
def test_matching_is_one_to_one_and_no_matcher_is_stricter_than_strict(
    ours: list[Value], theirs: list[Value]
) -> None:
    """No index twice, equal keys alone, and whatever matches strictly matches every other way."""
    strictly = len(matches(ours, theirs, MATCHERS[0]))
    for matcher in MATCHERS:
        pairs = matches(ours, theirs, matcher)
        assert len({one for one, _ in pairs}) == len({two for _, two in pairs}) == len(pairs)
        assert all(ours[one].key == theirs[two].key for one, two in pairs)
        assert len(pairs) >= strictly


@given(BAGS, st.randoms(use_true_random=False))
def test_order_does_not_matter_to_matching(ours: list[Value], random: Random) -> None:
    """Values are multisets: shuffled, all of them still match."""
    shuffled = random.sample(ours, len(ours))
    assert all(len(matches(ours, shuffled, matcher)) == len(ours) for matcher in MATCHERS)


LEAVES = st.fixed_dictionaries(
    {"type": st.just("experience"), "months": st.integers(0, 3)},
    optional={"fields": st.lists(st.sampled_from(["Law", "law"]), max_size=2)},
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.fixed_dictionaries(
        {"op": st.sampled_from(["all", "any"]), "of": st.lists(inner, min_size=1, max_size=3)}
    ),
    max_leaves=8,
)


@given(TREES)
def test_the_order_of_children_does_not_matter(tree: Json) -> None:
    """A tree with all its branches reversed has the same shape."""
    assert shape(reversed_tree(tree)) == shape(tree)


def reversed_tree(tree: Json) -> Json:
    if "op" not in tree:
        return tree
    return tree | {"of": [reversed_tree(child) for child in reversed(tree["of"])]}
