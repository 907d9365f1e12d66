"""Hand-made records to the ladder they form, and what is odd in it."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.errors import ConfigurationError
from pipeline.ladder import findings, ladder, only_series


def service(title: str, months: int = 12, *, ordinal: int | None = None, code: str | None = None):
    return {
        "type": "service",
        "months": months,
        "title": title,
        "code": code,
        "ordinal": ordinal,
        "status": None,
        "minimum_grade": None,
        "text": f"{months} months of service as a {title}",
    }


def any_of(*nodes: dict[str, Any]) -> dict[str, Any]:
    return {"op": "any", "of": list(nodes), "text": "…"}


def path(requirement: dict[str, Any] | None, track: str = "promotion") -> dict[str, Any]:
    return {"track": track, "label": None, "text": "…", "requirement": requirement}


def one(title: str | None, code: str | None = None, grade: int | None = None, *paths, says=()):
    """A class as it stands in a record, without what a ladder does not read."""
    return {
        "title": title,
        "base_title": title.rstrip(" 0123456789") if title else None,
        "code": code,
        "grade": grade and {"raw": f"GRADE {grade}", "scheme": "sg", "value": grade},
        "distinguishing_characteristics": list(says),
        "duties": [],
        "qualifications": list(paths),
    }


def record(number: str | None, *classes: dict[str, Any], id: str = "", jurisdiction="us-ny"):
    """A record whose characteristics stand one after the other in the text, titles marked."""
    result: dict[str, Any] = {
        "id": id or f"{jurisdiction}/{number}F",
        "jurisdiction": jurisdiction,
        "standard_number": number,
        "series": {"title": None, "description": []},
        "classes": [{"ordinal": n, **c} for n, c in enumerate(classes, 1)],
        "sections": [],
        "abbreviations": [],
        "entities": [],
        "evidence": {},
    }
    return result


def with_mention(made: dict[str, Any], index: int, words: str, *ordinals: int) -> dict[str, Any]:
    """The record with one title entity in the first characteristic of a class."""
    pointer = f"/classes/{index}/distinguishing_characteristics/0"
    text = made["classes"][index]["distinguishing_characteristics"][0]
    base = 1000 * index
    made["evidence"][pointer] = {"spans": [[base, base + len(text)]]}
    start = base + text.index(words)
    value = {"ordinals": list(ordinals)} if ordinals else {"base": words}
    made["entities"].append(
        {"label": "TITLE", "text": words, "start": start, "end": start + len(words), "value": value}
    )
    made["entities"].sort(key=lambda e: e["start"])
    return made


def edges(graph, kind: str) -> list[tuple[str, str]]:
    return [(u, v) for u, v, edge in graph.edges(data=True) if edge["kind"] == kind]


def codes(graph) -> list[str]:
    return [finding.code for finding in findings(graph)]


def test_a_service_links_by_its_ordinal_with_months_and_track():
    graph = ladder(
        [
            record(
                "9900100",
                one("KITE TESTER 1", "9900100", 9),
                one("KITE TESTER 2", "9900200", 14, path(service("KT 1", 18, ordinal=1))),
            )
        ]
    )
    assert edges(graph, "promotes_from") == [("us-ny/9900200", "us-ny/9900100")]
    (edge,) = [e for *_, e in graph.edges(data=True) if e["kind"] == "promotes_from"]
    assert (edge["months"], edge["track"]) == (18, "promotion")
    assert edge["stated_in"] == ["us-ny/9900100F#/classes/1/qualifications/0"]
    assert codes(graph) == []


def test_a_service_links_across_records_by_title_however_it_is_spelled():
    testers = record("9900100", one("KITE TESTER II", "9900200", 14))
    pilots = record("8800100", one("Glider Pilot", "8800100", 18, path(service("Kite Testers 2"))))
    graph = ladder([pilots, testers])
    assert edges(graph, "promotes_from") == [("us-ny/8800100", "us-ny/9900200")]


def test_a_service_links_across_records_by_code():
    testers = record("9900100", one(None, "9900200", 14))
    pilots = record("8800100", one("PILOT", "8800100", 18, path(service("KT", code="9900200"))))
    graph = ladder([testers, pilots])
    assert edges(graph, "promotes_from") == [("us-ny/8800100", "us-ny/9900200")]


def test_a_title_of_another_jurisdiction_is_another_class():
    there = record("9900100", one("KITE TESTER 1", "9900100"), jurisdiction="us-ca")
    here = record("8800100", one("PILOT", "8800100", 18, path(service("Kite Tester 1"))))
    graph = ladder([there, here])
    assert edges(graph, "promotes_from") == [("us-ny/8800100", "us-ny/kite tester 1")]
    assert graph.nodes["us-ny/kite tester 1"]["kind"] == "named only"


def test_any_of_three_titles_gives_three_edges_that_know_their_alternatives():
    choice = any_of(service("Kite Tester 1", ordinal=1), service("Balloonist"), service("Rigger 2"))
    graph = ladder(
        [
            record(
                "9900100",
                one("KITE TESTER 1", "9900100", 9),
                one("KITE TESTER 2", "9900200", 14, path(choice)),
            )
        ]
    )
    assert edges(graph, "promotes_from") == [
        ("us-ny/9900200", "us-ny/9900100"),
        ("us-ny/9900200", "us-ny/balloonist"),
        ("us-ny/9900200", "us-ny/rigger 2"),
    ]
    promotions = [e for *_, e in graph.edges(data=True) if e["kind"] == "promotes_from"]
    assert [e["alternatives"] for e in promotions] == [3, 3, 3]


def test_one_class_in_two_records_is_one_node_and_equal_statements_one_edge():
    def paths():
        return path(service("Kite Tester 1", ordinal=1))

    final = record("9900100", one("KITE TESTER 1", "9900100"), one("KITE TESTER 2", "9900200"))
    final["classes"][1]["qualifications"] = [paths()]
    lossy = record(
        None, one("Kite Tester 1"), one("Kite Tester 2", None, None, paths()), id="us-ny/x"
    )
    graph = ladder([lossy, final])
    assert list(graph) == ["us-ny/9900100", "us-ny/9900200"]
    (edge,) = [e for *_, e in graph.edges(data=True) if e["kind"] == "promotes_from"]
    assert edge["stated_in"] == [
        "us-ny/9900100F#/classes/1/qualifications/0",
        "us-ny/x#/classes/1/qualifications/0",
    ]


def test_a_transfer_is_no_promotion():
    graph = ladder(
        [record("1", one("A CLERK", "1", 9, path(service("Old Clerk", 6), track="transfer")))]
    )
    assert edges(graph, "transfers_from") == [("us-ny/1", "us-ny/old clerk")]
    assert edges(graph, "promotes_from") == []


def test_the_next_level_stays_in_its_branch_and_skips_missing_levels():
    graph = ladder(
        [
            record(
                "1",
                one("KITE TESTER 1", "1"),
                one("KITE TESTER 1 (NIGHT)", "2"),
                one("KITE TESTER 3 (NIGHT)", "3"),
                one("KITE TESTER 3", "4"),
                one("KITE CHIEF", "5"),
            )
        ]
    )
    assert edges(graph, "next_level") == [("us-ny/1", "us-ny/4"), ("us-ny/2", "us-ny/3")]


@pytest.mark.parametrize(
    ("title", "source", "kind"),
    [
        ("Kite Tester Trainee", "us-ny/0", "class"),
        ("Kite Tester", "us-ny/0", "class"),
        ("Balloon Apprentice", "us-ny/balloon apprentice", "named only"),
        ("Wind Analyst", "us-ny/wind analyst traineeship", "traineeship"),
    ],
)
def test_a_traineeship_leads_from_its_trainees(title, source, kind):
    leaf = {"type": "traineeship", "months": 24, "title": title, "text": "…"}
    made = record("1", one("KITE TESTER TRAINEE", "0"), one("KITE TESTER 1", "1", 9, path(leaf)))
    graph = ladder([made])
    assert edges(graph, "trainee_of") == [(source, "us-ny/1")]
    assert graph.nodes[source]["kind"] == kind


SUPERVISION = [
    ("supervises Kite Testers 1.", [(2, 1)]),
    ("may supervise one or two Kite Testers 1 and a clerk.", [(2, 1)]),
    ("directs a team of three to six Kite Testers 1.", [(2, 1)]),
    ("supervises clerks and one or more Kite Testers 1.", [(2, 1)]),
    ("manages all testing in a region, through Kite Testers 1.", [(2, 1)]),
    ("works under the direct supervision of a Kite Testers 1.", [(1, 2)]),
    ("does not supervise Kite Testers 1.", []),
    ("advises Kite Testers 1.", []),
    ("leads a crew of Kite Testers 1.", []),
    ("supervises the hangar and advises Kite Testers 1.", []),
    ("manages all testing. Reaches the field through Kite Testers 1.", []),
]


@pytest.mark.parametrize(("text", "expected"), SUPERVISION)
def test_supervision_needs_its_verb_right_before_the_title(text, expected):
    made = record("1", one("KITE TESTER 1", "1"), one("KITE TESTER 2", "2", says=[text]))
    graph = ladder([with_mention(made, 1, "Kite Testers 1", 1)])
    assert edges(graph, "supervises") == [(f"us-ny/{u}", f"us-ny/{v}") for u, v in expected]


def test_supervision_takes_the_subject_that_the_sentence_prints():
    text = "A Kite Tester 3 supervises Kite Testers 1."
    made = record(
        "1",
        one("KITE TESTER 1", "1"),
        one("KITE TESTER 2", "2", says=[text]),
        one("KITE TESTER 3", "3"),
    )
    made = with_mention(with_mention(made, 1, "Kite Tester 3", 3), 1, "Kite Testers 1", 1)
    assert edges(ladder([made]), "supervises") == [("us-ny/3", "us-ny/1")]


def test_supervision_goes_on_over_a_list():
    text = "supervises two Kite Testers 2 and a Kite Tester 1."
    made = record(
        "1",
        one("KITE TESTER 1", "1"),
        one("KITE TESTER 2", "2"),
        one("KITE TESTER 3", "3", says=[text]),
    )
    made = with_mention(with_mention(made, 2, "Kite Testers 2", 2), 2, "Kite Tester 1", 1)
    assert edges(ladder([made]), "supervises") == [("us-ny/3", "us-ny/1"), ("us-ny/3", "us-ny/2")]


def test_a_supervised_class_of_another_record_is_found_by_title():
    pilots = record("8", one("PILOT", "8", says=["supervises several Kite Testers 1."]))
    testers = record("1", one("KITE TESTER 1", "1"))
    graph = ladder([with_mention(pilots, 0, "Kite Testers 1"), testers])
    assert edges(graph, "supervises") == [("us-ny/8", "us-ny/1")]


def test_a_cycle_of_promotions_is_found_with_the_words_that_make_it():
    graph = ladder(
        [
            record(
                "1",
                one("A CLERK", "1", None, path(service("C Clerk", ordinal=3))),
                one("B CLERK", "2", None, path(service("A Clerk", ordinal=1))),
                one("C CLERK", "3", None, path(service("B Clerk", ordinal=2))),
                one("D CLERK", "4", None, path(service("C Clerk", ordinal=3))),
            )
        ]
    )
    (found,) = findings(graph)
    assert found.code == "promotion-cycle"
    assert found.classes == ("us-ny/1", "us-ny/3", "us-ny/2")
    assert found.message == (
        "A CLERK is promoted from C CLERK is promoted from B CLERK is promoted from A CLERK"
    )
    assert len(found.stated_in) == 3


def test_a_class_promoted_from_itself_is_a_cycle():
    graph = ladder([record("1", one("A CLERK", "1", None, path(service("A Clerk", ordinal=1))))])
    assert [(f.code, f.classes) for f in findings(graph)] == [("promotion-cycle", ("us-ny/1",))]


def test_two_classes_that_supervise_each_other_are_a_cycle():
    made = record(
        "1",
        one("A CLERK", "1", says=["supervises B Clerks."]),
        one("B CLERK", "2", says=["supervises A Clerks."]),
    )
    made = with_mention(with_mention(made, 0, "B Clerks", 2), 1, "A Clerks", 1)
    assert codes(ladder([made])) == ["supervision-cycle"]


def test_an_unknown_class_is_reported_once_with_all_who_name_it():
    graph = ladder(
        [
            record("1", one("A CLERK", "1", None, path(service("Balloonist 2")))),
            record("2", one("B CLERK", "2", None, path(service("BALLOONIST II")))),
        ]
    )
    (found,) = findings(graph)
    assert found.code == "unknown-class"
    assert found.message == "no record defines Balloonist 2, named by A CLERK and B CLERK"


def test_a_promotion_to_a_lower_grade_is_reported_on_one_scheme_only():
    made = record(
        "1",
        one("A CLERK", "1", 18),
        one("B CLERK", "2", 14, path(service("A Clerk", ordinal=1))),
        one("C CLERK", "3", 18, path(service("A Clerk", ordinal=1))),
        one("A CHIEF", "4", None, path(service("A Clerk", ordinal=1))),
    )
    made["classes"][3]["grade"] = {"raw": "M-4", "scheme": "m", "value": 4}
    (found,) = findings(ladder([made]))
    assert found.code == "lower-grade"
    assert found.message == "B CLERK (GRADE 14) is promoted from A CLERK (GRADE 18)"


def test_records_that_disagree_on_a_class_are_reported():
    final = record("1", one("A CLERK", "1", 14))
    tentative = record("1", one("A Clerks", "1", 18), id="us-ny/1T")
    (found,) = findings(ladder([tentative, final]))
    assert (found.code, found.message) == (
        "records-disagree",
        "A CLERK: grade GRADE 14, elsewhere GRADE 18",
    )


def test_one_series_keeps_the_classes_its_edges_lead_to():
    graph = ladder(
        [
            record("1", one("A CLERK", "1", None, path(service("Pilot")))),
            record("2", one("PILOT", "2")),
            record("3", one("RIGGER", "3")),
        ]
    )
    for name in ("1", "us-ny/1", "1F", "us-ny/1F"):
        assert sorted(only_series(graph, name)) == ["us-ny/1", "us-ny/2"]
    with pytest.raises(ConfigurationError, match="'7'"):
        only_series(graph, "7")


def test_the_order_of_the_records_changes_nothing():
    records = [
        record("1", one("A CLERK", "1", 9, path(service("Pilot"))), one("B CLERK", "5")),
        record("2", one("PILOT", "2", 8, path(any_of(service("B Clerk"), service("Rigger"))))),
        record(None, one("PILOT", None, 7), id="us-ny/pilot"),
    ]
    one_way, other = ladder(records), ladder(reversed(records))
    assert list(one_way.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one_way.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))
    assert findings(one_way) == findings(other)
