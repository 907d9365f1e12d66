"""A place in a path to the study or training without a degree that is named there."""

from __future__ import annotations

from pipeline.requirements.lexer import Line
from pipeline.requirements.phrase import Head, phrase_end
from pipeline.requirements.quantities import Amount, read_amount, read_number


def read_course(line: Line, i: int, noun: int, opener: frozenset[str]) -> Head | None:
    """Courses that are counted: `two courses in algebra`."""
    found = None if line.keys[noun] in ("a", "an") else read_number(line, noun)
    if found is None:
        return None
    end = phrase_end(line, found[1])
    if line.keys[end - 1] in ("course", "courses") and end - found[1] < 5:
        return Head("other", i, noun, end, strong=True)
    return None


_COLLEGE = frozenset(("university", "college", "collegiate"))


def read_program(
    line: Line, i: int, noun: int, strong: bool, opener: frozenset[str]
) -> Head | None:
    """An academy, or a programme of years or of a college: completing it gives a certificate."""
    if not opener & {"completion", "complete", "completed"}:
        return None
    end = phrase_end(line, noun)
    run = line.keys[noun:end]
    if not run or "apprenticeship" in run:
        return None
    lasting = "certificate" in run or length_within(line, noun, end) is not None
    near = line.keys[noun : noun + 6]
    if "academy" in run:
        end = noun + run.index("academy") + 1
    elif "program" in near and not _COLLEGE.isdisjoint(near[: near.index("program")]):
        end = noun + near.index("program") + 1
    elif not (lasting and run[-1] in ("program", "programs")):
        return None
    return Head("education", i, noun, end, True, None, ("certificate",), None, strong)


def read_coursework(
    line: Line, i: int, noun: int, strong: bool, opener: frozenset[str]
) -> Head | None:
    """Study without a length: `college-level kite coursework`."""
    start = noun + (line.keys[noun] == "in")
    if line.keys[start] not in ("college-level", "college"):
        return None
    end = phrase_end(line, start)
    work = line.keys[end - 2 : end] == ["course", "work"]
    if not work and line.keys[end - 1] not in ("coursework", "courses"):
        return None
    return Head("education", i, start, end, strong, None, ("some_college",))


def length_within(line: Line, start: int, end: int) -> Amount | None:
    """The length in `a two-year traineeship`."""
    found = (read_amount(line, j) for j in range(start, end))
    return next((amount for amount in found if amount), None)
