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
