"""The text of a delimited file to the rows of a title list."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.errors import ConfigurationError
from pipeline.text import fold

FIELDS = ("code", "title", "alternate", "grade")
"""What a column of a listing may hold; a listing must have `code`."""

_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Row:
    """One class as the listing has it; an empty string is a value the listing does not give."""

    code: str
    title: str = ""
    alternate: str = ""
    grade: str = ""


def read_columns(text: str) -> dict[str, str]:
    """`code=class_code,title=title` to the column of each field.

    Raises:
        ConfigurationError: a field that there is not, or none for the code.
    """
    pairs = [pair.partition("=") for pair in text.split(",")]
    columns = {field.strip(): column.strip() for field, _, column in pairs}
    unknown = [field for field in columns if field not in FIELDS]
    if unknown or len(columns) < len(pairs) or not all(columns.values()):
        wanted = ", ".join(f"{field}=COLUMN" for field in FIELDS)
        raise ConfigurationError(f"columns are {wanted}, each once; not {text!r}")
    if "code" not in columns:
        raise ConfigurationError("a listing is joined by code: name its column, code=COLUMN")
    return columns


def read_listing(text: str, columns: Mapping[str, str]) -> tuple[Row, ...]:
    """The rows that have a code, in order; the delimiter is found from the head line.

    Column names are matched without case and outer white space.

    Raises:
        ConfigurationError: the file is no table, or has no column of such a name.
    """
    file = io.StringIO(text.removeprefix("\ufeff"), newline="")
    lines = csv.reader(file, delimiter=_delimiter(text), skipinitialspace=True, strict=True)
    try:
        table = [line for line in lines if any(map(str.strip, line))]
    except csv.Error as error:
        raise ConfigurationError(f"the listing is no table: {error}") from error
    if not table:
        raise ConfigurationError("the listing is empty")
    places = {field: _place(table[0], name) for field, name in columns.items()}
    rows = (Row(**{f: _cell(line, at) for f, at in places.items()}) for line in table[1:])
    return tuple(row for row in rows if row.code)


def _delimiter(text: str) -> str:
    """What separates the columns of the head line; a comma where nothing tells."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    try:
        return csv.Sniffer().sniff(head, delimiters=_DELIMITERS).delimiter
    except csv.Error:
        return ","


def _place(head: Sequence[str], name: str) -> int:
    names = [fold(cell).casefold() for cell in head]
    if fold(name).casefold() not in names:
        raise ConfigurationError(f"no column {name!r}; there are: {', '.join(map(fold, head))}")
    return names.index(fold(name).casefold())


def _cell(line: Sequence[str], place: int) -> str:
    return fold(line[place]) if place < len(line) else ""
