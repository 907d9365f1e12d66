"""Golds against records: scores, differences, gains and losses, floors."""

from __future__ import annotations

from pipeline.evaluate.floors import Fall, Floors, falls, floors_of
from pipeline.evaluate.gains import Comparison, Gain, compare
from pipeline.evaluate.scores import DocumentScore, Result, score
from pipeline.evaluate.summary import summary
from pipeline.evaluate.values import FIELDS

__all__ = [
    "FIELDS",
    "Comparison",
    "DocumentScore",
    "Fall",
    "Floors",
    "Gain",
    "Result",
    "compare",
    "falls",
    "floors_of",
    "score",
    "summary",
]
