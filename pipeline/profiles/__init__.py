"""A folder of data to a `Profile`: everything the engine knows of one jurisdiction."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.errors import ConfigurationError
from pipeline.profiles.evidence import Key, Words, headed_kinds, key, words
from pipeline.profiles.inherit import inherited_rules, inherited_sections

_NOTHING = r"(?!)"


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern of a profile: what it finds (`kind`), the value that stands for, its name."""

    name: str
    kind: str
    value: str
    pattern: re.Pattern[str]
    label: bool = False
    weight: int = 0
    structural: bool = False


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


@dataclass(frozen=True, slots=True)
class Profile:
    """One jurisdiction as data; see `docs/profiles.md` for the meaning of every table."""

    name: str
    version: str
    evidence: tuple[Rule, ...]
    heading_evidence: tuple[tuple[str, ...], ...]
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
        return sum(rule.weight for rule in self.evidence) + len(self.heading_evidence)

    def score(self, text: str) -> int:
        """How much in a text speaks for this jurisdiction; 0 where its structure does not."""
        structure = _weight(text, (rule for rule in self.evidence if rule.structural))
        structure += self._headed(text) if self.heading_evidence else 0
        if not structure:
            return 0
        return structure + _weight(text, (rule for rule in self.evidence if not rule.structural))

    def _headed(self, text: str) -> int:
        """How many of the groups of sections that count as evidence have a heading in a text."""
        kinds = headed_kinds(text, *_headings_by_words(self.sections, self.composed))
        return sum(not kinds.isdisjoint(group) for group in self.heading_evidence)

    def room(self, kind: str) -> str:
        """How the text of a section kind is read: as the room of another kind, or its own."""
        return next((s.room for s in self.sections if s.kind == kind), kind)


def _weight(text: str, rules: Iterable[Rule]) -> int:
    return sum(rule.weight for rule in rules if rule.pattern.search(text))


@cache
def _headings_by_words(
    sections: tuple[SectionKind, ...], composed: tuple[Composed, ...]
) -> tuple[Mapping[Key, str], tuple[Words, ...]]:
    """Section kinds by the words of their headings, and the ways to compose others."""
    known = {key(s): kind.kind for kind in sections for s in kind.spellings}
    return known, tuple(words(c.kind, c.core, c.around) for c in composed)


@cache
def names() -> tuple[str, ...]:
    """The profiles there are, by name."""
    folders = (f for f in files(__name__).iterdir() if f.is_dir())
    return tuple(sorted(f.name for f in folders if f.joinpath("profile.toml").is_file()))


@cache
def load(name: str) -> Profile:
    """The profile of that name.

    Raises:
        ConfigurationError: no such profile, or its data is wrong.
    """
    if name not in names():
        raise ConfigurationError(f"no profile {name!r}; there are: {', '.join(names())}")
    try:
        data = _table(name, "profile.toml")
        return _profile(data, _headings(name), _entities(name, data.get("entities", {})))
    except (KeyError, ValueError, re.error) as error:
        raise ConfigurationError(f"profile {name!r}: {error!r}") from error


def _table(name: str, file: str) -> dict[str, Any]:
    return tomllib.loads(files(__name__).joinpath(name, file).read_text(encoding="utf-8"))


def _headings(name: str) -> dict[str, Any]:
    """The headings of a profile with those it takes over; `*` is every profile but itself."""
    data = _table(name, "headings.toml")
    others = data.get("extends", ())
    if "*" in others:
        others = [other for other in names() if other != name]
    theirs = [_table(other, "headings.toml")["section"] for other in others]
    merged = inherited_sections(data["section"], theirs, data.get("without", ()))
    return {**data, "section": merged}


def _entities(name: str, inherits: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """The rules of the recogniser with those that `[entities]` takes over."""
    others = [rule for other in inherits.get("extends", ()) for rule in _rows(other)]
    return inherited_rules(_rows(name), others, inherits.get("without", ()))


def _rows(name: str) -> list[Mapping[str, Any]]:
    lines = files(__name__).joinpath(name, "entities.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in lines.splitlines() if line.strip()]


def choose(text: str) -> tuple[Profile | None, dict[str, int]]:
    """The profile with most evidence in a text, if enough, and the score of each.

    A fallback is taken only where it has more evidence than every other profile; one that cannot
    have more is not weighed.
    """
    scores: dict[str, int] = {}
    best: Profile | None = None
    for profile in sorted(map(load, names()), key=lambda p: p.fallback):
        if best and profile.fallback and profile.most <= scores[best.name]:
            continue
        score = scores[profile.name] = profile.score(text)
        if score >= profile.accept and (best is None or score > scores[best.name]):
            best = profile
    return best, scores


def _profile(
    data: Mapping[str, Any], headings: Mapping[str, Any], entities: tuple[Any, ...]
) -> Profile:
    return Profile(
        name=data["name"],
        version=data["version"],
        evidence=_rules(data, "evidence"),
        heading_evidence=tuple(map(tuple, headings.get("evidence", ()))),
        accept=data["threshold"]["accept"],
        fallback=data.get("fallback", False),
        code=re.compile(rf"(?<![\w-]){data['code']['pattern']}(?![\w-])"),
        code_label=re.compile(data["code"]["label"]),
        group_digits=data["code"]["group_digits"],
        grade=re.compile(data["grade"]["pattern"] if "grade" in data else _NOTHING),
        graded="grade" in data,
        labelled=_labelled(data),
        title_note=re.compile(data.get("title_note", {}).get("pattern", _NOTHING)),
        document_type=data.get("document_type", "classification_standard"),
        header_lines=_rules(data, "header_line"),
        statuses=_rules(data, "status"),
        preamble=re.compile(data.get("preamble", {}).get("pattern", _NOTHING), re.DOTALL),
        number_suffix=data["number_suffix"],
        tracks=_rules(data, "track"),
        paragraphs=_rules(data, "paragraph"),
        closings=_rules(data, "closing"),
        asides=_rules(data, "aside"),
        inherits=re.compile(data.get("inherits", {}).get("pattern", _NOTHING)),
        groups=data.get("groups", {}),
        sections=tuple(
            SectionKind(
                s["kind"], tuple(s["spellings"]), s.get("required", False), s.get("room", s["kind"])
            )
            for s in headings["section"]
        ),
        by_content=headings.get("by_content", True),
        run_in=headings.get("run_in", headings.get("by_content", True)),
        other_headings=headings.get("other_headings", False),
        parts=tuple(headings.get("parts", ())),
        composed=tuple(
            Composed(c["kind"], tuple(c["core"]), tuple(c["around"]))
            for c in headings.get("composed", ())
        ),
        type_evidence=_rules(data, "type_evidence"),
        type_accept=data["threshold"].get("type", 1),
        unlabelled_is_shared=data.get("unlabelled_is_shared", False),
        duties=DutyStyle(**data.get("duties", {})),
        entities=entities,
    )


def _labelled(data: Mapping[str, Any]) -> tuple[LabelledValue, ...]:
    return tuple(
        LabelledValue(
            kind=row["kind"],
            scheme=row.get("scheme", ""),
            label=re.compile(row["pattern"]),
            shape=re.compile(row["shape"]),
            anywhere=row.get("anywhere", False),
            by_shape=row.get("by_shape", True),
        )
        for row in data.get("value", ())
    )


def _rules(data: Mapping[str, Any], table: str) -> tuple[Rule, ...]:
    return tuple(
        Rule(
            name=f"{data['name']}.{table}.{row.get('value') or row.get('kind') or number}",
            kind=row.get("kind", table),
            value=row.get("value", ""),
            pattern=re.compile(row["pattern"]),
            label=row.get("label", False),
            weight=row.get("weight", 0),
            structural=row.get("structural", False),
        )
        for number, row in enumerate(data.get(table, ()))
    )
