"""Work that a person has done to whether it is the work that is asked for."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipeline.diff.logic import all_of, any_of
from pipeline.diff.trees import Leaf, Words
from pipeline.diff.values import Truth
from pipeline.titles import similar

WORK = ("experience", "service", "traineeship")

_UNLIKE_PERMANENT = frozenset(["55_b_c", "non_competitive", "contingent_permanent", "labor"])


def working(wanted: Leaf, given: Sequence[Leaf], beside: Collection[Leaf] = ()) -> Truth:
    """Whether the given work is the wanted work and long enough.

    Works of which nobody knows whether they count may add up; a person who has too little of
    everything that could count does not meet the condition. What is asked for `beside` the
    wanted work does not count for it, or the wanted work would be asked for in vain.
    """
    kin = [(leaf, _kind_of_work(leaf, wanted)) for leaf in given if leaf.kind in WORK]
    if any(same and _long_enough(leaf, wanted) for leaf, same in kin):
        return True
    could = [leaf for leaf, same in kin if same is None and leaf not in beside]
    held = [leaf for leaf, same in kin if same]
    if any(leaf.unit != wanted.unit and leaf.amount for leaf in (*could, *held)):
        return None
    return None if could and sum(leaf.amount for leaf in could) >= wanted.amount else False


def _long_enough(held: Leaf, wanted: Leaf) -> bool:
    return not wanted.amount or (held.unit == wanted.unit and held.amount >= wanted.amount)


def _kind_of_work(held: Leaf, wanted: Leaf) -> Truth:
    if held.kind == wanted.kind:
        return _SAME_KIND[held.kind](held, wanted)
    if held.kind == "experience":
        return False
    if wanted.kind == "experience":
        return None
    return None if title(held, wanted) is not False else False


def _experience(held: Leaf, wanted: Leaf) -> Truth:
    """Descriptions in other words may mean the same; footnotes decide what counts."""
    if held.subject is None or held.subject != wanted.subject:
        return None
    same: Truth = True if held.notes == wanted.notes else None
    return all_of((same, *(_part(part, held) for part in wanted.parts)))


def _part(wanted: tuple[Words, int], held: Leaf) -> Truth:
    """A part of a special kind: none held is no, one of another kind is unknown."""
    kind, months = wanted
    if any(own == kind and length >= months for own, length in held.parts):
        return True
    return None if any(own != kind for own, _ in held.parts) else False


def _service(held: Leaf, wanted: Leaf) -> Truth:
    return all_of((title(held, wanted), _grade(held, wanted), _status(held, wanted)))


def title(held: Leaf, wanted: Leaf) -> Truth:
    """Whether two leaves name one class: by code, else by the words of the title."""
    if held.code and wanted.code:
        return held.code == wanted.code
    if held.subject == wanted.subject:
        return True
    if held.subject is None or wanted.subject is None:
        return None
    return None if _abbreviates(held.subject, wanted.subject) else False


def _abbreviates(one: Words, other: Words) -> bool:
    """`dir of the budget` and `director of the budget`, `cms 2` and `contract … 2`."""
    if len(one) == len(other):
        return all(_short(a, b) for a, b in zip(one, other, strict=True))
    short, long = sorted((one, other), key=len)
    return bool(short) and _initials(short) == _initials(long, spell=True)


def _short(one: str, other: str) -> bool:
    if one[-1:].isdigit() or other[-1:].isdigit():
        return one == other
    return one.startswith(other) or other.startswith(one) or similar(one, other)


def _initials(title_: Words, *, spell: bool = False) -> str:
    return "".join(word[0] if spell and not word.isdigit() else word for word in title_)


def _grade(held: Leaf, wanted: Leaf) -> Truth:
    if wanted.minimum_grade is None:
        return True
    if held.minimum_grade is None:
        return False if held.subject is None else None
    return held.minimum_grade >= wanted.minimum_grade


def _status(held: Leaf, wanted: Leaf) -> Truth:
    """Each status that suffices on one side must suffice on the other; none said is any."""
    if not wanted.statuses:
        return True
    if not held.statuses:
        return False
    return all_of(any_of(_counts(one, two) for two in wanted.statuses) for one in held.statuses)


def _counts(held: str, wanted: str) -> Truth:
    if held == wanted or (held, wanted) == ("permanent_competitive", "permanent"):
        return True
    return None if "permanent" in (held, wanted) and {held, wanted} & _UNLIKE_PERMANENT else False


_SAME_KIND = {
    "experience": _experience,
    "service": _service,
    "traineeship": title,
}
