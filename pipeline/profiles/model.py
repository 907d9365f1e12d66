"""What the engine knows of one jurisdiction, as frozen values; its data stands in a folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.profiles.evidence import Key, Words, headed_kinds, key, words


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern of a profile: what it finds (`kind`), the value that stands for, its name.

    Every match holds one of `words`, in small letters, if there are any.
    """

    name: str
    kind: str
    value: str
    pattern: re.Pattern[str]
    label: bool = False
    weight: int = 0
    structural: bool = False
    words: tuple[str, ...] = ()

    def finds(self, text: str, lower: str) -> bool:
        """Whether the pattern is in a text, given in small letters too to look for `words` first.

        To look for a word costs a fraction of a search, and most texts have none.
        """
        for word in self.words:
            if word in lower:
                return self.pattern.search(text) is not None
        return not self.words and self.pattern.search(text) is not None


@dataclass(frozen=True, slots=True)
class LabelledValue:
    """A value of the header that has its name printed beside or above it: `Class Code: 3712`.

    `kind` is "title", "code", "alternate_code" or an event of the record's dates; `scheme` names
    the scheme of an alternate code; of any other kind it is a note. `label` matches the printed
    name, `shape` the whole value. `anywhere` says that it may stand below the header too,
    `by_shape` that its shape alone tells it in a column without a head.
    """

    kind: str
    scheme: str
    label: re.Pattern[str]
    shape: re.Pattern[str]
    anywhere: bool = False
    by_shape: bool = True

    @property
    def key(self) -> str:
        """The kind, and for an alternate code its scheme: `alternate_code/ca-schematic`."""
        return f"{self.kind}/{self.scheme}" if self.scheme else self.kind


@dataclass(frozen=True, slots=True)
class SectionKind:
    """A kind of section with the headings it may have; `room` says how its text is read."""

    kind: str
    spellings: tuple[str, ...]
    required: bool
    room: str


@dataclass(frozen=True, slots=True)
class Composed:
    """Headings nobody lists: made of these words alone, at least one of them of the core."""

    kind: str
    core: tuple[str, ...]
    around: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DutyStyle:
    """How duties are printed: the marks that divide those of one paragraph."""

    separators: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """One jurisdiction as data; see `docs/profiles.md` for the meaning of every table.

    A profile equals itself alone, so that tables made of it can be kept by it.
    """

    name: str
    version: str
    evidence: tuple[Rule, ...]
    heading_evidence: tuple[tuple[int, tuple[str, ...]], ...]
    accept: int
    fallback: bool
    code: re.Pattern[str]
    code_label: re.Pattern[str]
    group_digits: int
    grade: re.Pattern[str]
    graded: bool
    labelled: tuple[LabelledValue, ...]
    title_note: re.Pattern[str]
    document_type: str
    header_lines: tuple[Rule, ...]
    statuses: tuple[Rule, ...]
    preamble: re.Pattern[str]
    number_suffix: Mapping[str, str]
    tracks: tuple[Rule, ...]
    paragraphs: tuple[Rule, ...]
    closings: tuple[Rule, ...]
    asides: tuple[Rule, ...]
    inherits: re.Pattern[str]
    groups: Mapping[str, str]
    sections: tuple[SectionKind, ...]
    by_content: bool
    unlabelled_is_shared: bool
    run_in: bool
    other_headings: bool
    parts: tuple[str, ...]
    composed: tuple[Composed, ...]
    type_evidence: tuple[Rule, ...]
    type_accept: int
    duties: DutyStyle
    entities: tuple[Mapping[str, Any], ...]

    @property
    def most(self) -> int:
        """The score of a text that has all the evidence."""
        headed = sum(weight for weight, _ in self.heading_evidence)
        return sum(rule.weight for rule in self.evidence) + headed

    def score(self, text: str, lower: str) -> int:
        """How much in a text speaks for this jurisdiction; 0 where its structure does not.

        `lower` is the text in small letters, as evidence is written.
        """
        structure = _weight(lower, [rule for rule in self.evidence if rule.structural])
        structure += self._headed(text) if self.heading_evidence else 0
        if not structure:
            return 0
        return structure + _weight(lower, [rule for rule in self.evidence if not rule.structural])

    def _headed(self, text: str) -> int:
        """What the headings of a text add up to, each group of section kinds once."""
        kinds = headed_kinds(text, *_headings_by_words(self))
        return sum(w for w, group in self.heading_evidence if not kinds.isdisjoint(group))

    def room(self, kind: str) -> str:
        """How the text of a section kind is read: as the room of another kind, or its own."""
        return _rooms(self).get(kind, kind)


def _weight(lower: str, rules: Iterable[Rule]) -> int:
    return sum([rule.weight for rule in rules if rule.finds(lower, lower)])


@cache
def _rooms(profile: Profile) -> Mapping[str, str]:
    """The room of each section kind of a profile."""
    return {section.kind: section.room for section in profile.sections}


@cache
def _headings_by_words(profile: Profile) -> tuple[Mapping[Key, str], tuple[Words, ...]]:
    """Section kinds by the words of their headings, and the ways to compose others."""
    known = {key(s): kind.kind for kind in profile.sections for s in kind.spellings}
    return known, tuple(words(c.kind, c.core, c.around) for c in profile.composed)
