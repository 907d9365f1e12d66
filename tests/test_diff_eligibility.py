"""Who loses and who gains eligibility: decided on trees, or called undecided."""

from __future__ import annotations

from itertools import chain, combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.diff import diff_records
from pipeline.diff.implication import implies
from pipeline.diff.trees import tree
from tests.build_diff import (
    all_of,
    any_of,
    class_,
    condition,
    degree,
    experience,
    license_,
    path,
    record,
    service,
    traineeship,
)

KITES = "experience in testing kites"
SUCH = "such experience"
OPPOSITE = {
    "widens": "narrows",
    "narrows": "widens",
    "both": "both",
    "same": "same",
    "undecided": "undecided",
}

CASES = {
    "fewer months": (experience(24), experience(12), "widens"),
    "more months of service": (service(12, "Clerk 1"), service(24, "Clerk 1"), "narrows"),
    "a shorter traineeship": (traineeship(24, "Clerk"), traineeship(12, "Clerk"), "widens"),
    "a lower degree": (degree("master"), degree("bachelor"), "widens"),
    "a degree instead of high school": (degree("high_school"), degree("associate"), "narrows"),
    "a lower degree in the same field": (
        degree("master", "Law"),
        degree("bachelor", "Law"),
        "widens",
    ),
    "one more field": (degree("bachelor", "Law"), degree("bachelor", "Law", "Music"), "widens"),
    "any field": (degree("bachelor", "Law"), degree("bachelor"), "widens"),
    "a field where there was none": (degree("bachelor"), degree("bachelor", "Law"), "narrows"),
    "another field": (degree("bachelor", "Law"), degree("bachelor", "Music"), "both"),
    "a field that may be the same": (
        degree("bachelor", "Business"),
        degree("bachelor", "Business Administration"),
        "undecided",
    ),
    "a lower degree in fewer fields": (
        degree("master", "Law", "Music"),
        degree("bachelor", "Law"),
        "both",
    ),
    "fewer credits": (
        degree("some_college", credits=60),
        degree("some_college", credits=30),
        "widens",
    ),
    "credits where none were asked": (
        degree("bachelor"),
        degree("bachelor", "Law", credits=18),
        "narrows",
    ),
    "a professional degree": (degree("bachelor"), degree("professional"), "undecided"),
    "one more way": (degree("bachelor"), any_of(degree("bachelor"), experience(48)), "widens"),
    "one way less": (
        any_of(degree("bachelor"), experience(48), license_("a licence")),
        any_of(degree("bachelor"), license_("a licence")),
        "narrows",
    ),
    "one more condition": (
        experience(24),
        all_of(experience(24), license_("driver license")),
        "narrows",
    ),
    "one more licence": (
        license_("pilot licence"),
        all_of(license_("pilot licence"), license_("bar admission")),
        "narrows",
    ),
    "one licence or another": (
        license_("pilot licence"),
        any_of(license_("pilot licence"), license_("bar admission")),
        "widens",
    ),
    "one more kind of experience": (
        all_of(license_("a licence"), experience(24)),
        all_of(license_("a licence"), experience(24), experience(12, "work with string")),
        "narrows",
    ),
    "one condition less": (
        all_of(degree("bachelor"), condition("other", "good eyes")),
        degree("bachelor"),
        "widens",
    ),
    "one more way and one more condition": (
        all_of(degree("bachelor"), experience(12)),
        all_of(any_of(degree("bachelor"), experience(48)), experience(12), license_("a licence")),
        "both",
    ),
    "the other order": (
        any_of(degree("bachelor"), experience(48)),
        any_of(experience(48), degree("bachelor")),
        "same",
    ),
    "nested otherwise": (
        any_of(degree("bachelor"), any_of(experience(48), license_("a licence"))),
        any_of(degree("bachelor"), experience(48), license_("a licence")),
        "same",
    ),
    "a way that another one holds": (
        any_of(experience(24), experience(48)),
        experience(24),
        "same",
    ),
    "a part of a special kind": (
        experience(24),
        experience(24, of_which=[(12, "supervisory")]),
        "narrows",
    ),
    "a part of another kind": (
        experience(24, of_which=[(12, "managerial")]),
        experience(24, of_which=[(12, "supervisory")]),
        "undecided",
    ),
    "experience in other words": (
        experience(24, KITES),
        experience(24, "experience with kites"),
        "undecided",
    ),
    "such experience after other words": (
        any_of(all_of(degree("associate"), experience(24, KITES)), experience(48, SUCH)),
        any_of(all_of(degree("associate"), experience(24, "kite work")), experience(48, SUCH)),
        "undecided",
    ),
    "another title": (service(12, "Clerk 1"), service(12, "Cook 1"), "both"),
    "the other number of a title": (service(12, "Clerk 1"), service(12, "Clerk 2"), "both"),
    "a title in short": (
        service(12, "Director of Kites"),
        service(12, "Dir of Kites"),
        "undecided",
    ),
    "initials of a title": (service(12, "Kite Test Agent 2"), service(12, "KTA 2"), "undecided"),
    "one code under two titles": (
        service(12, "Clerk 1", code="9900200"),
        service(12, "Office Clerk 1", code="9900200"),
        "same",
    ),
    "one more status": (
        service(12, "Clerk 1", status="permanent_competitive"),
        service(12, "Clerk 1", status="permanent_competitive_or_55_b_c"),
        "widens",
    ),
    "any permanent status": (
        service(12, "Clerk 1", status="permanent_competitive"),
        service(12, "Clerk 1", status="permanent"),
        "widens",
    ),
    "a lower grade": (
        service(12, None, minimum_grade=14),
        service(12, None, minimum_grade=11),
        "widens",
    ),
    "a title where any of a grade would do": (
        service(12, None, minimum_grade=14),
        service(12, "Clerk 1"),
        "undecided",
    ),
    "hours where there were months": (
        experience(12),
        {**experience(None), "amount": 200, "unit": "hour"},
        "undecided",
    ),
    "fewer hours": (
        {**experience(None), "amount": 200, "unit": "hour"},
        {**experience(None), "amount": 100, "unit": "hour"},
        "widens",
    ),
    "any length": (experience(12), experience(None), "widens"),
    "a traineeship where there was service": (
        service(12, "Clerk 1"),
        traineeship(12, "Cook"),
        "both",
    ),
    "another licence": (license_("pilot licence"), license_("bar admission"), "undecided"),
    "another `other` condition": (
        condition("other", "good eyes"),
        condition("other", "steady hands"),
        "undecided",
    ),
    "an `other` condition read at last": (
        all_of(degree("bachelor"), condition("other", "two years of kites")),
        all_of(degree("bachelor"), experience(24)),
        "undecided",
    ),
    "work and service": (experience(24), service(24, "Clerk 1"), "undecided"),
    "two works that may add up": (
        all_of(experience(12, "kite work"), experience(12, "string work")),
        experience(24, "outdoor work"),
        "undecided",
    ),
    "no tree": (None, degree("bachelor"), "undecided"),
}


def verdicts(old, new):
    return [(each.place, each.verdict) for each in diff_records(old, new).eligibility]


@pytest.mark.parametrize("name", CASES)
def test_verdict(name):
    """Each case both ways: what widens one way narrows the other way."""
    old, new, expected = CASES[name]
    one, other = record(class_(path(old))), record(class_(path(new)))
    assert verdicts(one, other) == [("open_competitive", expected)]
    assert verdicts(other, one) == [("open_competitive", OPPOSITE[expected])]


def test_two_works_that_cannot_suffice():
    """Too few months of everything lose somebody for certain; who gains is not known."""
    old = record(class_(path(all_of(experience(12, "kite work"), experience(6, "string work")))))
    new = record(class_(path(experience(24, "outdoor work"))))
    (found,) = diff_records(old, new).eligibility
    assert (found.loses, found.gains, found.verdict) == (True, None, "undecided")


def test_such_experience_spelled_out():
    """`Such experience` is the experience named before it: the tree changed, not what it asks."""
    first = all_of(degree("associate"), experience(24))
    old = record(class_(path(any_of(first, experience(48, SUCH)))))
    new = record(class_(path(any_of(first, experience(48, KITES)))))
    assert [change.field for change in diff_records(old, new).changes] == [
        "classes.qualifications.requirement"
    ]
    assert verdicts(old, new) == []


def test_conditions_of_one_side_are_named():
    """A verdict says which conditions went and which came."""
    old = record(class_(path(all_of(degree("bachelor", "Law"), experience(24)))))
    new = record(class_(path(all_of(degree("bachelor", "Law"), experience(12)))))
    (found,) = diff_records(old, new).eligibility
    assert found.lost == ("24 months of experience in testing kites",)
    assert found.gained == ("12 months of experience in testing kites",)
    assert found.class_ == ("9900100 KITE TESTER 1", "9900100 KITE TESTER 1")
    assert (found.loses, found.gains) == (False, True)


HELPER, MECHANIC = "experience as a helper", "experience as a mechanic"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            all_of(experience(48, HELPER), experience(12, MECHANIC)),
            all_of(experience(48, HELPER), experience(11, MECHANIC)),
        ),
        (
            any_of(experience(24, HELPER), service(36, "Kite Mechanic 1")),
            any_of(experience(24, HELPER), service(35, "Kite Mechanic 1")),
        ),
        (
            all_of(
                license_("bar"), any_of(experience(24), all_of(experience(12), service(36, "A")))
            ),
            all_of(
                license_("bar"), any_of(experience(24), all_of(experience(11), service(36, "A")))
            ),
        ),
        (
            any_of(degree("associate", "Law"), degree("some_college", credits=60)),
            any_of(degree("associate", "Law", "Music"), degree("some_college", credits=60)),
        ),
    ],
)
def test_a_standard_does_not_ask_in_vain(old, new):
    """Works asked for side by side do not count as each other, nor alternatives as each other."""
    one, other = record(class_(path(old))), record(class_(path(new)))
    assert verdicts(one, other) == [("open_competitive", "widens")]
    assert verdicts(other, one) == [("open_competitive", "narrows")]


def test_paths_of_one_track_are_alternatives():
    """A branch that moves into a path of its own changes nobody's eligibility."""
    old = record(class_(path(any_of(degree("bachelor"), experience(48)))))
    new = record(class_(path(degree("bachelor")), path(experience(48), text="another path")))
    assert verdicts(old, new) == [("open_competitive", "same")]


def test_a_new_track_lets_people_in():
    """A track that was not there widens, if it could be read."""
    promotion = path(service(12, "Clerk 1"), track="promotion")
    old, new = record(class_(path(None))), record(class_(path(None), promotion))
    assert verdicts(old, new) == [("promotion", "widens")]
    assert verdicts(new, old) == [("promotion", "narrows")]
    unread = record(class_(path(None), path(None, track="promotion")))
    assert verdicts(old, unread) == [("promotion", "undecided")]


def test_unparsed_words_decide_nothing():
    """Where words of a path have no node, nobody knows what they ask."""
    old = record(class_(path(experience(24), text="two years", unparsed=["or so"])))
    new = record(class_(path(experience(12), text="one year", unparsed=["or so"])))
    assert verdicts(old, new) == [("open_competitive", "undecided")]
    assert verdicts(old, old) == []


def test_a_footnote_decides_what_counts():
    """A changed footnote leaves the path that hangs on it undecided; more months still narrow."""
    kites = experience(24, notes=["*"])
    old = record(class_(path(kites)), footnotes=[{"marker": "*", "text": "Toys do not count."}])
    new = record(class_(path(kites)), footnotes=[{"marker": "*", "text": "Toys do count."}])
    assert verdicts(old, new) == [("open_competitive", "undecided")]


def substitution(with_, *, cap=None, months=12, replaces=None):
    return {
        "text": "may be substituted",
        "replaces": replaces or experience(12),
        "with": with_,
        "months": months,
        "cap_months": cap,
        "ratio": None,
    }


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([], [substitution(degree("master"))], "widens"),
        ([substitution(degree("master"))], [], "narrows"),
        ([substitution(degree("master"))], [substitution(degree("bachelor"))], "widens"),
        ([substitution(degree("master"), cap=24)], [substitution(degree("master"))], "widens"),
        (
            [substitution(degree("master"), cap=24)],
            [substitution(degree("master"), cap=12)],
            "narrows",
        ),
        (
            [substitution(degree("master"), cap=24)],
            [substitution(degree("bachelor"), cap=12)],
            "both",
        ),
        (
            [substitution(degree("master"))],
            [substitution(degree("master"), months=24)],
            "undecided",
        ),
        ([substitution(degree("master"))], [substitution(None)], "undecided"),
    ],
)
def test_substitutions(old, new, expected):
    """One more substitution lets people in; a changed one is decided by what may stand in."""
    one, other = record(substitutions=old), record(substitutions=new)
    assert verdicts(one, other) == [("substitutions", expected)]
    assert verdicts(other, one) == [("substitutions", OPPOSITE[expected])]


LEVELS = ("bachelor", "master")
DEGREES = tuple(product(LEVELS, ("law", "music", "anything else")))
PEOPLE = tuple(
    product(
        chain.from_iterable(combinations(DEGREES, size) for size in range(len(DEGREES) + 1)),
        (0, 12, 24),
        (False, True),
    )
)


def meets(person, node):
    """Whether a person meets a tree, said in the simplest way."""
    degrees, months, licence = person
    if "op" in node:
        return (all if node["op"] == "all" else any)(meets(person, each) for each in node["of"])
    if node["type"] == "experience":
        return months >= node["months"]
    if node["type"] == "license":
        return licence
    return any(
        LEVELS.index(level) >= LEVELS.index(node["level"])
        and (not node["fields"] or field in node["fields"])
        for level, field in degrees
    )


leaf_nodes = st.one_of(
    st.sampled_from([12, 24]).map(experience),
    st.just(license_("kite licence")),
    st.builds(
        lambda level, fields: degree(level, *fields),
        st.sampled_from(LEVELS),
        st.sampled_from([(), ("law",), ("music",), ("law", "music")]),
    ),
)
nodes = st.recursive(
    leaf_nodes,
    lambda inner: st.builds(
        lambda branch, children: branch(*children),
        st.sampled_from([all_of, any_of]),
        st.lists(inner, min_size=2, max_size=3),
    ),
    max_leaves=6,
)


@settings(deadline=None)
@given(nodes, nodes)
def test_an_answer_holds_for_every_person(one, other):
    """Where `implies` answers, trying every person gives the same answer."""
    answer = implies(tree(one, {}), tree(other, {}))
    if answer is not None:
        assert answer == all(meets(person, other) for person in PEOPLE if meets(person, one))


@settings(deadline=None)
@given(nodes)
def test_more_ways_widen_and_more_conditions_narrow(node):
    """Whatever the tree: it implies itself or anything, and itself and anything imply it."""
    extra = condition("physical", "strong arms")
    assert implies(tree(node, {}), tree(any_of(node, extra), {})) is True
    assert implies(tree(any_of(node, extra), {}), tree(node, {})) is False
    assert implies(tree(all_of(node, extra), {}), tree(node, {})) is True
    assert implies(tree(node, {}), tree(all_of(node, extra), {})) is False


def test_a_tree_of_very_many_ways_is_not_decided():
    """Ten alternatives twelve times over are more ways than are tried."""
    wide = all_of(*(any_of(*(license_(f"licence {i} {j}") for j in range(10))) for i in range(12)))
    assert implies(tree(wide, {}), tree(license_("another"), {})) is None
