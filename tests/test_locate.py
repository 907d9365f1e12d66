"""Places in documents made by hand: found by search, and only where there is no doubt."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.locate import located, main, of_docx, of_html, of_text, placed, text_of
from tests.build_docx import build_docx
from tests.test_corpus import CORPUS

SETS = [CORPUS / "us-ny-hard", CORPUS / "us-ny-fresh"]
GOLDS = [path for each in SETS for path in sorted((each / "gold").glob("*.gold.json"))]
PAGE = "Mends kites.\nTests kites.\nMends kites.\nFlies ki-\ntes by day."


@pytest.mark.parametrize("path", GOLDS, ids=lambda path: path.name.removesuffix(".gold.json"))
def test_the_committed_places_are_those_of_the_document(path: Path) -> None:
    """They are found again, and the words there are the value, line ends and hyphens aside."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    reference = text_of(path.parent.parent / "documents" / gold["document"])
    if reference is None:
        assert path.name.startswith(("fresh-15", "fresh-16"))
        assert "spans" not in gold
        return
    assert json.loads(json.dumps(placed(gold, reference))) == gold
    for pointer, spans in gold["spans"].items():
        found = "".join(reference[start:end] for start, end in spans)
        assert "".join(found.split()) == "".join(str(at(gold, pointer)).split())


def at(gold: Any, pointer: str) -> Any:
    for token in pointer.split("/")[1:]:
        gold = gold[int(token)] if isinstance(gold, list) else gold[token]
    return gold


def test_a_text_that_stands_once_has_its_place() -> None:
    """The hyphen of the line end is no part of it."""
    start = PAGE.index("Flies")
    assert located([("/a", "Flies kites by day.")], PAGE) == {
        "/a": [(start, start + 8), (start + 9, len(PAGE))]
    }


def test_a_text_that_stands_twice_has_a_place_only_where_the_gold_has_it_twice() -> None:
    """Once in the gold and twice on the page, nobody can say which is meant."""
    first, second = ("/classes/0/duties/0/text", "/classes/1/duties/0/text")
    assert located([(first, "Mends kites.")], PAGE) is None
    assert located([(first, "Mends kites."), (second, "Mends kites.")], PAGE) == {
        first: [(0, 12)],
        second: [(26, 38)],
    }


def test_texts_in_another_order_than_the_page_have_no_place_if_one_stands_twice() -> None:
    """The order that would tell the two apart does not hold."""
    wanted = [("/classes/0/a", "Mends kites."), ("/classes/1/a", "Mends kites.")]
    wanted.append(("/classes/2/a", "Tests kites."))
    assert located(wanted, PAGE) is None
    once = [("/a", "Flies kites by day."), ("/b", "Tests kites.")]
    assert located(once, PAGE) is not None


def test_duties_in_a_row_share_the_line_above_them() -> None:
    """A group of two duties is printed once; the same group of the next class is printed again."""
    page = "Repair:\nMends kites.\nSews kites.\nRepair:\nMends boats."
    wanted = [
        (f"/classes/{number}/duties/{position}/group", "Repair")
        for number, position in ((0, 0), (0, 1), (1, 0))
    ]
    found = located(wanted, page)
    assert found is not None
    assert [found[pointer] for pointer, _ in wanted] == [[(0, 6)], [(0, 6)], [(33, 39)]]


def test_a_text_that_is_not_printed_leaves_its_whole_field_without_places() -> None:
    """Half a field would make the other half look invented."""
    assert located([("/a", "Tests kites."), ("/b", "Paints kites.")], PAGE) is None


def test_texts_of_documents_are_what_a_reader_sees(tmp_path: Path) -> None:
    """Garbled characters repaired, tags gone, deletions out."""
    text, html, word = tmp_path / "a.txt", tmp_path / "b.html", tmp_path / "c.docx"
    text.write_bytes("the agencyâ€™s<o:p></o:p> kites &amp; boats".encode())
    html.write_text("<p>Flies <b>kites</b></p><p>by day.</p>", encoding="utf-8")
    word.write_bytes(
        build_docx(
            '<w:p><w:r><w:t>Flies</w:t></w:r><w:del w:id="1"><w:r><w:delText>old</w:delText></w:r>'
            "</w:del><w:r><w:tab/><w:t>kites</w:t></w:r></w:p>"
        )
    )
    assert of_text(text) == "the agency’s kites & boats"
    assert of_html(html).split() == ["Flies", "kites", "by", "day."]
    assert of_docx(word).split() == ["Flies", "kites"]


def test_the_command_adds_places_to_a_folder(tmp_path: Path) -> None:
    """A gold whose document is a PDF stays as it is."""
    gold = {"document": "a.txt", "substitutions": ["a degree."], "footnotes": [], "classes": []}
    (tmp_path / "a.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    (tmp_path / "b.gold.json").write_text(json.dumps(gold | {"document": "b.pdf"}))
    (tmp_path / "a.txt").write_text("Substitution: a degree.", encoding="utf-8")
    assert main([str(tmp_path), str(tmp_path)]) == 0
    read = json.loads((tmp_path / "a.gold.json").read_text(encoding="utf-8"))
    assert read["spans"] == {"/substitutions/0": [[14, 23]]}
    assert read["span_fields"] == ["substitutions"]
    assert "spans" not in json.loads((tmp_path / "b.gold.json").read_text(encoding="utf-8"))
