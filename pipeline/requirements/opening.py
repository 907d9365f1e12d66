"""A separator to what opens a clause after it: a head, or words of no known kind."""

from __future__ import annotations

from pipeline.normalize.number import whole
from pipeline.requirements import words
from pipeline.requirements.clauses import Clause
from pipeline.requirements.continuation import required_head, some_class
from pipeline.requirements.heads import read_head
from pipeline.requirements.kinds import Numbers
from pipeline.requirements.lexer import Line
from pipeline.requirements.markers import Separator
from pipeline.requirements.persons import names_person
from pipeline.requirements.phrase import Head
from pipeline.requirements.sentences import is_upper, sentence_end
from pipeline.requirements.services import service_titles


def head_after(line: Line, before: Clause | None, separator: Separator) -> Head | None:
    """The head that begins after a separator; some begin only after a clause of their kind."""
    i = separator.end
    head = read_head(line, i)
    if head is None and separator.hard:
        head = _check_of_person(line, i) or required_head(line, i)
    if head is not None or before is None:
        return head
    if before.kind in ("skill", "physical") and line.keys[i] == "to":
        kind = "physical" if line.keys[i + 1] in words.PHYSICAL else "skill"
        return Head(kind, i, i, i + 1, True) if kind != before.kind else None
    if separator.op == "any" and not separator.signs:
        return some_class(line, before, i)
    return None


def _check_of_person(line: Line, i: int) -> Head | None:
    """`All persons appointed must be fingerprinted`: a condition of every path."""
    run = line.keys[i : min(sentence_end(line, i), i + 14)]
    modal = next((n for n, word in enumerate(run) if word in ("must", "shall")), 0)
    checked = modal and not words.CLEARANCE.isdisjoint(run)
    return Head("other", i, i + modal, i + modal, strong=True) if checked else None


def more_titles(line: Line, before: Clause | None, separator: Separator) -> bool:
    """Whether `; or T` goes on with the titles that the clause before asks service in."""
    i = separator.end
    if before is None or separator.op != "any" or separator.signs or not is_upper(line, i):
        return False
    end = next((j for j in range(i, line.size) if line.keys[j] in _AFTER), line.size)
    return names_person(line, i, end) and bool(service_titles(line, before))


_AFTER = frozenset((",", ".", ";", "in", "("))


def begins(before: Clause | None, separator: Separator, head: Head) -> bool:
    """Whether a head is strong enough after this separator to begin a requirement.

    Experience is, without a length, where it takes turns with study: `either coursework in A or
    experience in B`.
    """
    study = before is not None and before.kind == "education"
    takes_turns = study and head.kind == "time" and separator.op == "any"
    return head.strong or separator.hard or takes_turns


def past_lead(line: Line, numbers: Numbers, head: Head) -> int:
    """Past an opener before a list: `possession of (1) …`, `completion of either: (a) …`,
    `possession of the following certificates: …`; 0 where the head is none."""
    past = head.body + (line.keys[head.body] == ":")
    listed = head.noun == head.body and past in numbers
    named = head.kind == "license" and "following" in line.keys[head.noun : head.body]
    return past if listed or (named and past > head.body) else 0


def must_open(line: Line, separator: Separator, *, listing: bool) -> bool:
    """Whether words of no known kind are a requirement of their own nevertheless.

    `listing` says that they may be one more part of a list set off by semicolons.
    """
    for sign in separator.signs:
        if sign.kind in ("number", "label"):
            return True
    if separator.strength < 3 or separator.op is None or listing:
        return False
    return not line.keys[separator.end].endswith("ing")


def kind_by_noun(near: list[str], listed: str) -> str:
    """The kind of words that no head begins, by a noun among them and the kind of their list."""
    if listed == "license" and words.LICENSES.intersection(near):
        return "license"
    if near[:3] in (["in", "a", "class"], ["in", "any", "class"]):
        return "other"
    held = whole(near[0]) is not None and {"position", "positions"}.intersection(near)
    return "time" if held or words.EXPERIENCE.intersection(near[:20]) else "other"
