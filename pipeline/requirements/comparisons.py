"""A clause to the classes whose level it asks for: `in a class comparable to that of a T`."""

from __future__ import annotations

from pipeline.requirements.lexer import Line
from pipeline.requirements.titles import Title, outside, titles_at
from pipeline.text import vocabulary

_LIKE = vocabulary("equivalent comparable similar equal")
_SCALES = vocabulary(
    "in level levels of and responsibility responsibilities duties rank scope complexity , or"
)
_FILLERS = vocabulary(
    """
    that those the of duties performed by obtained found required described in class classes
    classification level a an either
    """
)
_CLASSES = vocabulary("class classes classification classifications")
_COMPARING = _LIKE | _CLASSES | {"less", "lower", "below", "level", "at"}


def compared_titles(line: Line, start: int, end: int, *, in_service: bool) -> list[Title]:
    """The titles of the classes that the words between two tokens are compared with.

    A comparison asks for service where the words are of the service of a state (`in_service`
    where the path says so once for all) or of a class; elsewhere it describes an experience.
    """
    if _COMPARING.isdisjoint(line.keys[start:end]):
        return []
    for i in outside(line, start, end):
        past = i + 2 if line.at(i, ("at", "the")) else _past_comparison(line, i)
        if past is None or past >= end or not line.capitals[past]:
            continue
        titles = (
            titles_at(line, past, end) if in_service or _of_service(line, start, i, end) else []
        )
        if titles and (line.keys[i] != "at" or line.keys[titles[-1].end] == "level"):
            return titles + _titles_after(line, titles[-1].end, end)
    return []


def _titles_after(line: Line, start: int, end: int) -> list[Title]:
    """The titles of `…, or in an assignment in the class of T` after a list of titles."""
    goes_on = line.keys[start] in (",", "or") and start < end
    return compared_titles(line, start + 1, end, in_service=True) if goes_on else []


def _past_comparison(line: Line, i: int) -> int | None:
    """Past `equivalent to that of a`, `not less than that of`, `at the level of`."""
    keys, key = line.keys, line.keys[i]
    if key in _LIKE:
        past = _past_to(keys, i + 1)
    elif key in ("less", "lower", "below"):
        past = i + 2 if keys[i + 1] == "than" and keys[i - 1] in ("not", "no") else None
    elif key == "level" or key in _CLASSES:
        introduced = keys[i - 1] == "the" and keys[i - 2] in ("at", "in", "above", "with")
        past = i + 2 if introduced and keys[i + 1] == "of" else None
        past = past + 2 if past and keys[past] == "responsibility" else past
    else:
        return None
    while past and keys[past] in _FILLERS:
        past += 4 if keys[past + 1 : past + 4] == ["(", "n", ")"] else 1
    return past


def _past_to(keys: list[str], i: int) -> int | None:
    """Past `in level of responsibility to`, `to or higher than`."""
    while keys[i] in _SCALES:
        i += 1
    if keys[i] != "to":
        return None
    return i + 4 if keys[i + 1 : i + 4] == ["or", "higher", "than"] else i + 1


def _of_service(line: Line, start: int, at: int, end: int) -> bool:
    """Whether the words around a comparison speak of service in a state, or of a class."""
    if "outside" in line.keys[start:at]:
        return False
    classes = line.keys[max(start, at - 8) : at + 1]
    return _in_state(line.keys[start:end]) or not _CLASSES.isdisjoint(classes)


def _in_state(run: list[str]) -> bool:
    """Whether some words speak of the service of a state or of one of its agencies."""
    return "state" in run and not _SERVICE.isdisjoint(run)


_SERVICE = vocabulary("service agency department")
