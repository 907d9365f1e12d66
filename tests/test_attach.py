"""Paths of a whole standard get their trees, and nothing a path says is lost on the way."""

from __future__ import annotations

from pipeline import Record, parse
from pipeline.record import Node

STANDARD = """Occ. Code 9900100

KITE TESTER 1 (WIND AND WATER), GRADE 9

9900100

KITE TESTER 2 (WIND AND WATER), GRADE 12

9900200

DISTINGUISHING CHARACTERISTICS

Kite Testers (KT) fly kites.

MINIMUM QUALIFICATIONS

KITE TESTER 1 (WIND AND WATER)

Open-Competitive: {path}

KITE TESTER 2 (WIND AND WATER)

Promotion: one year of permanent service as a KT 1 (W&W), or two years as a Kite Clerk 3.
"""


def record(path: str = "two years of experience in kites.") -> Record:
    """A standard of two classes with this path of the first."""
    return parse(STANDARD.format(path=path).encode(), name="kites.txt")


def attributes(node: Node, *names: str) -> list[object]:
    """Some attributes of a leaf."""
    known = dict(node.attributes)
    return [known[name] for name in names]


def test_a_service_is_linked_to_the_class_it_names() -> None:
    """Its short form names a class of the record; a title from elsewhere stays without a code."""
    tree = record().classes[1].qualifications[0].requirement
    assert tree is not None
    assert [attributes(leaf, "title", "code", "ordinal") for leaf in tree.of] == [
        ["KT 1 (W&W)", "9900100", 1],
        ["Kite Clerk 3", None, None],
    ]


def test_a_substitution_within_a_path_is_one_of_the_record() -> None:
    """Its words leave the tree and become a rule."""
    rule = "(A bachelor's degree may be substituted for one year of the experience.)"
    made = record(f"two years of experience in kites. {rule}")
    (substitution,) = made.substitutions
    assert substitution.text.value == rule
    assert substitution.months == 12
    tree = made.classes[0].qualifications[0].requirement
    assert tree is not None
    assert (tree.type, attributes(tree, "months")) == ("experience", [24])


def test_words_on_admission_stay_beside_the_tree() -> None:
    """What is no requirement is kept in `unparsed`."""
    words = "Applicants within six months of it will be admitted to the examination."
    path = record(f"two years of experience in kites. {words}").classes[0].qualifications[0]
    assert [text.value.rstrip(".") for text in path.unparsed] == [words.rstrip(".")]


SERIES = """<h1>Kite Tester (Series)</h1><p>California State Personnel Board Specification</p>
<table><tr><th>Schem Code</th><th>Class Code</th><th>Class</th></tr>
<tr><td>KT10</td><td>9901</td><td>Kite Tester I</td></tr>
<tr><td>KT20</td><td>9902</td><td>Kite Tester II</td></tr></table>
<h2>Definition of Series</h2><p>This series describes testers of kites.</p>
<h2>Minimum Qualifications</h2><h3>All Levels:</h3><p>{shared}</p>
<h3>Kite Tester I</h3><p>Two years of experience flying kites.</p>
<h3>Kite Tester II</h3>
<h4>Either I</h4><p>One year of experience in the California state service performing the duties
of a Kite Tester I.</p>
<h4>Or II</h4><p>Three years of experience testing kites.</p>
<h2>Knowledge and Abilities</h2><p>Knowledge of: Winds.</p>"""


def kinds(shared: str) -> list[list[str | None]]:
    """The types of leaves of each path of a series, in printed order."""
    made = parse(SERIES.format(shared=shared).encode(), name="9901.html", profile="us-ca")
    trees = [path.requirement for one in made.classes for path in one.qualifications]
    return [[leaf.type for leaf in tree.of or (tree,)] for tree in trees if tree]


def test_what_all_levels_share_is_in_the_tree_of_each_path() -> None:
    """The education of the series stands beside the experience of each path."""
    assert kinds("Education: Equivalent to graduation from college.") == [
        ["education", "experience"],
        ["education", "service"],
        ["education", "experience"],
    ]


def test_what_is_shared_for_outside_experience_alone_is_not_asked_of_service() -> None:
    """A path of service in the state's own classes goes without it."""
    condition = "when non-California state service experience is used to qualify"
    shared = (
        f"Education: The following is required {condition}: Equivalent to graduation from college."
    )
    assert kinds(shared) == [
        ["education", "experience"],
        ["service"],
        ["education", "experience"],
    ]


def test_each_leaf_of_a_complete_tree_stands_on_its_own_words() -> None:
    """The spans of a shared leaf are those of the shared paragraph; nothing is invalid."""
    shared = "Education: Equivalent to graduation from college."
    made = parse(SERIES.format(shared=shared).encode(), name="9901.html", profile="us-ca")
    tree = made.classes[1].qualifications[0].requirement
    assert tree is not None
    for leaf in tree.of:
        assert leaf.text.value == " ".join(made.text[a:b] for a, b in leaf.text.spans)
    assert [issue for issue in made.issues if issue.severity == "error"] == []
