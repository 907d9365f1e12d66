"""The command `standards reconcile`: the records of a run beside an official title list."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.evaluate.sheets import Sheet
    from pipeline.reconcile import Finding, Reconciliation


def add_arguments(reconcile: argparse.ArgumentParser) -> None:
    """What `reconcile` takes, and what it does."""
    reconcile.add_argument(
        "output_dir", type=Path, metavar="OUTPUT_DIR", help="where a run wrote its records"
    )
    reconcile.add_argument(
        "--listing",
        required=True,
        type=Path,
        metavar="FILE",
        help="a delimited file, one class a row",
    )
    reconcile.add_argument(
        "--columns",
        required=True,
        metavar="FIELD=COLUMN,...",
        help="columns of the listing: code, and any of title, alternate, grade",
    )
    reconcile.add_argument(
        "--jurisdiction", metavar="NAME", help="only records of this jurisdiction, such as us-ny"
    )
    reconcile.add_argument("--format", choices=("table", "json", "csv"), default="table")
    reconcile.add_argument(
        "--show",
        type=int,
        default=20,
        metavar="N",
        help="how many findings of each kind the table shows (default: 20)",
    )
    reconcile.add_argument(
        "--fail-on",
        default="",
        metavar="KIND,...",
        help="exit with 1 if there is a finding of such a kind, or of any kind: any",
    )
    reconcile.set_defaults(do=_reconcile)


def _reconcile(options: argparse.Namespace) -> int:
    wanted = _kinds(options.fail_on)
    found = _found(options)
    if options.format == "table":
        _show(found, options.show)
    else:
        sys.stdout.write(_text(found, options.format))
    sys.stdout.flush()
    return int(any(finding.kind in wanted for finding in found.findings))


def _kinds(text: str) -> frozenset[str]:
    """The kinds of findings that fail the command."""
    from pipeline.errors import ConfigurationError
    from pipeline.reconcile import KINDS

    named = {kind.strip() for kind in text.split(",") if kind.strip()}
    unknown = sorted(named - {"any", *KINDS})
    if unknown:
        raise ConfigurationError(f"no kind {unknown[0]!r}; there are: any, {', '.join(KINDS)}")
    return frozenset(KINDS) if "any" in named else frozenset(named)


def _found(options: argparse.Namespace) -> Reconciliation:
    from pipeline.batch import NoInput
    from pipeline.ladder import read_records
    from pipeline.reconcile import read_columns, read_listing, reconcile

    columns = read_columns(options.columns)
    folder, only = options.output_dir, options.jurisdiction
    if not (folder / "standards.jsonl").is_file():
        raise NoInput(f"no standards.jsonl in {folder}: run `standards parse` into it first")
    rows = read_listing(_listing_text(options.listing), columns)
    records = (r for r in read_records(folder) if only in (None, r["jurisdiction"]))
    return reconcile(records, rows)


def _listing_text(path: Path) -> str:
    """The listing in whatever encoding it is; a damaged file is a wrong option."""
    from pipeline.errors import ConfigurationError, SourceError
    from pipeline.extract.decoding import decode
    from pipeline.text import RepairLog

    try:
        return decode(path.read_bytes(), RepairLog())[0]
    except (OSError, SourceError) as error:
        raise ConfigurationError(f"{path} cannot be read: {error}") from error


def _text(found: Reconciliation, form: str) -> str:
    from pipeline.reconcile import as_csv, as_json

    if form == "csv":
        return as_csv(found)
    return json.dumps(as_json(found), ensure_ascii=False, indent=1) + "\n"


def _show(found: Reconciliation, most: int) -> None:
    """Agreement by field, then the findings of each kind, so many of them."""
    from pipeline.reconcile import KINDS
    from pipeline.report import show_sheets

    joined = f"{found.classes} classes, {found.listed} listed, {found.joined} joined by code"
    for said, sheet in ((joined, _fields(found)), *(_kind(found, kind, most) for kind in KINDS)):
        if sheet.rows or said == joined:
            sys.stdout.write(f"{said}\n")
            show_sheets([sheet], sys.stdout)


def _fields(found: Reconciliation) -> Sheet:
    from pipeline.evaluate.sheets import Sheet

    rows = [
        (field, str(count), str(found.agreeing[field]), f"{found.agreeing[field] / count:.3f}")
        for field, count in sorted(found.compared.items())
    ]
    return Sheet("", ("field", "compared", "agreeing", "share"), tuple(rows))


def _kind(found: Reconciliation, kind: str, most: int) -> tuple[str, Sheet]:
    from pipeline.evaluate.sheets import Sheet
    from pipeline.reconcile import KINDS

    of_kind = [finding for finding in found.findings if finding.kind == kind]
    columns = ("code", "record", "ours", "listed", "score")
    sheet = Sheet("", columns, tuple(map(_row, of_kind[:most])), words=4)
    return f"{kind}, {len(of_kind)} times: {KINDS[kind]}", sheet


def _row(finding: Finding) -> tuple[str, ...]:
    likeness = "" if finding.score is None else f"{finding.score:.2f}"
    return (
        finding.code or "",
        finding.record or "",
        finding.ours or "",
        finding.listed or "",
        likeness,
    )
