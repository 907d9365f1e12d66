"""How much of real qualification texts the requirement grammar reads, where ../shared is present.

Run: `python -m bench.requirements_report [--show N] [--all]`. The extraction of paths is crude on
purpose: it measures the grammar alone, not the segmenter.
"""

from __future__ import annotations

import argparse
import html
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline.record import Node
from pipeline.requirements import Reading, describe, nodes_equal, read
from pipeline.text import fold

REAL = Path(__file__).resolve().parents[2] / "shared" / "real"
_HEADING = re.compile(r"<(h\d)[^>]*>(.*?)</\1>", re.S | re.I)
_BREAK = re.compile(r"<(?:br|/p|/li|/tr|/div)[^>]*>", re.I)
_TAG = re.compile(r"<[^>]+>")
_SECTION = re.compile(
    r"@h\d@ [^\n]*Minimum Qualification[^\n]*\n(?P<body>.*?)"
    r"(?=\n@h\d@ [^\n]*(?:Knowledge|Special|Class History|Additional|Drug|Duration|"
    r"Desirable|Allocation)|\Z)",
    re.S | re.I,
)
_SPLIT = re.compile(r"\n@h\d@ [^\n]*\n")
_CITY = re.compile(
    r"REQUIREMENTS?(?:/MINIMUM QUALIFICATIONS?)?\s*\n(?P<body>.*?)"
    r"(?=\n\s*(?:NOTES?:|PROCESS NOTES?|WHERE TO APPLY|SELECTION PROCESS|"
    r"[A-Z][A-Z ]{8,}:?\s*\n)|\Z)",
    re.S,
)
_WORD = re.compile(r"\w+")


def state_paths(folder: Path) -> Iterator[str]:
    """The qualification paths of the California pages: the text under each heading."""
    for page in sorted(folder.glob("*.html")):
        text = page.read_text("utf-8", errors="replace")
        text = _HEADING.sub(lambda m: f"\n@{m[1].lower()}@ {_TAG.sub('', m[2])}\n", text)
        text = html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
        found = _SECTION.search(text)
        for piece in _SPLIT.split("\n" + found["body"] + "\n") if found else ():
            if len(fold(piece)) > 25:
                yield fold(piece)


def city_paths(folder: Path) -> Iterator[str]:
    """The requirement sections of the Los Angeles bulletins, each as one path."""
    for page in sorted(folder.glob("*.txt")):
        found = _CITY.search(page.read_text("utf-8", errors="replace"))
        if found and len(fold(found["body"])) > 25:
            yield fold(found["body"])


def words_left(reading: Reading) -> int:
    """The words that no node covers."""
    return sum(len(_WORD.findall(text.value)) for text in reading.unparsed)


def report(name: str, paths: list[str]) -> list[tuple[str, Reading]]:
    """Print the figures of one collection."""
    began = time.perf_counter()
    readings = [(path, read(path)) for path in paths]
    milliseconds = (time.perf_counter() - began) * 1000
    trees = sum(r.node is not None for _, r in readings)
    unsure = sum(r.ambiguous is not None for _, r in readings)
    words = sum(len(_WORD.findall(path)) for path in paths)
    unread = sum(len(_WORD.findall(p)) if r.node is None else words_left(r) for p, r in readings)
    back = [nodes_equal(read(describe(r.node)).node, r.node) for _, r in readings if r.node]
    share, covered = trees / len(paths), 1 - unread / words
    print(f"{name}: {len(paths)} paths, {words} words, {milliseconds / len(paths):.2f} ms a path")
    print(f"  tree {trees} ({share:.1%}), null {len(paths) - trees} (ambiguous {unsure})")
    print(
        f"  words covered {covered:.1%}; printed and read again equal {sum(back) / len(back):.1%}"
    )
    kinds = Counter(kind for _, r in readings if r.node for kind in _kinds(r.node))
    print("  leaves", dict(kinds.most_common()))
    return readings


def _kinds(node: Node) -> Iterator[str]:
    if node.type is not None:
        yield node.type
    for child in node.of:
        yield from _kinds(child)


def outline(node: Node, depth: int = 0) -> str:
    """A tree as indented lines."""
    if node.op:
        inner = "\n".join(outline(child, depth + 1) for child in node.of)
        return f"{'   ' * depth}{node.op}\n{inner}"
    shown = {k: v for k, v in node.attributes if v not in (None, (), False)}
    shown.pop("description", None)
    return f"{'   ' * depth}{node.type} {shown} | {node.text.value[:90]}"


def main() -> None:
    """Report on everything that is present."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--show", type=int, default=0, metavar="N", help="print every Nth reading")
    options.add_argument("--offset", type=int, default=0, metavar="K", help="begin at the Kth")
    options.add_argument("--problems", action="store_true", help="print what was not read whole")
    chosen = options.parse_args()
    collections = {
        "California": list(state_paths(REAL / "ca" / "content")),
        "Los Angeles": list(city_paths(REAL / "la" / "txt")),
    }
    for name, paths in collections.items():
        if not paths:
            print(f"{name}: not present")
            continue
        for n, (path, reading) in enumerate(report(name, paths)):
            problem = reading.node is None or reading.unparsed
            if (chosen.problems and problem) or (chosen.show and n % chosen.show == chosen.offset):
                print(f"\n[{name} {n}] {path}")
                print(outline(reading.node) if reading.node else f"null: {reading.ambiguous}")
                print("unparsed:", [text.value for text in reading.unparsed])


if __name__ == "__main__":
    main()
