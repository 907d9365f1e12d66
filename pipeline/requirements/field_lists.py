"""The words of a list of fields of study to the fields, each as printed."""

from __future__ import annotations

from pipeline.requirements.lexer import Line
from pipeline.requirements.titles import outside
from pipeline.text import vocabulary

_RELATED = vocabulary("related similar allied")
_UNNAMING = _RELATED | vocabulary(
    """
    other closely directly field fields area areas discipline disciplines curriculum specialty
    subject subjects
    """
)
_UNNAMED = (
    ["college", "work"],
    ["college", "courses"],
    ["course", "work"],
    ["coursework"],
    ["study"],
    ["college", "study"],
    ["college"],
)
_PLURAL_SUFFIXES = ("al", "il", "ic", "ical")
_ARTICLES = frozenset(("a", "an", "the", "in", "or"))
_AREAS = vocabulary("field fields area areas discipline disciplines")


def split_fields(line: Line, start: int, end: int) -> list[str]:
    """The fields of a list, parted by `or` and commas, by `and` where it ends a list."""
    while start < end and line.keys[start] in ("either", "both", "("):
        start += 1
    outer = outside(line, start, end)
    ors = [i for i in outer if line.keys[i] in ("or", "and/or")]
    last = [k for k in line.keys[ors[0] + 1 : end] if k not in _ARTICLES] if len(ors) == 1 else []
    if last and _is_unnamed(last):
        return split_fields(line, start, ors[0])  # sewing, weaving and physics or a related field
    commas = [i for i in outer if line.keys[i] == ","]
    ands = [i for i in outer if line.keys[i] == "and"]
    added = [i for i in range(start, end) if line.keys[i] == "(" and line.keys[i + 1] == "or"]
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
    fields: list[str] = []
    for a, b in zip([start, *(c + 1 for c in cuts)], [*cuts, end], strict=True):
        while a < b and line.keys[a] in ("a", "an", "the", "or", "and", "in", "either"):
            a += 1
        while a < b and line.keys[b - 1] in (",", "("):
            b -= 1
        b -= line.keys[b - 1] == ")" and "(" not in line.keys[a:b]
        related = line.keys[a] in ("field", "fields") and "related" in line.keys[a + 1 : a + 3]
        if a < b and not _is_unnamed(line.keys[a:b]) and not (fields and related):
            b = _past_courses(line, a, b)
            fields.append(line.named(a, b))
    return fields


def _is_unnamed(run: list[str]) -> bool:
    """Whether words name no field: `course work`, `a closely related field`."""
    if run in _UNNAMED or (_UNNAMING.issuperset(run) and not _RELATED.isdisjoint(run)):
        return True
    alike = run[run[:1] == ["closely"] :][:1]
    short = len(run) < 4 + (run[:1] == ["closely"]) and run[-1] in _AREAS
    return short and alike in (["related"], ["similar"])


def _past_courses(line: Line, a: int, b: int) -> int:
    """The end of a field without the word `courses` of `hours of accounting courses`."""
    return b - 1 if b - a > 1 and line.keys[b - 1] in ("courses", "coursework") else b
