"""Two records, or two outputs, to what changed and to who gained or lost eligibility."""

from __future__ import annotations

from pipeline.diff.document import NOT_COMPARED, diff_records
from pipeline.diff.page import diff_page
from pipeline.diff.plain import diff_text
from pipeline.diff.reading import diff_paths
from pipeline.diff.summary import diff_json
from pipeline.diff.values import Change, DocumentDiff, Eligibility, Piece

__all__ = [
    "NOT_COMPARED",
    "Change",
    "DocumentDiff",
    "Eligibility",
    "Piece",
    "diff_json",
    "diff_page",
    "diff_paths",
    "diff_records",
    "diff_text",
]
