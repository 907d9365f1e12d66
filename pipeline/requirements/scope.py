"""Clauses, numbers and labels to a tree: the scope of each part, by recursive descent."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.requirements.clauses import Clause, Item, Joint
from pipeline.requirements.markers import Sign
from pipeline.requirements.precedence import Tree, are_credits, join, joined, mixed, plain


def build(items: Sequence[Item]) -> Tree | None:
    """The tree of a path, `None` where it has no clause.

    Raises:
        Ambiguous: `and` and `or` meet and nothing decides which binds tighter.
    """
    trimmed = _trim(list(items))
    if not trimmed:
        return None
    return _listed(trimmed) or _labelled(trimmed) or joined(plain(trimmed))


def _trim(items: list[Item]) -> list[Item]:
    while items and isinstance(items[0], Joint):
        items.pop(0)
    while items and not isinstance(items[-1], Clause):
        items.pop()
    return items if any(isinstance(item, Clause) for item in items) else []


def _first(items: Sequence[Item], kinds: Sequence[str]) -> int | None:
    for i, item in enumerate(items):
        if isinstance(item, Sign) and item.kind in kinds:
            return i
    return None


def _listed(items: list[Item]) -> Tree | None:
    """Numbered alternatives, where a number is the first mark of structure."""
    first = _first(items, ("number", "label"))
    if first is None:
        return None
    sign = items[first]
    if not isinstance(sign, Sign) or sign.kind != "number":
        return None
    starts = _series(items, first, sign.name)
    begun = first
    while begun and isinstance(items[begun - 1], Sign):
        begun -= 1
    lead = items[begun:first]
    op = _list_op(items, starts, lead)
    bounds = [*starts[1:], len(items)]
    parts = [items[a + 1 : b] for a, b in zip(starts, bounds, strict=True)]
    closing = [] if sign.name == "pattern" else _closing(parts, _has(lead, "either"))
    trees = [tree for part in parts if (tree := build(part)) is not None]
    ops = [_joint_before(items, start) for start in starts[1:]]
    group = _series_tree(trees, ops, op)
    return _around(items[:begun], group, closing)


def _has(signs: Sequence[Item], kind: str) -> bool:
    return any(isinstance(s, Sign) and s.kind == kind for s in signs)


def _series(items: Sequence[Item], first: int, style: str) -> list[int]:
    """Where the numbers of one list stand: same style, counting up."""
    starts, expected = [first], 2
    for i in range(first + 1, len(items)):
        item = items[i]
        if isinstance(item, Sign) and item.kind == "number" and item.name == style:
            if item.ordinal != expected:
                continue
            starts.append(i)
            expected += 1
    return starts


def _joint_before(items: Sequence[Item], i: int) -> str | None:
    while i and isinstance(items[i - 1], Sign):
        i -= 1
    joint = items[i - 1] if i else None
    return joint.op if isinstance(joint, Joint) else None


def _list_op(items: Sequence[Item], starts: list[int], lead: Sequence[Item]) -> str | None:
    """What joins the alternatives where nothing is printed between them."""
    if _has(lead, "either"):
        return "any"
    quantified = [s.name for s in lead if isinstance(s, Sign) and s.kind == "list"]
    if quantified:
        return quantified[-1]
    if _has(lead, "both"):
        return "all"
    sign = items[starts[0]]
    return "any" if isinstance(sign, Sign) and sign.name == "pattern" else None


def _series_tree(trees: list[Tree], ops: list[str | None], default: str | None) -> Tree:
    """Numbered parts with the connectives between them."""
    if len(trees) == 1:
        return trees[0]
    if len(ops) != len(trees) - 1:
        ops = [default] * (len(trees) - 1)
    resolved = _inherit(ops, default)
    return mixed(trees, resolved, strength=4)


def _inherit(ops: Sequence[str | None], default: str | None) -> list[str]:
    """Connectives, with each missing one taken from the next that is printed."""
    result: list[str] = []
    following = default
    for op in reversed(ops):
        following = op or following
        if following is None:
            following = "all"
        result.append(following)
    return result[::-1]


def _closing(parts: list[list[Item]], either: bool) -> list[Item]:
    """Cut from the last of some alternatives what holds for all of them.

    `either (a) X; or (b) Y; and Z`: with `either`, a semicolon and `and` after the last
    alternative close the list, unless the other alternatives have such parts too. A label that
    only the last alternative has closes it as well: `1. X or 2. Y. and Education: Z`.
    """
    cut = _label_cut(parts)
    if cut is None and either and not any(_hard_all(part) is not None for part in parts[:-1]):
        cut = _hard_all(parts[-1])
    if cut is None:
        return []
    closing = parts[-1][cut:]
    del parts[-1][cut:]
    return closing


def _label_cut(parts: list[list[Item]]) -> int | None:
    """Where the joint before the one label of the last alternative stands."""
    labels = [i for i, x in enumerate(parts[-1]) if isinstance(x, Sign) and x.kind == "label"]
    if not labels or any(_has(part, "label") for part in parts[:-1]):
        return None
    joint = parts[-1][labels[0] - 1] if labels[0] else None
    return labels[0] - 1 if isinstance(joint, Joint) and joint.op == "all" else None


def _hard_all(items: Sequence[Item]) -> int | None:
    """The first `; and` that no sign follows; credits after credits are no new condition."""
    places = (
        i for i, x in enumerate(items) if isinstance(x, Joint) and x.op == "all" and x.strength >= 3
    )
    return next((i for i in places if _begins_condition(items[i - 1], items[i + 1])), None)


def _begins_condition(before: Item, after: Item) -> bool:
    return not isinstance(after, Sign) and not (are_credits(before) and are_credits(after))


def _around(before: list[Item], group: Tree, after: list[Item]) -> Tree:
    """A numbered list between what stands before it and what closes it."""
    parts: list[Tree] = []
    op = _joint_before(before, len(before)) or "all"
    lead = build(before)
    if lead is not None:
        group = join(op, [lead, group])
    tail = build(after)
    parts = [group] if tail is None else [group, tail]
    return join("all", parts)


def _labelled(items: list[Item]) -> Tree | None:
    """`Experience: … and Education: …`: each label begins a part; a label that comes
    again after `or` is an alternative to the part before it.
    """
    starts = [i for i, x in enumerate(items) if isinstance(x, Sign) and x.kind == "label"]
    if not starts:
        return None
    bounds = [*starts[1:], len(items)]
    parts = [items[a + 1 : b] for a, b in zip(starts, bounds, strict=True)]
    ops = [_joint_before(items, start) or "all" for start in starts]
    names = [_name(items[start]) for start in starts]
    present: list[tuple[str, str, Tree]] = []
    lead = build(items[: starts[0]])
    if lead is not None:
        present.append(("all", "", lead))
    for op, name, tree in zip(ops, names, map(build, parts), strict=True):
        if tree is None:
            continue
        if op == "any" and present and present[-1][1] == name:
            present[-1] = (present[-1][0], name, join("any", [present[-1][2], tree]))
        else:
            present.append((op, name, tree))
    if not present:
        return None
    return mixed([t for *_, t in present], [op for op, *_ in present[1:]], strength=4)


def _name(item: Item) -> str:
    return item.name if isinstance(item, Sign) else ""
