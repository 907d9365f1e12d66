"""A place in a path to the degree or diploma that is named there, if one is."""

from __future__ import annotations

from pipeline.normalize.degree import LEVELS
from pipeline.requirements import words
from pipeline.requirements.lexer import Line
from pipeline.requirements.phrase import PHRASE_LIMIT, Head, phrase_end


def read_secondary(
    line: Line, i: int, noun: int, strong: bool, opener: frozenset[str]
) -> Head | None:
    """High school diplomas, graduation from high school, completion of the 12th grade."""
    keys, j = line.keys, noun
    if keys[j : j + 2] == ["graduation", "from"]:
        j += 2
    while keys[j] in ("a", "an", "the", "standard", "senior", "accredited", "recognized", "valid"):
        j += 1
    school = line.at(j, ("high", "school"))
    grade = keys[j] in ("12th", "twelfth") and keys[j + 1] == "grade"
    if not (school or grade or keys[j] in ("ged", "high-school")):
        return None
    end = j + 1
    while keys[end] in ("school", "grade", "diploma", "graduation", "graduate", "education"):
        end += 1
    return Head("education", i, noun, end, True, None, ("high_school",), None, strong)


def read_graduation(
    line: Line, i: int, noun: int, strong: bool, opener: frozenset[str]
) -> Head | None:
    """Graduation from a college or university, or the equivalent of it."""
    keys = line.keys
    if keys[noun] == "completion" or keys[noun] not in ("graduation", "graduate"):
        return None
    if keys[noun + 1] == "with":
        return read_degree(line, i, noun + 2, True, opener)
    if keys[noun + 1] != "from":
        return None
    school = phrase_end(line, noun + 2)
    if keys[school - 1] == "academy":
        return Head("education", i, noun, school, True, None, ("certificate",), None, strong)
    named = _degree_of_graduate(line, i, noun + 2, opener)
    if named is not None:
        return named
    level = "associate" if keys[noun + 3 : noun + 5] == ["two-year", "college"] else "bachelor"
    run = keys[noun + 2 : noun + 8]
    if "school" in run and {"law", "medical"}.intersection(run):
        level = "professional"
    if any(word in run for word in ("two-year", "community", "junior")):
        level = "associate"
    past = min(noun + 3, line.size)
    return Head("education", i, noun, past, True, None, (level,), None, strong)


def _degree_of_graduate(line: Line, i: int, start: int, opener: frozenset[str]) -> Head | None:
    """The degree that one graduates with: `from a college with an associate's degree`."""
    for at in range(start, min(start + PHRASE_LIMIT, line.size)):
        if line.keys[at] in ("and", "including", ";", ",", "."):
            return None
        if line.keys[at] == "with":
            head = read_degree(line, i, at + 1, True, opener)
            return head if head and head.levels != (None,) else None
    return None


def read_degree(line: Line, i: int, noun: int, strong: bool, opener: frozenset[str]) -> Head | None:
    """Degrees by name, alone or as `a bachelor's or master's degree`."""
    keys, end = line.keys, noun
    levels: list[str | None] = []
    last = ""
    if (past := _past_two_or_four_year(line, noun)) > noun:
        return Head("education", i, noun, past, True, None, ("associate", "bachelor"), None, strong)
    stop = min(noun + PHRASE_LIMIT, line.size)
    while end < stop:
        word = keys[end]
        if word in words.DEGREE_NOUNS and not _goes_higher(line, end):
            named = bool(levels) or "degree" in word or "doctor" in word or "bacca" in word
            return _degree_ends(line, i, noun, end + 1, levels, strong) if named else None
        if word in LEVELS or word == "baccalaureate":
            levels.append(LEVELS.get(word, "bachelor"))
        elif word in words.STOPS and not _inside_degree(line, end, last):
            break
        last, end = word, end + 1
    if levels and last in ("arts", "science", "sciences"):
        return Head("education", i, noun, end, True, None, tuple(levels), None, strong)
    abbreviated = levels and len(levels) == end - noun - (keys[noun] in ("a", "an"))
    if abbreviated and last not in (
        "law",
        "graduate",
        "medical",
        "undergraduate",
        "master",
        "juris",
    ):
        return Head("education", i, noun, end, True, None, tuple(levels), None, strong)
    return None


def _goes_higher(line: Line, i: int) -> bool:
    """Whether `baccalaureate` goes on: `baccalaureate or higher degree`."""
    following = line.keys[i + 1 : i + 4]
    return following[:1] == ["or"] and following[2:] == ["degree"]


def _past_two_or_four_year(line: Line, i: int) -> int:
    """Past `a two- or four-year degree`, however its hyphens are set; `i` where it is not that."""
    near = line.keys[i : i + 8]
    if "degree" not in near:
        return i
    run = "".join(near).replace("-", "").removeprefix("a")
    named = run.startswith(("twoorfouryeardegree", "twoorafouryeardegree"))
    return i + near.index("degree") + 1 if named else i


def _inside_degree(line: Line, i: int, last: str) -> bool:
    """Whether a stop word goes on with the degree: `master of social work degree`."""
    keys = line.keys
    if keys[i] == "of":
        return last in LEVELS
    if keys[i] in ("or", ",", "and"):
        following = keys[i + 1 : i + 4]
        return last in LEVELS and any(
            w in LEVELS or w in ("higher", "advanced", "four-year") for w in following
        )
    return keys[i] == "in" and "of" in keys[i - 3 : i] and keys[i + 1] in ("nursing",)


def _degree_ends(
    line: Line, i: int, noun: int, end: int, levels: list[str | None], strong: bool
) -> Head | None:
    run = line.keys[noun:end]
    if line.keys[end - 1] in ("doctorate", "doctorates"):
        levels = [*levels, "doctorate"]
    elif line.keys[end - 1] == "baccalaureate":
        levels = [*levels, "bachelor"]
    elif not levels:
        college = {"college", "four-year", "university"}.intersection(run)
        levels = ["associate"] if "two-year" in run else ["bachelor"] if college else [None]
    elif levels[-1] == "master" and run[-2:] == ["graduate", "degree"] and len(levels) > 1:
        levels = levels[:-1] if levels[0] == "bachelor" else levels
    unique = tuple(dict.fromkeys(levels))
    return Head("education", i, noun, end, True, None, unique, None, strong)
