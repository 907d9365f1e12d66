"""The header: title lines, grades and codes, and what a reader can still learn from them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from corpus.bank import ClassTitle, Series
from corpus.layout import Layout
from corpus.page import Block

GRADE_FORMS = re.compile(r"GRADE [1-9]\d?|M-[1-8]|NS|OS|Equated to G-[1-9]\d?")


@dataclass(frozen=True)
class Seen:
    """What the header prints of one class; `None` and `False` for what it does not print."""

    title: str | None = None
    code: str | None = None
    grade: bool = False


Printed = tuple[tuple[Block, ...], tuple[Seen, ...]]
Shape = Callable[[Series, Layout], Printed]


def grade(each: ClassTitle, layout: Layout) -> str:
    """The grade in the spelling of the layout."""
    number = each.grade.removeprefix("GRADE ")
    if not number.isdigit():
        return f"GRADE {number}" if layout.grade_form == "GRADE M" and number[0] == "M" else number
    return {"G": f"G-{number}", "Grade": f"Grade {number}"}.get(layout.grade_form, each.grade)


def occ(code: str) -> Block:
    """The `Occ. Code` line."""
    return Block("occ_code", f"Occ. Code {code}")


def lowest_code(each: ClassTitle, series: Series) -> str | None:
    """The `Occ. Code`, for the one class that it belongs to."""
    return series.standard_number if each.code == series.standard_number else None


def _full(each: ClassTitle, title: str | None = None) -> Seen:
    return Seen(title or each.title, each.code, True)


def _listed(
    series: Series, lines: Callable[[ClassTitle], tuple[Block, ...]], *, title_case: bool = False
) -> Printed:
    """An `Occ. Code` line, then `lines` for each class."""
    blocks = [occ(series.standard_number)]
    for each in series.classes:
        blocks.extend(lines(each))
    seen = (_full(each, each.body_title if title_case else None) for each in series.classes)
    return tuple(blocks), tuple(seen)


def _two_lines(title: str, code: str) -> tuple[Block, ...]:
    return Block("header", title), Block("code", code)


def _separated(comma: str) -> Shape:
    def shape(series: Series, layout: Layout) -> Printed:
        return _listed(
            series, lambda each: _two_lines(f"{each.title}{comma}{grade(each, layout)}", each.code)
        )

    return shape


def _garde(series: Series, layout: Layout) -> Printed:
    def lines(each: ClassTitle) -> tuple[Block, ...]:
        printed = grade(each, layout).replace("GRADE", "GARDE")
        return _two_lines(f"{each.title}, {printed}", each.code)

    return _listed(series, lines)


def _mixed_case(series: Series, layout: Layout) -> Printed:
    def lines(each: ClassTitle) -> tuple[Block, ...]:
        printed = grade(each, layout).replace("GRADE", "Grade")
        return _two_lines(f"{each.body_title}, {printed}", each.code)

    return _listed(series, lines, title_case=True)


def _padded(series: Series, layout: Layout) -> Printed:
    width = max(len(each.title) for each in series.classes) + 20

    def lines(each: ClassTitle) -> tuple[Block, ...]:
        return (Block("header", f"{each.title}, {grade(each, layout)}".ljust(width) + each.code),)

    return _listed(series, lines)


def _pipe(series: Series, layout: Layout) -> Printed:
    return _listed(
        series,
        lambda each: _two_lines(f"{each.title}, {grade(each, layout)} |", f"{each.code} |"),
    )


def _pipe_codes(series: Series, layout: Layout) -> Printed:
    return _listed(
        series, lambda each: _two_lines(f"{each.title}, {grade(each, layout)}", f"{each.code} |")
    )


def _new_style(series: Series, layout: Layout) -> Printed:
    def lines(each: ClassTitle) -> tuple[Block, ...]:
        printed = grade(each, layout).replace("GRADE", "Grade")
        return (Block("header", f"{each.body_title}, {printed}   {each.code}"),)

    return _listed(series, lines, title_case=True)


def _wrapped_grade(series: Series, layout: Layout) -> Printed:
    return _listed(
        series,
        lambda each: (
            Block("header", f"{each.title},"),
            *_two_lines(grade(each, layout), each.code),
        ),
    )


def _wrapped_title(series: Series, layout: Layout) -> Printed:
    def lines(each: ClassTitle) -> tuple[Block, ...]:
        words = each.title.split(" ")
        cut = len(words) - 1 if "(" in each.title else max(1, len(words) // 2)
        first, rest = " ".join(words[:cut]), " ".join(words[cut:])
        return Block("header", first), *_two_lines(f"{rest}, {grade(each, layout)}", each.code)

    return _listed(series, lines)


def _table(series: Series, layout: Layout) -> Printed:
    return _listed(
        series, lambda each: (Block("row", cells=(each.title, grade(each, layout), each.code)),)
    )


def _codes_apart(series: Series, layout: Layout) -> Printed:
    blocks, seen = _listed(
        series, lambda each: (Block("header", f"{each.title}, {grade(each, layout)}"),)
    )
    return (*blocks, *(Block("code", each.code) for each in series.classes)), seen


def _no_codes(series: Series, layout: Layout) -> Printed:
    lines = tuple(
        Block("header", f"{each.title}, {grade(each, layout)}") for each in series.classes
    )
    seen = tuple(Seen(each.title, lowest_code(each, series), True) for each in series.classes)
    return (occ(series.standard_number), *lines), seen


def _lost(series: Series, layout: Layout) -> Printed:
    seen = tuple(Seen(code=lowest_code(each, series)) for each in series.classes)
    return (occ(series.standard_number),), seen


def _orphan_grades(series: Series, layout: Layout) -> Printed:
    lines = tuple(Block("header", grade(each, layout)) for each in series.classes)
    seen = tuple(Seen(None, lowest_code(each, series), True) for each in series.classes)
    return (occ(series.standard_number), *lines), seen


def _orphan_codes(series: Series, layout: Layout) -> Printed:
    lines = tuple(Block("code", each.code) for each in series.classes)
    seen = tuple(Seen(None, each.code) for each in series.classes)
    return (occ(series.standard_number), *lines), seen


def _no_occ(series: Series, layout: Layout) -> Printed:
    blocks, seen = _separated(", ")(series, layout)
    return blocks[1:], seen


def _two_occ(series: Series, layout: Layout) -> Printed:
    blocks, seen = _separated(", ")(series, layout)
    others = [each.code for each in series.classes if each.code != series.standard_number]
    return (blocks[0], occ(others[0]), *blocks[1:]), seen


def _none(series: Series, layout: Layout) -> Printed:
    return (), tuple(Seen() for _ in series.classes)


SHAPES: dict[str, Shape] = {
    "code_after_title": _separated(", "),
    "no_comma": _separated(" "),
    "tight_comma": _separated(","),
    "garde": _garde,
    "mixed_case": _mixed_case,
    "padded": _padded,
    "pipe": _pipe,
    "pipe_codes": _pipe_codes,
    "new_style": _new_style,
    "wrapped_grade": _wrapped_grade,
    "wrapped_title": _wrapped_title,
    "table": _table,
    "codes_apart": _codes_apart,
    "no_codes": _no_codes,
    "single": _no_codes,
    "lost": _lost,
    "orphan_grades": _orphan_grades,
    "orphan_codes": _orphan_codes,
    "no_occ": _no_occ,
    "two_occ": _two_occ,
    "none": _none,
}


def header(series: Series, layout: Layout) -> Printed:
    """The title lines of the layout and what each still says of its class."""
    return SHAPES[layout.header](series, layout)


def standard_number(series: Series, layout: Layout) -> str | None:
    """The number of the standard, if any line of the header prints it."""
    return None if layout.header == "none" else series.standard_number
