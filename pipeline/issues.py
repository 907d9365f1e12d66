"""Every issue code a record can carry, with severity, meaning and advice: the one table."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.model import Issue, Severity


class IssueCode(NamedTuple):
    """What one code says about a record, and what a person can do."""

    severity: Severity
    meaning: str
    advice: str


_LOST = "Compare with the source; text copies of web pages often lose lines."
_OURS = "This is a fault of the parser: report it with the document."

ISSUES: dict[str, IssueCode] = {
    # header
    "header-missing": IssueCode(
        "warning", "The header names no class; titles come from labels in the body.", _LOST
    ),
    "title-missing": IssueCode("warning", "A class has no printed title.", _LOST),
    "code-missing": IssueCode(
        "info", "No title code is printed for a class or for the standard.", _LOST
    ),
    "grade-missing": IssueCode("info", "No grade is printed for a class.", _LOST),
    "code-unassigned": IssueCode(
        "warning", "Codes stand alone in the header, and not as many as titles without one.", _LOST
    ),
    "grade-unassigned": IssueCode(
        "warning", "Grades stand alone in the header, and not as many as titles without one.", _LOST
    ),
    "grade-unknown": IssueCode(
        "warning",
        "A grade is printed in a form the salary plan does not know; it is kept raw.",
        "Check the grade; add the form to the profile if it is right.",
    ),
    "group-unknown": IssueCode(
        "info",
        "The occupational group of the code has no name in the profile.",
        "Add the name to the profile once it is known.",
    ),
    "number-mismatch": IssueCode(
        "warning",
        "The standard number is the code of none of its classes.",
        "Check the codes in the header against the title list.",
    ),
    "code-shape": IssueCode(
        "warning",
        "A code does not have the shape the profile gives codes.",
        "Check the code in the source; it may be mistyped.",
    ),
    "duplicate-code": IssueCode(
        "warning", "Two classes of one record have the same code.", "Check the codes in the header."
    ),
    "level-order": IssueCode(
        "warning",
        "The levels of a series neither rise nor fall from class to class.",
        "Check that no title of the header is missing or mistyped.",
    ),
    "status-unclear": IssueCode(
        "warning",
        "The document speaks of being tentative in one place and not in another.",
        "Check whether the standard is final.",
    ),
    "date-unreadable": IssueCode(
        "warning", "A date is printed that is no date; it is kept raw.", "Check the date."
    ),
    # sections
    "heading-missing": IssueCode(
        "info", "A section has no printed heading; it was found by its content.", _LOST
    ),
    "heading-unknown": IssueCode(
        "warning",
        "A heading is of no kind the profile knows; its section is kept as other.",
        "Add the spelling to the profile's headings if it should be known.",
    ),
    "section-missing": IssueCode("warning", "A section every standard has was not found.", _LOST),
    "label-unknown": IssueCode(
        "warning",
        "A label in the body names no class of the header.",
        "Check the titles; an abbreviation may be undefined.",
    ),
    # classes
    "class-without-distinguishing": IssueCode(
        "info", "A class has no distinguishing characteristics.", _LOST
    ),
    "class-without-duties": IssueCode("warning", "A class has no duties of its own.", _LOST),
    "class-without-qualifications": IssueCode(
        "warning", "A class has no minimum qualifications.", _LOST
    ),
    "duties-unassigned": IssueCode(
        "warning",
        "Duties stand under no class; they are kept in the outline.",
        "Check which class the paragraphs belong to.",
    ),
    "qualifications-unassigned": IssueCode(
        "warning",
        "Qualifications stand under no class; they are kept in the outline.",
        "Check which class the paragraphs belong to.",
    ),
    "track-without-text": IssueCode(
        "warning", "The label of a qualification track has no text below it.", _LOST
    ),
    "track-unknown": IssueCode(
        "warning",
        "A qualification path names a track the profile does not know; it is kept as printed.",
        "Add the track to the profile if it is right.",
    ),
    "requirement-missing": IssueCode(
        "info", "A qualification path has no requirement that was understood.", "Read the text."
    ),
    "requirement-ambiguous": IssueCode(
        "warning",
        "A qualification path can be read in more than one way; its requirement is null.",
        "Read the text and decide.",
    ),
    # the whole
    "profile-unknown": IssueCode(
        "warning",
        "The document fits no jurisdiction's profile; it was read with general rules.",
        "Compare with the source; name a profile with --profile, or add one for the jurisdiction.",
    ),
    "text-repaired": IssueCode(
        "info", "Characters of the text were repaired, and the repair was counted.", "None needed."
    ),
    "character-lost": IssueCode(
        "info",
        "The source lost characters before it came here; U+FFFD is kept where they stood.",
        "Read the words in question; the sign often stands for a blank.",
    ),
    "residue": IssueCode(
        "warning",
        "Text of the document found no place in the record; it is listed under residue.",
        "Read the residue; a heading or label may be new to the profile.",
    ),
    "duplicate-standard": IssueCode(
        "warning",
        "Another document of the run is the same standard and says something else.",
        "Keep the newer one; both records are written.",
    ),
    "conservation": IssueCode(
        "error", "The counts of characters do not add up to the text.", _OURS
    ),
    "evidence": IssueCode(
        "error", "A value does not stand where its evidence says, or has no evidence.", _OURS
    ),
    "schema": IssueCode("error", "The record does not fit the schema.", _OURS),
}
"""Issue codes in the order of `docs/issues.md`, which is generated from this table."""


def issue(
    code: str,
    message: str = "",
    *,
    pointer: str | None = None,
    span: tuple[int, int] | None = None,
) -> Issue:
    """An issue of a listed code; the table gives the severity, and the message if there is none."""
    severity, meaning, _ = ISSUES[code]
    start, end = span or (None, None)
    return Issue(code, severity, message or meaning, pointer, start, end)
