"""Class specifications of California: each way of printing something, and facts of real pages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from pipeline import Record, parse
from tests.build_specification import part, section, series, single

SHARED = Path(__file__).parents[1].parent / "shared" / "real" / "ca"
CONTENT = sorted(SHARED.glob("content/*.html"))
PAGES = sorted(SHARED.glob("pages/*.html"))
absent = pytest.mark.skipif(not CONTENT, reason="the shared documents are not here")

DEFINITION = section("Definition", "Under direction, to fly kites; and to do other related work.")
TASKS = section("Typical Tasks", "Flies kites; mends tails; and writes reports.")
WAYS = section("Minimum Qualifications", "Two years of experience in flying kites.")
FIRST, SECOND = (
    "One year of experience as a Kite Mender.",
    "Three years of experience in flying kites.",
)
TWO = (("ZX10", "9901", "Kite Tester I"), ("ZX20", "9902", "Kite Tester II"))


def read(data: bytes, name: str = "9901.html") -> Record:
    record = parse(data, name=name)
    assert record.conservation.residue == 0, [piece.text for piece in record.residue]
    return record


def duties(record: Record, ordinal: int = 1) -> list[tuple[str, str | None]]:
    found = record.classes[ordinal - 1].duties
    return [(d.text.value, d.group.value if d.group else None) for d in found]


def ways(record: Record, ordinal: int = 1) -> list[tuple[str, str]]:
    return [(q.track, q.text.value) for q in record.classes[ordinal - 1].qualifications]


def codes(record: Record) -> list[tuple[Any, ...]]:
    """Code, other codes and title of every class."""
    return [
        (str(c.code), [(a.scheme, str(a.value)) for a in c.alternate_codes], str(c.title))
        for c in record.classes
    ]


def test_labelled_values_in_a_list() -> None:
    """Codes and dates have their names before them; dashes mean that there is none."""
    record = read(single(DEFINITION, TASKS, WAYS))
    assert record.id == "us-ca/9901F"
    assert (record.document_type, record.status) == ("class_specification", "final")
    assert str(record.issuer) == "California State Personnel Board"
    assert codes(record) == [("9901", [("ca-schematic", "ZX10")], "Kite Tester")]
    dates = record.dates
    assert dates.established is not None
    assert (str(dates.established.raw), dates.established.value) == ("04/05/1961", "1961-04-05")
    assert dates.revised is not None
    assert (dates.revised.value, dates.title_changed) == ("1991-07-23", None)
    assert [i.code for i in record.issues] == []


@pytest.mark.parametrize(
    "values",
    [
        ["Class Code: 9901 Schematic Code: ZX10"],
        ["SCHEMATIC CODE ZX10", "Class Code 9901"],
        ["Class Code: 9901", "Schem Code: ZX10", "Established: 1931*", "Revised --"],
    ],
)
def test_labelled_values_otherwise_set(values: list[str]) -> None:
    """Several in a line, no colon, a year alone, a mark of a footnote behind a date."""
    record = read(single(DEFINITION, TASKS, WAYS, values=values))
    assert codes(record) == [("9901", [("ca-schematic", "ZX10")], "Kite Tester")]
    if "1931" in str(values):
        assert record.dates.established is not None
        assert record.dates.established.value == "1931"


@pytest.mark.parametrize(
    "head", [("Schem Code", "Class Code", "Class"), ("SCHEMATIC", "CLASS CODE", "Class Title"), ()]
)
def test_a_table_lists_the_classes(head: tuple[str, ...]) -> None:
    """Its columns are named by a head of any spelling, or shown by the shapes of its cells."""
    rows = (*TWO, ("ZX30", "9903", "Kite Chief (abolished 06/04/2015)"))
    record = read(series(WAYS, rows=rows, head=head))
    assert codes(record) == [
        ("9901", [("ca-schematic", "ZX10")], "Kite Tester I"),
        ("9902", [("ca-schematic", "ZX20")], "Kite Tester II"),
        ("9903", [("ca-schematic", "ZX30")], "Kite Chief"),
    ]
    assert str(record.standard_number) == "9901"
    assert str(record.series.title) == "Kite Tester Series"
    assert record.dates.established is not None
    assert record.dates.established.value == "1973-06-13"


def test_a_title_may_name_an_office_last() -> None:
    """Level and parenthetic stand before the office."""
    rows = (("ZX10", "9901", "Kite Tester II (Night), Board of Kites"),)
    (one,) = read(series(WAYS, rows=rows)).classes
    assert (str(one.base_title), str(one.level), str(one.parenthetic)) == (
        "Kite Tester",
        "II",
        "Night",
    )


def test_levels_are_defined_under_sub_headings() -> None:
    """A class by its title, all by `All Levels`, one broken over two headings, several stacked."""
    rows = (*TWO, ("ZX30", "9903", "Kite Chief, Board of Kites and Balloons"))
    levels = section(
        "Definition of Levels",
        part("All Levels:", "All work outdoors."),
        part("Kite Tester I and II", "They fly kites."),
        part("Kite Chief, Board of Kites"),
        part("and Balloons", "The Chief leads."),
        part("Kite Tester I (9901)"),
        part("Kite Chief*", "Both sign reports."),
    )
    record = read(series(levels, WAYS, rows=rows))
    found = [[str(p) for p in c.distinguishing_characteristics] for c in record.classes]
    assert found == [
        ["All work outdoors.", "They fly kites.", "Both sign reports."],
        ["All work outdoors.", "They fly kites."],
        ["All work outdoors.", "The Chief leads.", "Both sign reports."],
    ]


def test_levels_may_stand_under_another_heading() -> None:
    """Where no section defines them, sub-headings of classes before the tasks do."""
    factors = section(
        "Factors Affecting Position Allocation",
        "The height of the kites.",
        part("Kite Tester I", "Flies low."),
        part("Kite Tester II", "Flies high."),
    )
    knowledge = section("Knowledge and Abilities", part("Kite Tester I", "Knowledge of: Winds."))
    record = read(series(factors, WAYS, knowledge, rows=TWO))
    found = [[str(p) for p in c.distinguishing_characteristics] for c in record.classes]
    assert found == [["Flies low."], ["Flies high."]]


def test_dots_name_a_group_of_classes() -> None:
    """All whose titles begin and end alike, in a heading or on a line in capitals."""
    rows = (
        ("ZX10", "9901", "Specialist in Box Kites, Board of Kites"),
        ("ZX11", "9902", "Specialist in Stunt Kites, Board of Kites"),
        ("ZX20", "9903", "Director, Board of Kites"),
    )
    levels = section("Definition of Levels", part("Specialist in . . ., Board of Kites", "Fly."))
    qualifications = section(
        "Minimum Qualifications",
        part("Director, Board of Kites", SECOND),
        "SPECIALIST IN ..., BOARD OF KITES (2 classes)",
        FIRST,
    )
    record = read(series(levels, qualifications, rows=rows))
    found = [[str(p) for p in c.distinguishing_characteristics] for c in record.classes]
    assert found == [["Fly."], ["Fly."], []]
    assert [ways(record, n)[0][1] for n in (1, 2, 3)] == [FIRST, FIRST, SECOND]


def test_tasks_run_together_are_single_duties() -> None:
    """Parted by semicolons outside parentheses and by full stops; `and` before the last drops."""
    text = "Flies kites (large; small); mends tails, e.g. torn ones; and writes reports. May lead."
    record = read(single(DEFINITION, section("Typical Tasks", text), WAYS))
    assert duties(record) == [
        ("Flies kites (large; small)", None),
        ("mends tails, e.g. torn ones", None),
        ("writes reports.", None),
        ("May lead.", None),
    ]


def test_numbered_tasks_stay_whole() -> None:
    """A number makes one duty of what follows it."""
    tasks = section("Typical Tasks", "1. Flies kites; mends tails.", "2. Writes reports.")
    assert [text for text, _ in duties(read(single(DEFINITION, tasks, WAYS)))] == [
        "Flies kites; mends tails.",
        "Writes reports.",
    ]


def test_listed_tasks_lose_their_separators() -> None:
    """The items of a list are single duties, whatever joins them."""
    tasks = section("Typical Tasks", "<ul><li>Flies kites;</li><li>mends tails; and</li></ul>")
    assert [text for text, _ in duties(read(single(DEFINITION, tasks, WAYS)))] == [
        "Flies kites",
        "mends tails",
    ]


def test_themes_and_lead_ins_group_tasks() -> None:
    """A theme or a lead-in heads its paragraph; a colon within a duty heads nothing."""
    tasks = section(
        "Typical Tasks",
        "Training Activities: Plans courses; trains pilots.",
        "Fields differ. The tasks include: fly kites; mend tails; write reports.",
        "Leads work such as: flying, mending; signs reports.",
    )
    assert duties(read(single(DEFINITION, tasks, WAYS))) == [
        ("Plans courses", "Training Activities"),
        ("trains pilots.", "Training Activities"),
        ("fly kites", "The tasks include"),
        ("mend tails", "The tasks include"),
        ("write reports.", "The tasks include"),
        ("Leads work such as: flying, mending", None),
        ("signs reports.", None),
    ]


def test_tasks_of_a_series_are_every_class_s() -> None:
    """One list under no class belongs to all."""
    record = read(series(TASKS, WAYS, rows=TWO))
    assert duties(record, 1) == duties(record, 2)
    assert len(duties(record)) == 3


@pytest.mark.parametrize(
    "paragraphs",
    [
        (part("Either I", FIRST, level=3), part("Or II", SECOND, level=3)),
        (part("either i", FIRST, level=3), part("or ii", SECOND, level=3)),
        (part("Pattern I", FIRST, level=3), part("Pattern II", SECOND, level=3)),
        (f"Either I {FIRST} Or II {SECOND}",),
        (f"Either I{FIRST}Or II{SECOND}",),
    ],
)
def test_patterns_are_paths(paragraphs: tuple[str, ...]) -> None:
    """Their labels stand as headings or run in the text, in either form and case."""
    record = read(single(DEFINITION, TASKS, section("Minimum Qualifications", *paragraphs)))
    assert ways(record) == [("pattern_1", FIRST), ("pattern_2", SECOND)]


def test_what_stands_outside_the_patterns_is_shared() -> None:
    """It is in every tree and in no path's text; so is a sentence on all patterns behind them."""
    qualifications = section(
        "Minimum Qualifications",
        f"Possession of a valid driver license. and Either I {FIRST}",
        part("Or II", SECOND, level=3),
        "In addition, all candidates must have a certificate in kite safety.",
    )
    record = read(single(DEFINITION, TASKS, qualifications))
    assert ways(record) == [("pattern_1", FIRST), ("pattern_2", SECOND)]
    for path in record.classes[0].qualifications:
        tree = path.requirement
        assert tree is not None
        assert tree.op == "all"
        assert [leaf.type for leaf in tree.of].count("license") == 2


def test_either_or_within_a_pattern_is_its_text() -> None:
    """Where patterns have numbers of their own, other labels are words of a path."""
    qualifications = section(
        "Minimum Qualifications",
        part("Pattern I", FIRST, level=3),
        part(
            "Pattern II", part("Either I", FIRST, level=3), part("Or II", SECOND, level=3), level=3
        ),
    )
    record = read(single(DEFINITION, TASKS, qualifications))
    assert ways(record)[1] == ("pattern_2", f"Either I {FIRST} Or II {SECOND}")
    assert len(ways(record)) == 2


def test_qualifications_of_all_levels_hold_for_each() -> None:
    """They are the text of a class that has no other, and part of the tree of one that has."""
    qualifications = section(
        "Minimum Qualifications",
        part("All Levels:", "Education: Equivalent to graduation from college."),
        part("Kite Tester II", FIRST),
    )
    record = read(series(qualifications, rows=TWO))
    assert ways(record, 1) == [("unspecified", "Education: Equivalent to graduation from college.")]
    assert ways(record, 2) == [("unspecified", FIRST)]
    tree = record.classes[1].qualifications[0].requirement
    assert tree is not None
    assert sorted(str(leaf.type) for leaf in tree.of) == ["education", "service"]


def test_a_footnote_that_breaks_a_sentence_is_set_apart() -> None:
    """The text goes on behind it, in the same path."""
    qualifications = section(
        "Minimum Qualifications",
        "Possession of a kite license* and",
        "* This was approved by the staff. Two years of experience in flying kites.",
    )
    record = read(single(DEFINITION, TASKS, qualifications))
    assert [note.text.value for note in record.footnotes] == ["This was approved by the staff."]
    ((track, text),) = ways(record)
    assert track == "unspecified"
    assert text == "Possession of a kite license* and Two years of experience in flying kites."


def test_a_footnote_goes_on_in_what_is_set_as_a_heading() -> None:
    """It has no end, and what follows begins with `or` or in small letters."""
    desirable = section("Additional Desirable Qualifications", "Patience*.", "* Waiting for winds")
    rest = part('Or "patience" in Fields', "is meant here.", level=3)
    record = read(single(DEFINITION, TASKS, WAYS, desirable, rest))
    (note,) = record.footnotes
    assert note.text.value == 'Waiting for winds Or "patience" in Fields is meant here.'


def test_a_running_head_is_no_text() -> None:
    """A title beside a page number comes from a printed page."""
    knowledge = section("Knowledge and Abilities", "Knowledge of: Winds.", "Kite Tester 2-")
    record = read(single(DEFINITION, TASKS, WAYS, knowledge))
    assert [str(t) for s in record.sections for t in s.text] == ["Knowledge of: Winds."]


def test_an_abolished_class_has_a_record() -> None:
    """A page that says nothing else still names the class."""
    page = "<h1>Kite Tester (9901) - Abolished</h1><h1>9901</h1><p><b>Class Code:</b> 9901</p>"
    data = f"<title>Kite Tester - CalHR</title>{page}<p>Abolished 09/21/1993.</p>".encode()
    record = read(data)
    assert (record.id, record.status) == ("us-ca/9901F", "abolished")
    assert codes(record) == [("9901", [], "Kite Tester")]


def test_a_title_may_say_that_its_class_is_abolished() -> None:
    """The rest of the page is read as ever."""
    page = single(DEFINITION, TASKS, WAYS).replace(b"(9901)</h1>", b"(9901) - Abolished</h1>")
    record = read(page)
    assert record.status == "abolished"
    assert codes(record) == [("9901", [("ca-schematic", "ZX10")], "Kite Tester")]


def test_an_unreadable_date_is_kept_raw() -> None:
    """Its value is null, and an issue says so."""
    record = read(
        single(DEFINITION, TASKS, WAYS, values=["Class Code: 9901", "Revised: 13/45/1990"])
    )
    assert record.dates.revised is not None
    assert (str(record.dates.revised.raw), record.dates.revised.value) == ("13/45/1990", None)
    assert "date-unreadable" in {issue.code for issue in record.issues}


def test_lost_characters_are_kept_and_reported() -> None:
    """U+FFFD is not guessed."""
    record = read(single(section("Definition", "To fly\ufffdkites."), TASKS, WAYS))
    assert str(record.classes[0].distinguishing_characteristics[0]) == "To fly\ufffdkites."
    assert "character-lost" in {issue.code for issue in record.issues}


def test_codes_of_the_state_are_cited() -> None:
    """By name alone, with sections behind or before."""
    text = (
        "Enforces the Penal Code, Government Code Section 1040, and Title 22, California Code of "
        "Regulations."
    )
    record = read(single(DEFINITION, section("Typical Tasks", text), WAYS))
    assert [(c.value, c.kind) for c in record.citations] == [
        ("Penal Code", "ca_code"),
        ("Government Code Section 1040", "ca_code"),
        ("Title 22, California Code of Regulations", "ca_code"),
    ]


def test_an_unknown_heading_is_a_section_of_its_own() -> None:
    """Its last word says that it is no class; a warning names it."""
    record = read(single(DEFINITION, TASKS, WAYS, section("Wind Requirements", "Strong winds.")))
    assert ("other", "Wind Requirements") in {(s.kind, str(s.heading)) for s in record.sections}
    assert "heading-unknown" in {issue.code for issue in record.issues}
    assert len(ways(record)) == 1


# Facts of real pages, written down from the pages: file, standard number, then for each class its
# schematic code, number of duties and tracks.
FACTS = [
    ("0381.html", "0381", [("AG90", 10, ["pattern_1", "pattern_2"])]),
    ("2029.html", "2029", [("QK60", 20, ["pattern_1", "pattern_2", "pattern_3"])]),
    (
        "0565.html",
        "0565",
        [
            ("SX80", 0, ["unspecified"]),
            ("SX70", 0, ["pattern_1", "pattern_2"]),
            ("SX60", 0, ["pattern_1", "pattern_2"]),
            ("SX50", 0, ["pattern_1", "pattern_2", "pattern_3"]),
        ],
    ),
]


@absent
@pytest.mark.parametrize(("name", "number", "classes"), FACTS, ids=[f[0] for f in FACTS])
def test_facts_of_real_pages(name: str, number: str, classes: list[Any]) -> None:
    """Counted by a person."""
    record = parse(SHARED / "content" / name)
    found = [
        (str(c.alternate_codes[0].value), len(c.duties), [q.track for q in c.qualifications])
        for c in record.classes
    ]
    assert (str(record.standard_number), found) == (number, classes)


@absent
@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.name)
def test_every_page_names_its_code(path: Path) -> None:
    """The file is named by the code of one of its classes; every class has a title; no errors."""
    record = parse(path)
    assert record.jurisdiction == "us-ca"
    assert path.stem in {str(c.code) for c in record.classes}
    assert all(c.title for c in record.classes)
    assert [i for i in record.issues if i.severity == "error"] == []
    assert record.conservation.residue <= 20


@absent
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_whole_page_gives_the_record_of_its_content(path: Path) -> None:
    """Navigation is furniture; what the record says is the same."""
    whole, content = (parse(p).to_dict() for p in (path, path.parents[1] / "content" / path.name))
    assert whole["conservation"]["furniture"] > content["conservation"]["furniture"]
    for name in ("source", "evidence", "conservation"):
        del whole[name], content[name]
    assert placeless(whole) == placeless(content)


def placeless(value: Any) -> Any:
    """A record without offsets."""
    if isinstance(value, dict):
        return {k: placeless(v) for k, v in value.items() if k not in ("start", "end")}
    return [placeless(v) for v in value] if isinstance(value, list) else value


def test_the_engine_names_no_jurisdiction() -> None:
    """Whatever is known of one is data, the way its golds were annotated included."""
    pipeline = Path(__file__).parents[1] / "pipeline"
    known = [folder.name for folder in (pipeline / "profiles").iterdir() if folder.is_dir()]
    names = [re.escape(name) for name in known if re.fullmatch(r"[a-z]{2}-[a-z]{2}", name)]
    named = re.compile(rf"""(?:==|!=|\bin\b)\s*\(?\s*["'](?:{"|".join(names)})["']""")
    guilty = [p.name for p in pipeline.rglob("*.py") if named.search(p.read_text("utf-8"))]
    assert len(names) >= 2
    assert guilty == []
