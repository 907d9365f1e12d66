"""The words after a degree to its fields of study."""

from __future__ import annotations

from pipeline.requirements.lexer import Line, phrases
from pipeline.requirements.titles import outside, without_marks
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
_NO_FIELDS = (
    ("any", "field"), ("any", "discipline"), ("any", "major"), ("any", "subject"),
    ("one", "of"), ("any", "of"), ("either", "of"), ("these",), ("those",),
    ("the", "fields"), ("the", "same"), ("the", "above"), ("such",),
    ("a", "field", "listed"), ("a", "field", "named"), ("a", "field", "described"),
    ("a", "listed"), ("a", "named"), ("the", "listed"), ("the", "named"), ("an", "above"),
    ("any", "area"), ("the", "following"),
)  # fmt: skip
_EQUIVALENTS = (
    ("its", "equivalent"), ("an", "equivalent"), ("the", "equivalent"), ("equivalent",),
    ("equivalency",), ("its", "equivalency"), ("higher",), ("above",), ("a", "higher"),
    ("advanced",), ("beyond",),
)  # fmt: skip
_COURSES = phrases("courses in", "course work in", "coursework in", "college courses in")
_RELATED = vocabulary("related similar allied")
_UNNAMING = _RELATED | vocabulary(
    """
    other closely directly field fields area areas discipline disciplines curriculum specialty
    subject subjects
    """
)
_DETAILS = vocabulary("given including includes which that provided offered")
_SCHOOLS = vocabulary("college colleges university universities institution institutions")
_PLACES = vocabulary("california the this new united a an another any")
_REMARKS = vocabulary("excluding including preferably i.e. e.g. i.e e.g not")
_UNNAMED = (
    ["college", "work"],
    ["college", "courses"],
    ["course", "work"],
    ["coursework"],
    ["study"],
    ["college", "study"],
    ["college"],
)
_ARTICLES = frozenset(("a", "an", "the", "in", "or"))
_PLURAL_SUFFIXES = ("al", "il", "ic", "ical")


def read_fields(line: Line, start: int, end: int, *, courses: bool = False) -> list[str]:
    """The fields of study named between two tokens, as printed and in order.

    `in one of those fields`, `a related field` and the like name none. With `courses`, the
    courses that must be among those taken are the fields.
    """
    begun = (courses and _past_required_courses(line, start, end)) or _introduced(line, start, end)
    if begun is not None and _names_one(line, begun):
        begun += 3
    if begun is not None and _names_none(line, begun):
        begun = _past_lead_in(line, begun, end)
    if begun is None:
        return []
    if line.at(begun, ("(", "1", ")")):
        return _numbered(line, begun, end)
    stop = _list_end(line, begun, end)
    if line.at(stop, ("such", "as")):  # a health-related field such as nursing
        begun = stop + 2 + (line.keys[stop + 2] == ":")
        stop = _list_end(line, begun, end)
    return _split(line, begun, stop)


def _numbered(line: Line, start: int, end: int) -> list[str]:
    """The fields of `(1) engineering which includes …; or (2) surveying`."""
    starts = [i + 3 for i in range(start, end) if line.keys[i] == "(" and line.keys[i + 2] == ")"]
    parts = (_split(line, i, _list_end(line, i, end)) for i in starts)
    return [field for part in parts for field in part]


def _past_required_courses(line: Line, start: int, end: int) -> int | None:
    """Past `including courses in`; `None` where nothing of the kind is required."""
    found = (i for i in range(start, end) if line.keys[i] in ("including", "with", "completed"))
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


def _is_unnamed(run: list[str]) -> bool:
    """Whether words name no field: `course work`, `a closely related field`."""
    if run in _UNNAMED or (_UNNAMING.issuperset(run) and not _RELATED.isdisjoint(run)):
        return True
    alike = run[run[:1] == ["closely"] :][:1]
    short = len(run) < 4 and run[-1] in ("field", "fields", "area", "areas")
    return short and alike in (["related"], ["similar"])


def _past_courses(line: Line, a: int, b: int) -> int:
    """The end of a field without the word `courses` of `hours of accounting courses`."""
    return b - 1 if b - a > 1 and line.keys[b - 1] in ("courses", "coursework") else b


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
    return any(line.at(i, phrase) for phrase in _NO_FIELDS)


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
            and line.keys[j + 1] in _FIELD_ENDS | {"preferably", "or"}
            and _tails_off(line, j + 2)
        ):
            return j
    return end


def _tails_off(line: Line, i: int) -> bool:
    if line.keys[i] == "preferably":
        return True
    return any(
        line.at(i, phrase) and not _a_word_follows(line, i, phrase) for phrase in _EQUIVALENTS
    )


def _a_word_follows(line: Line, i: int, phrase: tuple[str, ...]) -> bool:
    """Whether `equivalent` goes on into a field of its own: `or an equivalent discipline`."""
    return line.keys[i + len(phrase)] in ("field", "discipline", "science")


def _split(line: Line, start: int, end: int) -> list[str]:
    while start < end and line.keys[start] in ("either", "both", "("):
        start += 1
    outer = outside(line, start, end)
    ors = [i for i in outer if line.keys[i] in ("or", "and/or")]
    last = [k for k in line.keys[ors[0] + 1 : end] if k not in _ARTICLES] if len(ors) == 1 else []
    if last and _is_unnamed(last):
        return _split(line, start, ors[0])  # sewing, weaving and physics or a related field
    commas = [i for i in outer if line.keys[i] == ","]
    ands = [i for i in outer if line.keys[i] == "and"]
    added = [i for i in range(start, end) if line.keys[i : i + 2] == ["(", "or"]]
    if added:  # engineering (or a related field)
        return _pieces(line, start, end, sorted([*ors, *commas, *added]))
    if ors and not _is_one_field(line, start, end, ors, commas):
        return _pieces(line, start, end, sorted([*ors, *commas]))
    if not ors and commas and ands and ands[-1] > commas[-1]:
        return _pieces(line, start, end, [*commas, ands[-1]])
    if not ors and commas:
        return _pieces(line, start, end, commas)
    return _pieces(line, start, end, [])


def _is_one_field(line: Line, start: int, end: int, ors: list[int], commas: list[int]) -> bool:
    """`a health or human services field`, `civil or architectural engineering`."""
    if commas or len(ors) != 1:
        return False
    if line.keys[start] in ("a", "an") and line.keys[end - 1] in ("field", "science", "discipline"):
        return line.keys[ors[0] + 1] not in ("a", "an")
    start += line.keys[start] in ("a", "an")
    first, last = line.keys[start : ors[0]], line.keys[ors[0] + 1 : end]
    return len(first) == 1 and first[0].endswith(_PLURAL_SUFFIXES) and len(last) > 1


def _pieces(line: Line, start: int, end: int, cuts: list[int]) -> list[str]:
    fields = []
    for a, b in zip([start, *(c + 1 for c in cuts)], [*cuts, end], strict=True):
        while a < b and line.keys[a] in ("a", "an", "the", "or", "and", "in", "either"):
            a += 1
        while a < b and line.keys[b - 1] in (",", "("):
            b -= 1
        b -= line.keys[b - 1] == ")" and "(" not in line.keys[a:b]
        related = line.keys[a] in ("field", "fields") and "related" in line.keys[a + 1 : a + 3]
        if a < b and not _is_unnamed(line.keys[a:b]) and not (fields and related):
            b = _past_courses(line, a, b)
            fields.append(without_marks(line.printed(a, b)))
    return fields
