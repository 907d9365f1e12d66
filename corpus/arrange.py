"""The series as one layout prints it: spelling, order, and what got lost on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from corpus import letters, wording
from corpus.anchors import anchored
from corpus.bank import ClassTitle, Duty, Series
from corpus.layout import Layout

LEVEL = re.compile(r"^([a-z][a-z ,/-]* level)\b")
LEVELS = re.compile(r"^(.*?) (\d+|[IVX]+|[A-D])( \(.*\))?$")


def arrange(series: Series, layout: Layout) -> Series:
    """The series in the letters and the order of the layout, without what the layout loses."""
    series = letters.respell(series, layout.letters)
    classes = [arrange_class(each, layout) for each in series.classes]
    if layout.descending:
        classes.reverse()
    series = replace(series, classes=tuple(classes), date=later(series.date, layout.years))
    return anchored(series, layout)


def later(date: str, years: int) -> str:
    """The month some years later."""
    year, month = date.split("-")
    return f"{int(year) + years}-{month}"


def arrange_class(each: ClassTitle, layout: Layout) -> ClassTitle:
    """One class with its paragraphs and duties as this layout prints them."""
    if layout.run_in == "plural":
        each = replace(each, distinguishing=(sentence(each), *each.distinguishing[1:]))
    if "marks" in layout.losses:
        return replace(each, duties=tuple(punctuated(each.duties)))
    duties = ungrouped_first(each.duties) if is_flat(layout) else each.duties
    if "lists" in layout.losses:
        duties = tuple(duty for i, duty in enumerate(duties) if not is_item(duty, i == 0, layout))
    return replace(each, duties=duties)


def is_flat(layout: Layout) -> bool:
    """Whether a duty after a group would look as if it belonged to the group."""
    return layout.duties in ("lines", "bullets", "numbers") or layout.duty_title == "run_in"


def ungrouped_first(duties: tuple[Duty, ...]) -> tuple[Duty, ...]:
    """Duties of no group before the others, otherwise in order."""
    return tuple(sorted(duties, key=lambda duty: duty.group is not None))


def punctuated(duties: tuple[Duty, ...]) -> Iterator[Duty]:
    """The duties of a group with a semicolon after each, `and` and a full stop before its end."""
    for group, run in groupby(duties, key=lambda duty: duty.group):
        *first, last = run
        for position, duty in enumerate(first, start=1):
            tail = "; and" if position == len(first) else ";"
            text = duty.text.rstrip(".;") + tail if group else duty.text
            yield replace(duty, text=text)
        yield last


def is_item(duty: Duty, first: bool, layout: Layout) -> bool:
    """Whether the layout prints this duty as an item of a list."""
    if first and duty.group is None and layout.duty_title == "run_in":
        return False
    return layout.duties not in ("lines", "mixed") or (
        layout.duties == "mixed" and duty.group is not None
    )


def base(each: ClassTitle) -> str:
    """The title without level and parenthetic."""
    found = LEVELS.match(each.title)
    return found[1] if found and each.level else each.title


def plural(each: ClassTitle) -> str:
    """The body title for several employees: `Kite Testers 1`."""
    found = LEVELS.match(each.body_title) if each.level else None
    name, tail = (found[1], each.body_title[found.end(1) :]) if found else (each.body_title, "")
    head, of, rest = name.partition(" of ")
    head = head[:-1] + "ies" if head.endswith("y") else head + "s"
    return head + of + rest + tail


def has_level_wording(each: ClassTitle) -> bool:
    """Whether the first paragraph can become a sentence about the level."""
    return LEVEL.match(each.distinguishing[0]) is not None


def sentence(each: ClassTitle) -> str:
    """The first paragraph with the title as its subject."""
    text = each.distinguishing[0]
    article = "an" if text[0] in "aeiou" else "the"
    return LEVEL.sub(lambda found: f"{plural(each)} are at {article} {found[1]}", text, count=1)


def shared(series: Series, layout: Layout) -> tuple[str, ...]:
    """The paragraph that a joint label gives to every class."""
    if not layout.joint:
        return ()
    text = wording.JOINT[len(series.name) % len(wording.JOINT)]
    return (letters.change(text, layout.letters),)


def label_title(each: ClassTitle, layout: Layout) -> str:
    """The title as the run-in labels of the body print it."""
    if layout.run_in == "short" and each.short_title:
        return each.short_title
    return each.body_title if layout.run_in == "title_case" else each.title
