"""Figures to standard output: as tables for people or as JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.evaluate.sheets import Sheet


def show(form: str, as_sheets: Callable[[], list[Sheet]], as_json: Callable[[], Any]) -> None:
    """Print figures as tables or as JSON."""
    if form == "json":
        sys.stdout.write(json.dumps(as_json(), ensure_ascii=False, indent=1) + "\n")
    else:
        from pipeline.report import show_sheets

        show_sheets(as_sheets(), sys.stdout)
    sys.stdout.flush()
