"""The words after a degree to its fields of study."""

from __future__ import annotations

from pipeline.requirements.field_lists import split_fields
from pipeline.requirements.lexer import Line, phrases
from pipeline.requirements.phrase import Head
from pipeline.requirements.quantities import read_credits
from pipeline.text import vocabulary

_INTRODUCERS = vocabulary(
    """
    major majors majoring work specialization specializing concentration emphasis minor
    coursework curriculum courses study
    """
)
_FIELD_ENDS = vocabulary(
    """
    from with including includes at issued awarded obtained plus gained which that required
    supplemented is accredited approved granted acquired as emphasizing provided such given offered
    """
)
_NO_FIELDS = phrases(
    "any field", "any discipline", "any major", "any subject", "one of", "any of", "either of",
    "these", "those", "the fields", "the same", "the above", "such", "a field listed",
    "a field named", "a field described", "a listed", "a named", "the listed", "the named",
    "an above", "any area", "the following",
)  # fmt: skip
_EQUIVALENTS = phrases(
    "its equivalent", "an equivalent", "the equivalent", "equivalent", "equivalency",
    "its equivalency", "higher", "above", "a higher", "advanced", "beyond",
)  # fmt: skip
_COURSES = phrases("courses in", "course work in", "coursework in", "college courses in")
_TAKEN = vocabulary("including with completed include included")
_DETAILS = vocabulary("given including includes which that provided offered")
_SCHOOLS = vocabulary("college colleges university universities institution institutions")
_PLACES = vocabulary("california the this new united a an another any")
_REMARKS = vocabulary("excluding including preferably i.e. e.g. i.e e.g not")


def read_fields(line: Line, start: int, end: int, *, courses: bool = False) -> list[str]:
    """The fields of study named between two tokens, as printed and in order.

    `in one of those fields`, `a related field` and the like name none. With `courses`, the
    courses that must be among those taken are the fields.
    """
    begun = (courses and _past_required_courses(line, start, end)) or _introduced(line, start, end)
    if begun is not None and _names_one(line, begun):
        begun += 3
    if begun is not None and (_names_none(line, begun) or line.at(begun, ("at", "least"))):
        begun = _past_lead_in(line, begun, end)
    if begun is None:
        return []
    if line.at(begun, ("(", "1", ")")):
        return _numbered(line, begun, end)
    stop = _list_end(line, begun, end)
    if line.at(stop, ("such", "as")):  # a health-related field such as nursing
        begun = stop + 2 + (line.keys[stop + 2] == ":")
        stop = _list_end(line, begun, end)
    return split_fields(line, begun, stop)


def field_before(line: Line, head: Head) -> list[str]:
    """The field in `college-level kite coursework`."""
    work = line.keys[head.body - 2 : head.body] == ["course", "work"]
    start, end = head.noun + 1, head.body - 1 - work
    named = (work or line.keys[end] in ("coursework", "courses")) and head.amount is None
    bare = named and line.keys[head.noun].startswith("college")
    return [line.printed(start, end)] if bare and start < end else []


def credits_among(line: Line, start: int, end: int) -> int | None:
    """The credits among those of a degree: `including at least 20 units in sewing`."""
    keys = line.keys
    if "including" not in keys[start:end]:
        return None
    places = (i + 1 for i in range(start, end) if keys[i] == "including")
    past = (i + 2 if keys[i : i + 2] == ["at", "least"] else i for i in places)
    return next((found[0] for i in past if (found := read_credits(line, i))), None)


def _numbered(line: Line, start: int, end: int) -> list[str]:
    """The fields of `(1) engineering which includes …; or (2) surveying`."""
    starts = [i + 3 for i in range(start, end) if line.keys[i] == "(" and line.keys[i + 2] == ")"]
    parts = (split_fields(line, i, _list_end(line, i, end)) for i in starts)
    return [field for part in parts for field in part]


def _past_required_courses(line: Line, start: int, end: int) -> int | None:
    """Past `including courses in`; `None` where nothing of the kind is required."""
    found = (i for i in range(start, end) if line.keys[i] in _TAKEN)
    named = (line.first(i + 1, _COURSES) for i in found)
    return next((past for past in named if line.keys[past - 1] == "in"), None)


def _past_lead_in(line: Line, i: int, end: int) -> int | None:
    """Past `one of the following areas is required:` before a list; `None` without a list."""
    near = range(i, min(i + 9, end))
    colon = next((j for j in near if line.keys[j] == ":"), None)
    return colon + 1 if colon and "following" in line.keys[i:colon] else None


def _introduced(line: Line, start: int, end: int) -> int | None:
    """The first token of the fields: after `in`, `with a major in`, `with a degree in`."""
    keys = line.keys
    if keys[start] == "in":
        return _past_area(keys, start + 1)
    for i in range(start, end):
        if keys[i] == "preferably":
            return None
        if keys[i] in _DETAILS:
            break
        if keys[i] != "in":
            continue
        if keys[i + 1 : i + 3] == ["either", "("]:
            return i + 2
        if keys[i + 1] == "the" and keys[i + 2] in ("areas", "area"):
            return _past_area(keys, i + 1)
        before = keys[i - 1]
        if before in _INTRODUCERS or before in ("degree", "diploma", "degrees", "program"):
            return i + 1
        if before in ("equivalent", "higher", "science", "arts", ")", "equivalency"):
            return i + 1
        if before[:1].isdigit() or (before in _SCHOOLS and keys[i + 1] not in _PLACES):
            return i + 1
    return _of_credits(line, start, end)


def _past_area(keys: list[str], i: int) -> int:
    """Past `the areas of` before the fields."""
    named = keys[i] == "the" and keys[i + 1] in ("area", "areas", "field", "fields")
    return i + 3 if named and keys[i + 2] == "of" else i


def _of_credits(line: Line, start: int, end: int) -> int | None:
    """`three semester hours of business law`: credits may name their fields with `of`."""
    keys = line.keys
    credits = start > 0 and keys[start - 1] in ("hours", "units", "credits", "credit")
    return start + 1 if credits and keys[start] == "of" and end > start else None


def _names_one(line: Line, i: int) -> bool:
    """Whether the fields are named in `one of the physical sciences or engineering`."""
    following = line.keys[i + 3 : i + 5]
    return line.at(i, ("one", "of", "the")) and _POINTING.isdisjoint(following)


_POINTING = vocabulary(
    """
    following above aforementioned listed named required fields areas disciplines subjects
    specialties majors
    """
)


def _names_none(line: Line, i: int) -> bool:
    return line.first(i, _NO_FIELDS) > i


def _list_end(line: Line, i: int, end: int) -> int:
    depth = 0
    for j in range(i, end):
        key = line.keys[j]
        if key == "(" and line.keys[j + 1] in _REMARKS:
            return j
        depth += (key in "([") - (key in ")]")
        if depth:
            continue
        if key in _FIELD_ENDS or key in (";", ".", ":"):
            return j
        if key in ("or", ",") and _tails_off(line, j + 1):
            return j
        if (
            key == ","
            and (line.keys[j + 1] in _FIELD_ENDS or line.keys[j + 1] in ("preferably", "or"))
            and _tails_off(line, j + 2)
        ):
            return j
    return end


def _tails_off(line: Line, i: int) -> bool:
    if line.keys[i] == "preferably":
        return True
    past = line.first(i, _EQUIVALENTS)
    goes_on = line.keys[past] in ("field", "discipline", "science")  # or an equivalent discipline
    return past > i and not goes_on
