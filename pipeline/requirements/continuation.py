"""A head and what stands before it to whether the clause before it simply goes on."""

from __future__ import annotations

import itertools

from pipeline.requirements import words
from pipeline.requirements.clauses import Clause
from pipeline.requirements.heads import read_head
from pipeline.requirements.lexer import Line
from pipeline.requirements.markers import Separator
from pipeline.requirements.phrase import Head
from pipeline.requirements.sentences import sentence_end
from pipeline.requirements.services import service_titles
from pipeline.text import vocabulary

_WORK = vocabulary("work position positions capacity")
_SIMILAR = vocabulary("comparable similar equivalent")


def goes_on(line: Line, before: Clause, separator: Separator, head: Head) -> bool:
    """Whether a head begins no requirement of its own but belongs to the clause before it."""
    if separator.signs:
        return False
    if _is_equivalent(line, before, separator, head) or _is_definition(line, separator):
        return True
    if _adds_courses(line, before, separator, head) or _is_clearance(line, before, head):
        return True
    if before.kind == head.kind == "license":
        if separator.op is None:
            return line.keys[separator.start - 1] in words.DETERMINERS
        return not head.opened and _is_issuer(line, before, separator)
    if separator.strength == 2 and separator.op is None and line.keys[head.start] == "equivalent":
        return head.kind == "time"
    if not before.kind == head.kind == "time":
        return False
    return _is_length(line, before, separator, head) or _is_one_more_kind(line, separator, head)


def _is_issuer(line: Line, before: Clause, separator: Separator) -> bool:
    """Whether one more issuer follows: `issued by the Board or the Council of Registration`."""
    if separator.strength > 1 or line.keys[separator.end] != "the":
        return False
    return "by" in line.keys[before.head.body : separator.start]


def _is_equivalent(line: Line, before: Clause, separator: Separator, head: Head) -> bool:
    """`diploma or GED`, `degree or equivalent degree`: another form of the same."""
    if separator.op != "any":
        return False
    if before.kind == "license" and "such" in line.keys[head.body : head.body + 2]:
        return True
    if (
        separator.strength < 3
        and before.kind == "education"
        and head.kind in ("education", "other")
    ):
        word = head.start + (line.keys[head.start] in words.DETERMINERS)
        if line.keys[word] == "equivalent":
            return line.keys[word + 1] != "to" or before.head.levels == head.levels
    return before.head.levels == head.levels == ("high_school",)


def _is_definition(line: Line, separator: Separator) -> bool:
    """`One year is equivalent to two semesters`: a sentence that says what an amount is worth."""
    if separator.op is not None:
        return False
    run = line.keys[separator.end : sentence_end(line, separator.end)]
    pairs = itertools.pairwise(run)
    return any(verb in ("is", "are") and word == "equivalent" for verb, word in pairs)


def _adds_courses(line: Line, before: Clause, separator: Separator, head: Head) -> bool:
    """`Two years of college. Applicants must have completed courses in …`."""
    taught = before.head.levels == ("some_college",) and separator.op != "any"
    return taught and line.keys[head.body - 1 : head.body + 1] == ["courses", "in"]


def _is_clearance(line: Line, before: Clause, head: Head) -> bool:
    """Whether two conditions are of one check of the person: fingerprints, then a clearance."""
    if not before.kind == head.kind == "other":
        return False
    told = line.keys[before.pieces[0][0] : before.pieces[-1][1]]
    more = line.keys[head.start : sentence_end(line, head.start)]
    return not (words.CLEARANCE.isdisjoint(told) or words.CLEARANCE.isdisjoint(more))


def _is_length(line: Line, before: Clause, separator: Separator, head: Head) -> bool:
    """`broad experience, five years, …`: an amount that says how long the experience was."""
    bare = separator.op is None and before.head.amount is None
    return bare and line.keys[head.body] == ","


def _is_one_more_kind(line: Line, separator: Separator, head: Head) -> bool:
    """`; or equivalent experience in …`: one more kind of the experience before it."""
    return not head.strong and line.keys[separator.start] == ";"


def is_statement(line: Line, separator: Separator, head: Head | None) -> bool:
    """Whether a sentence says something of the clause before it: `The experience must …`.

    A strong head is the subject of such a sentence only where it points back: `All degrees must …`.
    """
    if separator.op is not None or separator.signs:
        return False
    if head is None and separator.strength < 4:
        return False
    if head is not None and head.strong and not _points_back(line, separator, head):
        return False
    run = line.keys[separator.end : sentence_end(line, separator.end)]
    return not words.FINITE.isdisjoint(run)


def _points_back(line: Line, separator: Separator, head: Head) -> bool:
    first = line.keys[separator.end]
    subject = head.noun == separator.end and head.amount is None and head.credits is None
    return separator.strength == 4 and subject and (first == "all" or first in words.BACK)


def is_counted(line: Line, start: int, end: int) -> bool:
    """Whether a sentence says how experience counts: `Experience applied toward this must …`."""
    run = line.keys[start:end]
    return run[0] in words.EXPERIENCE and "applied" in run


def is_admission(line: Line, start: int, end: int) -> bool:
    """Whether a sentence admits people to the examination before they meet a requirement."""
    return {"admitted", "examination"} <= set(line.keys[start:end])


def required_head(line: Line, i: int) -> Head | None:
    """The thing required in `all classes in this series require possession of …`."""
    keys = line.keys
    for j in range(i, min(i + 14, sentence_end(line, i))):
        if keys[j] in ("require", "requires") or keys[j : j + 2] == ["required", "to"]:
            head = read_head(line, j + 1 + (keys[j] == "required"))
            return head._replace(strong=True) if head else None
    return None


def some_class(line: Line, before: Clause, i: int) -> Head | None:
    """What follows service in a title: `or in a class at that level`, `or in comparable work`.

    A class that is named is service of the same length.
    """
    if before.kind != "time":
        return None
    keys = line.keys
    near = keys[i + 1 : i + 4]
    work = keys[i] == "in" and bool(_SIMILAR.intersection(near) and _WORK.intersection(near))
    kind = keys[i] in ("a", "an") and i + 1 < line.size and line.words[i + 1][0].islower()
    if kind and _past_titles(line, before) == i - 1:
        return Head("time", i, i, i, strong=True, amount=before.head.amount)
    named = keys[i] == "performing" or keys[i : i + 2] in (["in", "a"], ["in", "any"])
    if not (work or named) or not service_titles(line, before):
        return None
    alike = Head("time", i, i, i, strong=True, amount=before.head.amount)
    end = sentence_end(line, i)
    end = next((j for j in range(i, end) if keys[j] == ";"), end)
    if work or service_titles(line, Clause(alike, [(i, end)], main_end=end)):
        return alike
    return Head("other", i, i, min(i + 2, line.size), strong=True)


def past_heading(line: Line, i: int) -> int:
    """Past a heading without a mark: `Kite Programs Three years …`; `i` where there is none.

    Every word of it but the small links has a capital, and a requirement with a capital follows.
    """
    for j in range(i, min(i + 24, line.size)):
        capital = line.capitals[j]
        if not (capital or (j > i and line.keys[j] in _HEADING_LINKS)):
            return i
        linked = line.keys[j - 1] in _HEADING_LINKS
        if capital and j > i + 1 and not linked and (head := read_head(line, j)) is not None:
            return j if head.strong and head.opened | (head.amount is not None) else i
    return i


_HEADING_LINKS = vocabulary("and of the for in to & / ,")


def _past_titles(line: Line, before: Clause) -> int:
    """The token after the titles that a clause ends with, and a comma."""
    titles = service_titles(line, before)
    past = titles[-1].end if titles else -2
    return past + (line.keys[past] == ",") if titles else past
