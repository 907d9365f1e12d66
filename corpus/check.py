"""`python -m corpus.check`: the mistakes of the bank, one a line."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from pathlib import Path

from corpus.bank import BANK, ClassTitle, Node, Qualification, Series, paths, series
from corpus.header import GRADE_FORMS
from corpus.wording import DOCUMENT_TYPES, TRACKS

CODE = re.compile(r"\d{7}")
DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
LEVELS = {
    "high_school", "some_college", "associate", "bachelor", "master", "doctorate",
    "professional", "certificate",
}  # fmt: skip
TYPES = {
    "education", "experience", "service", "traineeship", "license", "examination", "skill",
    "physical", "age", "residency", "other",
}  # fmt: skip
NUMBERS = "one two three four five six seven eight nine ten eleven twelve fifteen eighteen twenty"
LENGTH = re.compile(rf"\b(?:{NUMBERS.replace(' ', '|')}|\d+)[ -](?:years?|months?)\b(?! of age)")
LABELS = {"DURATION", "DEGREE", "FIELD_OF_STUDY", "LICENSE"}


def mistakes(each: Series) -> Iterator[str]:
    """What is wrong with one series taken alone."""
    yield from of_identity(each)
    yield from of_references(each)
    for title in each.classes:
        yield from (f"{title.title}: {found}" for found in of_class(title))


def of_identity(each: Series) -> Iterator[str]:
    """Mistakes of number, type, status and date."""
    codes = [title.code for title in each.classes]
    if each.standard_number not in codes:
        yield "standard_number is not the code of a class"
    if len(set(codes)) < len(codes):
        yield "two classes have one code"
    if each.document_type not in DOCUMENT_TYPES:
        yield f"unknown document_type {each.document_type}"
    if each.status not in ("final", "tentative"):
        yield f"unknown status {each.status}"
    if not DATE.fullmatch(each.date):
        yield f"date {each.date} is not YYYY-MM"


def of_references(each: Series) -> Iterator[str]:
    """Footnotes, citations, abbreviations and related classes that point at nothing."""
    paths_in = [path.text for title in each.classes for path in title.qualifications]
    whole = " ".join(prose(each))
    for note in each.footnotes:
        if not any(note.marker in text for text in paths_in):
            yield f"footnote marker {note.marker} stands on no qualification"
    for short, long in each.abbreviations.items():
        if short not in whole or long not in whole:
            yield f"abbreviation {short} or its long form does not occur"
    yield from (
        f"citation {cited} does not occur" for cited in each.citations if cited not in whole
    )
    for one in each.related_classes:
        if not one.text.startswith(one.title):
            yield f"the text of {one.title} does not begin with the title"


def prose(each: Series) -> Iterator[str]:
    """Every text of the series."""
    yield from each.description
    yield from (one.text for one in each.related_classes)
    yield from chain.from_iterable(one.paragraphs for one in each.extra_sections)
    yield from (*each.substitutions, *(note.text for note in each.footnotes))
    for title in each.classes:
        yield from title.distinguishing
        yield from (duty.text for duty in title.duties)
        yield from (duty.group for duty in title.duties if duty.group)
        yield from (path.text for path in title.qualifications)


def of_class(title: ClassTitle) -> Iterator[str]:
    """Mistakes of one class."""
    if not CODE.fullmatch(title.code):
        yield f"code {title.code} is not seven digits"
    if not GRADE_FORMS.fullmatch(title.grade):
        yield f"unknown grade {title.grade}"
    if title.title != title.title.upper() or title.body_title.upper() != title.title:
        yield "title is not the upper case of body_title"
    if title.parenthetic and not title.title.endswith(f"({title.parenthetic})"):
        yield "title does not end in its parenthetic"
    if not (title.distinguishing and title.duties and title.qualifications):
        yield "has no distinguishing paragraph, no duty or no qualification"
    yield from of_duties(title)
    yield from of_qualifications(title)


def of_duties(title: ClassTitle) -> Iterator[str]:
    """Mistakes of punctuation and grouping."""
    for duty in title.duties:
        if not duty.text.rstrip(" and").endswith((".", ";")):
            yield f"duty without final punctuation: {duty.text[-40:]}"
        if duty.group is not None and (duty.group != duty.group.strip(": ") or not duty.group):
            yield f"group {duty.group!r} is empty or has its colon"
    runs = Counter(group for group, _ in groupby(duty.group for duty in title.duties) if group)
    yield from (f"group {group} is not contiguous" for group, times in runs.items() if times > 1)


def of_qualifications(title: ClassTitle) -> Iterator[str]:
    """Mistakes of tracks and requirement trees."""
    for path in title.qualifications:
        if path.track not in TRACKS:
            yield f"unknown track {path.track}"
        yield from of_node(path.requirement)
        yield from of_entities(path)


def of_entities(path: Qualification) -> Iterator[str]:
    """Marks of unknown label, and words that do not stand behind those of the mark before."""
    end = 0
    for label, words in path.entities:
        if label not in LABELS:
            yield f"unknown label {label}"
        found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", path.text[end:])
        if found is None:
            yield f"{label} {words!r} does not follow in {path.text[:40]!r}"
        end += found.end() if found else 0
    marked = Counter(words for label, words in path.entities if label == "DURATION")
    lengths = Counter(LENGTH.findall(path.text))
    yield from (f"{words!r} has no DURATION each time" for words in lengths - marked)


def of_node(node: Node) -> Iterator[str]:
    """Mistakes of one requirement tree."""
    if "op" in node:
        if node["op"] not in ("all", "any") or len(node["of"]) < 2:
            yield f"bad operator {node['op']}, or fewer than two parts"
        for part in node["of"]:
            yield from of_node(part)
    elif node.get("type") not in TYPES:
        yield f"unknown requirement type {node.get('type')}"
    elif node["type"] == "education" and (node["level"] not in LEVELS or "fields" not in node):
        yield f"education needs a known level and fields, not {node}"
    elif node["type"] in ("experience", "service", "traineeship") and "months" not in node:
        yield f"{node['type']} needs months"


def read(path: Path) -> tuple[Series | None, str]:
    """The series of one file, or why it cannot be read."""
    try:
        found = series(json.loads(path.read_text(encoding="utf-8")))
    except (KeyError, TypeError, ValueError) as error:
        return None, f"cannot be read: {error!r}"
    return found, "" if found.name == path.stem else "name is not the name of the file"


def check(files: Sequence[Path]) -> list[str]:
    """Every mistake of the files, with the codes compared across all of them."""
    found: list[str] = []
    codes = Counter[str]()
    for path in files:
        each, problem = read(path)
        wrong = [problem] if problem else []
        if each is not None:
            codes.update({title.code for title in each.classes})
            wrong.extend(mistakes(each))
        found.extend(f"{path.name}: {one}" for one in wrong)
    return found + [f"code {code} occurs in {n} files" for code, n in codes.items() if n > 1]


def main() -> int:
    """Print the mistakes; 1 if there are any."""
    found = check(list(paths(BANK)))
    print("\n".join(found) or "no mistakes")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
