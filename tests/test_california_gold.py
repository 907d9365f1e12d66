"""The annotated California pages score no lower than their floors, where the pages are present.

The floors are the first 46 pages' scores rounded down; after a gain write them anew with
`standards evaluate outputs/eval-ca-gold outputs/eval-ca --update-floors FILE`.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.offsets import page_text, with_texts
from pipeline import parse
from pipeline.evaluate import falls, score
from pipeline.evaluate.files import read_floors

ROOT = Path(__file__).parent.parent
STORED = sorted((ROOT / "corpus" / "us-ca" / "offsets").glob("*.gold.json"))
PAGES = ROOT.parent / "shared" / "real" / "ca" / "content"
FLOORS = ROOT / "tests" / "floors-california.json"


def test_every_gold_of_the_folder_is_of_one_page():
    """Forty-six pages are annotated, each once."""
    documents = [json.loads(path.read_text(encoding="utf-8"))["document"] for path in STORED]
    assert len(set(documents)) == len(documents) == 46


@pytest.mark.skipif(not PAGES.is_dir(), reason="the California pages are not beside the project")
def test_no_score_is_below_its_floor():
    """A change that lowers a score on real pages fails here, with field and worst page."""
    golds, records, texts = [], {}, {}
    for path in STORED:
        stored = json.loads(path.read_text(encoding="utf-8"))
        page = PAGES / stored["document"]
        golds.append(with_texts(stored, page_text(page.read_text(encoding="utf-8"))))
        record = parse(page)
        records[page.name], texts[page.name] = record.to_dict(), record.text
    fallen = list(falls(score(golds, records, texts=texts, rejects={}), read_floors(FLOORS)))
    assert not fallen, "\n" + "\n".join(map(str, fallen))
