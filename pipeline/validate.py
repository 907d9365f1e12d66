"""`Record` to `Issue`s: the schema first, then the rules that a schema cannot say."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Issue
from pipeline.printed import Walk
from pipeline.record import Record
from pipeline.validate_evidence import check_evidence
from pipeline.validate_rules import RULES
from pipeline.validate_schema import Schema, explain, load_schema, schema_text

__all__ = ["Schema", "load_schema", "schema_text", "validate"]


def validate(record: Record, *, schema: Schema) -> Iterator[Issue]:
    """What is wrong with a record, or remarkable about it; nothing is repeated from its issues.

    The compiled validator decides whether the record fits the schema; jsonschema is asked only
    for the message when it does not.
    """
    walk = Walk()
    plain = record.to_dict(walk)
    if not schema.fits(plain):
        yield from explain(plain, schema.document)
    for rule in RULES:
        yield from rule(record)
    yield from check_evidence(walk, record.text)
