"""The paths and substitutions of two records to who loses and who gains eligibility."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pipeline.diff.implication import implies
from pipeline.diff.logic import all_of, negated
from pipeline.diff.trees import Branch, Tree, leaves, path_tree, tree
from pipeline.diff.values import Eligibility, Json, Pair, Truth

Notes = Mapping[str, str]

SUBSTITUTIONS = "substitutions"


def paths_eligibility(
    old: Json, new: Json, *, notes: tuple[Notes, Notes], class_: Pair
) -> Iterator[Eligibility]:
    """One verdict for each track of a class whose trees are not the same on both sides.

    All paths of a track are alternatives: they are compared together.
    """
    ours, theirs = old["qualifications"], new["qualifications"]
    for track in dict.fromkeys(path["track"] for path in (*ours, *theirs)):
        one, other = _track(ours, track, notes[0]), _track(theirs, track, notes[1])
        if Counter(one.of) != Counter(other.of):
            yield _verdict(track, one, other, class_)


def _track(paths: Sequence[Json], track: str, notes: Notes) -> Branch:
    return Branch("any", tuple(path_tree(path, notes) for path in paths if path["track"] == track))


def _verdict(place: str, old: Tree, new: Tree, class_: Pair | None) -> Eligibility:
    return Eligibility(
        place,
        loses=negated(implies(old, new)),
        gains=negated(implies(new, old)),
        lost=_only(old, new),
        gained=_only(new, old),
        class_=class_,
    )


def _only(one: Tree, other: Tree) -> tuple[str, ...]:
    known = set(leaves(other))
    return tuple(dict.fromkeys(leaf.shown for leaf in leaves(one) if leaf not in known))


def substitution_eligibility(
    old: Json | None, new: Json | None, *, notes: tuple[Notes, Notes]
) -> Eligibility | None:
    """The verdict on one substitution: one that is new lets people in, one that is gone does not.

    A changed one is decided where only what may stand in (`with`) or the cap is other.
    """
    one, other = _rules(old, notes[0]), _rules(new, notes[1])
    if old is not None and new is not None and one == other:
        return None
    loses, gains = _moved(one, other)
    lost, gained = (tuple(side["text"] for side in sides if side) for sides in ((old,), (new,)))
    return Eligibility(SUBSTITUTIONS, loses, gains, lost, gained)


Rule = tuple[Tree | None, Tree | None, int | None, int | None, str | None]


def _rules(substitution: Json | None, notes: Notes) -> tuple[Rule, ...]:
    if substitution is None:
        return ()
    return tuple(_rule(rule, notes) for rule in substitution.get("rules") or [substitution])


def _rule(rule: Json, notes: Notes) -> Rule:
    replaces, with_ = (
        tree(rule[name], notes) if rule[name] else None for name in ("replaces", "with")
    )
    return replaces, with_, rule["months"], rule["cap_months"], rule["ratio"]


def _moved(old: tuple[Rule, ...], new: tuple[Rule, ...]) -> tuple[Truth, Truth]:
    if any(rule[0] is None or rule[1] is None for rule in (*old, *new)):
        return None, None
    if not old or not new:
        return not new, not old
    if len(old) > 1 or len(new) > 1:
        return None, None
    return _lost(old[0], new[0]), _lost(new[0], old[0])


def _lost(one: Rule, other: Rule) -> Truth:
    """Whether somebody whom the one rule helped is not helped by the other."""
    (replaces, with_, months, cap, ratio), (replaced, withs, month, caps, ratios) = one, other
    if (replaces, months, ratio) != (replaced, month, ratios):
        return None
    assert with_ is not None
    assert withs is not None
    reach: Truth = caps is None or (cap is not None and cap <= caps)
    return negated(all_of((implies(with_, withs), reach)))
