"""A place in a path to what supplements the requirement before it: credits, or more experience."""

from __future__ import annotations

from pipeline.normalize.duration import UNITS
from pipeline.normalize.number import whole
from pipeline.requirements import words
from pipeline.requirements.clauses import Clause
from pipeline.requirements.fields import read_fields
from pipeline.requirements.lexer import Line
from pipeline.requirements.modifiers import past_minimum, read_of_which
from pipeline.requirements.phrase import Head
from pipeline.requirements.quantities import Amount, read_amount, read_credits, read_number
from pipeline.text import vocabulary


def read_further(line: Line, i: int) -> tuple[int, Amount] | None:
    """The amount of `including or supplemented by one year of …` and where it begins: a further
    experience beside the one before. `None` where nothing supplements."""
    j = _past_supplement(line, i)
    if j is None or "supplemented" not in line.keys[i:j]:
        return None
    j += 2 * line.at(j, ("an", "additional"))
    amount = read_amount(line, j)
    return (j, amount) if amount and not amount.hyphened else None


def _past_supplement(line: Line, i: int) -> int | None:
    """Past `including or supplemented by at least` or `The degree must include`, or `None`."""
    keys, j = line.keys, i
    if keys[j] in _SUPPLEMENTED:
        modal = next((n for n in range(j, j + 4) if keys[n] in ("must", "shall")), None)
        if modal is None:
            return None
        j = modal
    past = _past_supplement_words(keys, j)
    return None if past == i else past_minimum(line, past)


def read_supplement(line: Line, i: int) -> int | None:
    """Where the head of `including or supplemented by twelve credits …` ends, or `None`.

    Also as a sentence of its own: `The degree must include or be supplemented by …`.
    """
    keys, j = line.keys, _past_supplement(line, i)
    if j is None:
        return None
    found = read_credits(line, j)
    if found is not None:
        return found[1]
    return None if keys[i] == "that" and whole(keys[j]) is not None else _counted(line, j)


_SUPPLEMENT = vocabulary(
    """
    which that must shall include includes included including or and is be supplemented by
    with been included completion of successful satisfactory a total at either have
    """
)


AFTER_OF = _SUPPLEMENT | {"which"}
"""Words of which one follows where a condition begins with `of`."""

_SUPPLEMENT_CORE = vocabulary("include includes included including supplemented with")


_SUPPLEMENTED = (words.BACK - {"that"}) | {"degree", "coursework", "education"}


def _past_supplement_words(keys: list[str], i: int) -> int:
    j, core = i, False
    while keys[j] in _SUPPLEMENT and not (keys[j] == "at" and keys[j + 1] == "least"):
        if keys[j] in ("a", "an") and keys[j + 1] != "total":
            break
        core = core or keys[j] in _SUPPLEMENT_CORE
        j += 1
    return j if core else i


_STUDIED = vocabulary("internship practicum thesis dissertation course")


def _counted(line: Line, i: int) -> int | None:
    """Twelve in science; one course in statistics."""
    if line.keys[i] in ("a", "an"):
        studied = (n + 1 for n in range(i, i + 4) if line.keys[n] in _STUDIED)
        return next(studied, None)
    found = read_number(line, i)
    if found is None or line.keys[found[1]] in UNITS:
        return None
    end = found[1]
    if line.keys[end] == "in":
        return end
    courses = ("course", "courses", "classes", "units", "credits", "hours")
    near = (n for n in range(end, end + 4) if line.keys[n] in courses)
    return next((n + 1 for n in near), None)


def supplement_head(line: Line, clause: Clause, i: int) -> Head | None:
    """The condition at token `i` that goes with the education or experience of a clause."""
    if clause.kind in ("education", "other"):
        past = read_supplement(line, i)
        if past is not None and not _has_credits(line, clause, i):
            return Head("other", i, i, past, strong=True)
    if clause.kind == "education":
        hours = read_of_which(line, i)
        return Head("other", i, i, hours.body, strong=True) if hours else None
    further = read_further(line, i) if clause.kind == "time" else None
    if further is None:
        return None
    return Head("time", i, further[0], further[1].end, True, further[1])


def _has_credits(line: Line, degree: Clause, i: int) -> bool:
    """Whether `including 20 units in sewing` at token `i` says more about a degree in a field."""
    if line.keys[i] != "including" or degree.head.levels in ((), ("some_college",)):
        return False
    counted = read_credits(line, past_minimum(line, i + 1)) is not None
    return counted and bool(read_fields(line, degree.head.body, degree.main_end))
