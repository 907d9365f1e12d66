"""Lists and tables that are open while a page is read: the next number, the next cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pipeline.extract.flow import Piece
from pipeline.extract.html_style import Style
from pipeline.extract.ordinals import letters, roman
from pipeline.model import Cell

_ENUMERATIONS: dict[str, Callable[[int], str]] = {
    "1": str, "decimal": str,
    "a": letters, "lower-alpha": letters, "lower-latin": letters,
    "A": lambda n: letters(n).upper(), "upper-alpha": lambda n: letters(n).upper(),
    "upper-latin": lambda n: letters(n).upper(),
    "i": roman, "lower-roman": roman,
    "I": lambda n: roman(n).upper(), "upper-roman": lambda n: roman(n).upper(),
}  # fmt: skip


@dataclass(slots=True)
class OpenItem:
    """A list item; only the first piece in it is the item, what follows are paragraphs."""

    level: int
    mark: str = ""
    printed: bool = False


@dataclass(slots=True)
class OpenList:
    """A list and the number of its next item; `enumeration` is empty where none is printed."""

    enumeration: str
    number: int


@dataclass(slots=True)
class OpenTable:
    """A table with the place reached in it and the pieces that stand in its cells."""

    number: int
    pieces: list[Piece] = field(default_factory=list)
    nested: bool = False
    headed: bool = False
    row: int = -1
    column: int = 0
    taken: set[tuple[int, int]] = field(default_factory=set)

    def place(self, attributes: Mapping[str, str | None]) -> Cell:
        """Where the next cell comes to stand, after cells that span rows and columns."""
        while (self.row, self.column) in self.taken:
            self.column += 1
        cell = Cell(self.number, max(0, self.row), self.column)
        wide, high = _span(attributes, "colspan"), _span(attributes, "rowspan")
        if high > 1:
            self.taken.update(
                (self.row + down, self.column + right)
                for down in range(1, high)
                for right in range(wide)
            )
        self.column += wide
        return cell


def _span(attributes: Mapping[str, str | None], name: str) -> int:
    return min(max(1, _integer(attributes.get(name), 1)), 100)


def _integer(text: str | None, default: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return default


def open_list(tag: str, attributes: Mapping[str, str | None], style: Style) -> OpenList:
    """A list as its start tag describes it; only `ol` prints numbers."""
    if tag != "ol":
        return OpenList("", 1)
    kind = style.list_type or attributes.get("type") or "1"
    return OpenList(kind.split()[0], _integer(attributes.get("start"), 1))


def open_item(
    attributes: Mapping[str, str | None], style: Style, lists: tuple[OpenList, ...]
) -> OpenItem:
    """The next item of the innermost list, with the number that the browser prints before it."""
    if not lists:
        return OpenItem(0)
    inner = lists[-1]
    number = _integer(attributes.get("value"), inner.number)
    inner.number = number + 1
    kind = style.list_type or inner.enumeration if inner.enumeration else ""
    numeral = _ENUMERATIONS.get(kind)
    return OpenItem(len(lists) - 1, f"{numeral(number)}. " if numeral else "")
