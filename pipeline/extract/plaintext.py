"""Plain text to `Document`: decode, drop what leaked in, set page furniture apart, unwrap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.errors import SourceError
from pipeline.extract.decoding import decode
from pipeline.extract.leaked import unmarked
from pipeline.extract.paragraphs import Vocabulary, drops_hyphen, joint
from pipeline.extract.running import set_apart
from pipeline.extract.wrapping import TextLine, paragraphs
from pipeline.model import Block, Document, Furniture, Limits, Source
from pipeline.text import RepairLog, TextBuilder, clean

_LINE_END = re.compile("\r\n?|[\n\x0b\x85\u2028\u2029]")
_SOFT_HYPHEN = "\u00ad"
_HYPHENS = "-\u2010"


def extract(source: Source, data: bytes, *, limits: Limits) -> Document:
    """One document from the bytes of a text file.

    A hard-wrapped file gives paragraphs with their line breaks inside; in any other file every
    line is a block.

    Raises: SourceError "empty-file", "too-large", "corrupt-file".
    """
    log = RepairLog()
    text, encoding = decode(data, log)
    if len(text) > limits.max_characters:
        raise SourceError("too-large", f"{len(text)} characters")
    body, furniture = set_apart(_pages(unmarked(text, log), log))
    if not body and not furniture:
        raise SourceError("empty-file", "only white space")
    builder = TextBuilder(log)
    blocks = _blocks(paragraphs(body), builder)
    apart = _apart(furniture, builder)
    return Document(source, builder.text(), blocks, apart, encoding=encoding, repairs=log.repairs())


def _pages(text: str, log: RepairLog) -> list[list[TextLine]]:
    return [_page(page, log) for page in text.split("\f")]


def _page(text: str, log: RepairLog) -> list[TextLine]:
    """The printed lines of one page; what is blank (or NBSP only) is counted, not kept."""
    lines: list[TextLine] = []
    blanks = 0
    for raw in _LINE_END.split(text):
        line = clean(raw, log).rstrip()
        if not line:
            blanks += 1
            continue
        soft = _SOFT_HYPHEN in raw and raw.rstrip().endswith(_SOFT_HYPHEN)
        lines.append(TextLine.of(line, blanks=blanks, soft=soft))
        blanks = 0
    return lines


def _blocks(groups: Sequence[Sequence[TextLine]], builder: TextBuilder) -> tuple[Block, ...]:
    vocabulary = _vocabulary(groups)
    blocks = []
    for number, group in enumerate(groups):
        if number:
            builder.put("\n" * (1 + group[0].blanks))
        text = _unwrap(group, vocabulary, builder.log)
        blank = len(text) - len(text.lstrip())
        start, end = builder.put(text)
        start += blank
        blocks.append(Block("paragraph", start, end, lead=start, indent=group[0].indent))
    return tuple(blocks)


def _vocabulary(groups: Iterable[Sequence[TextLine]]) -> Vocabulary | None:
    """The document's own words, read only where some wrapped line ends with a hyphen."""
    for group in groups:
        for line in group[:-1]:
            if line.text[-1] in _HYPHENS and line.text[-2:-1].isalnum():
                return Vocabulary.of(line.text for group in groups for line in group)
    return None


def _unwrap(group: Sequence[TextLine], vocabulary: Vocabulary | None, log: RepairLog) -> str:
    """A paragraph's lines with their breaks and indents; only cut words are put together."""
    text = group[0].text
    for before, line in pairwise(group):
        words = line.text.lstrip()
        kind = joint(before.text, words, vocabulary) if vocabulary else None
        if before.soft and words[0].isalpha():
            kind = "dehyphenated"
            text += "-"
        if kind is None:
            text += "\n" + line.text
            continue
        log.add(kind, text.rsplit(None, 1)[-1] + "|" + words.split(None, 1)[0])
        text = clean((text[:-1] if drops_hyphen(kind) else text) + words, log)
    return text


def _apart(lines: Sequence[tuple[TextLine, str]], builder: TextBuilder) -> tuple[Furniture, ...]:
    furniture = []
    for line, reason in lines:
        if len(builder):
            builder.put("\n")
        start, end = builder.put(line.text.strip())
        furniture.append(Furniture(start, end, reason))
    return tuple(furniture)
