"""The first units to the header: what each line is, and where the header ends."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from pipeline.model import Document, Unit
from pipeline.profiles import Profile, Rule
from pipeline.segment.values import labelled_values, titled_values
from pipeline.text import fold

_GAP = re.compile(r"[ \u00a0]*\t\s*|[ \u00a0]{3,}")
_LINE_LENGTH = 120
_PROSE_WORDS = 13
_MOST_LOWER = 8
_SENTENCE_END = re.compile(r"[.?!][\"”')]*$")
_RUN_IN = re.compile(r"[:;]\s+(?:[a-z]|[A-Z][a-z]+\s+[a-z])")
_LEFT_OVER = re.compile(r"[A-Za-z]{2}")
_LOWER_WORDS = re.compile(r"\b[a-z]{3,}\b")


def read_header(
    document: Document, units: Sequence[Unit], headings: Container[int], profile: Profile
) -> tuple[list[Unit], int]:
    """The lines of the header with their roles, and how many units they were made of.

    A line set in columns gives several; a line broken in two (`Classification` / `Standard`)
    gives one; a line of labelled values gives one a value.
    """
    header: list[Unit] = []
    taken = 0
    while taken < len(units) and taken not in headings:
        values, size = labelled_values(document, units, taken, profile)
        if values:
            header += values
            taken += size
            continue
        line, size = _line(document, units, taken, profile)
        pieces = _pieces(document, line, profile)
        if not all(_belongs(document, header, piece, profile) for piece in pieces):
            break
        header += pieces
        taken += size
    return header, taken


def _pieces(document: Document, line: Unit, profile: Profile) -> list[Unit]:
    """A line as units with their roles: a title with its values, columns, or the line itself."""
    titled = titled_values(document, line, profile)
    if titled:
        return [_classified(document, titled[0], profile), *titled[1:]]
    return [_classified(document, p, profile) for p in _columns(document, line, profile)]


def _line(document: Document, units: Sequence[Unit], at: int, profile: Profile) -> tuple[Unit, int]:
    """The line that begins with a unit, its mark included, and of how many units it is made."""
    unit, text = units[at], document.text
    start = unit.block.start if unit.block else unit.start
    line = unit if unit.start == start else unit._replace(start=start)
    end = units[at + 1].end if at + 1 < len(units) else unit.end
    joined = unit.end < end <= start + _LINE_LENGTH and _plain(fold(text[start:end]), profile)
    if joined and not _plain(fold(text[start : unit.end]), profile):
        return line._replace(end=end), 2
    return line, 1


def _plain(text: str, profile: Profile) -> Rule | None:
    """The rule of the profile for a line that is neither title nor number, if it is such a line."""
    for rule in profile.header_lines:
        if rule.pattern.fullmatch(text):
            return rule
    return None


def _classified(document: Document, unit: Unit, profile: Profile) -> Unit:
    role, value = _role(fold(document.text[unit.start : unit.end]), unit, profile)
    return unit._replace(role=role, value=value, mark=None)


def _belongs(document: Document, header: Sequence[Unit], unit: Unit, profile: Profile) -> bool:
    if unit.role != "title":
        return bool(unit.role)
    return _may_title(header, document.text[unit.start : unit.end], profile)


def _columns(document: Document, unit: Unit, profile: Profile) -> list[Unit]:
    """The pieces of a line set in columns, if one of them is a line of its own kind.

    `KITE TESTER, GRADE 9 ⇥ Classification Standard` are two lines side by side.
    """
    text = document.text
    gaps = [m.span() for m in _GAP.finditer(text, unit.start, unit.end)]
    if not gaps:
        return [unit]
    edges = [unit.start, *(x for gap in gaps for x in gap), unit.end]
    pieces = [unit._replace(start=a, end=b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return pieces if any(_plain(fold(text[p.start : p.end]), profile) for p in pieces) else [unit]


def _may_title(header: Sequence[Unit], text: str, profile: Profile) -> bool:
    """Whether a line may still be a title: after the document type only with grade or code.

    Where titles or codes stood before the department and the document type, the header is over;
    a bare line that follows is the label of a class in a body that lost its headings.
    """
    roles = [u.role for u in header]
    if not ("document_type" in roles or "issuer" in roles):
        return True
    line = fold(text)
    if profile.code.search(line) or profile.grade.search(line):
        return True
    last = max(i for i, r in enumerate(roles) if r in ("document_type", "issuer"))
    before = {"title", "code"} & set(roles[:last])
    after = {"title", "code"} & set(roles[last:])
    return bool(after) or not before


def _role(text: str, unit: Unit, profile: Profile) -> tuple[str, str]:
    """What a header line is and what it stands for; an empty role ends the header."""
    rule = _plain(text, profile)
    if rule is not None:
        return rule.kind, rule.value
    if unit.role in ("track", "substitution", "note", "date"):
        return "", ""
    if len(text.split()) >= _PROSE_WORDS and profile.preamble.search(text):
        return "preamble", ""
    if profile.code_label.match(text):
        return ("code", "label") if not _letters(text, profile) else ("title", "")
    body = not _set_as_heading(unit) and _prose(text)
    many_words = len(_LOWER_WORDS.findall(text)) > _MOST_LOWER
    if body and many_words:
        return "", ""
    has_code = profile.code.search(text) is not None
    has_number = has_code or profile.grade.search(text) is not None
    if has_number and not _letters(text, profile):
        return ("code" if has_code else "grade"), ""
    if many_words if has_number else body:
        return "", ""
    return ("title", "") if _LEFT_OVER.search(text) else ("other", "")


def _letters(text: str, profile: Profile) -> bool:
    """Whether words are left once label, codes and grades are taken away."""
    rest = profile.code_label.sub(" ", profile.code.sub(" ", text))
    return _LEFT_OVER.search(profile.grade.sub(" ", rest)) is not None


def _set_as_heading(unit: Unit) -> bool:
    """Whether the document itself marks a line as a heading, however long it is."""
    return unit.block is not None and unit.block.kind == "heading" and unit.block.level == 1


def _prose(text: str) -> bool:
    count = len(text.split())
    if _RUN_IN.search(text) and count > 4:
        return True
    if count >= _PROSE_WORDS and not text.isupper():
        return True
    return count >= 6 and _SENTENCE_END.search(text) is not None and not text.isupper()
