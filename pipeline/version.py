"""The version of the parser: the one place that says it."""

from __future__ import annotations

VERSION = "0.3.0"
