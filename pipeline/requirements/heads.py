"""A place in a path to the requirement that begins there, if one does."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.requirements import words
from pipeline.requirements.degrees import read_degree, read_graduation, read_secondary
from pipeline.requirements.lexer import Line
from pipeline.requirements.licenses import past_proper_name, read_license
from pipeline.requirements.personal import is_of_age, read_age, read_residency
from pipeline.requirements.phrase import PHRASE_LIMIT, Head, phrase_end
from pipeline.requirements.quantities import counts, read_amount, read_credits
from pipeline.requirements.training import (
    length_within,
    read_course,
    read_coursework,
    read_program,
)
from pipeline.text import vocabulary

_Reader = Callable[[Line, int, int, bool, frozenset[str]], Head | None]


def read_head(line: Line, i: int) -> Head | None:
    """The requirement that begins at token `i`, or `None`."""
    past = line.first(i, words.NO_MINIMUM)
    if past > i:
        return Head("other", i, i, past, strong=True)
    if line.at(i, ("persons", "applying")):
        return Head("other", i, i, i + 2, strong=True, binding=True)
    noun, opener = _skip_openers(line, i)
    strong = bool(opener & words.STRONG_OPENERS)
    word = line.keys[noun]
    for reader in _COUNTED if counts(word) else _BY_WORD.get(word, _UNBOUND):
        head = reader(line, i, noun, strong, opener)
        if head is not None:
            return head
    return _noun_phrase(line, i, noun, opener) or _opened(line, i, noun, opener)


def _skip_openers(line: Line, i: int) -> tuple[int, frozenset[str]]:
    seen: list[str] = []
    i = _past_setting(line, i)
    while (past := line.first(i, words.OPENERS)) > i:
        seen += line.keys[i:past]
        i = past
    return i, frozenset(seen)


def _past_setting(line: Line, i: int) -> int:
    """Past `in the State service` before an amount; `i` where it is not that."""
    keys = line.keys
    if keys[i] != "in" or "service" not in keys[i + 1 : i + 6]:
        return i
    end = keys.index("service", i) + 1
    end += keys[end] == ","
    amount = read_amount(line, end)
    return end if amount and not line.at(amount.end, ("of", "which")) else i


def _quantity(line: Line, i: int, noun: int, strong: bool, opener: frozenset[str]) -> Head | None:
    amount = read_amount(line, noun)
    if amount is not None and is_of_age(line, amount.end):
        return Head("age", i, noun, amount.end + 1, strong=True)
    found = read_credits(line, noun) if amount is None or amount.unit == "hour" else None
    if found is not None:
        return Head("education", i, noun, found[1], True, None, ("some_college",), found[0], strong)
    if amount is None or amount.hyphened:
        return read_course(line, i, noun, opener)
    kind, levels = _kind_of_amount(line, amount.end, opener)
    return Head(kind, i, noun, amount.end, True, amount, levels, None, strong)


def _kind_of_amount(
    line: Line, i: int, opener: frozenset[str]
) -> tuple[str, tuple[str | None, ...]]:
    """What an amount of time is an amount of."""
    begun = i
    if line.keys[i] == "(" and ")" in line.keys[i : i + 14]:
        begun = line.keys.index(")", i) + 1
    while line.keys[begun] in ("of", "in", "the", "required"):
        begun += 1
    run = line.keys[begun : max(phrase_end(line, begun), begun + 1)]
    if "traineeship" in run:
        return "traineeship", ()
    if not words.EXPERIENCE.isdisjoint(run):
        return "time", ()
    graduate = run[0] == "graduate" and "assistant" not in run and "nurse" not in run
    if graduate or not words.TAUGHT.isdisjoint(run):
        return "education", ("some_college",)
    return "other" if "completion" in opener and run[0] != "as" else "time", ()


def _noun_phrase(line: Line, i: int, noun: int, opener: frozenset[str]) -> Head | None:
    """A requirement named by the last word of its noun phrase."""
    keys = line.keys
    if "eligibility" in opener:
        return None
    end = phrase_end(line, noun)
    if end == noun:
        return None
    end = past_proper_name(line, noun, end)
    name = keys[end - 1]
    strong = bool(opener & words.STRONG_OPENERS)
    marked = strong or keys[noun] in words.DETERMINERS
    if name in ("strength", "agility") and "physical" in keys[noun:end]:
        return Head("physical", i, noun, end, marked)
    license = read_license(line, i, noun, end, marked, strong)
    if license is not None:
        return license
    if name == "traineeship" or "traineeship" in keys[noun:end]:
        return Head("traineeship", i, noun, end, marked, length_within(line, noun, end))
    if name in words.EXAMS and {"medical", "physical"}.intersection(keys[noun:end]):
        return Head("physical", i, noun, end, marked)
    if name in words.EXAMS and _is_examined(keys[noun:end], opener, keys[end]):
        return Head("examination", i, noun, end, strong=True)
    if name in words.SKILLS:
        return _skill(line, i, noun, end, marked)
    if name == "condition" and "physical" in keys[noun:end]:
        return Head("physical", i, noun, end, marked)
    if name in ("course", "courses"):
        return Head("other", i, noun, end, strong)
    if name in words.OTHERS:
        return Head("other", i, noun, end, marked or name in _STRONG_OTHERS)
    if name in words.EXPERIENCE or name == "service":
        return Head("time", i, noun, end, strong=False)
    return None


def _is_examined(run: list[str], opener: frozenset[str], following: str) -> bool:
    passed = {"passing", "qualifying", "written", "performance", "pass"}
    if run[-1] == "grade" and "passing" not in run:
        return False
    return bool(passed.intersection(run) or opener & {"pass", "completion"})


def _skill(line: Line, i: int, noun: int, end: int, marked: bool) -> Head:
    run = line.keys[noun : end + 4]
    kind = "physical" if words.PHYSICAL.intersection(run) else "skill"
    name = line.keys[end - 1]
    strong = name in words.STRONG_SKILLS or (marked and line.keys[noun] != "such")
    return Head(kind, i, noun, end, strong)


_SCHOOLED = "standard senior accredited recognized valid graduation high high-school twelfth ged"
_READERS: tuple[tuple[_Reader, str], ...] = (
    (read_age, "minimum the a an age"),
    (read_secondary, f"a an the {_SCHOOLED}"),
    (read_graduation, "graduation graduate"),
    (read_degree, ""),
    (read_program, ""),
    (read_coursework, "in college college-level"),
    (read_residency, "a an current legal resident residents residence residency"),
)
"""What reads a requirement, and the first words it may begin with: any where none are given."""

_COUNTED = (_quantity, *(reader for reader, _ in _READERS))
_UNBOUND = tuple(reader for reader, first in _READERS if not first)
_BY_WORD = {
    word: tuple(reader for reader, first in _READERS if not first or word in first.split())
    for word in sorted({word for _, first in _READERS for word in first.split()})
}

_VERBS = {
    "licensed": "license", "certified": "license", "registered": "license",
    "able": "skill", "fluent": "skill", "proficient": "skill", "willing": "other",
    "passage": "examination", "passing": "examination", "pass": "examination",
    "admission": "license",
    "admitted": "license",
    "good": "physical", "physically": "physical", "eligible": "license",
}  # fmt: skip


_STRONG_OTHERS = frozenset(("willingness", "character", "citizenship"))
_STRONG_VERBS = frozenset(("passage", "passing", "willing", "able", "admission"))


_AFTER_VERBS = vocabulary("as to in of by a an the physical health able")


def _opened(line: Line, i: int, noun: int, opener: frozenset[str]) -> Head | None:
    """A requirement known by its opener or by a verb: `completion of …`, `be licensed as …`."""
    word, following = line.keys[noun], line.keys[noun + 1]
    word, shift = (following, 1) if word in ("currently", "the") else (word, 0)
    following = line.keys[noun + shift + 1]
    if word in _VERBS and "eligibility" not in opener and following in _AFTER_VERBS:
        kind = _VERBS[word]
        if kind == "skill" and words.PHYSICAL.intersection(line.keys[noun : noun + 5]):
            kind = "physical"
        strong = bool(opener) or word in _STRONG_VERBS
        return Head(kind, i, noun, noun + shift + 1, strong)
    if word in ("registered", "licensed", "certified") and line.capitals[noun]:
        return Head("license", i, noun, noun + 1, strong=False)
    if noun == i:
        return None
    if "pass" in opener:
        checked = not words.CLEARANCE.isdisjoint(line.keys[noun : noun + 5])
        return Head("other" if checked else "examination", i, noun, noun, strong=True)
    return _by_opener(line, i, noun, opener)


def _by_opener(line: Line, i: int, noun: int, opener: frozenset[str]) -> Head | None:
    if "eligibility" in opener or ("combination" in opener and _points_back(line, noun)):
        return Head("other", i, noun, noun, strong=True)
    if opener & {"possession", "possess", "possesses"}:
        return Head("license", i, noun, noun, strong=True, opened=True)
    if opener & {"completion", "complete", "completed"}:
        if line.keys[noun : noun + 2] in (["college", "study"], ["college", "coursework"]):
            return Head("education", i, noun, noun + 2, True, None, ("some_college",))
        far = line.keys[noun : noun + PHRASE_LIMIT]
        kind = "traineeship" if "traineeship" in far[: _clause(far)] else "other"
        return Head(kind, i, noun, noun, True, length_within(line, noun, noun + 4))
    if opener & {"attainment", "eligibility", "must", "proof", "evidence"}:
        return Head("other", i, noun, noun, strong=bool(opener & words.STRONG_OPENERS))
    return None


def _points_back(line: Line, i: int) -> bool:
    """Whether the words at token `i` point back at alternatives: `the above`."""
    return line.keys[i + (line.keys[i] == "the")] in ("above", "foregoing", "two")


def _clause(run: list[str]) -> int:
    """Where the first clause of a run of keys ends."""
    return next((n for n, word in enumerate(run) if word in (",", ";", ".", "and", "or")), len(run))
