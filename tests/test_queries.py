"""The questions of the manual, asked of the committed corpus in both databases."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from docs.queries import FOLDER, QUESTIONS, load_corpus, page
from pipeline.sinks.sql import load, open_database, read_output
from pipeline.sinks.sql.views import VIEWS
from tests.build_database import fresh, query


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The outputs of the corpus, and a database that holds them."""
    folder: Path = tmp_path_factory.mktemp("corpus")
    load_corpus(folder)
    return folder


def test_the_page_shows_real_answers(folder):
    """`make docs` writes it anew."""
    shown = (FOLDER / "queries.md").read_text(encoding="utf-8")
    assert shown == page(f"sqlite:///{folder / 'hr.db'}")


def test_both_databases_answer_alike(folder, tmp_path):
    url = fresh("postgres", tmp_path)
    with open_database(url) as connection:
        load(connection, read_output(folder / "outputs"))
    assert page(url) == page(f"sqlite:///{folder / 'hr.db'}")


def test_every_question_has_an_answer(folder):
    with open_database(f"sqlite:///{folder / 'hr.db'}") as connection:
        for question in QUESTIONS:
            assert connection.execute(sa.text(question.sql)).first(), question.asked
    for view in VIEWS:
        assert query(f"sqlite:///{folder / 'hr.db'}", f"SELECT * FROM {view}"), view
