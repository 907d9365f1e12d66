"""The corpus: a bank without mistakes, documents that come out the same, gold that is in them."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus import bank, check, fit, plan, vary
from corpus.__main__ import committed, main
from corpus.catalogue import LAYOUTS, QUADS
from corpus.render import gold_name, render, written

CORPUS = Path(bank.__file__).parent
DOCUMENTS, GOLD = CORPUS / "us-ny" / "documents", CORPUS / "us-ny" / "gold"
BANK = bank.load()
TEXTS = sorted(DOCUMENTS.glob("*.txt"))
MACHINE = {
    "document", "jurisdiction", "document_type", "status", "issued", "track", "requirement",
    "layout", "format", "family", "marker", "scheme",
}  # fmt: skip


def test_the_bank_passes_its_checker() -> None:
    assert check.check(list(bank.paths())) == []


def test_the_committed_set_is_made_again_byte_for_byte() -> None:
    made = {each.name: each for each in committed(BANK)}
    assert set(made) == {path.name for path in DOCUMENTS.iterdir()}
    assert {gold_name(name) for name in made} == {path.name for path in GOLD.iterdir()}
    for name, each in made.items():
        assert (DOCUMENTS / name).read_bytes() == each.data, name
        assert (GOLD / gold_name(name)).read_text(encoding="utf-8") == written(each.gold), name


def test_every_layout_is_in_the_committed_set_and_every_series_too() -> None:
    pairs = plan.stored()
    assert {layout for _, layout in pairs} == set(LAYOUTS)
    assert {name for name, _ in pairs} == set(BANK)
    assert max(Counter(pairs).values()) == 1


@pytest.mark.parametrize(("name", "layout"), plan.stored())
def test_a_committed_layout_leaves_no_doubt_about_its_series(name: str, layout: str) -> None:
    assert fit.fits(BANK[name], LAYOUTS[layout])


def strings(value: Any) -> Iterator[str]:
    """Every text of the gold that the document must print."""
    if isinstance(value, dict):
        for name, each in value.items():
            if name not in MACHINE:
                yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)
    elif isinstance(value, str):
        yield value


def visible(path: Path) -> str:
    """What a reader sees of a text file: decoded, repaired, without leaked tags and folded."""
    data = path.read_bytes()
    encoding = "utf-16" if data[:2] == b"\xff\xfe" else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    for good in "’“–—":
        text = text.replace(good.encode().decode("cp1252"), good)
    text = text.replace("â€\x9d", "”").replace("\N{SOFT HYPHEN}", "")
    if "<o:p>" in text:
        text = re.sub(r"<[^>]*>", "", text).replace("&nbsp;", " ").replace("&amp;", "&")
    return " ".join(text.split())


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_gold_text_is_printed_in_its_document(path: Path) -> None:
    gold = json.loads((GOLD / gold_name(path.name)).read_text(encoding="utf-8"))
    text = visible(path)
    assert [each for each in strings(gold) if each not in text] == []


def test_one_layout_in_four_formats_has_one_gold() -> None:
    names = {name for name, layout in plan.stored() if layout == "quad-txt"}
    assert len(names) >= 3
    for name in names:
        golds = [render(BANK[name], layout).gold for layout in QUADS]
        for gold in golds:
            del gold["document"], gold["format"]
        assert all(gold == golds[0] for gold in golds), name


def test_load_documents_are_unique_and_depend_on_nothing_but_the_seed() -> None:
    made = [each.data for each in vary.documents(BANK, 60, 1)]
    assert len(set(made)) == 60
    assert made == [each.data for each in vary.documents(BANK, 60, 1)]
    assert set(made).isdisjoint(each.data for each in vary.documents(BANK, 60, 2))


def test_the_command_writes_the_tree(tmp_path: Path) -> None:
    assert main(["--output", str(tmp_path), "--only", "permit-desk"]) == 0
    documents = {path.name for path in (tmp_path / "us-ny" / "documents").iterdir()}
    assert documents == {path.name for path in DOCUMENTS.glob("permit-desk-*")}
    assert main(["--output", str(tmp_path), "--only", "no-such-series"]) == 2


def test_the_corpus_never_imports_the_parser() -> None:
    code = (
        "import corpus.__main__, sys; sys.exit(any(m.startswith('pipeline') for m in sys.modules))"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], cwd=CORPUS.parent, check=False).returncode == 0
    )


def test_the_checker_names_each_mistake(tmp_path: Path) -> None:
    raw = json.loads((CORPUS / "bank" / "permit-desk.json").read_text(encoding="utf-8"))
    raw["footnotes"][0]["marker"] = "†"
    raw["citations"].append("99 NYCRR Part 1")
    raw["classes"][0]["code"] = "12"
    raw["classes"][0]["duties"][0]["text"] = "Greets"
    raw["classes"][0]["qualifications"][0]["track"] = "lottery"
    raw["classes"][1]["duties"][4]["group"] = "When fees are in question"
    raw["classes"][1]["duties"][5]["group"] = None
    raw["classes"][1]["duties"][3]["group"] = None
    path = tmp_path / "permit-desk.json"
    path.write_text(json.dumps(raw), encoding="utf-8")
    found = "\n".join(check.check([path]))
    for words in ("marker †", "99 NYCRR", "seven digits", "punctuation", "lottery", "contiguous"):
        assert words in found
