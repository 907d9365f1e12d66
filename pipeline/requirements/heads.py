"""A place in a path to the requirement that begins there, if one does."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.normalize.degree import LEVELS
from pipeline.requirements import words
from pipeline.requirements.lexer import Line, vocabulary
from pipeline.requirements.quantities import Amount, read_amount, read_credits, read_number

_PHRASE_LIMIT = 14


class Head(NamedTuple):
    """The opening words of a requirement.

    `kind` is a leaf type, or "time" for an amount of experience or service. `start` is where its
    words begin, `noun` where they begin without openers such as `possession of`, `body` the first
    token after what was recognised. A strong head begins a requirement after a bare `and`, `or`
    or comma; a weak one only after a semicolon, a full stop, a number or a label.
    """

    kind: str
    start: int
    noun: int
    body: int
    strong: bool
    amount: Amount | None = None
    levels: tuple[str | None, ...] = ()
    credits: int | None = None
    opened: bool = False


def read_head(line: Line, i: int) -> Head | None:
    """The requirement that begins at token `i`, or `None`."""
    past = line.first(i, words.NO_MINIMUM)
    if past > i:
        return Head("other", i, i, past, strong=True)
    noun, opener = _skip_openers(line, i)
    strong = bool(opener & words.STRONG_OPENERS)
    for reader in (_age, _quantity, _secondary, _graduation, _degree, _residency):
        head = reader(line, i, noun, strong, opener)
        if head is not None:
            return head
    return _noun_phrase(line, i, noun, opener) or _opened(line, i, noun, opener)


def _skip_openers(line: Line, i: int) -> tuple[int, frozenset[str]]:
    seen: set[str] = set()
    while True:
        past = line.first(i, words.OPENERS)
        if past == i:
            return i, frozenset(seen)
        seen.update(line.keys[i:past])
        i = past


def _age(line: Line, i: int, noun: int, strong: bool, opener: frozenset[str]) -> Head | None:
    keys = line.keys
    if keys[noun] in ("minimum", "the", "a", "an") and keys[noun + 1] in ("age", "minimum"):
        if "age" in keys[noun : noun + 3]:
            return Head("age", i, noun, noun + 2, strong=True)
    elif keys[noun] == "age" and keys[noun + 1] in ("of", "at", "18", "21"):
        return Head("age", i, noun, noun + 1, strong=True)
    amount = read_amount(line, noun)
    if amount and (line.at(amount.end, ("of", "age")) or keys[amount.end] in ("old", "older")):
        return Head("age", i, noun, amount.end + 1, strong=True)
    return None


def _quantity(line: Line, i: int, noun: int, strong: bool, opener: frozenset[str]) -> Head | None:
    found = read_credits(line, noun)
    if found is not None:
        return Head("education", i, noun, found[1], True, None, ("some_college",), found[0], strong)
    amount = read_amount(line, noun)
    if amount is None or amount.hyphened:
        return _counted_course(line, i, noun, opener)
    kind, levels = _kind_of_amount(line, amount.end, opener)
    return Head(kind, i, noun, amount.end, True, amount, levels, None, strong)


def _kind_of_amount(
    line: Line, i: int, opener: frozenset[str]
) -> tuple[str, tuple[str | None, ...]]:
    """What an amount of time is an amount of."""
    begun = i
    while line.keys[begun] in ("of", "in", "the", "required"):
        begun += 1
    run = line.keys[begun : max(_phrase_end(line, begun), begun + 1)]
    if "traineeship" in run:
        return "traineeship", ()
    taught = words.TAUGHT.intersection(run) and not words.EXPERIENCE.intersection(run)
    if taught:
        return "education", ("some_college",)
    if "completion" in opener and not words.EXPERIENCE.intersection(run) and run[:1] != ["as"]:
        return "other", ()
    return "time", ()


def _counted_course(line: Line, i: int, noun: int, opener: frozenset[str]) -> Head | None:
    found = read_number(line, noun)
    if found is None or line.keys[noun] in ("a", "an"):
        return None
    end = _phrase_end(line, found[1])
    if line.keys[end - 1] in ("course", "courses") and end - found[1] < 5:
        return Head("other", i, noun, end, strong=True)
    return None


def _secondary(line: Line, i: int, noun: int, strong: bool, opener: frozenset[str]) -> Head | None:
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


def _graduation(line: Line, i: int, noun: int, strong: bool, opener: frozenset[str]) -> Head | None:
    """Graduation from a college or university, or the equivalent of it."""
    keys = line.keys
    if keys[noun] == "completion" or keys[noun] not in ("graduation", "graduate"):
        return None
    if keys[noun + 1] == "with":
        return _degree(line, i, noun + 2, True, opener)
    if keys[noun + 1] != "from":
        return None
    level = "associate" if keys[noun + 3 : noun + 5] == ["two-year", "college"] else "bachelor"
    run = keys[noun + 2 : noun + 8]
    if "school" in run and {"law", "medical"}.intersection(run):
        level = "professional"
    if any(word in run for word in ("two-year", "community", "junior")):
        level = "associate"
    return Head("education", i, noun, noun + 3, True, None, (level,), None, strong)


def _degree(line: Line, i: int, noun: int, strong: bool, opener: frozenset[str]) -> Head | None:
    """Degrees by name, alone or as `a bachelor's or master's degree`."""
    keys, end = line.keys, noun
    levels: list[str | None] = []
    last = ""
    stop = min(noun + _PHRASE_LIMIT, line.size)
    while end < stop:
        word = keys[end]
        if word in words.DEGREE_NOUNS:
            named = bool(levels) or "degree" in word or "doctor" in word or "bacca" in word
            return _degree_ends(line, i, noun, end + 1, levels, strong) if named else None
        if word in LEVELS:
            levels.append(LEVELS[word])
        elif word in words.STOPS and not _inside_degree(line, end, last):
            break
        last, end = word, end + 1
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


def _residency(line: Line, i: int, noun: int, strong: bool, opener: frozenset[str]) -> Head | None:
    keys = line.keys
    j = noun + 1 if keys[noun] in ("a", "an", "current", "legal") else noun
    j += keys[j] in ("legal", "current")
    if keys[j] in ("resident", "residence", "residency", "residents") and keys[j + 1] in (
        "of", "in", "within", "for",
    ):  # fmt: skip
        return Head("residency", i, noun, j + 1, strong=True)
    return None


def _phrase_end(line: Line, i: int) -> int:
    """Where the noun phrase that begins at `i` ends."""
    stop = min(i + _PHRASE_LIMIT, line.size)
    while i < stop and line.keys[i] not in words.STOPS:
        i += 1
    return i


def _noun_phrase(line: Line, i: int, noun: int, opener: frozenset[str]) -> Head | None:
    """A requirement named by the last word of its noun phrase."""
    keys = line.keys
    if "eligibility" in opener:
        return None
    end = _phrase_end(line, noun)
    if end == noun:
        return None
    end = _past_proper_name(line, noun, end)
    name = keys[end - 1]
    strong = bool(opener & words.STRONG_OPENERS)
    marked = strong or keys[noun] in words.DETERMINERS
    if name in ("strength", "agility") and "physical" in keys[noun:end]:
        return Head("physical", i, noun, end, marked)
    if name in words.LICENSES:
        end = _past_second_license(line, end)
        bare = end - noun == 1 and keys[end] in ("as", "by", "to", "in")
        title_cased = line.tokens[noun].text[0].isupper() or keys[noun] == "active"
        return Head("license", i, noun, end, marked or bare or title_cased, opened=strong)
    if name == "traineeship" or "traineeship" in keys[noun:end]:
        return Head("traineeship", i, noun, end, marked, _adjective(line, noun, end))
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
        return Head("other", i, noun, end, marked or name == "willingness")
    if name in words.EXPERIENCE or name == "service":
        return Head("time", i, noun, end, strong=False)
    return None


def _past_proper_name(line: Line, noun: int, end: int) -> int:
    """The end of a licence with a name of many words: `a current Parks and Forests certificate`."""
    keys = line.keys
    if keys[end - 1] in words.LICENSES or keys[noun] not in words.DETERMINERS:
        return end
    for i in range(end, min(noun + 24, line.size)):
        if keys[i] in words.LICENSES:
            return i + 1
        joins = keys[i] in ("of", "and", "the", "for", "or", "(", ")", "/", "on")
        if not (joins or line.tokens[i].text[0].isupper()):
            return end
    return end


def _past_second_license(line: Line, i: int) -> int:
    """Past `and current registration` in `a license and current registration to practice`."""
    end = _phrase_end(line, i + 1)
    alone = line.keys[i] == "and" and line.keys[i + 1] not in ("a", "an", "the")
    return end if alone and i + 1 < end < i + 4 and line.keys[end - 1] in words.LICENSES else i


def _adjective(line: Line, start: int, end: int) -> Amount | None:
    """The length in `a two-year traineeship`."""
    found = (read_amount(line, j) for j in range(start, end))
    return next((amount for amount in found if amount), None)


def _is_examined(run: list[str], opener: frozenset[str], following: str) -> bool:
    passed = {"passing", "qualifying", "written", "performance", "pass"}
    return bool(passed.intersection(run) or opener & {"pass", "completion"})


def _skill(line: Line, i: int, noun: int, end: int, marked: bool) -> Head:
    run = line.keys[noun : end + 4]
    kind = "physical" if words.PHYSICAL.intersection(run) else "skill"
    name = line.keys[end - 1]
    strong = name in words.STRONG_SKILLS or (marked and line.keys[noun] != "such")
    return Head(kind, i, noun, end, strong)


_VERBS = {
    "licensed": "license", "certified": "license", "registered": "license",
    "able": "skill", "fluent": "skill", "proficient": "skill", "willing": "other",
    "passage": "examination", "passing": "examination", "pass": "examination",
    "admission": "license",
    "admitted": "license",
    "good": "physical", "physically": "physical", "eligible": "license",
}  # fmt: skip
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
    if word in ("registered", "licensed", "certified") and line.tokens[noun].text[0].isupper():
        return Head("license", i, noun, noun + 1, strong=False)
    if noun == i:
        return None
    if "pass" in opener:
        return Head("examination", i, noun, noun, strong=True)
    return _by_opener(line, i, noun, opener)


def _by_opener(line: Line, i: int, noun: int, opener: frozenset[str]) -> Head | None:
    if "eligibility" in opener or ("combination" in opener and _points_back(line, noun)):
        return Head("other", i, noun, noun, strong=True)
    if opener & {"possession", "possess", "possesses"}:
        return Head("license", i, noun, noun, strong=True, opened=True)
    if opener & {"completion", "complete", "completed"}:
        if line.keys[noun : noun + 2] in (["college", "study"], ["college", "coursework"]):
            return Head("education", i, noun, noun + 2, True, None, ("some_college",))
        far = line.keys[noun : noun + _PHRASE_LIMIT]
        kind = "traineeship" if "traineeship" in far[: _clause(far)] else "other"
        return Head(kind, i, noun, noun, True, _adjective(line, noun, noun + 4))
    if opener & {"attainment", "eligibility", "must", "proof", "evidence"}:
        return Head("other", i, noun, noun, strong=bool(opener & words.STRONG_OPENERS))
    return None


def _points_back(line: Line, i: int) -> bool:
    """Whether the words at token `i` point back at alternatives: `the above`."""
    return line.keys[i + (line.keys[i] == "the")] in ("above", "foregoing", "two")


def _clause(run: list[str]) -> int:
    """Where the first clause of a run of keys ends."""
    return next((n for n, word in enumerate(run) if word in (",", ";", ".", "and", "or")), len(run))
