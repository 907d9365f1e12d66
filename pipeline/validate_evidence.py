"""A plain record and its text to the places where a value and its evidence disagree."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from functools import cache
from types import NoneType
from typing import Any, get_args, get_type_hints

from pipeline.issues import issue
from pipeline.model import Issue
from pipeline.record import NOT_WRITTEN, Node, Printed, Record
from pipeline.text import fold

Path = tuple[str, ...]
EACH = "*"


def check_evidence(plain: dict[str, Any], text: str) -> Iterator[Issue]:
    """Every value read from the document has evidence, and its slices joined are the value."""
    evidence = plain["evidence"]
    for path in printed_paths():
        for pointer in _expand(plain, path, ""):
            if pointer not in evidence:
                yield issue("evidence", "the value has no evidence", pointer=pointer)
    known: dict[str, Any] = {"": plain}
    for pointer, entry in evidence.items():
        printed = fold("".join([text[start:end] for start, end in entry["spans"]]))
        value = _at(known, pointer)
        if printed != value:
            span = (entry["spans"][0][0], entry["spans"][-1][1])
            message = f"the record says {value!r:.80}, the text {printed!r:.80}"
            yield issue("evidence", message, pointer=pointer, span=span)


@cache
def printed_paths() -> tuple[Path, ...]:
    """Where a record holds printed values, as paths with `*` for each item of a list."""
    return tuple(_paths(Record, (), ()))


def _paths(kind: type, path: Path, above: tuple[type, ...]) -> Iterator[Path]:
    for name, hint in get_type_hints(kind).items():
        if name not in NOT_WRITTEN:
            yield from _within(hint, (*path, name.rstrip("_")), (*above, kind))


def _within(hint: Any, path: Path, above: tuple[type, ...]) -> Iterator[Path]:
    """The printed values below one type hint; a type inside itself is not entered again."""
    if hint is Printed:
        yield path
    elif hint is Node:
        yield (*path, "text")
    elif dataclasses.is_dataclass(hint) and isinstance(hint, type):
        if hint not in above:
            yield from _paths(hint, path, above)
    else:
        inner = [part for part in get_args(hint) if part not in (NoneType, ...)]
        repeated = (EACH,) if ... in get_args(hint) else ()
        for part in inner:
            yield from _within(part, (*path, *repeated), above)


def _expand(value: Any, path: Path, pointer: str) -> Iterable[str]:
    """The pointers of the values at a path that are there."""
    for at, step in enumerate(path):
        if step == EACH:
            rest = path[at + 1 :]
            items = enumerate(value)
            return [p for i, item in items for p in _expand(item, rest, f"{pointer}/{i}")]
        if value is None or step not in value:
            return ()
        value, pointer = value[step], f"{pointer}/{step}"
    return () if value is None else (pointer,)


def _at(known: dict[str, Any], pointer: str) -> Any:
    """The value a JSON Pointer leads to; `None` where it leads nowhere.

    `known` holds the values at pointers met before: neighbours share the way to them.
    """
    if pointer not in known:
        above, _, token = pointer.rpartition("/")
        value = _at(known, above)
        try:
            known[pointer] = value[int(token) if isinstance(value, list) else _unescape(token)]
        except (KeyError, IndexError, ValueError, TypeError):
            known[pointer] = None
    return known[pointer]


def _unescape(token: str) -> str:
    return token.replace("~1", "/").replace("~0", "~") if "~" in token else token
