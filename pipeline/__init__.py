"""Classification standards in, validated records out: `from pipeline import parse`."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from pipeline.errors import ConfigurationError, PipelineError, SourceError
from pipeline.version import VERSION as __version__

TYPE_CHECKING = False  # type checkers know the name; to import typing takes a tenth of a start
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from pipeline.model import Issue, Limits
    from pipeline.ner import Recognize
    from pipeline.profiles import Profile
    from pipeline.record import Record
    from pipeline.trace import Trace

__all__ = [
    "ConfigurationError",
    "Issue",
    "Limits",
    "PipelineError",
    "Record",
    "SourceError",
    "__version__",
    "parse",
    "parse_bytes",
]


_WHERE = {"Issue": "pipeline.model", "Limits": "pipeline.model", "Record": "pipeline.record"}


def __getattr__(name: str) -> Any:
    """The classes of a record when they are asked for: `standards --help` need not build them."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_WHERE[name]), name)


def parse(
    document: Path | str | bytes,
    *,
    name: str | None = None,
    profile: str = "auto",
    limits: Limits | None = None,
) -> Record:
    """The record of one document, given as a path or as its bytes; no file is written.

    `name` is the file name that the record shows for bytes; `profile` is "auto" or the name of a
    profile. The record's `issues` hold what a person should know, validation included.

    Raises:
        SourceError: the document cannot become a record; `code` and `advice` say why.
        ConfigurationError: there is no such profile.
    """
    if isinstance(document, bytes):
        return parse_bytes(document, name=name or "document", profile=profile, limits=limits)
    from pathlib import Path

    from pipeline.model import Limits
    from pipeline.source import read

    path, limits = Path(document), limits or Limits()
    source, data = read(path, limits=limits)
    return parse_bytes(data, name=name or source.name, profile=profile, limits=limits)


def parse_bytes(
    data: bytes,
    *,
    name: str,
    profile: str = "auto",
    limits: Limits | None = None,
    trace: Trace | None = None,
) -> Record:
    """The record of one document given as bytes: every stage from extract to validate.

    `trace` hears of each stage and of the scores of the profiles.

    Raises:
        SourceError: the document cannot become a record.
        ConfigurationError: there is no such profile.
    """
    from dataclasses import replace

    from pipeline.assemble import assemble
    from pipeline.extract import extract
    from pipeline.model import Limits
    from pipeline.requirements.attach import with_requirements
    from pipeline.segment import segment
    from pipeline.source import from_bytes
    from pipeline.trace import Trace
    from pipeline.validate import load_schema, validate

    limits, trace = limits or Limits(), trace or Trace()
    trace.to("extract")
    document = extract(from_bytes(data, name=name, limits=limits), data, limits=limits)
    trace.to("choose")
    chosen = _choose(document.text, profile, trace)
    trace.to("segment")
    sections = segment(document, profile=chosen)
    trace.to("ner")
    entities = _recognizer(chosen.name)(document)
    trace.to("assemble")
    record = assemble(document, sections, entities, profile=chosen)
    if not any(c.title or c.code or c.duties for c in record.classes):
        raise SourceError("not-a-standard", "no title, code or duty was found")
    trace.to("requirements")
    record = with_requirements(record)
    trace.to("validate")
    found = tuple(validate(record, schema=load_schema()))
    trace.stop()
    return replace(record, issues=(*record.issues, *found))


@lru_cache(maxsize=32)
def _recognizer(name: str) -> Recognize:
    """The recogniser of a profile; by name, for hashing its patterns takes longer than its use."""
    from pipeline.ner import recognizer
    from pipeline.profiles import load

    return recognizer(load(name).entities)


def _choose(text: str, name: str, trace: Trace) -> Profile:
    """The profile by name, or the one the document gives evidence for."""
    from pipeline.profiles import choose, load

    if name != "auto":
        return load(name)
    profile, scores = choose(text)
    trace.scores.update(scores)
    if profile is None:
        said = ", ".join(f"{name} {score}" for name, score in scores.items())
        raise SourceError("not-a-standard", f"too little speaks for any profile ({said})")
    return profile
