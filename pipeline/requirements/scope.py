"""Clauses and connectives to a tree: precedence and scope by recursive descent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.requirements.clauses import Clause, Item, Joint
from pipeline.requirements.lexer import vocabulary
from pipeline.requirements.markers import Sign


@dataclass(frozen=True, slots=True)
class Branch:
    """Clauses joined by one operator."""

    op: str
    of: tuple[Tree, ...]


Tree = Clause | Branch


class Ambiguous(Exception):
    """Words whose grouping neither punctuation nor wording decides."""


def join(op: str, parts: Sequence[Tree]) -> Tree:
    """The parts under one operator, with branches of the same operator laid flat."""
    flat: list[Tree] = []
    for part in parts:
        flat.extend(part.of if isinstance(part, Branch) and part.op == op else (part,))
    return flat[0] if len(flat) == 1 else Branch(op, tuple(flat))


def build(items: Sequence[Item]) -> Tree | None:
    """The tree of a path, `None` where it has no clause.

    Raises:
        Ambiguous: `and` and `or` meet and nothing decides which binds tighter.
    """
    trimmed = _trim(list(items))
    if not trimmed:
        return None
    return _listed(trimmed) or _labelled(trimmed) or _joined(_plain(trimmed))


def _trim(items: list[Item]) -> list[Item]:
    while items and isinstance(items[0], Joint):
        items.pop(0)
    while items and not isinstance(items[-1], Clause):
        items.pop()
    return items if any(isinstance(item, Clause) for item in items) else []


def _first(items: Sequence[Item], kinds: Sequence[str]) -> int | None:
    return next((i for i, x in enumerate(items) if isinstance(x, Sign) and x.kind in kinds), None)


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
    closing = _closing(parts, _has(lead, "either") and sign.name != "pattern")
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
    return _mixed(trees, resolved, strength=4)


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
    alternative close the list, unless the other alternatives have such parts too.
    """
    if not either or any(_hard_all(part) is not None for part in parts[:-1]):
        return []
    cut = _hard_all(parts[-1])
    if cut is None:
        return []
    closing = parts[-1][cut:]
    del parts[-1][cut:]
    return closing


def _hard_all(items: Sequence[Item]) -> int | None:
    return next(
        (
            i
            for i, x in enumerate(items)
            if isinstance(x, Joint)
            and x.op == "all"
            and x.strength == 3
            and not isinstance(items[i + 1], Sign)
        ),
        None,
    )


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
    """`Experience: … and Education: …`: each label begins a part of its own."""
    starts = [i for i, x in enumerate(items) if isinstance(x, Sign) and x.kind == "label"]
    if not starts:
        return None
    bounds = [*starts[1:], len(items)]
    parts = [items[a + 1 : b] for a, b in zip(starts, bounds, strict=True)]
    ops = [_joint_before(items, start) or "all" for start in starts]
    trees = [build(part) for part in parts]
    lead = build(items[: starts[0]])
    present = [(op, t) for op, t in zip(ops, trees, strict=True) if t is not None]
    if lead is not None:
        present.insert(0, ("all", lead))
    if not present:
        return None
    found = [tree for _, tree in present]
    return _mixed(found, [op for op, _ in present[1:]], strength=4)


@dataclass(frozen=True, slots=True)
class _Either:
    """The mark that opens alternatives."""


_Flat = Tree | Joint | _Either


def _plain(items: Sequence[Item]) -> list[_Flat]:
    """Items without the marks that matter no more; `both` has nothing to decide."""
    kept: list[_Flat] = []
    for item in items:
        if not isinstance(item, Sign):
            kept.append(item)
        elif item.kind == "either" or (item.kind == "list" and item.name == "any"):
            kept.append(_Either())
    return kept


def _joined(flat: list[_Flat]) -> Tree:
    """Clauses and connectives without numbers: tight bonds, then `either`, then by strength."""
    flat = _bind_tight(flat)
    while (opened := _last_either(flat)) is not None:
        flat = _reduce_either(flat, opened)
    trees = [x for x in flat if isinstance(x, Clause | Branch)]
    joints = _resolve([x for x in flat if isinstance(x, Joint)])
    return _by_strength(trees, joints)


def _last_either(flat: Sequence[_Flat]) -> int | None:
    return next((i for i in range(len(flat) - 1, -1, -1) if isinstance(flat[i], _Either)), None)


def _bind_tight(flat: list[_Flat]) -> list[_Flat]:
    """Join what belongs together first: strength 0, and licences of one `possession`."""
    result: list[_Flat] = []
    for item in flat:
        joint = result[-1] if result else None
        left = result[-2] if len(result) > 1 else None
        if (
            isinstance(joint, Joint)
            and isinstance(item, Clause)
            and isinstance(left, Clause | Branch)
            and _is_tight(left, joint, item)
        ):
            result[-2:] = [join(joint.op or "all", [left, item])]
        else:
            result.append(item)
    return result


def _is_tight(left: Tree, joint: Joint, right: Clause) -> bool:
    if joint.strength == 0:
        return True
    return (
        joint == Joint("any", 1)
        and isinstance(left, Clause)
        and left.kind == right.kind == "license"
        and left.head.opened
        and not right.head.opened
    )


def _reduce_either(flat: list[_Flat], opened: int) -> list[_Flat]:
    """`either A or B` as one tree: it reaches to the first `and` set off at least like its `or`."""
    first_or = next(
        (x for x in flat[opened:] if isinstance(x, Joint) and x.op == "any"), Joint("any", 9)
    )
    closes = max(2, first_or.strength)
    end = opened + 1
    while end < len(flat):
        item = flat[end]
        if isinstance(item, Joint) and item.op == "all" and item.strength >= closes:
            break
        end += 1
    inner = flat[opened + 1 : end]
    trees = [x for x in inner if isinstance(x, Clause | Branch)]
    joints = _resolve([x for x in inner if isinstance(x, Joint)])
    if not trees:
        return flat[:opened] + flat[end:]
    return [*flat[:opened], _by_strength(trees, joints, opened=True), *flat[end:]]


def _resolve(joints: Sequence[Joint]) -> list[Joint]:
    """Give each bare comma or semicolon the meaning of the next connective of its series."""
    result = list(joints)
    for i in range(len(result) - 1, -1, -1):
        if result[i].op is not None:
            continue
        later = result[i + 1 :]
        same = next((j for j in later if j.strength >= result[i].strength), None)
        if same is None and later and result[i].strength == 2:
            same = later[0]
        op = same.op if same and same.op and same.strength <= 3 else "all"
        strength = min(result[i].strength, same.strength) if same else result[i].strength
        result[i] = Joint(op, strength)
    return result


def _by_strength(trees: Sequence[Tree], joints: Sequence[Joint], *, opened: bool = False) -> Tree:
    """Split at the strongest connectives; what lies between them binds tighter."""
    if len(trees) == 1:
        return trees[0]
    strongest = max(joint.strength for joint in joints)
    groups: list[tuple[list[Tree], list[Joint]]] = [([trees[0]], [])]
    ops: list[str] = []
    for tree, joint in zip(trees[1:], joints, strict=True):
        if joint.strength == strongest:
            ops.append(joint.op or "all")
            groups.append(([tree], []))
        else:
            groups[-1][0].append(tree)
            groups[-1][1].append(joint)
    parts = [_by_strength(group, inner, opened=opened) for group, inner in groups]
    return _mixed(parts, ops, strength=strongest, opened=opened)


_CLOSERS = vocabulary("license examination skill physical age residency other")


def _mixed(
    parts: Sequence[Tree], ops: Sequence[str], *, strength: int, opened: bool = False
) -> Tree:
    """Parts joined at one level; where both operators occur, the rules of docs/requirements.md."""
    if len(set(ops)) < 2:
        return join(ops[0] if ops else "all", parts)
    if opened or (strength > 1 and ops[0] == "all") or _parallel(parts, ops):
        return _and_first(parts, ops)
    if strength > 1 and ops.index("all") == len(ops) - 1 and _closes(parts):
        return join("all", [join("any", parts[:-1]), parts[-1]])
    raise Ambiguous("`and` and `or` stand at one level and nothing decides which binds tighter")


def _closes(parts: Sequence[Tree]) -> bool:
    """Whether the last part is a condition of another kind, which holds for all alternatives."""
    last, others = parts[-1], parts[:-1]
    kinds = {part.kind for part in others if isinstance(part, Clause)}
    return isinstance(last, Clause) and last.kind in _CLOSERS and last.kind not in kinds


def _and_first(parts: Sequence[Tree], ops: Sequence[str]) -> Tree:
    alternatives: list[list[Tree]] = [[parts[0]]]
    for part, op in zip(parts[1:], ops, strict=True):
        if op == "all":
            alternatives[-1].append(part)
        else:
            alternatives.append([part])
    return join("any", [join("all", group) for group in alternatives])


def _parallel(parts: Sequence[Tree], ops: Sequence[str]) -> bool:
    """Whether the alternatives repeat one pattern: a degree and years, or a degree and years."""
    patterns: list[list[str]] = [[_kind(parts[0])]]
    for part, op in zip(parts[1:], ops, strict=True):
        if op == "all":
            patterns[-1].append(_kind(part))
        else:
            patterns.append([_kind(part)])
    return len(patterns[0]) > 1 and all(p == patterns[0] for p in patterns)


def _kind(tree: Tree) -> str:
    return tree.kind if isinstance(tree, Clause) else tree.op
