"""`Record` without requirements to `Record` with them: every path and substitution read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pipeline.issues import issue
from pipeline.model import Issue, Span
from pipeline.record import ClassTitle, Node, Printed, Qualification, Record, Substitution
from pipeline.requirements.leaves import Locate
from pipeline.requirements.reading import Reading, read
from pipeline.requirements.shared import holds_for, other_notes
from pipeline.requirements.substitution import read_substitution
from pipeline.text import fold, folded_offsets, joinable
from pipeline.titles import Titles

Attributes = tuple[tuple[str, Any], ...]


def with_requirements(record: Record) -> Record:
    """The record with the requirement tree of every path and the rules of every substitution.

    A sentence of substitution within a path is a substitution of the record, too. A path whose
    reading is ambiguous keeps `None` and gets an issue; words that no node covers stand in
    `unparsed` beside the tree.
    """
    reader = _Reader(record)
    classes = tuple(reader.complete(one) for one in record.classes)
    printed = sorted((*record.substitutions, *reader.within), key=lambda one: one.text.start)
    substitutions = tuple(reader.substitution(one) for one in printed)
    return replace(
        record,
        classes=classes,
        substitutions=substitutions,
        issues=(*record.issues, *reader.issues),
    )


class _Reader:
    """Reads the paths of one record; paths that several classes share are read once."""

    def __init__(self, record: Record) -> None:
        self.issues: list[Issue] = []
        self.within: list[Substitution] = []
        self._text = record.text
        self._rules = f"{record.profile.name}.requirement"
        self._record = record
        self._known: Titles | None = None
        self._codes = {c.ordinal: c.code.value if c.code else None for c in record.classes}
        self._read: dict[tuple[Span, ...], Reading] = {}

    def complete(self, one: ClassTitle) -> ClassTitle:
        """The class with a tree on each of its paths."""
        if not one.qualifications:
            return one
        paths = [
            self._path(path, f"/classes/{one.ordinal - 1}/qualifications/{index}")
            for index, path in enumerate(one.qualifications)
        ]
        return replace(one, qualifications=tuple(paths))

    @property
    def _titles(self) -> Titles:
        """The titles of the record, from the first service that names one."""
        if self._known is None:
            self._known = Titles(
                [(c.ordinal, c.title.value) for c in self._record.classes if c.title],
                [(a.short.value, a.long.value) for a in self._record.abbreviations],
            )
        return self._known

    def substitution(self, one: Substitution) -> Substitution:
        """The substitution with its rules; the first also stands in its own fields."""
        rules = read_substitution(one.text.value, locate=self._locate(one.text))
        if not rules:
            return one
        read = tuple(map(self._rule, rules))
        return replace(read[0], text=one.text, rules=read)

    def _rule(self, rule: Substitution) -> Substitution:
        return replace(
            rule,
            text=self._sliced(rule.text),
            replaces=self._linked(rule.replaces) if rule.replaces else None,
            with_=self._linked(rule.with_) if rule.with_ else None,
        )

    def _path(self, path: Qualification, pointer: str) -> Qualification:
        own = self._reading(path.text)
        readings = [one for one in map(self._reading, path.shared) if holds_for(one, own)]
        readings.append(own)
        ambiguous = [r.ambiguous for r in readings if r.ambiguous]
        if ambiguous:
            self.issues.append(issue("requirement-ambiguous", ambiguous[0], pointer=pointer))
        node = None if ambiguous else self._all([r.node for r in readings if r.node])
        return replace(path, requirement=node, unparsed=self._beside(readings))

    def _reading(self, text: Printed) -> Reading:
        """What a text says; one that several paths share is read once."""
        reading = self._read.get(text.spans)
        if reading is None:
            reading = read(text.value, locate=self._locate(text), rule_prefix=self._rules)
            self._read[text.spans] = reading
            self.within += map(Substitution, self._together(reading.substitutions))
        return reading

    def _all(self, nodes: Sequence[Node]) -> Node | None:
        """One tree that asks for every one of these."""
        linked = [self._linked(node) for node in nodes]
        if len(linked) < 2:
            return linked[0] if linked else None
        parts = tuple(c for node in linked for c in (node.of if node.op == "all" else (node,)))
        spans = tuple(sorted(span for node in linked for span in node.text.spans))
        return Node(self._joined(spans, linked[0].text.rule), op="all", of=parts)

    def _beside(self, readings: Sequence[Reading]) -> tuple[Printed, ...]:
        """The words that stand in no node and in no substitution, in order."""
        words = [printed for r in readings for printed in (*r.unparsed, *other_notes(r))]
        return tuple(map(self._sliced, sorted(words, key=lambda printed: printed.start)))

    def _locate(self, text: Printed) -> Locate:
        """Offsets in a folded value back to spans of the canonical text."""
        offsets = folded_offsets(self._text, text.spans)

        def locate(start: int, end: int) -> tuple[Span, ...]:
            return tuple(_runs(self._text, offsets[start:end]))

        return locate

    def _together(self, sentences: Sequence[Printed]) -> Iterator[Printed]:
        """The sentences, one after the other without brackets as one text."""
        text: Printed | None = None
        for sentence in map(self._whole, sentences):
            if text is not None and self._follows(text, sentence):
                text = self._joined((*text.spans, *sentence.spans), text.rule)
                continue
            if text is not None:
                yield text
            text = sentence
        if text is not None:
            yield text

    def _follows(self, text: Printed, sentence: Printed) -> bool:
        between = self._text[text.end : sentence.start]
        return not between.strip() and text.value.endswith(".") and sentence.value[0].isalnum()

    def _whole(self, text: Printed) -> Printed:
        """A sentence with its full stop."""
        start, end = text.spans[-1]
        stop = end + self._text.startswith(".", end)
        return self._joined((*text.spans[:-1], Span(start, stop)), text.rule)

    def _sliced(self, text: Printed) -> Printed:
        """The words of a node as its slices give them; those of one slice are so already."""
        return text if len(text.spans) == 1 else self._joined(text.spans, text.rule)

    def _joined(self, spans: Sequence[Span], rule: str) -> Printed:
        spans = joinable(self._text, spans)
        value = fold("".join([self._text[start:end] for start, end in spans]))
        return Printed(value, spans, rule)

    def _linked(self, node: Node) -> Node:
        """The tree with services linked to the classes of this record that they name."""
        text = self._sliced(node.text)
        if node.op is not None:
            return Node(text, node.op, tuple([self._linked(child) for child in node.of]))
        if node.type == "service":
            return Node(text, None, (), node.type, self._link(node.attributes))
        return node if text is node.text else Node(text, None, (), node.type, node.attributes)

    def _link(self, attributes: Attributes) -> Attributes:
        """What is said of a service, with the class of this record that its title names."""
        values = dict(attributes)
        title = values["title"]
        mention = self._titles.match(title) if title else None
        if mention is None or len(mention.ordinals) != 1 or mention.end < len(title):
            return attributes
        ordinal = mention.ordinals[0]
        values |= {"ordinal": ordinal, "code": self._codes[ordinal]}
        return tuple(values.items())


def _runs(text: str, offsets: Sequence[int]) -> Iterator[Span]:
    """The stretches that the offsets cover; only white space may lie inside one."""
    start = previous = offsets[0]
    for at in offsets[1:] if not isinstance(offsets, range) else ():
        if at != previous + 1 and (at < previous or text[previous + 1 : at].strip()):
            yield Span(start, previous + 1)
            start = at
        previous = at
    yield Span(start, offsets[-1] + 1)
