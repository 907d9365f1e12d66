"""Minimum qualifications: one path of text to a tree of requirements, and back to a sentence."""

from __future__ import annotations

from pipeline.requirements.describe import describe
from pipeline.requirements.equality import canonical, nodes_equal
from pipeline.requirements.leaves import Locate
from pipeline.requirements.reading import Reading, in_place, read
from pipeline.requirements.substitution import read_substitution

__all__ = [
    "Locate",
    "Reading",
    "canonical",
    "describe",
    "in_place",
    "nodes_equal",
    "read",
    "read_substitution",
]
