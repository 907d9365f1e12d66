"""A `Reconciliation` to JSON values and CSV text."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import asdict, fields
from typing import Any

from pipeline.reconcile.join import KINDS, Finding, Reconciliation


def as_json(found: Reconciliation) -> dict[str, Any]:
    """Counts and every finding."""
    counts = Counter(finding.kind for finding in found.findings)
    return {
        "classes": found.classes,
        "listed": found.listed,
        "joined": found.joined,
        "fields": {
            field: {"compared": count, "agreeing": found.agreeing[field]}
            for field, count in sorted(found.compared.items())
        },
        "counts": {kind: counts[kind] for kind in KINDS},
        "findings": [asdict(finding) for finding in found.findings],
    }


def as_csv(found: Reconciliation) -> str:
    """One line a finding; an empty cell is a value that one side does not give."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [field.name for field in fields(Finding)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(finding) for finding in found.findings)
    return text.getvalue()
