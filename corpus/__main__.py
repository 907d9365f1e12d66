"""`python -m corpus`: write the committed set again, or any number of documents for load tests."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from corpus import number, plan, vary
from corpus.bank import Series, load
from corpus.catalogue import LAYOUTS
from corpus.render import Rendered, render, save


def arguments() -> argparse.ArgumentParser:
    """The options of the command."""
    parser = argparse.ArgumentParser(prog="python -m corpus", description=__doc__)
    parser.add_argument("--output", type=Path, default=Path(__file__).parent, metavar="DIR")
    parser.add_argument("--count", type=int, metavar="N", help="make N documents of unique bytes")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="seed of --count")
    parser.add_argument("--only", metavar="NAME", help="only the series of this name")
    return parser


def committed(bank: dict[str, Series]) -> Iterator[Rendered]:
    """The documents of the stored plan; the first of a series keeps the codes of the bank."""
    keeper: dict[str, str] = {}
    for name, layout_name in plan.stored():
        if name in bank:
            layout = LAYOUTS[layout_name]
            key = number.key(layout)
            own = keeper.setdefault(name, key) == key
            series = bank[name] if own else number.renumbered(bank[name], key)
            yield render(series, layout)


def main(argv: list[str] | None = None) -> int:
    """Write the documents and their gold; 2 when no series has the name asked for."""
    options = arguments().parse_args(argv)
    bank = {name: each for name, each in load().items() if options.only in (None, name)}
    if not bank:
        return 2
    many = options.count is not None
    made = vary.documents(bank, options.count, options.seed) if many else committed(bank)
    for each in made:
        save(each, options.output)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
