"""Requirements of a record to trees that can be compared: what a leaf asks, without its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.diff.values import Json
from pipeline.titles import words

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One condition. `subject` holds the words of what it is about, `None` where none are said.

    A leaf of kind `unread` stands for a path that has no tree, or words no node covers. `notes`
    are the texts of its footnotes; `amount` counts `unit`s, 0 where any length will do.
    """

    kind: str
    subject: Words | None = None
    code: str | None = None
    amount: float = 0
    unit: str = "month"
    level: str | None = None
    fields: frozenset[Words] = frozenset()
    credits: int | None = None
    parts: frozenset[tuple[Words, int]] = frozenset()
    statuses: frozenset[str] = frozenset()
    minimum_grade: int | None = None
    notes: frozenset[str] = frozenset()
    shown: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Branch:
    """`all` or `any` of some trees."""

    op: str
    of: tuple[Leaf | Branch, ...]


Tree = Leaf | Branch


def path_tree(path: Json, notes: Mapping[str, str]) -> Tree:
    """The tree of one path; a path without a tree or with unparsed words is one unread leaf."""
    node = path["requirement"]
    if node is None or path.get("unparsed"):
        texts = frozenset(notes.get(marker, marker) for marker in path["footnotes"])
        return Leaf("unread", words(path["text"]), notes=texts, shown=path["text"])
    return tree(node, notes)


def tree(node: Json, notes: Mapping[str, str]) -> Tree:
    """A node of the record, `such experience` standing for the experience before it."""
    return _tree(node, notes, [])


def _tree(node: Json, notes: Mapping[str, str], before: list[Words]) -> Tree:
    if "op" in node:
        return Branch(node["op"], tuple(_tree(child, notes, before) for child in node["of"]))
    build = _BUILDERS.get(node["type"])
    if node["type"] == "experience":
        return _experience(node, notes, before)
    if build is not None:
        return build(node)
    subject = str(node.get("name") or node["text"])
    return Leaf(node["type"], words(subject), shown=subject)


def _education(node: Json) -> Leaf:
    return Leaf(
        "education",
        level=node["level"],
        fields=frozenset(words(name) for name in node["fields"]),
        credits=node["credits"],
        shown=_schooling(node),
    )


def _schooling(node: Json) -> str:
    level = (node["level"] or "schooling").replace("_", " ")
    credits_ = f", {node['credits']} credits" if node["credits"] is not None else ""
    fields = f" in {' | '.join(node['fields'])}" if node["fields"] else ""
    return f"{level}{credits_}{fields}"


def _experience(node: Json, notes: Mapping[str, str], before: list[Words]) -> Leaf:
    amount, unit = _length(node)
    parts = frozenset((words(part["qualifier"]), part["months"]) for part in node["of_which"])
    special = ", ".join(f"{part['months']} {part['qualifier']}" for part in node["of_which"])
    shown = f"{_span(amount, unit)}{node['description']}"
    return Leaf(
        "experience",
        _meant(words(node["description"]), before),
        amount=amount,
        unit=unit,
        parts=parts,
        notes=frozenset(notes.get(marker, marker) for marker in node["footnotes"]),
        shown=f"{shown} (of which {special})" if special else shown,
    )


def _meant(subject: Words, before: list[Words]) -> Words | None:
    """The kind of work that is meant: `such experience` is the one experience named before it.

    With several before it, it is none of them but all, in order; with none, nobody knows.
    """
    if subject[:1] != ("such",):
        if subject and subject not in before:
            before.append(subject)
        return subject or None
    if subject != ("such", "experience") or len(before) != 1:
        return (*subject, *(word for each in before for word in ("/", *each))) if before else None
    return before[0]


def _service(node: Json) -> Leaf:
    amount, unit = _length(node)
    status = node["status"]
    grade = node["minimum_grade"]
    shown = f"{_span(amount, unit)}service"
    shown += f" as {node['title']}" if node["title"] else ""
    shown += f" at grade {grade} or above" if grade is not None else ""
    return Leaf(
        "service",
        words(node["title"]) if node["title"] else None,
        code=node["code"],
        amount=amount,
        unit=unit,
        statuses=frozenset(status.split("_or_")) if status else frozenset(),
        minimum_grade=grade,
        shown=shown + (f" ({status.replace('_', ' ')})" if status else ""),
    )


def _traineeship(node: Json) -> Leaf:
    amount, unit = _length(node)
    title = node["title"]
    shown = f"{_span(amount, unit)}traineeship{f' as {title}' if title else ''}"
    subject = words(title) if title else None
    return Leaf("traineeship", subject, amount=amount, unit=unit, shown=shown)


_BUILDERS = {"education": _education, "service": _service, "traineeship": _traineeship}


def _length(node: Json) -> tuple[float, str]:
    """How long, in which unit; `(0, "month")` where any length will do."""
    if node.get("amount") is not None:
        return node["amount"], node.get("unit", "")
    return node.get("months") or 0, "month"


def _span(amount: float, unit: str) -> str:
    return f"{amount:g} {unit}{'' if amount == 1 else 's'} of " if amount else ""


def leaves(of: Tree) -> Iterator[Leaf]:
    """The leaves in printed order."""
    if isinstance(of, Leaf):
        yield of
    else:
        for child in of.of:
            yield from leaves(child)


def sentence(of: Tree, *, inner: bool = False) -> str:
    """A tree as one line: `(associate and 24 months of testing kites) or bachelor`."""
    if isinstance(of, Leaf):
        return of.shown
    joined = (" and " if of.op == "all" else " or ").join(
        sentence(child, inner=True) for child in of.of
    )
    return f"({joined})" if inner and len(of.of) > 1 else joined
