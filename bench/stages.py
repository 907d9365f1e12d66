"""Documents through the pipeline's stages, with the seconds of each."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import PipelineError, parse_bytes
from pipeline.trace import Trace

STAGES = ("extract", "choose", "segment", "ner", "assemble", "requirements", "validate")


def stage_seconds(files: Sequence[tuple[str, bytes]]) -> dict[str, float]:
    """Seconds of each stage over all files; a refused file counts as far as it came."""
    seconds = dict.fromkeys(STAGES, 0.0)
    for name, data in files:
        trace = Trace()
        try:
            parse_bytes(data, name=name, trace=trace)
        except PipelineError:
            trace.stop()
        for stage, spent in trace.seconds.items():
            seconds[stage] += spent
    return seconds
