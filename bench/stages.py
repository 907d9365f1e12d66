"""Documents through the pipeline's stages, with the seconds of each."""

from __future__ import annotations

import time
from collections.abc import Sequence

from pipeline import Limits
from pipeline.assemble import assemble
from pipeline.errors import PipelineError
from pipeline.extract import extract
from pipeline.ner import recognizer
from pipeline.profiles import choose
from pipeline.requirements.attach import with_requirements
from pipeline.segment import segment
from pipeline.source import from_bytes
from pipeline.validate import load_schema, validate

STAGES = ("extract", "choose", "segment", "ner", "assemble", "requirements", "validate")


def stage_seconds(files: Sequence[tuple[str, bytes]]) -> dict[str, float]:
    """Seconds of each stage over all files; a refused file counts as far as it came."""
    clock = _Clock()
    for name, data in files:
        try:
            _parse(name, data, clock)
        except PipelineError:
            clock.stop()
    return clock.seconds


class _Clock:
    """Seconds by stage; `to` ends one stage and begins the next."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(STAGES, 0.0)
        self._stage: str | None = None
        self._since = 0.0

    def to(self, stage: str) -> None:
        self.stop()
        self._stage, self._since = stage, time.perf_counter()

    def stop(self) -> None:
        if self._stage:
            self.seconds[self._stage] += time.perf_counter() - self._since
        self._stage = None


def _parse(name: str, data: bytes, clock: _Clock) -> None:
    """What `pipeline.parse_bytes` does, stage by stage."""
    limits = Limits()
    clock.to("extract")
    document = extract(from_bytes(data, name=name, limits=limits), data, limits=limits)
    clock.to("choose")
    profile, _ = choose(document.text)
    if profile is not None:
        clock.to("segment")
        sections = segment(document, profile=profile)
        clock.to("ner")
        entities = recognizer(profile.entities)(document)
        clock.to("assemble")
        record, _ = assemble(document, sections, entities, profile=profile)
        clock.to("requirements")
        record = with_requirements(record)
        clock.to("validate")
        tuple(validate(record, schema=load_schema()))
    clock.stop()
