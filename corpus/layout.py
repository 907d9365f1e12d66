"""What a layout decides. Every field has the plainest value as its default."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Format = Literal["txt", "html", "docx", "pdf"]
Header = Literal[
    "code_after_title", "lost", "single", "no_codes", "padded", "pipe", "pipe_codes",
    "new_style", "no_occ", "two_occ", "orphan_grades", "orphan_codes", "wrapped_grade",
    "wrapped_title", "no_comma", "tight_comma", "garde", "mixed_case", "table", "codes_apart",
    "none",
]  # fmt: skip
RunIn = Literal[
    "colon", "wide_colon", "bare", "semicolon", "comma", "double_colon", "title_case", "plural",
    "line", "short", "none",
]  # fmt: skip
Duties = Literal[
    "lines", "bullets", "mixed", "numbers", "nested", "class_table", "theme_table",
]  # fmt: skip
DutyTitle = Literal["line", "title_line", "run_in"]
Preamble = Literal["", "line", "preamble", "both", "doctype", "revised", "draft"]
Loss = Literal["headings", "upper", "lists", "marks"]
Style = Literal[
    "", "word", "site", "modern", "headings", "bold", "numbered", "footnotes", "revisions",
    "plain", "running", "columns", "ruled", "breaks", "boxes", "side_by_side",
]  # fmt: skip


@dataclass(frozen=True)
class Text:
    """How a plain-text file is written: width, white space, bytes and accidents."""

    width: int = 0
    indent: int = 0
    gap: Literal["blank", "nbsp", "none", "double"] = "blank"
    encoding: Literal["utf-8", "cp1252", "utf-16", "utf-8-sig"] = "utf-8"
    newline: str = "\n"
    leaks: bool = False
    soft_hyphens: bool = False
    mojibake: bool = False


@dataclass(frozen=True)
class Layout:
    """One way to print a series; the gold follows from the series and the layout.

    A revision comes `years` later; with `number` it keeps the number that the layout of that
    name gives to the series.
    """

    name: str
    format: Format = "txt"
    style: Style = ""
    header: Header = "code_after_title"
    grade_form: Literal["as_is", "G", "Grade", "GRADE M"] = "as_is"
    descending: bool = False
    one_class: bool = False
    department: Literal["printed", "missing", "broken"] = "printed"
    doctype: Literal["printed", "missing", "broken"] = "printed"
    tentative: Preamble = ""
    words: str = "current"
    heading_case: Literal["upper", "title", "mixed"] = "upper"
    heading_mark: str = ""
    heading_error: Literal["", "misspelled", "letter_l"] = ""
    heading_indent: int = 0
    related: Literal["before", "after"] = "before"
    run_in: RunIn = "wide_colon"
    joint: bool = False
    second: Literal["bare", "labelled"] = "bare"
    duties: Duties = "mixed"
    duty_title: DutyTitle = "line"
    theme_mark: str = ""
    bullet: str = "·"
    track: Literal["colon", "wide_colon", "line", "line_colon", "upper", "no_hyphen"] = "wide_colon"
    qualification_title: Literal["upper", "title"] = "title"
    run_in_heading: bool = False
    footnote_space: bool = False
    substitution_first: bool = False
    date: Literal["slash", "wide_slash", "rev", "month", "initials", "none"] = "slash"
    note: int = 0
    letters: frozenset[str] = frozenset()
    text: Text = field(default_factory=Text)
    losses: frozenset[Loss] = frozenset()
    anchors: Literal["", "gap", "means"] = ""
    years: int = 0
    number: str = ""
    file_name: str = ""

    @property
    def family(self) -> str:
        """`lossy` when something that a reader needs was lost before the file was made."""
        return (
            "lossy"
            if self.losses or self.header.startswith(("lost", "none", "orphan"))
            else "clean"
        )
