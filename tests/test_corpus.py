"""The corpus: a bank without mistakes, documents that come out the same, gold that is in them."""

import html
import json
import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from corpus import bank, check, fit, number, plan, vary
from corpus.__main__ import committed, main
from corpus.anchors import without
from corpus.catalogue import LAYOUTS, QUADS
from corpus.render import gold_name, render, written

CORPUS = Path(bank.__file__).parent
DOCUMENTS, GOLD = CORPUS / "us-ny" / "documents", CORPUS / "us-ny" / "gold"
BANK = bank.load()
TEXTS = sorted(DOCUMENTS.glob("*.txt"))
OTHERS = sorted({*DOCUMENTS.iterdir()} - {*TEXTS})
GOLDS = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.iterdir())]
MACHINE = {
    "document", "jurisdiction", "document_type", "status", "issued", "track", "requirement",
    "layout", "format", "family", "marker", "scheme",
    "reference", "spans", "entities", "entity_labels",
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
    plain = without(text)
    assert [each for each in strings(gold) if each not in text and each not in plain] == []


def bare(text: str) -> str:
    """The text without white space and without what may break a word at the end of a line."""
    return re.sub(r"[\s\-\N{NON-BREAKING HYPHEN}\x02\ufffe\uffff]", "", text)


def of_html(data: bytes) -> str:
    """What a page shows."""
    text = data.decode("cp1252" if b"windows-1252" in data else "utf-8")
    text = re.sub(r"(?s)<style>.*?</style>|<!--.*?-->|<script.*?</script>", "", text)
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def of_docx(path: Path) -> str:
    """The undeleted runs of the body and of the footnotes."""
    with zipfile.ZipFile(path) as container:
        names = [name for name in container.namelist() if re.search("(document|notes).xml$", name)]
        parts = [container.read(name).decode() for name in names]
    runs = re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", "".join(parts))
    return html.unescape("".join(runs))


def of_pdf(path: Path) -> str:
    """The lines of every page but for running heads and page numbers."""
    document = pypdfium2.PdfDocument(path)
    pages = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    furniture = r"(?m)Title and Pay Plan|For office use|^(?:Page \d+|- \d+ -)\r?$"
    return re.sub(furniture, "", pages)


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.name)
def test_every_gold_text_is_printed_in_pages_word_files_and_pdf_too(path: Path) -> None:
    gold = json.loads((GOLD / gold_name(path.name)).read_text(encoding="utf-8"))
    read = {".docx": of_docx, ".pdf": of_pdf, ".html": lambda page: of_html(page.read_bytes())}
    text = bare(read[path.suffix](path))
    plain = without(text)
    wanted = [bare(each) for each in strings(gold)]
    assert [each for each in wanted if each not in text and each not in plain] == []


def test_every_document_has_a_number_of_its_own() -> None:
    """Only four formats of one layout and one pair of revisions share number and status."""
    under: dict[tuple[str, str], list[str]] = {}
    for gold in GOLDS:
        if gold["standard_number"]:
            under.setdefault((gold["standard_number"], gold["status"]), []).append(gold["document"])
    shared = sorted(names for names in under.values() if len(names) > 1)
    quads = [names for names in shared if len(names) == 4]
    assert all(Path(name).stem == Path(names[0]).stem for names in quads for name in names)
    assert [names for names in shared if names not in quads] == [
        ["museum-collections-curator-plain.txt", "museum-collections-curator-reissue.txt"]
    ]
    statuses = Counter(number for number, _ in under)
    assert [number for number, times in statuses.items() if times > 1] == [
        gold_of("water-sampling-plain")["standard_number"]
    ]
    assert gold_of("water-sampling-proposal")["status"] == "tentative"


def test_no_class_code_belongs_to_two_standards() -> None:
    numbers: dict[str, set[str]] = {}
    for gold in GOLDS:
        for each in gold["classes"]:
            if each["code"]:
                numbers.setdefault(each["code"], set()).add(gold["standard_number"])
    assert {code: found for code, found in numbers.items() if len(found) > 1} == {}


@pytest.mark.parametrize("name", sorted(BANK))
def test_other_codes_keep_group_digits_distances_and_the_lowest_class(name: str) -> None:
    before, after = BANK[name], number.renumbered(BANK[name], "site")
    pairs = [(a.code, b.code) for a, b in zip(before.classes, after.classes, strict=True)]
    assert all(a[:2] == b[:2] and len(b) == 7 for a, b in pairs)
    assert len({int(b) - int(a) for a, b in pairs}) == 1
    assert (before.standard_number, after.standard_number) in pairs
    assert number.renumbered(before, "site") == after != number.renumbered(before, "columns")


def test_text_that_names_own_codes_follows_them() -> None:
    series = BANK["permit-desk"]
    codes = {each.code: f"99{each.code[2:]}" for each in series.classes}
    own = replace(series, description=(f"See #{series.standard_number} and #4391999.",))
    assert number.recoded(own, codes).description == ("See #9991100 and #4391999.",)


def gold_of(stem: str) -> dict[str, Any]:
    """The gold of one document."""
    found: dict[str, Any] = json.loads((GOLD / f"{stem}.gold.json").read_text(encoding="utf-8"))
    return found


def test_an_anchor_stays_in_the_text_and_leaves_the_citation() -> None:
    gold = gold_of("field-studies-anchors")
    assert gold["citations"] == [
        "Article 8 of the Environmental Conservation Law",
        "15 CFR Part 200",
    ]
    assert gold["footnotes"][-1] == {"marker": "1", "text": "CFR Code of Federal Regulations"}
    assert gold["abbreviations"]["CFR"] == "Code of Federal Regulations"
    duty = gold["classes"][0]["duties"][1]["text"]
    assert duty == (
        "Repeats a reading when two instruments differ by more than the tolerance of "
        "15 CFR[1] Part 200."
    )


def test_rare_grades_and_titles_of_various_parenthetics() -> None:
    port, dispatch = gold_of("harbor-pilotage-draft"), gold_of("dispatch-center-marks-lost")
    assert [each["grade"] for each in port["classes"]] == [
        {"scheme": "sg", "value": 18},
        {"scheme": "sg", "value": 24},
        {"scheme": "os", "value": None},
    ]
    assert port["status"] == "draft"
    assert dispatch["classes"][1]["grade"] == {"scheme": "sg", "value": 14}
    assert dispatch["classes"][1]["title"] == "DISPATCH CENTER OFFICER 1 (VARIOUS PARENTHETICS)"
    assert dispatch["classes"][1]["parenthetic"] == "VARIOUS PARENTHETICS"


def test_where_marks_are_lost_a_full_stop_ends_the_group() -> None:
    duties = gold_of("dispatch-center-marks-lost")["classes"][2]["duties"]
    declared = "When a disaster has been declared"
    assert [(each["text"][-6:], each["group"]) for each in duties] == [
        (" hour.", None),
        (" duty;", declared),
        ("5; and", declared),
        (" take.", declared),
        ("ficer.", None),
    ]


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
    raw["classes"][1]["qualifications"][1]["entities"] = [
        ["DURATION", "one year"],
        ["DURATION", "two years"],
        ["PERIOD", "one"],
    ]
    raw["classes"][0]["qualifications"][0]["entities"] = []
    path = tmp_path / "permit-desk.json"
    path.write_text(json.dumps(raw), encoding="utf-8")
    found = "\n".join(check.check([path]))
    for words in (
        "marker †",
        "99 NYCRR",
        "seven digits",
        "punctuation",
        "lottery",
        "contiguous",
        "does not follow",
        "unknown label PERIOD",
        "'six months' has no DURATION",
    ):
        assert words in found
