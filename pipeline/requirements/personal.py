"""A place in a path to the age or residence that is asked for there."""

from __future__ import annotations

from pipeline.requirements.lexer import Line
from pipeline.requirements.phrase import Head


def read_age(line: Line, i: int, noun: int, strong: bool, opener: frozenset[str]) -> Head | None:
    """`a minimum age of 18`, `age: 21`."""
    keys = line.keys
    if keys[noun] in ("minimum", "the", "a", "an") and keys[noun + 1] in ("age", "minimum"):
        if "age" in keys[noun : noun + 3]:
            return Head("age", i, noun, noun + 2, strong=True)
    elif keys[noun] == "age" and keys[noun + 1] in (":", "of", "at", "18", "21"):
        return Head("age", i, noun, noun + 1, strong=True)
    return None


def is_of_age(line: Line, i: int) -> bool:
    """Whether an amount of time before token `i` is an age: `18 years of age`, `21 years old`."""
    key = line.keys[i]
    return key in ("old", "older") or (key == "of" and line.keys[i + 1] == "age")


def read_residency(
    line: Line, i: int, noun: int, strong: bool, opener: frozenset[str]
) -> Head | None:
    """`a legal resident of the state`."""
    keys = line.keys
    j = noun + 1 if keys[noun] in ("a", "an", "current", "legal") else noun
    j += keys[j] in ("legal", "current")
    if keys[j] in ("resident", "residence", "residency", "residents") and keys[j + 1] in (
        "of", "in", "within", "for",
    ):  # fmt: skip
        return Head("residency", i, noun, j + 1, strong=True)
    return None
