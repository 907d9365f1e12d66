"""Clauses and connectives without numbers to a tree: what binds tighter than what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.requirements.clauses import Clause, Item, Joint
from pipeline.requirements.markers import Sign
from pipeline.text import vocabulary


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


@dataclass(frozen=True, slots=True)
class _Either:
    """The mark that opens alternatives."""


_Flat = Tree | Joint | _Either


def plain(items: Sequence[Item]) -> list[_Flat]:
    """Items without the marks that matter no more; `both` has nothing to decide."""
    kept: list[_Flat] = []
    for item in items:
        if not isinstance(item, Sign):
            kept.append(item)
        elif item.kind == "either" or (item.kind == "list" and item.name == "any"):
            kept.append(_Either())
    return kept


def joined(flat: list[_Flat]) -> Tree:
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
        closing = isinstance(item, Joint) and item.op == "all" and item.strength >= closes
        if closing and not (are_credits(flat[end - 1]) and are_credits(flat[end + 1])):
            break
        end += 1
    inner = flat[opened + 1 : end]
    trees = [x for x in inner if isinstance(x, Clause | Branch)]
    joints = _resolve([x for x in inner if isinstance(x, Joint)])
    if not trees:
        return flat[:opened] + flat[end:]
    return [*flat[:opened], _by_strength(trees, joints, opened=True), *flat[end:]]


def are_credits(item: object) -> bool:
    """Whether a part asks for college credits; those after others are no new condition."""
    return isinstance(item, Clause) and item.head.credits is not None


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
        op = same.op if same and same.op and same.strength <= 4 else "all"
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
    return mixed(parts, ops, strength=strongest, opened=opened)


_CLOSERS = vocabulary("license examination skill physical age residency other")


def mixed(
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
