"""Whether a layout can print a series without leaving a careful reader in doubt."""

from __future__ import annotations

from itertools import groupby

from corpus.anchors import Anchors, marked_sections
from corpus.arrange import base, has_level_wording
from corpus.bank import ClassTitle, Duty, Series
from corpus.body import is_lead_in
from corpus.layout import Layout

ONE_TITLE = {"single"}
MANY_TITLES = {
    "no_codes", "two_occ", "orphan_grades", "orphan_codes", "codes_apart", "pipe_codes",
}  # fmt: skip
NO_CODES = {"no_codes", "lost", "orphan_grades", "no_occ"}


def fits(series: Series, layout: Layout) -> bool:
    """Whether every choice of the layout makes sense for the series."""
    return all(rule(series, layout) for rule in RULES)


def titles_fit(series: Series, layout: Layout) -> bool:
    """Headers for one title take one, headers for several take several."""
    one = len(series.classes) == 1
    if layout.one_class or layout.run_in == "none" or layout.header in ONE_TITLE:
        return one
    several = layout.header in MANY_TITLES or layout.descending or layout.joint
    return not (one and several)


def number_fits(series: Series, layout: Layout) -> bool:
    """Where titles print no codes, the number must be that of the first; so where order turns."""
    matters = layout.header in NO_CODES or layout.descending
    return not matters or series.classes[0].code == series.standard_number


def labels_fit(series: Series, layout: Layout) -> bool:
    """Abbreviated labels need abbreviations, sentences need words about the level."""
    if layout.run_in == "short":
        return all(each.short_title for each in series.classes)
    if layout.run_in == "plural":
        return all(has_level_wording(each) for each in series.classes)
    return True


def joint_fits(series: Series, layout: Layout) -> bool:
    """A joint label names levels of one title."""
    same = len({base(each) for each in series.classes}) == 1
    return not layout.joint or (same and all(each.level for each in series.classes))


def draft_fits(series: Series, layout: Layout) -> bool:
    """A series that is tentative keeps that status whatever is lost; so it stays out of losses."""
    if series.status == "tentative":
        return layout.family == "clean"
    return True


def losses_fit(series: Series, layout: Layout) -> bool:
    """Without headings, extra sections and a series of unlabelled text cannot be told apart."""
    if "headings" in layout.losses or "upper" in layout.losses:
        return not series.extra_sections
    return True


def run_in_duties_fit(series: Series, layout: Layout) -> bool:
    """A label before the first duty needs a first duty outside every group."""
    return layout.duty_title != "run_in" or all(map(has_free_duty, series.classes))


def has_free_duty(each: ClassTitle) -> bool:
    """Whether some duty stands in no group."""
    return any(duty.group is None for duty in each.duties)


def type_fits(series: Series, layout: Layout) -> bool:
    """Where no line says what kind of paper this is, it is a standard."""
    return layout.doctype != "missing" or series.document_type == "classification_standard"


def letters_fit(series: Series, layout: Layout) -> bool:
    """Non-breaking hyphens change compounds of the text alone, never a title."""
    titles = (each.body_title for each in series.classes)
    return "hyphens" not in layout.letters or not any("-" in title for title in titles)


def footnotes_fit(series: Series, layout: Layout) -> bool:
    """Footnotes of the word processor need a footnote."""
    return layout.style != "footnotes" or bool(series.footnotes)


def anchors_fit(series: Series, layout: Layout) -> bool:
    """Anchors need a short form that they can explain, in a section that may have them."""
    if not layout.anchors:
        return True
    anchors = Anchors()
    marked_sections(series, anchors)
    return bool(anchors.seen)


def tables_fit(series: Series, layout: Layout) -> bool:
    """A table of classes has no room for groups; a table of themes has no row without one."""
    duties = [duty for each in series.classes for duty in each.duties]
    if layout.duties == "class_table":
        return len(series.classes) > 1 and not any(duty.group for duty in duties)
    return layout.duties != "theme_table" or all(duty.group for duty in duties)


def marks_fit(series: Series, layout: Layout) -> bool:
    """Where marks are lost, punctuation must show where a group ends, and a group must go on."""
    if "marks" not in layout.losses:
        return True
    runs = [
        list(run)
        for each in series.classes
        for group, run in groupby(each.duties, key=lambda duty: duty.group)
        if group
    ]
    return bool(runs) and all(map(is_clear, runs))


def is_clear(run: list[Duty]) -> bool:
    """Whether a group is a lead-in with two or more duties of one sentence each."""
    one_sentence = all(". " not in duty.text and duty.text.endswith(".") for duty in run)
    return len(run) > 1 and one_sentence and is_lead_in(run[0].group or "")


def twin_fits(series: Series, layout: Layout) -> bool:
    """A second document under one number is told apart from a final one."""
    return not layout.number or series.status == "final"


RULES = (
    titles_fit, number_fits, labels_fit, joint_fits, draft_fits, losses_fit, run_in_duties_fit,
    type_fits, letters_fit, footnotes_fit, anchors_fit, tables_fit, marks_fit, twin_fits,
)  # fmt: skip
