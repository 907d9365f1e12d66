"""Golds of pages that are not ours: offsets into the page in place of its sentences, and back.

The text of a page (`page_text`) is what stands between its tags, with a line break where a block
begins or ends; any reader of HTML can make it again. Wherever an annotation holds words of the
page, a stored gold holds half-open offsets into it: `"310-402"`, several stretches with a blank
between, or with `+` where no blank belongs between them. Facts (titles, codes, dates) stay as
they are.

`python -m corpus.offsets texts corpus/us-ca/offsets PAGES OUTPUT` writes golds with texts, ready
for `standards evaluate`; `offsets` goes the other way.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from itertools import accumulate
from pathlib import Path
from typing import Any

Json = Any
Turn = Callable[[str, str], str]
"""The other form of a value; first comes the kind of value it is."""

_IN_TREE = ("name", "qualifier", "text")
_UNSEEN = frozenset(("script", "style", "title"))
_INLINE = frozenset(
    ("a", "abbr", "b", "big", "em", "font", "i", "small", "span", "strong", "sub", "sup", "u")
)


class _Page(HTMLParser):
    """Collects what a page shows."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._edge(tag, 1)

    def handle_endtag(self, tag: str) -> None:
        self._edge(tag, -1)

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.pieces.append(data)

    def _edge(self, tag: str, step: int) -> None:
        if tag in _UNSEEN:
            self.unseen += step
        if tag not in _INLINE:
            self.pieces.append("\n")


def page_text(markup: str) -> str:
    """The text of a page: entities decoded, a line break where a block begins or ends."""
    page = _Page()
    page.feed(markup)
    page.close()
    return "".join(page.pieces)


def with_texts(stored: Json, text: str) -> Json:
    """A stored gold with the words its offsets stand for."""
    return _turned(stored, lambda kind, offsets: _read(text, offsets))


def with_offsets(gold: Json, text: str) -> Json:
    """A gold with offsets in place of the words of its page.

    A value is sought after the last one of its kind, then from the top.

    Raises:
        ValueError: a value does not stand in the page.
    """
    return _turned(gold, _Finder(text).find)


def _read(text: str, offsets: str) -> str:
    return " ".join("".join(_slices(text, words)) for words in offsets.split())


def _slices(text: str, words: str) -> Iterator[str]:
    for span in words.split("+"):
        start, end = span.split("-")
        yield _folded(text[int(start) : int(end)])


class _Finder:
    """Finds values in a text, white space aside, in printed order."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = [i for i, character in enumerate(text) if not character.isspace()]
        self.solid = "".join(text[i] for i in self.at)
        self.after: dict[str, int] = defaultdict(int)

    def find(self, kind: str, value: str) -> str:
        """The offsets of a value."""
        solid = "".join(value.split())
        start = self.solid.find(solid, self.after[kind])
        start = start if start >= 0 else self.solid.find(solid)
        if start < 0 or not solid:
            raise ValueError(f"not in the page: {value[:80]!r}")
        self.after[kind] = max(self.after[kind], start + len(solid))
        return "".join(self._pieces(start, value.split()))

    def _pieces(self, start: int, words: list[str]) -> Iterator[str]:
        """Stretches of the page, broken where the value has a blank too many or too few."""
        ends = list(accumulate(map(len, words), initial=start))
        blanks = frozenset(ends[1:-1])
        begin = start
        for i in range(start + 1, ends[-1]):
            apart = self.at[i] > self.at[i - 1] + 1
            if apart != (i in blanks):
                yield self._stretch(begin, i) + ("+" if apart else " ")
                begin = i
        yield self._stretch(begin, ends[-1])

    def _stretch(self, begin: int, end: int) -> str:
        return f"{self.at[begin]}-{self.at[end - 1] + 1}"


def _turned(gold: Json, turn: Turn) -> Json:
    """The gold with every value that holds words of the page in its other form."""
    return gold | {
        "classes": [_class(each, turn) for each in gold["classes"]],
        "substitutions": [turn("substitution", each) for each in gold["substitutions"]],
        "footnotes": [
            each | {"text": turn("footnote", each["text"])} for each in gold["footnotes"]
        ],
    }


def _class(each: Json, turn: Turn) -> Json:
    return each | {
        "distinguishing": [turn("distinguishing", text) for text in each["distinguishing"]],
        "duties": [
            {
                "text": turn("duty", duty["text"]),
                "group": duty["group"] and turn("group", duty["group"]),
            }
            for duty in each["duties"]
        ],
        "qualifications": [
            path
            | {"text": turn("path", path["text"]), "requirement": _tree(path["requirement"], turn)}
            for path in each["qualifications"]
        ],
    }


def _tree(node: Json, turn: Turn) -> Json:
    """A requirement with its fields and words in the other form; titles are facts."""
    if node is None:
        return None
    changed: Json = {key: turn(key, node[key]) for key in _IN_TREE if node.get(key)}
    if node.get("fields"):
        changed["fields"] = [turn("field", each) for each in node["fields"]]
    for key in ("of", "of_which"):
        if node.get(key):
            changed[key] = [_tree(each, turn) for each in node[key]]
    return node | changed


def _folded(text: str) -> str:
    return " ".join(text.split())


def main(argv: list[str] | None = None) -> int:
    """Turn every gold of a folder into its other form."""
    parser = argparse.ArgumentParser(prog="python -m corpus.offsets", description=__doc__)
    parser.add_argument("form", choices=("texts", "offsets"))
    parser.add_argument("golds", type=Path)
    parser.add_argument("pages", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args(argv)
    turn = with_texts if options.form == "texts" else with_offsets
    options.output.mkdir(parents=True, exist_ok=True)
    for path in sorted(options.golds.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = page_text((options.pages / gold["document"]).read_text(encoding="utf-8"))
        turned = json.dumps(turn(gold, text), ensure_ascii=False, indent=1)
        (options.output / path.name).write_text(turned + "\n", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
