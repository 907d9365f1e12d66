"""A requirement tree back to one plain English sentence that reads as the same tree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pipeline.record import Node, OfWhich

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_DEGREES = {
    "high_school": "a high school diploma",
    "associate": "an associate's degree",
    "bachelor": "a bachelor's degree",
    "master": "a master's degree",
    "doctorate": "a doctoral degree",
    "professional": "a professional degree",
    "certificate": "completion of a certificate program",
    "some_college": "completion of college study",
    None: "a degree",
}
_STATUS_WORDS = {
    "permanent_competitive": "permanent competitive",
    "permanent": "permanent",
    "non_competitive": "non-competitive",
    "contingent_permanent": "contingent-permanent",
    "provisional": "provisional",
    "55_b_c": "55-b/55-c",
}


def describe(node: Node) -> str:
    """One sentence for a tree; reading it gives an equal tree."""
    return f"{_node(node, 0)}."


def _node(node: Node, depth: int) -> str:
    if node.op is None:
        return _LEAVES.get(node.type or "", _printed)(node, dict(node.attributes))
    word = "and" if node.op == "all" else "or"
    if all(_stands_alone(child) for child in node.of):
        return f"; {word} ".join(_node(child, depth) for child in node.of)
    parts = [f"{_number(depth, n)} {_node(child, depth + 1)}" for n, child in enumerate(node.of)]
    return f"; {word} ".join(parts)


def _stands_alone(node: Node) -> bool:
    """Whether a leaf's words begin a requirement without a number before them."""
    if node.type in ("experience", "service"):
        return bool(_time(dict(node.attributes)))
    return node.type in ("education", "traineeship", "license")


def _number(depth: int, n: int) -> str:
    """The number of an alternative: (1), within it (a), within that (A), then (i)."""
    forms = (str(n + 1), chr(97 + n % 26), chr(65 + n % 26), _ROMAN[n % 10])
    return f"({forms[depth % 4]})"


def _printed(node: Node, values: Mapping[str, Any]) -> str:
    return node.text.value


def _education(node: Node, values: Mapping[str, Any]) -> str:
    credits = values.get("credits")
    counted = f"{credits} semester credit hours" if credits else ""
    alone = counted and values.get("level") == "some_college"
    words = counted if alone else _DEGREES[values.get("level")]
    higher = " or higher" if values.get("or_higher") else ""
    fields = list(values.get("fields") or ())
    within = f", including {counted}" if counted and not alone else ""
    return f"{words}{higher}{' in ' + _listed(fields) if fields else ''}{within}"


def _listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return f"a {names[0]}" if " or " in names[0] else "".join(names)
    return f"{', '.join(names[:-1])} or {names[-1]}"


def _time(values: Mapping[str, Any]) -> str:
    months = values.get("months")
    if months is not None:
        return f"{months} {'month' if months == 1 else 'months'}"
    if values.get("unit"):
        return f"{values['amount']} {values['unit']}s"
    return ""


def _experience(node: Node, values: Mapping[str, Any]) -> str:
    time, kind = _time(values), values.get("description") or "experience"
    parts = "".join(_of_which(part) for part in values.get("of_which") or ())
    return f"{time} of {kind}{parts}" if time else f"{kind}{parts}"


def _of_which(part: OfWhich) -> str:
    months = _time({"months": part.months})
    return f", of which {months} must have been {part.qualifier}"


def _service(node: Node, values: Mapping[str, Any]) -> str:
    names = values.get("status")
    status = " or ".join(_STATUS_WORDS[n] for n in names.split("_or_")) + " " if names else ""
    title, time = values.get("title"), _time(values)
    titled = f" as {title}" if title else ""
    grade = values.get("minimum_grade")
    words = f"{time} of {status}service{titled}" if time else f"{status}service{titled}"
    return f"{words}, Grade {grade} or higher" if grade else words


def _traineeship(node: Node, values: Mapping[str, Any]) -> str:
    months, title = values.get("months"), values.get("title")
    length = f"{months}-month " if months else ""
    return f"completion of a {length}traineeship{' as ' + title if title else ''}"


def _license(node: Node, values: Mapping[str, Any]) -> str:
    return f"possession of a {values['name']}" if values.get("name") else node.text.value


_LEAVES: dict[str, Callable[[Node, Mapping[str, Any]], str]] = {
    "education": _education,
    "experience": _experience,
    "service": _service,
    "traineeship": _traineeship,
    "license": _license,
}
