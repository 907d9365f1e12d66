"""Changes of single characters that a reader would copy out as printed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from corpus.bank import Series

T = TypeVar("T")
NON_BREAKING_HYPHEN = "\N{NON-BREAKING HYPHEN}"


def dropped(text: str) -> str:
    """`the Department's` as `the Departments`."""
    return text.replace("'", "")


def curly(text: str) -> str:
    """Straight quotation marks as typographic ones."""
    text = re.sub(r'(^|[\s(])"', "\\1\N{LEFT DOUBLE QUOTATION MARK}", text)
    text = text.replace('"', "\N{RIGHT DOUBLE QUOTATION MARK}")
    return text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")


def hyphens(text: str) -> str:
    """Hyphens between small letters as non-breaking ones."""
    return re.sub(r"(?<=[a-z])-(?=[a-z])", NON_BREAKING_HYPHEN, text)


CHANGES = {"dropped": dropped, "curly": curly, "hyphens": hyphens}


def change(text: str, letters: frozenset[str]) -> str:
    """`text` with the changes of a layout."""
    for name in sorted(letters):
        text = CHANGES[name](text)
    return text


def mapped(value: T, change_text: Callable[[str], str]) -> T:
    """`value` with every string inside it changed; keys that are names of fields stay."""
    return cast(T, _mapped(value, change_text))


def _mapped(value: Any, to: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return to(value)
    if isinstance(value, (list, tuple)):
        return type(value)(_mapped(each, to) for each in value)
    if isinstance(value, dict):
        return {_key(key, to): _mapped(each, to) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        named = {each.name: _mapped(getattr(value, each.name), to) for each in fields(value)}
        return replace(value, **named)
    return value


def _key(key: str, to: Callable[[str], str]) -> str:
    return key if key.islower() else to(key)


# Machine values that never change with the letters of the document.
FIXED = ("name", "document_type", "status", "date", "standard_number")


def respell(series: Series, letters: frozenset[str]) -> Series:
    """The series as a document with these letters prints it."""
    if not letters:
        return series
    changed = mapped(series, lambda text: change(text, letters))
    return replace(changed, **{name: getattr(series, name) for name in FIXED})
