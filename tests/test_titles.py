"""Mentions of class titles name their classes."""

from __future__ import annotations

import pytest

from pipeline.titles import Titles, discover, levelled, read_label, split_title, title_shaped

TITLES = Titles(
    {
        1: "KITE TESTER 1 (AIRBORNE TOY BUREAU)",
        2: "KITE TESTER 2 (AIRBORNE TOY BUREAU)",
        3: "BALLOON FACILITIES RIGGER I",
        4: "BALLOON FACILITIES RIGGER II",
        5: "BALLOON FACILITIES RIGGER III",
        6: "DIRECTOR OF KITES",
        7: "ASSISTANT DIRECTOR OF KITES",
        8: "GLIDER PILOT",
        9: "GLIDER PILOT (SPANISH LANGUAGE)",
    }.items(),
    [("KT", "Kite Testers"), ("ATB", "Airborne Toy Bureau")],
)


@pytest.mark.parametrize(
    ("text", "ordinals", "printed"),
    [
        ("KITE TESTER 1 (ATB): flies kites", (1,), "KITE TESTER 1 (ATB)"),
        ("KT 2 (ATB) and others", (2,), "KT 2 (ATB)"),
        ("Kite Testers 1 and 2 (ATB) fly", (1, 2), "Kite Testers 1 and 2 (ATB)"),
        ("Kite Testers (all levels):", (1, 2), "Kite Testers (all levels)"),
        (
            "BALLOON FACILITIES RIGGERS I, II AND III:",
            (3, 4, 5),
            "BALLOON FACILITIES RIGGERS I, II AND III",
        ),
        (
            "Balloon Facilities Riggers I through III rig",
            (3, 4, 5),
            "Balloon Facilities Riggers I through III",
        ),
        ("BALLOON FACILITES RIGGER II", (4,), "BALLOON FACILITES RIGGER II"),
        ("Assistant Directors of Kites direct", (7,), "Assistant Directors of Kites"),
        ("GLIDER PILOT: flies", (8,), "GLIDER PILOT"),
        ("Glider Pilot (Spanish Language): flies", (9,), "Glider Pilot (Spanish Language)"),
        ("Glider Pilot (all parenthetic titles)", (8, 9), "Glider Pilot (all parenthetic titles)"),
    ],
)
def test_a_mention_names_its_classes(text: str, ordinals: tuple[int, ...], printed: str) -> None:
    """Plurals, abbreviations, joint levels and one wrong letter are read."""
    mention = TITLES.match(text)
    assert mention is not None
    assert (mention.ordinals, text[: mention.end]) == (ordinals, printed)


@pytest.mark.parametrize(
    "text",
    ["Kite Tester 3 (ATB)", "Kite Builder 1", "the Kite Tester 1", "Directors of Balloons", ""],
)
def test_other_titles_are_no_mention(text: str) -> None:
    """A level or a word that no class has names none."""
    assert TITLES.match(text) is None


def test_mentions_are_found_in_running_text() -> None:
    """In any case, with points or beyond ASCII, but neither within a word nor with other words."""
    titles = Titles([(1, "ÉCLAIR TESTER"), (2, "Q.A. CHIEF"), (3, "KITE TESTER")])
    text = "“Éclair testers” and kite testers tell the QA Chief: a rekite tester is no Kite Tail."
    found = [(m.ordinals, text[m.start : m.end]) for m in titles.mentions(text)]
    assert found == [((1,), "Éclair testers"), ((3,), "kite testers"), ((2,), "QA Chief")]


@pytest.mark.parametrize(
    ("text", "kind", "rest"),
    [
        ("GLIDER PILOT: flies alone", "run_in", "flies alone"),
        ("GLIDER PILOT:: flies alone", "run_in", "flies alone"),
        ("GLIDER PILOT; flies alone", "run_in", "flies alone"),
        ("GLIDER PILOT, entry level; flies", "run_in", "entry level; flies"),
        ("GLIDER PILOT  flies alone", "run_in", "flies alone"),
        ("GLIDER PILOT flies alone", "run_in", "flies alone"),
        ("Glider Pilot - flies alone", "run_in", "flies alone"),
        ("Glider Pilot", "alone", ""),
        ("GLIDER PILOT:", "alone", ""),
        ("Glider Pilots fly alone", "subject", " fly alone"),
        (
            "Glider Pilot, under supervision, flies alone",
            "subject",
            ", under supervision, flies alone",
        ),
    ],
)
def test_a_label_is_told_from_a_subject(text: str, kind: str, rest: str) -> None:
    """A title is a label before a mark, alone, or in upper case; else it is the subject."""
    label = read_label(text, 0, len(text), TITLES)
    assert label is not None
    assert (label.kind, text[label.end :]) == (kind, rest)


@pytest.mark.parametrize(
    ("title", "base", "level", "parenthetic"),
    [
        ("KITE TESTER 1 (NIGHT)", "KITE TESTER", "1", "NIGHT"),
        ("FORESTER TRAINEE 2", "FORESTER TRAINEE", "2", None),
        ("CLERK A", "CLERK", "A", None),
        ("RIGGER III", "RIGGER", "III", None),
        ("DIRECTOR OF KITES", "DIRECTOR OF KITES", None, None),
        (
            "KITE, GLIDER & BALLOON TESTER (SPANISH LANGUAGE)",
            "KITE, GLIDER & BALLOON TESTER",
            None,
            "SPANISH LANGUAGE",
        ),
    ],
)
def test_a_title_falls_into_parts(
    title: str, base: str, level: str | None, parenthetic: str | None
) -> None:
    """The level is the trailing number, numeral or letter before the parenthetic."""
    parts = split_title(title)
    assert title[slice(*parts.base)] == base
    assert (parts.level and title[slice(*parts.level)]) == level
    assert (parts.parenthetic and title[slice(*parts.parenthetic)]) == parenthetic


def test_titles_are_discovered_from_labels() -> None:
    """Levels, upper case before text, and labels that come again are titles; themes are not."""
    texts = [
        "KITE TESTERS 1 AND 2: fly kites of every kind.",
        "Chief of Kites: directs all of them.",
        "Public Contact",
        "Answers letters.",
        "Chief of Kites",
        "Public Contact",
    ]
    found = [
        " ".join(texts[one.index][start:end] for start, end in one.pieces)
        for one in discover(texts)
    ]
    assert found == ["KITE TESTERS 1", "KITE TESTERS 2", "Chief of Kites"]


def test_a_title_and_its_initials_are_one_title() -> None:
    """The form that comes first is kept, whichever it is."""
    texts = ["GKT 1: flies kites.", "GKT 2: leads.", "Giant Kite Tester 1", "Giant Kite Tester 2"]
    assert [one.names for one in discover(texts)] == [
        ("GKT 1", "Giant Kite Tester 1"),
        ("GKT 2", "Giant Kite Tester 2"),
    ]
    assert [one.index for one in discover(texts[::-1])] == [0, 1]


def test_shape() -> None:
    """A title is a few capitalised words, and no sentence."""
    assert title_shaped("Director of Kites")
    assert not title_shaped("Flies kites.")
    assert levelled("Kite Tester 2 (Night)")
    assert not levelled("Director of Kites")
