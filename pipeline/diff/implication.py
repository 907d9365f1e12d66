"""Two trees to whether everybody who meets the one meets the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import prod

from pipeline.diff.logic import all_of, any_of
from pipeline.diff.schooling import schooling
from pipeline.diff.trees import Branch, Leaf, Tree, leaves
from pipeline.diff.values import Truth
from pipeline.diff.working import WORK, working

MOST_WAYS = 256
"""A tree that can be met in more ways than this is not decided."""

Way = tuple[Leaf, ...]


def implies(one: Tree, other: Tree) -> Truth:
    """Whether everybody who meets `one` meets `other`; `None` where the trees do not tell.

    Every way to meet `one` is a list of leaves; a person who has these and nothing else either
    meets `other`, or does not, or nobody knows.
    """
    if one == other:
        return True
    if _count(one) > MOST_WAYS:
        return None
    ways = tuple(_ways(one))
    asked = _Asked(frozenset(map(frozenset, ways)), _reworded(one, other))
    return all_of(_meets(way, other, asked) for way in ways)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What `one` is made of: the ways to meet it, and whether `other` leaves may be reworded."""

    ways: frozenset[frozenset[Leaf]]
    reworded: bool

    def idle(self, way: Way, wanted: frozenset[Leaf]) -> bool:
        """Whether `way` would stand in `one` in vain if it met what another way asks for."""
        if any(leaf.kind in _UNKNOWN for leaf in (*way, *wanted)):
            return False
        had = frozenset(way)
        return any(wanted <= each and not each <= had >= each - wanted for each in self.ways)


_UNKNOWN = ("unread", "other")


def _reworded(one: Tree, other: Tree) -> bool:
    """Whether an `other` condition may be what the other tree says in other leaves."""
    ours, theirs = set(leaves(one)), set(leaves(other))
    lonely = ours ^ theirs
    return bool(ours - theirs and theirs - ours) and any(leaf.kind == "other" for leaf in lonely)


def _count(tree: Tree) -> int:
    if isinstance(tree, Leaf):
        return 1
    counts = map(_count, tree.of)
    return sum(counts) if tree.op == "any" else prod(counts)


def _ways(tree: Tree) -> Iterator[Way]:
    if isinstance(tree, Leaf):
        yield (tree,)
    elif tree.op == "any":
        for child in tree.of:
            yield from _ways(child)
    else:
        for parts in product(*(tuple(_ways(child)) for child in tree.of)):
            yield tuple(leaf for part in parts for leaf in part)


def _meets(way: Way, tree: Tree, asked: _Asked, beside: Way = ()) -> Truth:
    found = _branch(way, tree, asked) if isinstance(tree, Branch) else _leaf(way, tree, beside)
    if found is None and (wanted := _one_way(tree)) and asked.idle(way, frozenset(wanted)):
        return False
    return None if found is False and _unsure(way, tree, asked) else found


def _branch(way: Way, tree: Branch, asked: _Asked) -> Truth:
    if tree.op == "any":
        return any_of(_meets(way, child, asked) for child in tree.of)
    return all_of(_meets(way, child, asked, _beside(tree, child)) for child in tree.of)


def _beside(tree: Branch, child: Tree) -> Way:
    """What is asked for together with a child."""
    return tuple(leaf for each in tree.of if each is not child for leaf in leaves(each))


def _leaf(way: Way, wanted: Leaf, beside: Way) -> Truth:
    if wanted in way:
        return True
    if wanted.kind == "unread":
        return None
    if wanted.kind == "education":
        return schooling(wanted, way)
    if wanted.kind in WORK:
        return working(wanted, way, beside)
    kin = any(leaf.kind == wanted.kind and leaf not in beside for leaf in way)
    return None if kin else False


def _one_way(tree: Tree) -> Way:
    """The leaves of a tree that can be met in one way only, else nothing."""
    return next(_ways(tree)) if _count(tree) == 1 else ()


def _unsure(way: Way, tree: Tree, asked: _Asked) -> bool:
    """Whether a no may be a yes in words that nobody could read."""
    kinds = {leaf.kind for leaf in way}
    if "unread" in kinds:
        return True
    return asked.reworded and isinstance(tree, Leaf) and "other" in (tree.kind, *kinds)
