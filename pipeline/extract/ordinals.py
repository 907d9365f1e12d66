"""Positions in a list to the numbers that a layout prints: 4 to `4`, `d`, `IV`."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST_ROMAN = 3999
_LARGEST_LETTERS = 26 * 26


def roman(number: int) -> str:
    """A number from 1 to 3999 in lower-case roman numerals; others stay decimal."""
    if not 0 < number <= _LARGEST_ROMAN:
        return str(number)
    letters = []
    for value, numeral in _ROMAN:
        count, number = divmod(number, value)
        letters.append(numeral * count)
    return "".join(letters)


def letters(number: int) -> str:
    """1 to `a`, 26 to `z`, 27 to `aa`, 28 to `ab`, as browsers count."""
    if not 0 < number <= _LARGEST_LETTERS:
        return str(number)
    high, low = divmod(number - 1, 26)
    return ("" if high == 0 else _letter(high - 1)) + _letter(low)


def repeated_letters(number: int) -> str:
    """1 to `a`, 26 to `z`, 27 to `aa`, 28 to `bb`, as word processors count."""
    if not 0 < number <= _LARGEST_LETTERS:
        return str(number)
    times, low = divmod(number - 1, 26)
    return _letter(low) * (times + 1)


def _letter(index: int) -> str:
    return chr(ord("a") + index)
