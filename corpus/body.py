"""The sections of the body as blocks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from corpus import wording
from corpus.arrange import base, is_item, label_title, shared
from corpus.bank import ClassTitle, Duty, Series
from corpus.layout import Layout
from corpus.page import Block

MARKS = {
    "colon": ": ", "wide_colon": ":  ", "bare": "  ", "semicolon": "; ", "comma": ", ",
    "double_colon": ":: ", "title_case": ": ", "short": ":  ",
}  # fmt: skip
SMALL = {"and", "of", "or", "in", "the"}


def title_case(text: str) -> str:
    """Upper-case words with capitals alone."""
    words = (word if word in SMALL else word.capitalize() for word in text.lower().split(" "))
    return " ".join(words)


def spelled(upper: str, kind: str, layout: Layout) -> str:
    """A heading in the case, with the mark and with the mistake of the layout."""
    text = upper
    if layout.heading_error == "misspelled":
        text = wording.MISSPELLED.get(upper, upper)
    if layout.heading_error == "letter_l":
        return (text[::-1].replace("I", "l", 1))[::-1] + layout.heading_mark
    mixed = layout.heading_case == "mixed" and kind != "description"
    if layout.heading_case == "title" or mixed:
        text = title_case(text)
    return text + layout.heading_mark


def heading(kind: str, series: Series, layout: Layout) -> Block:
    """The heading of one of the known sections."""
    words = wording.HEADINGS[layout.words]
    one = kind == "description" and len(series.classes) == 1
    text = spelled(words["description_one" if one else kind], kind, layout)
    return Block("heading", " " * layout.heading_indent + text, section=kind)


def description(series: Series, layout: Layout) -> Iterator[Block]:
    """What the series is about."""
    yield heading("description", series, layout)
    for text in series.description:
        yield Block("paragraph", text, section="description")


def related(series: Series, layout: Layout) -> Iterator[Block]:
    """The neighbouring classes, if there are any."""
    if series.related_classes:
        yield heading("related", series, layout)
    for each in series.related_classes:
        yield Block("paragraph", each.text, section="related")


def joint_label(series: Series) -> str:
    """`KITE TESTER 1, 2 AND 3`, or the two titles when they share no name."""
    if len({base(each) for each in series.classes}) > 1:
        return " AND ".join(each.title for each in series.classes)
    levels = list(dict.fromkeys(each.level or "" for each in series.classes))
    tail = " (all parenthetic titles)" if series.classes[0].parenthetic else ""
    return f"{base(series.classes[0])} {', '.join(levels[:-1])} AND {levels[-1]}{tail}"


def distinguishing(series: Series, layout: Layout) -> Iterator[Block]:
    """What sets each class apart from the others."""
    yield heading("distinguishing", series, layout)
    for text in shared(series, layout):
        yield Block("paragraph", text, f"{joint_label(series)}:  ", section="distinguishing")
    for each in series.classes:
        yield from apart(each, layout)


def apart(each: ClassTitle, layout: Layout) -> Iterator[Block]:
    """The paragraphs of one class under its label."""
    mark = MARKS.get(layout.run_in)
    label = label_title(each, layout) + mark if mark else ""
    if layout.run_in == "line":
        yield Block("class_title", each.title, section="distinguishing")
    for position, text in enumerate(each.distinguishing):
        shown = label if position == 0 or layout.second == "labelled" else ""
        yield Block("paragraph", text, shown, section="distinguishing")


def is_lead_in(group: str) -> bool:
    """Whether a group reads as the start of a sentence and not as a theme."""
    long = [word for word in group.split() if len(word) > 4]
    return not all(word[0].isupper() for word in long) or group.split()[0] in ("As", "When")


def duties(series: Series, layout: Layout) -> Iterator[Block]:
    """What employees of each class do."""
    yield heading("duties", series, layout)
    for each in series.classes:
        yield from tasks(each, layout, alone=len(series.classes) == 1)


def tasks(each: ClassTitle, layout: Layout, *, alone: bool) -> Iterator[Block]:
    """The duties of one class under its title, or beside it in a table."""
    if layout.duties == "class_table":
        yield beside(label_title(each, layout), each.duties)
        return
    blocks = list(items(each.duties, layout))
    if layout.duty_title == "run_in" and blocks and blocks[0].role == "duty":
        first, *blocks = blocks
        yield Block("duty", first.text, label_title(each, layout) + ":  ", section="duties")
    elif not alone:
        title = each.body_title if layout.duty_title == "title_line" else label_title(each, layout)
        mark = ":" if layout.duty_title == "run_in" else ""
        yield Block("class_title", title + mark, section="duties")
    yield from blocks


def items(duties: tuple[Duty, ...], layout: Layout) -> Iterator[Block]:
    """The duties as lines or list items, with their themes and lead-ins."""
    number = 0
    if layout.duties == "theme_table":
        for theme, rows in groupby(duties, key=lambda duty: duty.group):
            yield beside(theme or "", tuple(rows))
        return
    runs = groupby(enumerate(duties), key=lambda pair: pair[1].group)
    for group, run in runs:
        nested = layout.duties == "nested" and group is not None
        if group is not None:
            number += nested
            yield opener(group, mark_of(layout, number) if nested else "", layout)
        for letter, (position, duty) in enumerate(run):
            number += not nested
            mark = mark_of(layout, number) if is_item(duty, position == 0, layout) else ""
            if nested:
                mark = inner_mark(layout, letter)
            yield Block("duty", duty.text, mark=mark, depth=int(nested), section="duties")


def beside(label: str, duties: tuple[Duty, ...]) -> Block:
    """A row of a table: the class or the theme at the left, its duties at the right."""
    return Block("tasks", cells=(label, *(duty.text for duty in duties)), section="duties")


def opener(group: str, mark: str, layout: Layout) -> Block:
    """The line above a group: a parent item, a lead-in with its colon, or a theme."""
    if mark or is_lead_in(group):
        return Block("lead_in", group + ":", mark=mark, section="duties")
    return Block("theme", group + layout.theme_mark, section="duties")


def mark_of(layout: Layout, number: int) -> str:
    """The bullet, or the number with its dot."""
    numbered = layout.duties == "numbers" or layout.bullet == "1"
    return f"{number}." if numbered else layout.bullet


def inner_mark(layout: Layout, letter: int) -> str:
    """The mark of an item inside an item."""
    return f"{chr(ord('a') + letter)}." if layout.bullet == "1" else "o"


def extra(series: Series, layout: Layout) -> Iterator[Block]:
    """Sections that only this standard has."""
    for each in series.extra_sections:
        text = " " * layout.heading_indent + spelled(each.heading, "extra", layout)
        yield Block("heading", text, section="extra")
        for paragraph in each.paragraphs:
            yield Block("paragraph", paragraph, section="extra")
