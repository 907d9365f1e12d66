"""What a schema cannot say of a record: levels, codes, conservation, evidence."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from pipeline.issues import issue
from pipeline.model import Issue
from pipeline.record import ClassTitle, Record

_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_DIGITS = {"I": 1, "V": 5, "X": 10}


def class_content(record: Record) -> Iterator[Issue]:
    """Every class has duties, or inherits some, and a way to qualify.

    A document without a section of duties has none for any class, which is said elsewhere if its
    jurisdiction always prints them.
    """
    printed = any(section.kind == "duties" for section in record.sections)
    for index, one in enumerate(record.classes):
        name = str(one.title or f"class {one.ordinal}")
        pointer = f"/classes/{index}"
        if printed and not one.duties and not one.inherits_duties_of:
            yield issue("class-without-duties", name, pointer=f"{pointer}/duties")
        if not one.qualifications:
            yield issue("class-without-qualifications", name, pointer=f"{pointer}/qualifications")


def requirements_read(record: Record) -> Iterator[Issue]:
    """A path without a requirement says so, unless an issue about its reading does already."""
    told = {i.pointer for i in record.issues if i.code.startswith("requirement-")}
    for c, one in enumerate(record.classes):
        for q, path in enumerate(one.qualifications):
            pointer = f"/classes/{c}/qualifications/{q}/requirement"
            if path.requirement is None and pointer not in told:
                message = f"{one.title or one.ordinal}: {path.track}"
                yield issue("requirement-missing", message, pointer=pointer)


def codes_unique(record: Record) -> Iterator[Issue]:
    """No two classes share a code."""
    counts = Counter(one.code.value for one in record.classes if one.code)
    for index, one in enumerate(record.classes):
        if one.code and counts[one.code.value] > 1:
            message = f"{one.code} is the code of {counts[one.code.value]} classes"
            span = (one.code.start, one.code.end)
            yield issue("duplicate-code", message, pointer=f"/classes/{index}/code", span=span)


def levels_in_order(record: Record) -> Iterator[Issue]:
    """The levels of a series rise or fall, over all of it or within each parenthetic."""
    series: dict[str, list[ClassTitle]] = defaultdict(list)
    for one in record.classes:
        if one.level and one.base_title:
            series[one.base_title.value.casefold()].append(one)
    for members in series.values():
        if _monotone(members):
            continue
        groups: dict[str, list[ClassTitle]] = defaultdict(list)
        for one in members:
            groups[str(one.parenthetic)].append(one)
        if not all(map(_monotone, groups.values())):
            levels = ", ".join(str(one.level) for one in members)
            yield issue("level-order", f"{members[0].base_title}: {levels}", pointer="/classes")


def _monotone(members: Sequence[ClassTitle]) -> bool:
    ranks = _ranks([str(one.level).upper() for one in members])
    steps = [after - before for before, after in pairwise(ranks)]
    return all(step >= 0 for step in steps) or all(step <= 0 for step in steps)


def _ranks(levels: Sequence[str]) -> list[int]:
    """`1, 2`, `I, IV` or `A, B` as numbers; a letter beside letters is no roman numeral."""
    if all(level.isdecimal() for level in levels):
        return [int(level) for level in levels]
    if all(_ROMAN.fullmatch(level) for level in levels):
        return [_roman(level) for level in levels]
    if all(len(level) == 1 for level in levels):
        return [ord(level) for level in levels]
    return []


def _roman(numeral: str) -> int:
    values = [_DIGITS[letter] for letter in numeral]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def conservation(record: Record) -> Iterator[Issue]:
    """Every character that is not white space is counted once, and residue is listed."""
    counted = record.conservation
    total = _characters(record.text)
    parts = counted.placed + counted.labels + counted.furniture + counted.residue
    listed = sum(_characters(piece.text) for piece in record.residue)
    if counted.characters != total:
        message = f"{counted.characters} characters are counted, the text has {total}"
        yield issue("conservation", message, pointer="/conservation/characters")
    if parts != counted.characters:
        message = f"the parts add up to {parts} of {counted.characters} characters"
        yield issue("conservation", message, pointer="/conservation")
    if listed != counted.residue:
        message = f"{listed} characters of residue are listed, {counted.residue} are counted"
        yield issue("conservation", message, pointer="/conservation/residue")
    for index, piece in enumerate(record.residue):
        if record.text[piece.start : piece.end] != piece.text:
            yield issue("conservation", "residue stands elsewhere", pointer=f"/residue/{index}")


def _characters(text: str) -> int:
    """The number of characters that are not white space."""
    return sum(map(len, text.split()))


def residue_told(record: Record) -> Iterator[Issue]:
    """Residue is said once a record, with how much it is."""
    if record.residue:
        first = record.residue[0]
        message = f"{record.conservation.residue} characters in {len(record.residue)} places"
        yield issue("residue", message, pointer="/residue", span=(first.start, first.end))


RULES: tuple[Callable[[Record], Iterator[Issue]], ...] = (
    class_content,
    requirements_read,
    codes_unique,
    levels_in_order,
    conservation,
    residue_told,
)
"""Every rule over the domain values, in the order its issues are reported."""
