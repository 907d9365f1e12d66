"""A substitution paragraph to rules: what may stand for what, how much of it, at what rate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from pipeline.model import Span
from pipeline.record import Node, Printed, Substitution
from pipeline.requirements.clauses import Range
from pipeline.requirements.heads import read_head
from pipeline.requirements.leaves import Locate
from pipeline.requirements.lexer import Line, phrases
from pipeline.requirements.markers import sentence_ends
from pipeline.requirements.phrase import Head
from pipeline.requirements.quantities import Amount, read_amount
from pipeline.requirements.reading import in_place, read

_VERBS = phrases(
    "may be substituted", "can be substituted", "may substitute", "can substitute",
    "will be substituted", "shall be substituted", "may also be substituted", "substitutes",
    "may also substitute", "is substituted", "may be used in place of", "be substituted",
    "may be accepted in lieu of", "may be substituted on a year-for-year basis",
)  # fmt: skip
_CAPS = phrases(
    "up to a maximum of", "up to", "a maximum of", "to a maximum of", "not to exceed",
    "no more than", "not more than", "for up to", "maximum of",
)  # fmt: skip
_REFUSALS = phrases("no substitution", "no substitutions", "there is no substitution")
_EQUAL = frozenset(("equivalent", "equal", "satisfying"))
_RATIOS = {"year": "year-for-year", "month": "month-for-month"}


class _Verb(NamedTuple):
    """Where `may be substituted` stands in a sentence."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Paragraph:
    line: Line
    locate: Locate
    rule: str

    def node(self, start: int, end: int) -> Node | None:
        """The requirement that some tokens state; `other` where its kind is not known."""
        while start < end and self.line.keys[start] in ("(", "[", ",", "and", "or", ";", "."):
            start += 1
        while start < end and self.line.keys[end - 1] in (")", "]", ",", ".", ";", "the"):
            end -= 1
        if start >= end:
            return None
        offset = self.line.tokens[start].start

        def shifted(a: int, b: int) -> tuple[Span, ...]:
            return self.locate(a + offset, b + offset)

        words = self.line.printed(start, end)
        reading = read(words, locate=shifted)
        return reading.node or self._untyped(start, end)

    def _untyped(self, start: int, end: int) -> Node:
        keys = self.line.keys
        taught = "education" in keys[start:end] or keys[start] in ("college", "graduate")
        kind = "education" if taught else "other"
        attributes = (("level", None), ("fields", ()), ("credits", None), ("or_higher", False))
        return Node(
            self.printed(start, end),
            type=kind,
            attributes=attributes if kind == "education" else (),
        )

    def printed(self, start: int, end: int) -> Printed:
        while end > start + 1 and self.line.keys[end - 1] in (".", ";", ",", "or", "and", ")"):
            end -= 1
        first, last = self.line.tokens[start].start, self.line.tokens[end - 1].end
        return Printed(self.line.text[first:last], self.locate(first, last), self.rule)


def read_substitution(
    text: str,
    *,
    locate: Locate = in_place,
    rule_prefix: str = "requirements",
) -> tuple[Substitution, ...]:
    """The rules of a substitution paragraph (white space folded), in printed order.

    In each, `with_` may stand for `replaces`; `months` is how much of it that is worth, 0 where
    substitution is refused; `text` holds the words the rule stands on.
    """
    paragraph = _Paragraph(Line(text), locate, f"{rule_prefix}.substitution")
    rules: list[Substitution] = []
    for start, end in _sentences(paragraph.line):
        rules.extend(_rules(paragraph, start, end))
    return tuple(rules)


def _sentences(line: Line) -> Iterator[Range]:
    start = 0
    for i in range(line.size):
        if line.keys[i] == ";" or sentence_ends(line, i):
            if i > start:
                yield start, i
            start = i + 1
    if start < line.size:
        yield start, line.size


def _rules(paragraph: _Paragraph, start: int, end: int) -> Iterator[Substitution]:
    line = paragraph.line
    if line.first(start, _REFUSALS) > start:
        yield _refusal(paragraph, start, start, end, None)
        return
    verbs = list(_verbs(line, start, end))
    for n, verb in enumerate(verbs):
        stop = _before(line, verb.end, verbs[n + 1].start) if n + 1 < len(verbs) else end
        yield from _rule(paragraph, start, verb, stop)
        start = stop


def _verbs(line: Line, start: int, end: int) -> Iterator[_Verb]:
    i = start
    while i < end:
        past = line.first(i, _VERBS)
        if past > i:
            yield _Verb(i, past)
        i = max(past, i + 1)


def _before(line: Line, start: int, end: int) -> int:
    """Where the words of the next rule begin: the last connective with a requirement after it."""
    for i in range(end - 1, start, -1):
        if line.keys[i] in ("or", "and", ",") and read_head(line, i + 1) is not None:
            return i
    return end


def _rule(paragraph: _Paragraph, start: int, verb: _Verb, end: int) -> Iterator[Substitution]:
    line = paragraph.line
    replaced = _past_for(line, verb.end, end)
    stop = _first(line, replaced, end, ("on", "up", "to", ",")) if replaced < end else end
    refused = _refused(line, replaced, end)
    stop = min(stop, refused or end)
    with_ = paragraph.node(start, verb.start)
    degrees = list(_per_degree(paragraph, replaced, end))
    cap, amount = _cap(line, verb.end, end), _amount(line, replaced, stop)
    each = _is_each(line, replaced)
    replaces = paragraph.node(_past_words(line, replaced), stop)
    text = paragraph.printed(start, end)
    for months, degree in degrees:
        yield Substitution(text, replaces, degree, months, cap, _ratio(line, verb.start, end))
    if not degrees:
        months = amount.months if amount and not _is_capped(line, replaced) else None
        ratio = _ratio(line, verb.start, end) or _basis(line, replaced, end)
        if ratio is None and each:
            ratio = _each_ratio(line, start, replaced, stop)
        yield Substitution(text, replaces, with_, months, cap, ratio)
    if refused:
        yield _refusal(paragraph, start, refused, end, with_)


def _refusal(
    paragraph: _Paragraph, start: int, at: int, end: int, with_: Node | None
) -> Substitution:
    replaced = _past_for(paragraph.line, at, end)
    return Substitution(
        paragraph.printed(start, end), paragraph.node(replaced, end), with_, months=0
    )


def _past_for(line: Line, start: int, end: int) -> int:
    at = next((i for i in range(start, end) if line.keys[i] == "for"), None)
    if at is None or (
        at > start
        and line.keys[start]
        not in ("for", "on", "is", "are", "not", "but", "in", "no", "year-for-year")
    ):
        return start
    return at + 1


def _first(line: Line, start: int, end: int, keys: tuple[str, ...]) -> int:
    """Where the words of what is replaced stop: at the rate, the cap, or a refusal."""
    for i in range(start + 1, end):
        key = line.keys[i]
        if key == "on" and "basis" in line.keys[i : i + 6]:
            return i
        if key in keys and key != "on" and line.first(i + (key == ","), _CAPS) > i + (key == ","):
            return i
    return end


def _refused(line: Line, start: int, end: int) -> int | None:
    """Where `but not for the supervisory experience` begins."""
    found = (
        i for i in range(start, end) if line.keys[i : i + 2] in (["but", "not"], ["except", "for"])
    )
    return next(found, None)


def _past_words(line: Line, i: int) -> int:
    """Past `up to`, `a maximum of`, `each`."""
    past = line.first(i, _CAPS)
    past += line.keys[past] in ("each", "every")
    return past


def _is_capped(line: Line, i: int) -> bool:
    return line.first(i, _CAPS) > i


def _is_each(line: Line, i: int) -> bool:
    return line.keys[_past_words(line, i) - 1] in ("each", "every")


def _amount(line: Line, i: int, end: int) -> Amount | None:
    i = _past_words(line, i)
    if line.keys[i] in ("year", "month") and _is_each(line, i - 1):
        return read_amount(line, i - 1) or _one(line, i)
    near = range(i, min(i + 5, end))
    return next((found for j in near if (found := read_amount(line, j))), None)


def _one(line: Line, i: int) -> Amount:
    return Amount(Fraction(1), line.keys[i], i + 1)


def _cap(line: Line, start: int, end: int) -> int | None:
    for i in range(start, end):
        past = line.first(i, _CAPS)
        if past > i:
            amount = read_amount(line, past)
            if amount is not None:
                return amount.months
    return None


def _ratio(line: Line, start: int, end: int) -> str | None:
    run = " ".join(line.keys[start:end]).replace(" - ", "-").replace("- ", "-").replace(" -", "-")
    found = (name for name in _RATIOS.values() if name in run)
    return next(found, None)


def _basis(line: Line, start: int, end: int) -> str | None:
    """The printed rate in `on the basis of two years of college being equivalent to one year`."""
    at = _basis_at(line, start, end)
    equal = _EQUAL.intersection(line.keys[at:end]) if at is not None else ()
    while end > start and line.keys[end - 1] in (")", "]", "."):
        end -= 1
    return line.printed(at + 4, end) if at is not None and equal else None


def _basis_at(line: Line, start: int, end: int) -> int | None:
    run = range(start, end)
    return next((i for i in run if line.keys[i : i + 3] == ["on", "the", "basis"]), None)


def _each_ratio(line: Line, start: int, replaced: int, stop: int) -> str:
    """The printed rate after `for each`."""
    return f"for each {line.printed(_past_words(line, replaced), stop)}"


def _per_degree(
    paragraph: _Paragraph, start: int, end: int
) -> Iterator[tuple[int | None, Node | None]]:
    """`on the basis of one year for a master's degree or two years for a doctorate`, and
    `on the basis of a master's degree being equivalent to one year of experience`."""
    line = paragraph.line
    at = _basis_at(line, start, end)
    for i in range(at, end) if at is not None else ():
        amount = read_amount(line, i)
        if amount is None:
            continue
        degree = _degree_after(line, amount.end, end) or _degree_before(line, i)
        if degree is not None:
            yield amount.months, paragraph.node(degree.start, degree.body)


def _degree_after(line: Line, i: int, end: int) -> Head | None:
    """The degree in `one year of experience for a master's degree`, from the word after `year`."""
    near = range(i, min(i + 5, end))
    link = next((j for j in near if line.keys[j] == "for"), None)
    head = read_head(line, link + 1) if link else None
    return head if head and head.kind == "education" else None


def _degree_before(line: Line, i: int) -> Head | None:
    """The degree in `a master's degree being equivalent to one year`, before `one`."""
    j = i
    while line.keys[j - 1] in _EQUAL or line.keys[j - 1] in ("to", "being"):
        j -= 1
    heads = (read_head(line, at) for at in range(j - 1, max(j - 6, 0), -1) if j < i)
    degrees = (h for h in heads if h and h.kind == "education" and h.body == j)
    return max(degrees, key=lambda head: head.body - head.start, default=None)
