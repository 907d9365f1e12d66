"""Offsets stand for the words of a page and for nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.offsets import main, page_text, with_offsets, with_texts

PAGE = """<html><head><title>Kite Tester</title><style>p {}</style></head><body>
<h1>Kite Tester</h1><h2>Definition</h2><p>Under <b>direction</b>, flies&nbsp;kites.</p>
<h2>Typical Tasks</h2><p>Flies kites; mends long- lines.</p>
<h2>Minimum Qualifications</h2><p>Two years of experience</p><p>and a degree in aeronautics.</p>
<h3>Either I</h3><p>Flies kites</p></body></html>"""

GOLD = {
    "document": "kite.html",
    "classes": [
        {
            "title": "Kite Tester",
            "distinguishing": ["Under direction, flies kites."],
            "duties": [
                {"text": "Flies kites", "group": None},
                {"text": "mends long-lines.", "group": "Typical Tasks"},
            ],
            "qualifications": [
                {
                    "track": "unspecified",
                    "text": "Two years of experience and a degree in aeronautics.",
                    "requirement": {
                        "op": "all",
                        "of": [
                            {
                                "type": "experience",
                                "months": 24,
                                "of_which": [{"months": 6, "qualifier": "experience"}],
                            },
                            {"type": "education", "level": "bachelor", "fields": ["aeronautics"]},
                        ],
                    },
                },
                {"track": "pattern_1", "text": "Flies kites", "requirement": None},
            ],
        }
    ],
    "substitutions": [],
    "footnotes": [],
}


def test_a_page_shows_neither_its_title_nor_its_style():
    """Words of one block stay together, blocks come apart."""
    text = page_text(PAGE)
    assert text.split("\n")[0].strip() == ""
    assert "Under direction, flies\u00a0kites." in text
    assert text.count("Kite Tester") == 1
    assert "p {}" not in text


def test_offsets_give_the_texts_back():
    """Nothing of the page's sentences is stored, and every value can be read again."""
    text = page_text(PAGE)
    stored = with_offsets(GOLD, text)
    assert "kites" not in json.dumps(stored["classes"][0]["duties"])
    assert stored["classes"][0]["title"] == "Kite Tester"
    assert with_texts(stored, text) == GOLD


def test_a_value_is_sought_after_the_last_of_its_kind():
    """The same words as a duty and as a path are two places of the page."""
    text = page_text(PAGE)
    stored = with_offsets(GOLD, text)["classes"][0]
    start = int(stored["qualifications"][1]["text"].split("-")[0])
    assert start > text.index("Either I")
    assert int(stored["duties"][0]["text"].split("-")[0]) == text.index("Flies kites;")


def test_a_word_that_the_page_breaks_is_stored_in_pieces():
    """A line-wrap hyphen leaves a blank in the page that the value does not have."""
    duty = with_offsets(GOLD, page_text(PAGE))["classes"][0]["duties"][1]
    assert "+" in duty["text"]


def test_a_value_that_is_not_printed_is_refused():
    """An annotation that the page does not hold is an error of the annotation."""
    wrong = GOLD | {"substitutions": ["Three years of string."]}
    with pytest.raises(ValueError, match="Three years"):
        with_offsets(wrong, page_text(PAGE))


def test_the_command_turns_a_folder(tmp_path: Path):
    """Golds go to offsets and back through files."""
    for name in ("pages", "golds"):
        (tmp_path / name).mkdir()
    (tmp_path / "pages" / "kite.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "golds" / "kite.gold.json").write_text(json.dumps(GOLD), encoding="utf-8")
    names = [str(tmp_path / name) for name in ("golds", "pages", "stored", "again")]
    assert main(["offsets", *names[:3]]) == 0
    assert main(["texts", names[2], names[1], names[3]]) == 0
    assert json.loads((tmp_path / "again" / "kite.gold.json").read_text()) == GOLD
