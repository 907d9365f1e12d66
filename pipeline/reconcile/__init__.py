"""Records and an official title list to where the two disagree, both ways."""

from __future__ import annotations

from pipeline.reconcile.join import KINDS, Finding, Reconciliation, reconcile
from pipeline.reconcile.listing import FIELDS, Row, read_columns, read_listing
from pipeline.reconcile.shapes import as_csv, as_json

__all__ = [
    "FIELDS",
    "KINDS",
    "Finding",
    "Reconciliation",
    "Row",
    "as_csv",
    "as_json",
    "read_columns",
    "read_listing",
    "reconcile",
]
