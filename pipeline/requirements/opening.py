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
from pipeline.requirements.phrase import Head


def head_after(line: Line, before: Clause | None, separator: Separator) -> Head | None:
    """The head that begins after a separator; some begin only after a clause of their kind."""
    i = separator.end
    head = read_head(line, i)
    if head is None and separator.hard:
        head = required_head(line, i)
    if head is not None or before is None:
        return head
    if before.kind in ("skill", "physical") and line.keys[i] == "to":
        kind = "physical" if line.keys[i + 1] in words.PHYSICAL else "skill"
        return Head(kind, i, i, i + 1, True) if kind != before.kind else None
    if separator.op == "any" and not separator.signs:
        return some_class(line, before, i)
    return None


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
    if any(sign.kind in ("number", "label") for sign in separator.signs):
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
