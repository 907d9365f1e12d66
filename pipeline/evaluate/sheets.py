"""A `Result` or a comparison → plain tables, which the command and the page both show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from pipeline.evaluate.counts import Count, macro, micro
from pipeline.evaluate.differences import Difference
from pipeline.evaluate.matchers import MATCHERS, STRICT
from pipeline.evaluate.scores import BESIDE, PLACES, DocumentScore, Result
from pipeline.evaluate.summary import BREAKDOWNS, CORE, calibration, groups, ranked, whole
from pipeline.evaluate.values import FIELDS

Row = tuple[str, ...]

SHORT = ("soft", "lev", "r-o")
FIGURES = ("gold", "found", "prec", "recall", "F1", *SHORT, "macro")
LEGEND = (
    "strict precision, recall and F1 (micro); F1 under soft, Levenshtein >= 0.8 and "
    "Ratcliff-Obershelp >= 0.95; strict F1 (macro)"
)
HEADS = {"distinguishing": "disting.", "qualifications": "quals", "requirements": "trees"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: `words` says how many of the first columns hold words; the others hold figures."""

    title: str
    columns: Row
    rows: tuple[Row, ...]
    words: int = 1


def sheets(result: Result, *, worst: int = 10, show_held: bool = False) -> list[Sheet]:
    """Everything a person wants to see of a result, the totals first.

    The differences of documents that are held back are shown only with `show_held`.
    """
    return [
        _fields(result),
        *([_parts(result)] * any(map(result.parts, PLACES))),
        *(_breakdown(result, name) for name in BREAKDOWNS),
        _rejects(result),
        *(_document(each) for each in ranked(result, show_held=show_held)[:worst]),
    ]


def _fields(result: Result) -> Sheet:
    """One row a field, and the share of right records below."""
    columns = ("field", *FIGURES)
    count = str(len(result.documents))
    shares = (
        (f"record {name.replace('_', ' ')}", count, "", "", "", figure(share))
        for name, share in whole(result).items()
    )
    rows = [_field(result, field) for field in FIELDS if result.has(field)]
    rows += [share + ("",) * (len(columns) - len(share)) for share in shares]
    return Sheet(f"{count} documents: {LEGEND}", columns, tuple(rows))


def _field(result: Result, field: str) -> Row:
    return field.replace("_", " "), *_figures(lambda name: result.counts(field, name))


def _parts(result: Result) -> Sheet:
    """One row for the spans of each field and for the entities of each label."""
    rows = [
        (_part_name(field, part), *_figures(counts))
        for field in PLACES
        for part in result.parts(field)
        for counts in (partial(result.counts_of, field, part),)
    ]
    return Sheet("Spans by field and entities by label", ("", *FIGURES), tuple(rows))


def _part_name(field: str, part: str) -> str:
    """`spans: duty groups`, `entity: FIELD_OF_STUDY`."""
    return f"spans: {part.replace('_', ' ')}" if field == "spans" else f"entity: {part}"


def _figures(counts: Callable[[str], list[Count]]) -> Row:
    """The figures of a row, from the counts under each matcher."""
    strict = micro(counts(STRICT.name))
    others = (micro(counts(each.name)).f1 for each in MATCHERS[1:])
    return (
        str(strict.support),
        str(strict.found),
        *map(figure, (strict.precision, strict.recall, strict.f1)),
        *map(figure, others),
        figure(macro(counts(STRICT.name)).f1),
    )


def figure(share: float) -> str:
    """A share as text, rounded down, so that 1.000 means all: `0.9996` → `0.999`."""
    return f"{int(share * 1000 + 1e-9) / 1000:.3f}"


def _breakdown(result: Result, name: str) -> Sheet:
    return Sheet(
        f"Strict F1 by {name}; share of right records, without and with trees",
        (name, "docs", *(HEADS.get(field, field) for field in CORE), "right", "+trees"),
        tuple(_part(value, part) for value, part in groups(result, BREAKDOWNS[name])),
    )


def _part(value: str, part: Result) -> Row:
    scores = (micro(part.counts(field)).f1 for field in CORE)
    return (
        value,
        str(len(part.documents)),
        *map(figure, scores),
        *map(figure, whole(part).values()),
    )


def _rejects(result: Result) -> Sheet:
    """Refused documents, and whether the wrong ones say so."""
    numbers = calibration(result)
    silent = numbers.pop("wrong_silent_documents")
    share = numbers.pop("reject_share")
    refused = ((f"{each.name}: {each.rejected}", "") for each in result.documents if each.rejected)
    return Sheet(
        "Rejects and calibration",
        ("documents", "count"),
        (
            *((name.replace("_", ", "), str(count)) for name, count in numbers.items()),
            ("share of rejects", figure(share)),
            *refused,
            *((f"wrong without a warning: {name}", "") for name in silent),
        ),
    )


def _document(document: DocumentScore) -> Sheet:
    said = f"rejected: {document.rejected}" if document.rejected else f"{document.layout} layout"
    return Sheet(
        f"{document.name} · F1 {figure(document.strict.f1)} · {said}",
        ("field", "kind", "class", "gold", "found"),
        tuple(_differences(document)),
        words=5,
    )


def _differences(document: DocumentScore) -> Iterator[Row]:
    """The differences worth reading: a leaf shows in its tree, a place in its value."""
    told = {(each.gold, each.found) for each in document.differences if each.field not in BESIDE}
    for each in document.differences:
        again = each.field in ("evidence", "spans") and (each.gold, each.found) in told
        if each.field != "requirement_leaves" and not again:
            yield difference(each)


def difference(each: Difference) -> Row:
    """A difference as a row."""
    return (each.field.replace("_", " "), each.kind, each.place, each.gold or "", each.found or "")
