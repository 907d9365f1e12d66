"""A qualification path to a `Reading`: its tree, and the words that no node covers."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Span
from pipeline.record import Node, Printed
from pipeline.requirements.clauses import Clause, Clauses
from pipeline.requirements.leaves import Leaves, Locate
from pipeline.requirements.lexer import Line
from pipeline.requirements.precedence import Ambiguous, Tree
from pipeline.requirements.scanner import Scanner
from pipeline.requirements.scope import build


@dataclass(frozen=True, slots=True)
class Reading:
    """What a path says.

    `node` is the tree, `None` where nothing could be read or the grouping is open; `ambiguous`
    then says why. `unparsed` holds the words that no known requirement covers, `footnotes` the
    marks in the path. `substitutions` and `notes` are sentences that are no part of the
    requirement: rules of substitution, and words on admission to the examination.
    """

    node: Node | None
    unparsed: tuple[Printed, ...] = ()
    ambiguous: str | None = None
    footnotes: tuple[str, ...] = ()
    substitutions: tuple[Printed, ...] = ()
    notes: tuple[Printed, ...] = ()


def in_place(start: int, end: int) -> tuple[Span, ...]:
    """Offsets that already are those of the canonical text."""
    return (Span(start, end),)


def read(
    text: str,
    *,
    locate: Locate = in_place,
    rule_prefix: str = "requirements",
) -> Reading:
    """Read one qualification path (white space folded) as a requirement tree.

    `locate` turns offsets into `text` into spans of the canonical text; `rule_prefix` begins the
    rule of each value. Services name a title; `attach` links it to a class of the record.
    """
    line = Line(text)
    scanned = Scanner(line).run()
    clauses = [item for item in scanned.items if isinstance(item, Clause)]
    marks = _marks(line, clauses) if line.marks else {}
    leaves = Leaves(line, locate, f"{rule_prefix}.leaf", marks, _in_service(line, scanned))
    node, ambiguous = _tree(scanned, clauses, leaves)
    unknown = [c.pieces[0] for c in clauses if not c.known]
    unread = [*scanned.unread, *unknown, *leaves.unheld]
    return Reading(
        node=node,
        unparsed=_printed(leaves, sorted(unread)),
        ambiguous=ambiguous,
        footnotes=tuple(dict.fromkeys([mark.text for mark in line.marks])),
        substitutions=_printed(leaves, [r for kind, r in scanned.asides if kind == "substitution"]),
        notes=_printed(leaves, [r for kind, r in scanned.asides if kind == "note"]),
    )


def _in_service(line: Line, scanned: Clauses) -> bool:
    """Whether a path begins with `In the State service` for all that follows."""
    for kind, (start, end) in scanned.asides:
        if kind == "note" and line.keys[start] == "in" and "service" in line.keys[start:end]:
            return True
    return False


def _printed(leaves: Leaves, ranges: list[tuple[int, int]]) -> tuple[Printed, ...]:
    if not ranges:
        return ()
    found = [leaves.printed([piece]) for piece in ranges]
    return tuple([text for text in found if text.value])


def _marks(line: Line, clauses: list[Clause]) -> dict[int, list[str]]:
    """The footnote marks of each clause: a mark belongs to the last clause begun before it."""
    found: dict[int, list[str]] = {}
    for mark in line.marks:
        before = [c for c in clauses if line.starts[c.pieces[0][0]] < mark.start]
        if before:
            found.setdefault(id(before[-1]), []).append(mark.text)
    return found


def _tree(
    scanned: Clauses, clauses: list[Clause], leaves: Leaves
) -> tuple[Node | None, str | None]:
    if not any(clause.known for clause in clauses):
        return None, None
    try:
        tree = build(scanned.items)
    except Ambiguous as reason:
        return None, str(reason)
    if tree is None:
        return None, None
    built = {id(clause): leaves.build(clause) for clause in clauses}
    return _node(tree, built, leaves), None


def _node(tree: Tree, built: dict[int, Node], leaves: Leaves) -> Node:
    if isinstance(tree, Clause):
        return built[id(tree)]
    children: list[Node] = []
    for part in tree.of:
        child = _node(part, built, leaves)
        children.extend(child.of if child.op == tree.op else (child,))
    pieces = [piece for clause in _under(tree) for piece in clause.pieces]
    whole = (min(pieces)[0], max([end for _, end in pieces]))
    return Node(leaves.printed([whole]), op=tree.op, of=tuple(children))


def _under(tree: Tree) -> list[Clause]:
    if isinstance(tree, Clause):
        return [tree]
    return [clause for part in tree.of for clause in _under(part)]
