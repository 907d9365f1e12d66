"""The laws of the requirement grammar: gold trees, places, nothing lost, printing and reading."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Span
from pipeline.normalize import degree, duration, number
from pipeline.record import Node, OfWhich, Printed
from pipeline.requirements import (
    canonical,
    describe,
    nodes_equal,
    read,
    read_substitution,
)
from pipeline.text import vocabulary
from tests.test_requirements import CASES, NOWHERE, leaves, node

SHARED = Path(__file__).resolve().parents[2] / "shared"
WORD = re.compile(r"(?:and|or)(?=[A-Z])|I{1,3}(?=[A-Z][a-z]|in\b)|\w+")  # andOne, IITwo


def gold_paths(folder):
    """Text and tree of every path of the gold in a folder of ../shared."""
    files = sorted((SHARED / folder).glob("*.gold.json"))
    if not files:
        pytest.skip(f"../shared/{folder} is not present")
    for file in files:
        for one in json.loads(file.read_text("utf-8"))["classes"]:
            for path in one["qualifications"]:
                yield path["text"], path["requirement"]


def is_right(text, tree):
    reading = read(text)
    if tree is None or reading.node is None:
        return tree is None and reading.node is None
    return canonical(reading.node) == canonical(node(tree))


def test_gold_of_the_real_standard():
    """All seven trees of the real standard are equal to the gold."""
    paths = list(gold_paths("real/ny"))
    assert len(paths) == 7
    assert [text for text, tree in paths if not is_right(text, tree)] == []


def test_gold_of_the_examples():
    """Of the trees of the examples at least nine in ten are equal to the gold."""
    paths = list(gold_paths("examples/ny"))
    assert sum(is_right(text, tree) for text, tree in paths) >= 0.9 * len(paths)


def test_gold_substitution_gives_both_rules():
    """The substitution paragraph of the real standard gives 48 months and 12 months."""
    files = sorted((SHARED / "real" / "ny").glob("*.gold.json"))
    if not files:
        pytest.skip("../shared/real/ny is not present")
    (paragraph,) = json.loads(files[0].read_text("utf-8"))["substitutions"]
    rules = read_substitution(paragraph)
    assert [(leaf(r.with_)["level"], r.months) for r in rules] == [("bachelor", 48), ("master", 12)]


def leaf(one):
    assert one is not None
    return {"type": one.type, **dict(one.attributes)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a doctorate may be substituted for two years of experience.",
            [("education", "experience", 24, None, None)],
        ),
        (
            "Additional experience may be substituted for the required education on a "
            "year-for-year basis.",
            [("experience", "education", None, None, "year-for-year")],
        ),
        (
            "Additional experience may be substituted for up to two years of the required "
            "education on a year- for-year basis.",
            [("experience", "education", None, 24, "year-for-year")],
        ),
        (
            "sixty semester units may be substituted for a maximum of six months of the "
            "required experience.",
            [("education", "experience", None, 6, None)],
        ),
        (
            "No substitution is permitted for the supervisory experience.",
            [(None, "experience", 0, None, None)],
        ),
        (
            "a law degree may be substituted for one year of experience, but not for the "
            "supervisory experience.",
            [
                ("education", "experience", 12, None, None),
                ("education", "experience", 0, None, None),
            ],
        ),
        (
            "A master's degree may be substituted for one year of the experience; a doctorate "
            "may be substituted for two years of the experience.",
            [
                ("education", "experience", 12, None, None),
                ("education", "experience", 24, None, None),
            ],
        ),
        (
            "A graduate degree may be substituted for experience on the basis of one year of "
            "experience for a master's degree or two years of experience for a doctorate.",
            [
                ("education", "experience", 12, None, None),
                ("education", "experience", 24, None, None),
            ],
        ),
        (
            "Twelve semester units in welding may be substituted for each year of the "
            "experience lacking, up to a maximum of two years.",
            [("education", "experience", 12, 24, "for each year of the experience lacking")],
        ),
        (
            "College training may be substituted for the experience on the basis of two years of "
            "college being equivalent to one year of experience.",
            [
                (
                    "education",
                    "experience",
                    None,
                    None,
                    "two years of college being equivalent to one year of experience",
                )
            ],
        ),
        (
            "A degree in kites may be substituted for the required experience on the basis of a "
            "master's degree satisfying two years of the required experience or a doctorate degree "
            "satisfying three years of the required experience.",
            [
                ("education", "experience", 24, None, None),
                ("education", "experience", 36, None, None),
            ],
        ),
        (
            "A higher degree may be substituted for the required experience on the basis of a "
            "master's degree being equivalent to one year of experience and a doctorate degree "
            "equivalent to two years of experience.",
            [
                ("education", "experience", 12, None, None),
                ("education", "experience", 24, None, None),
            ],
        ),
        (
            "One year of graduate work in kite science may be substituted for one year of general "
            "experience.",
            [("education", "experience", 12, None, None)],
        ),
        (
            "Education equivalent to graduation from college with a major in kites may be "
            "substituted for two years of the experience.",
            [("education", "experience", 24, None, None)],
        ),
        ("Experience gained long ago is not credited.", []),
    ],
)
def test_substitution(text, expected):
    """A substitution sentence says what replaces what, how much, up to what and at what rate."""
    found = [
        (r.with_ and r.with_.type, r.replaces and r.replaces.type, r.months, r.cap_months, r.ratio)
        for r in read_substitution(text)
    ]
    assert found == expected


def test_sentences_that_are_no_requirement_stand_beside_the_tree():
    """Substitutions and words on admission are kept apart, with their words."""
    reading = read(
        "Two years of kite experience. (A degree may be substituted for one year of it.) "
        "(Applicants within six months of it will be admitted to the examination.)"
    )
    assert [text.value for text in reading.substitutions] == [
        "(A degree may be substituted for one year of it.)"
    ]
    assert len(reading.notes) == 1
    assert reading.node is not None
    assert reading.node.text.value == "Two years of kite experience"


def printed(reading):
    """Every text of a reading: of its leaves, its asides and what is unparsed."""
    yield from (one.text for one in (leaves(reading.node) if reading.node else ()))
    yield from (*reading.unparsed, *reading.substitutions, *reading.notes)


STRUCTURE = vocabulary(
    """
    and or either both i ii iii iv 1 2 3 4 a b c experience education plus as well together with
    one of the following n in case addition other than but also
    """
)


@pytest.mark.parametrize("text", [case["text"] for case in CASES])
def test_nothing_is_lost(text):
    """Every word is in a leaf, an aside or unparsed, or is a word of structure."""
    reading = read(text)
    if reading.node is None and not reading.unparsed:
        assert reading.ambiguous
        return
    covered: set[int] = set()
    for one in printed(reading):
        for start, end in one.spans:
            covered.update(range(start, end))
    left = [w for w in WORD.finditer(text) if w.start() not in covered]
    assert {w.group().lower() for w in left} <= STRUCTURE


@pytest.mark.parametrize("text", [case["text"] for case in CASES])
def test_a_path_may_break_off_after_any_word(text):
    """What a page or a file cut short still holds can be read, and stands on its words."""
    for cut in re.finditer(r"\s", text):
        for one in printed(read(text[: cut.start()])):
            assert one.value == " ".join(text[start:end] for start, end in one.spans)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("One year of service as a Kite Tester; or a", ["service"]),
        ("Two years of service as a Kite Tester or performing", ["service"]),
        ("three years of experience in kites and graduation from", ["experience", "education"]),
        ("three years of experience (²) in kites", ["experience"]),
        ("two years of service as a Kite Tester, Grade ² or higher", ["service"]),
    ],
)
def test_words_without_what_should_follow_are_read(text, kinds):
    """The end of a line after `or a`, and a superscript in brackets, which is no number."""
    reading = read(text)
    assert reading.node is not None
    assert [leaf.type for leaf in leaves(reading.node)][: len(kinds)] == kinds


@pytest.mark.parametrize("text", [case["text"] for case in CASES])
def test_every_node_stands_on_its_words(text):
    """Joining the slices of a node's spans gives its text; spans are ordered and not empty."""
    shift = 1000

    def locate(start, end):
        return (Span(start + shift, end + shift),)

    reading = read(text, locate=locate)
    for one in printed(reading):
        assert one.value == " ".join(text[s - shift : e - shift] for s, e in one.spans)
        assert all(s < e for s, e in one.spans)
        assert list(one.spans) == sorted(one.spans)


@pytest.mark.parametrize("text", [case["text"] for case in CASES])
def test_printing_and_reading_again_gives_the_same_tree(text):
    """A tree printed as a sentence reads as the same tree."""
    first = read(text).node
    if first is not None:
        assert nodes_equal(read(describe(first)).node, first), describe(first)


NAMES = st.sampled_from(["Physics", "Soil Science", "Law", "Parks and Recreation", "Nursing"])
TITLES = st.sampled_from(["Kite Tester 1", "Manager, Kites 2", "Glider Hand (Coast)", "Clerk 4"])
KINDS = st.sampled_from(
    ["experience in kite repair", "professional experience", "work in a mill or a forge"]
)
PARTS = st.builds(
    OfWhich,
    months=st.integers(1, 60),
    qualifier=st.sampled_from(["supervisory", "managerial", "in rigging", "as a team leader"]),
)
LEVELS = st.sampled_from(["high_school", "associate", "bachelor", "master", "doctorate"])


def leaf_of(kind, **values):
    return Node(NOWHERE, type=kind, attributes=tuple(values.items()))


LEAVES = st.one_of(
    st.builds(
        lambda level, fields, higher: leaf_of(
            "education",
            level=level,
            fields=() if level == "high_school" else tuple(fields),
            credits=None,
            or_higher=higher,
        ),
        LEVELS,
        st.lists(NAMES, max_size=4, unique=True),
        st.booleans(),
    ),
    st.builds(
        lambda months, kind, parts: leaf_of(
            "experience", months=months, description=kind, of_which=tuple(parts), footnotes=()
        ),
        st.integers(1, 240),
        KINDS,
        st.lists(PARTS, max_size=2),
    ),
    st.builds(
        lambda months, title, status: leaf_of("service", months=months, title=title, status=status),
        st.integers(1, 60),
        TITLES,
        st.sampled_from([None, "permanent_competitive", "permanent_competitive_or_55_b_c"]),
    ),
    st.builds(lambda months: leaf_of("traineeship", months=months, title=None), st.integers(1, 36)),
    st.just(leaf_of("license", name="valid driver license")),
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        lambda op, of: Node(NOWHERE, op=op, of=tuple(of)),
        st.sampled_from(["all", "any"]),
        st.lists(inner, min_size=2, max_size=4),
    ),
    max_leaves=10,
)


def flat(tree):
    """The tree with branches of one operator laid flat, as every reading is."""
    if tree.op is None:
        return tree
    children: list[Any] = []
    for child in map(flat, tree.of):
        children.extend(child.of if child.op == tree.op else (child,))
    unlike = {canonical(child): child for child in children}
    if len(unlike) == 1:
        return children[0]
    return Node(NOWHERE, op=tree.op, of=tuple(unlike.values()))


def depth(tree):
    return 1 + max(map(depth, tree.of)) if tree.of else 0


@settings(max_examples=300, deadline=None)
@given(TREES.map(flat).filter(lambda tree: depth(tree) <= 4))
def test_any_tree_survives_printing(tree):
    """Printing any tree and reading the sentence gives an equal tree."""
    reading = read(describe(tree))
    assert nodes_equal(reading.node, tree), describe(tree)
    assert not reading.unparsed


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_read(text):
    """Reading is total: any text gives a reading, and the same one twice."""
    folded = " ".join(text.split())
    assert read(folded) == read(folded)
    assert read_substitution(folded) == read_substitution(folded)


PIECES = st.sampled_from(
    sorted(
        vocabulary(
            """
            two years of experience in and or ; , . ( ) either 1. (a) a bachelor's degree as Kite
            which must have been supervisory may be substituted for such service license age 21
            at least Experience: Education: no minimum requirements including with * II Or
            """
        )
    )
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_any_jumble_of_the_vocabulary_can_be_read(text):
    """The grammar's own words in any order neither fail nor lose order."""
    reading = read(text)
    assert reading == read(text)
    assert all(one.spans for one in printed(reading))
    read_substitution(text)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("two years", 24), ("18 months", 18), ("one and one-half years", 18), ("2-1/2 years", 30),
        ("twenty-four (24) months", 24), ("a year", 12), ("two-year", 24), ("2½ years", 30),
        ("one-half year", 6), ("40 hours", None), ("six weeks", None),
    ],
)  # fmt: skip
def test_duration(text, months):
    """A printed length of time gives whole months, or keeps its unit."""
    found = duration.duration(text)
    assert found is not None
    assert found.months == months


@pytest.mark.parametrize("text", ["soon", "years", "", "two", "one year of", "half"])
def test_no_duration(text):
    """What is not an amount with its unit and nothing else is no length of time."""
    assert duration.duration(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("two", 2), ("Twenty-four", 24), ("thirty six", 36), ("a", 1), ("1,040", 1040), ("1.5", 1.5),
     ("two hundred", 200), ("a hundred", 100), ("", None), ("many", None), ("two apples", None),
     ("999,999,999", 999_999_999), ("1" + 26 * "0", None), ("1/" + 26 * "9", None)],
)  # fmt: skip
def test_number(text, value):
    """Number words, digits and simple fractions are exact numbers."""
    assert number.number(text) == value


@pytest.mark.parametrize(
    ("text", "level"),
    [("Bachelor’s degree", "bachelor"), ("bachelors", "bachelor"), ("Ph.D.", "doctorate"),
     ("high school diploma", "high_school"), ("a law degree", "professional"),
     ("certificate program", "certificate"), ("degree", None)],
)  # fmt: skip
def test_degree(text, level):
    """A printed degree gives its level, with or without its apostrophe."""
    assert degree.level(text) == level


def test_a_long_path_keeps_every_alternative():
    """Three hundred alternatives are three hundred children."""
    text = "; or ".join("one year of experience in kites and a driver license" for _ in range(300))
    reading = read(text)
    assert reading.node is not None
    assert len(reading.node.of) == 300


def test_printed_keeps_its_rule():
    """Values carry the rule that the caller names."""
    reading = read("two years of experience.", rule_prefix="us-ny.requirement")
    assert reading.node is not None
    assert isinstance(reading.node.text, Printed)
    assert reading.node.text.rule.startswith("us-ny.requirement")


def test_the_documented_example_is_real_output():
    """The sentence in docs/requirements.md is what the documented call prints."""
    page = (Path(__file__).resolve().parents[1] / "docs" / "requirements.md").read_text("utf-8")
    code, printed_line = re.findall(r"```(?:python|text)\n(.*?)```", page, re.S)[:2]
    said: list[str] = []
    exec(code, {"print": said.append})
    assert said == [printed_line.strip()]
