"""PDF to `Document`: lines, columns, paragraphs, furniture, tables, and files that are refused."""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pypdfium2.raw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfplumber import table as plumber

from pipeline.errors import SourceError
from pipeline.extract.paragraphs import Vocabulary, joint
from pipeline.extract.pdf import extract
from pipeline.extract.pdf_calls import Calls
from pipeline.extract.pdf_tables import _edge, _enclosed
from pipeline.extract.pdf_words import Words
from pipeline.model import BBox, Document, Limits, Source
from tests.build_pdf import (
    BOLD,
    ITALIC,
    LEFT,
    PLAIN,
    Rule,
    Word,
    at,
    below,
    grid,
    pdf,
    wrapped,
)

REAL = Path(__file__).parents[2] / "shared" / "real" / "la" / "pdf"
PROSE = (
    "Kite Testers examine kites, lines and reels before they are sold to the public, and keep "
    "a record of each flight. They work at the coast, in wind of every strength, and report to "
    "a Senior Kite Tester who assigns the models to be flown during the week. Failures are "
    "photographed, measured and described in plain words for the makers."
)
MORE = (
    "Reels are turned by hand for an hour, then under load until the spool slips. Incumbents "
    "write down what broke first and how much line was out, and they compare the figures with "
    "those of the year before so that a weak batch is found early in the season."
)


def read(data: bytes, limits: Limits | None = None) -> Document:
    source = Source("kite.pdf", "application/pdf", len(data), hashlib.sha256(data).hexdigest())
    return extract(source, data, limits=limits or Limits())


def texts(document: Document) -> list[str]:
    return [" ".join(document.of(block).split(" ")) for block in document.blocks]


def folded(document: Document) -> list[str]:
    return [" ".join(document.of(block).split()) for block in document.blocks]


def furniture(document: Document) -> list[tuple[str, str]]:
    return [(f.reason, document.text[f.start : f.end]) for f in document.furniture]


def refusal(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(SourceError) as caught:
        read(data, limits)
    return caught.value.code


def assert_laws(document: Document) -> None:
    spans = [(b.start, b.end) for b in document.blocks]
    spans += [(f.start, f.end) for f in document.furniture]
    assert all(0 <= a < b <= len(document.text) for a, b in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    outside, last = [], 0
    for start, end in [*spans, (len(document.text), len(document.text))]:
        outside.append(document.text[last:start])
        last = end
        assert document.text[start:end] == document.text[start:end].strip()
    assert not "".join(outside).strip()
    assert all(b.start <= b.lead <= b.end for b in document.blocks)
    for line in document.lines:
        assert any(a <= line.start < line.end <= b for a, b in spans)
        assert line.box.x0 < line.box.x1
        assert line.box.top < line.box.bottom


def test_wrapped_lines_are_one_paragraph():
    """Lines that run full belong together; a wider gap parts paragraphs."""
    first = wrapped(PROSE, 100)
    document = read(pdf([*first, *wrapped(MORE, below(first))]))
    assert folded(document) == [PROSE, MORE]
    assert [block.kind for block in document.blocks] == ["paragraph", "paragraph"]
    assert_laws(document)


def test_first_line_indent_opens_a_paragraph():
    """Without any gap, an indented line begins a paragraph."""
    first = wrapped(PROSE, 100)
    lead, *rest = wrapped("Kites that fail are burnt. " + MORE, below(first, 13.2), x=LEFT)
    indented = Word(lead.text[:40], LEFT + 30, lead.y)
    document = read(pdf([*first, indented, *rest]))
    assert folded(document)[0] == PROSE
    assert folded(document)[1].startswith("Kites that fail are burnt.")


def test_running_head_and_page_number_are_furniture_and_the_sentence_goes_on():
    """What stands on every page leaves the body, so that a paragraph crosses the page break."""
    lines = wrapped(PROSE, 700)
    over = [replace(word, y=word.y - 650) for word in lines[2:]]
    pages = [
        [Word("Kite Tester 0100100", 72, 40), *body, Word(f"- {number} -", 300, 765)]
        for number, body in enumerate((lines[:2], over), 1)
    ]
    document = read(pdf(*pages))
    assert folded(document) == [PROSE]
    assert furniture(document) == [
        ("running-head", "Kite Tester 0100100"),
        ("page-number", "- 1 -"),
        ("running-head", "Kite Tester 0100100"),
        ("page-number", "- 2 -"),
    ]
    assert {line.page for line in document.lines} == {1, 2}
    assert document.pages == 2
    assert_laws(document)


HEAD = [Word("Plan of Titles", 72, 32, PLAIN, 8.0), Word("For staff", 506, 32, PLAIN, 8.0)]


def second_page(*edge: Word) -> Document:
    """Two full pages; the second carries these words too."""
    return read(pdf(stacked([PROSE, MORE] * 5), [*edge, *stacked([MORE, PROSE] * 5)]))


def stacked(paragraphs: list[str]) -> list[Word]:
    words = wrapped(paragraphs[0], 72)
    for text in paragraphs[1:]:
        words += wrapped(text, below(words))
    return words


@pytest.mark.parametrize(
    "edge",
    [
        HEAD,
        [Word("Kite Tester", 72, 32), Word("Page 2", 506, 32)],
        [Word("Kite Testers, Title Plan", 72, 32, "Courier", 8.0)],
        [*HEAD, Word("Kite Tester", 280, 20, "Courier", 8.0)],
    ],
)
def test_a_head_on_one_page_only_is_furniture(edge: list[Word]):
    """Place, gap, type, spread and page number tell a head that never comes again."""
    document = second_page(*edge)
    assert folded(document) == [PROSE, MORE] * 5 + [MORE, PROSE] * 5
    assert {reason for reason, _ in furniture(document)} == {"running-head"}
    assert_laws(document)


def test_a_foot_on_one_page_only_is_furniture():
    """The same holds below the last line."""
    foot = [replace(word, y=750) for word in HEAD]
    document = second_page(*foot)
    assert folded(document)[-1] == PROSE
    assert furniture(document) == [("running-foot", "Plan of Titles\tFor staff")]


@pytest.mark.parametrize(
    "edge",
    [
        Word("DUTIES", 72, 32, BOLD),
        Word("KITE TESTER 2", 72, 32, BOLD),
        Word("KITE TESTER 2, GRADE 14", 72, 32, BOLD, 9.0),
        Word("Kite Testers rest in winter.", 72, 32, PLAIN, 8.0),
        Word("* Experience with reels", 72, 32, "Courier", 8.0),
        Word("and all that hangs on them", 72, 32, "Courier", 8.0),
        Word("Plan of Titles", 72, 62, "Courier", 8.0),
    ],
)
def test_what_merely_begins_a_page_is_body(edge: Word):
    """Headings, titles, notes, items, words that run on, and small type without a gap stay."""
    document = second_page(edge)
    assert document.furniture == ()
    assert edge.text in folded(document)


@pytest.mark.parametrize("level", [32.0, 765.0])
def test_a_title_row_from_margin_to_margin_is_body(level: float):
    """A title and its code may stand far apart at the edge of a page."""
    document = second_page(Word("KITE TESTER 2, GRADE 14", 72, level), Word("0100200", 490, level))
    assert document.furniture == ()


def test_small_type_no_higher_than_the_other_page_begins_is_body():
    """Where another page's body begins as high, the place says nothing."""
    first = [*wrapped(PROSE, 36), *wrapped(MORE, 120)]
    document = read(pdf(first, [*HEAD, *wrapped(MORE, 90), *wrapped(PROSE, 170)]))
    assert document.furniture == ()


def test_the_top_of_the_first_page_is_never_a_running_head():
    """A small letterhead belongs to the title block."""
    document = read(pdf([*HEAD, *wrapped(PROSE, 90)], wrapped(MORE, 72)))
    assert document.furniture == ()


def test_a_new_paragraph_on_a_new_page_stays_apart():
    """A sentence that ended before the page break is not glued to the next page."""
    document = read(pdf(wrapped(PROSE, 600), wrapped(MORE, 100)))
    assert folded(document) == [PROSE, MORE]


def test_title_block_rows_keep_title_and_code_on_one_line():
    """Short cells side by side are rows, read across, with a tab between."""
    rows = [("KITE TESTER 1, GRADE 9", "0100100"), ("KITE TESTER 2, GRADE 14", "0100200")]
    words = [
        Word(text, x, 100 + 20 * n)
        for n, row in enumerate(rows)
        for x, text in zip((72, 430), row, strict=True)
    ]
    document = read(pdf([*words, *wrapped(PROSE, 200)]))
    assert texts(document)[:2] == ["\t".join(row) for row in rows]


def test_two_columns_of_prose_are_read_one_after_the_other():
    """Long wrapped prose on both sides of a gutter is read down the left side first."""
    left = wrapped(PROSE + " " + MORE, 200, width=210)
    right = wrapped(MORE + " " + PROSE, 200, x=330, width=210)
    title = [Word("KITE TESTER", 250, 120, BOLD, 16)]
    document = read(pdf([*title, *left, *right]))
    assert folded(document) == ["KITE TESTER", PROSE + " " + MORE, MORE + " " + PROSE]


def beside(
    left: list[str],
    right: list[str],
    *,
    down: int = 0,
    leading: float = 13.2,
    size: float = 11.0,
) -> list[str]:
    """What is read of lines side by side over a paragraph; an empty line is a gap.

    The right side begins `down` lines lower, with a `leading` and a `size` of its own.
    """
    start = 100 + 13.2 * down
    words = [Word(text, 72, 100 + 13.2 * n) for n, text in enumerate(left) if text]
    words += [
        Word(text, 318, start + leading * n, PLAIN, size) for n, text in enumerate(right) if text
    ]
    document = read(pdf([*words, *wrapped(PROSE, 320)]))
    assert_laws(document)
    assert folded(document)[-1] == PROSE
    return [document.text[line.start : line.end] for line in document.lines][:-4]


SERIES = [
    "Occ. Code 9900100",
    *("KITE AND REEL TESTER 1,", "GRADE 9", "9900100"),
    *("KITE AND REEL TESTER 2,", "GRADE 14", "9900200"),
    *("KITE AND REEL TESTER 3,", "GRADE 18", "9900300"),
]
PREAMBLE = [
    "TENTATIVE",
    "Department of Kites and Reels",
    "Plan of Titles",
    "This plan has not been adopted. It may",
    "be read by all who fly kites, and they",
    "have thirty days to say what they think;",
    "until then it may change.",
]


@pytest.mark.parametrize("down", [0, 1, 3])
@pytest.mark.parametrize(("leading", "size"), [(13.2, 11.0), (12.0, 10.0), (15.0, 11.0)])
def test_a_title_block_beside_a_preamble_is_two_blocks(down: int, leading: float, size: float):
    """Words that run on where the other side begins are no cells, whatever the leading."""
    lines = beside(SERIES, PREAMBLE, down=down, leading=leading, size=size)
    assert lines == [*SERIES, *PREAMBLE]


def test_two_lines_beside_a_long_title_block_are_a_block():
    """A wrapped title is not cut in two by a letterhead that merely begins as high."""
    assert beside(SERIES, PREAMBLE[1:3]) == [*SERIES, *PREAMBLE[1:3]]
    short = beside(SERIES[:3], PREAMBLE[1:3])
    assert short == [f"{SERIES[0]}\t{PREAMBLE[1]}", f"{SERIES[1]}\t{PREAMBLE[2]}", SERIES[2]]


def test_lines_of_a_block_stay_lines_and_its_sentences_run_on():
    """In a narrow block, a title takes its level back and a preamble is one paragraph."""
    titles = ["KITE AND REEL TESTER", "1, GRADE 9", "9900100", "KITE AND REEL TESTER", "9900200"]
    left = [Word(text, 72, 100 + 13.2 * n, BOLD) for n, text in enumerate(titles)]
    right = at(100, *PREAMBLE, x=240)
    document = read(pdf([*left, *right, *wrapped(PROSE, 320)]))
    assert folded(document) == [
        *("KITE AND REEL TESTER 1, GRADE 9", "9900100", "KITE AND REEL TESTER", "9900200"),
        *(*PREAMBLE[:3], " ".join(PREAMBLE[3:]), PROSE),
    ]


@pytest.mark.parametrize(
    "right",
    [
        ["Division of Reels", "7 Harbor Road", "Windport 12001"],
        ["Mr. Sam Spool", "Division of Reels", "7 Harbor Road, Room 400", "Windport 12001"],
    ],
)
def test_addresses_side_by_side_are_two_blocks(right: list[str]):
    """A side that stacks name, street and code is no column of cells."""
    left = ["Kite Review Board", "12 Mast Street", "Windport 12000"]
    assert beside(left, right) == [*left, *right]


FLIES = ["Flies small kites under close direction and", "writes down what is seen."]
LEADS = ["Flies large kites, and leads a team of", "three to five."]
SIGNS = ["Has charge of the coast and signs the", "yearly report of the board."]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            ["KITE TESTER 1, GRADE 9", "KITE TESTER 2, GRADE 14", "KITE TESTER 3, GRADE 18"],
            ["9900100", "9900200", "9900300"],
        ),
        (
            ["KITE AND REEL", "TESTER 1", "KITE AND REEL", "TESTER 2", "KITE AND REEL", "TESTER 3"],
            ["9900100", "", "9900200", "", "9900300"],
        ),
        (
            ["KITE TESTER 1", "KITE TESTER 2", "KITE TESTER 3", "KITE TESTER 4"],
            ["Professional Unit", "Security Unit", "Professional Unit 5", "Unit of Trades"],
        ),
        (
            ["Open to all", "By promotion", "By transfer", "By return"],
            [
                "by written examination",
                "after one year of service",
                "with consent of both boards",
                "within a year of leaving",
            ],
        ),
        (
            ["Yearly pay:", "", "Usual hours:", "Work place:", ""],
            [
                "Forty thousand, and more for those",
                "who fly at night",
                "Thirty-seven a week",
                "Windport, and in the summer the coast",
                "of the whole county",
            ],
        ),
        (
            ["Yearly pay", "", "Usual hours", "Work place", ""],
            [
                "Forty thousand, and more for those",
                "who fly at night",
                "Thirty-seven a week",
                "Windport, and in the summer the coast",
                "of the whole county",
            ],
        ),
        (
            ["KITE TESTER 1", "", "KITE TESTER 2", "", "KITE TESTER 3"],
            [*FLIES, *LEADS, *SIGNS],
        ),
        (
            ["Kite and Reel", "Tester", "Chief Reel and", "Spool Tester", "Head of Kites", "here"],
            [*FLIES, *LEADS, *SIGNS],
        ),
        (
            ["KITE TESTER 1", "GRADE 9", "KITE TESTER 2", "GRADE 14", "KITE TESTER 3", "GRADE 18"],
            [*FLIES, *LEADS, *SIGNS],
        ),
        (
            ["Business Administration", "Computer Science", "Library Science", "Meteorology"],
            ["Economics of Trade", "Public Administration", "Statistics and Chance", "Zoology"],
        ),
    ],
)
def test_cells_side_by_side_stay_rows(left: list[str], right: list[str]):
    """Codes, units, values that wrap beside nothing, and descriptions belong to their rows."""
    both = [*zip(left, right, strict=False)]
    expected = ["\t".join(filter(None, pair)) for pair in both]
    expected += [*left[len(both) :], *right[len(both) :]]
    assert beside(left, right) == expected


def test_three_cells_in_a_row_stay_a_row():
    """A table without rules keeps title, grade and code together under its own head."""
    rows = [
        ("Title of the class", "Grade", "Code"),
        ("KITE TESTER 1", "9", "9900100"),
        ("KITE TESTER 2", "14", "9900200"),
        ("KITE TESTER 3", "18", "9900300"),
    ]
    words = [
        Word(text, x, 100 + 13.2 * n)
        for n, row in enumerate(rows)
        for x, text in zip((72, 300, 430), row, strict=True)
    ]
    document = read(pdf([*words, *wrapped(PROSE, 200)]))
    assert texts(document)[:4] == ["\t".join(row) for row in rows]


def test_line_end_hyphens_go_only_on_evidence():
    """`super-/vision` closes for `supervision`, `long-/range` stays for `long-range`."""
    lines = at(
        100,
        "Kite Testers work under direct supervision at the coast and make long-range plans in",
        "the winter, when the wind is too strong for flights at sea; the degree of their super-",
        "vision depends upon the weather of the week, as do the demands that are made by long-",
        "range kites of the largest size.",
    )
    document = read(pdf(lines))
    (text,) = folded(document)
    assert "degree of their supervision depends" in text
    assert "made by long-range kites" in text
    assert [(r.kind, r.count) for r in document.repairs] == [
        ("dehyphenated", 1),
        ("hyphen-kept", 1),
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("of their super-", "vision here", "dehyphenated"),
        ("plans of long-", "range kind", "hyphen-kept"),
        ("the opera-", "tion of", "dehyphenated-fragment"),
        ("the kite-", "mast of", "hyphen-kept-unseen"),
        ("a half-", "day of", "hyphen-kept-unseen"),
        ("under 55-", "b of", "hyphen-kept"),
        ("an Open-", "Competitive", "hyphen-kept"),
        ("full-", "and part-time", None),
        ("the plan -", "the other", None),
        ("no cut", "here", None),
    ],
)
def test_joint_of_a_cut_word(before: str, after: str, expected: str | None):
    """Each way in which a word cut at a line end may be put together."""
    vocabulary = Vocabulary.of(["supervision of a kite", "in long-range plans"])
    assert joint(before, after, vocabulary) == expected


def test_a_document_that_divides_words_closes_compounds_of_one_word_only():
    """Once a document is known to divide words, `water-/shed` closes too."""
    plain = ["the water runs", "adminis-", "tration is quiet"]
    known = [*plain, "administration"]
    assert joint("water-", "shed", Vocabulary.of([*known])) == "dehyphenated-fragment"
    assert joint("water-", "shed", Vocabulary.of(["the water runs"])) == "hyphen-kept-unseen"


@pytest.mark.parametrize("crop", [None, (30.0, 20.0, 600.0, 760.0)])
def test_ruled_table_gives_cells_in_rows_and_columns(
    crop: tuple[float, float, float, float] | None,
):
    """Cells of a ruled table are blocks with their place; text around it stays as it was."""
    above = wrapped(PROSE, 100)
    table = grid([("Title", "Grade"), ("KITE TESTER 1", "9")], below(above), widths=(200, 80))
    document = read(pdf([*above, *table, *wrapped(MORE, 300)], crop=crop))
    cells = [(document.of(b), b.cell) for b in document.blocks if b.cell]
    assert cells == [
        ("Title", (0, 0, 0)),
        ("Grade", (0, 0, 1)),
        ("KITE TESTER 1", (0, 1, 0)),
        ("9", (0, 1, 1)),
    ]
    assert folded(document)[0] == PROSE
    assert folded(document)[-1] == MORE
    assert_laws(document)


EDGES = st.tuples(st.booleans(), st.integers(0, 6), st.integers(0, 5), st.integers(1, 6))


@settings(max_examples=200, deadline=None)
@given(st.lists(EDGES, min_size=4, max_size=24))
def test_cells_are_those_that_pdfplumber_finds(drawn: list[tuple[bool, int, int, int]]):
    """Whatever rules cross: level or upright, at a place, from one along to another."""
    rules = [
        BBox(20.0 * a, 20.0 * at, 20.0 * (a + b), 20.0 * at + 0.5)
        if level
        else BBox(20.0 * at, 20.0 * a, 20.0 * at + 0.5, 20.0 * (a + b))
        for level, at, a, b in drawn
    ]
    edges = plumber.merge_edges([_edge(rule) for rule in rules], 3, 3, 3, 3)
    crossings = plumber.edges_to_intersections(edges, 3, 3)
    assert _enclosed(crossings) == plumber.intersections_to_cells(crossings)


def test_a_box_around_a_heading_is_no_table():
    """Four rules around one line do not make a table."""
    box = [Rule(70, 85, 170, 85), Rule(70, 105, 170, 105)]
    box += [Rule(70, 85, 70, 105), Rule(170, 85, 170, 105)]
    document = read(pdf([*box, Word("DUTIES", 74, 100, BOLD), *wrapped(PROSE, 140)]))
    assert [block.kind for block in document.blocks] == ["heading", "paragraph"]


def test_leading_bold_words_are_the_lead():
    """`lead` ends after the bold label that a paragraph begins with."""
    label, rest = "KITE TESTER 1:", " entry level; flies small kites under supervision."
    words = [Word(label, 72, 100, BOLD), Word(rest.strip(), 176, 100)]
    document = read(pdf([*words, *wrapped(PROSE, 140)]))
    block = document.blocks[0]
    assert document.text[block.start : block.lead] == label
    assert document.of(block) == label + rest
    assert document.blocks[1].lead == document.blocks[1].start


def test_headings_are_short_and_bold_or_larger():
    """A larger title is level 1, a bold line level 2, a bold sentence a paragraph."""
    words = [
        Word("Kite Tester", 72, 100, PLAIN, 18.0),
        Word("Illustrative Duties", 72, 140, BOLD),
        Word("Flies kites.", 72, 170, ITALIC),
        *wrapped(PROSE, 200),
    ]
    document = read(pdf(words))
    kinds = [(block.kind, block.level) for block in document.blocks]
    assert kinds == [("heading", 1), ("heading", 2), ("paragraph", 0), ("paragraph", 0)]
    assert document.blocks[2].emphasised


def test_hanging_items_keep_their_marks_and_depth():
    """Marks at the line start make items; deeper marks make a deeper level."""
    words = [
        *at(100, "1."),
        *at(
            100,
            "Flies each model twice and writes down how long it stayed in the air, with the",
            x=90,
        ),
        *at(113.2, "strength of the wind at that hour.", x=90),
        *at(126.4, "2.", x=72),
        *at(126.4, "Tests reels:", x=90),
        *at(139.6, "\u2022", x=108),
        *at(139.6, "by hand;", x=122),
        *at(152.8, "\u2022", x=108),
        *at(152.8, "under load.", x=122),
    ]
    document = read(pdf(words))
    assert [(b.kind, b.level) for b in document.blocks] == [
        ("item", 0),
        ("item", 0),
        ("item", 1),
        ("item", 1),
    ]
    assert folded(document)[0].endswith("with the strength of the wind at that hour.")
    assert folded(document)[2:] == ["\u2022 by hand;", "\u2022 under load."]


def test_lines_set_to_the_right_stay_lines():
    """Right-aligned dates under each other always reach the margin, yet are not one paragraph."""
    words = [Word("Open Date: 05-22-15", 440, 100), Word("Revised: 01-01-16", 452, 113.2)]
    document = read(pdf([*words, *wrapped(PROSE, 160)]))
    assert texts(document)[:2] == ["Open Date: 05-22-15", "Revised: 01-01-16"]


def test_fake_bold_is_read_once_and_counts_as_bold():
    """Words printed twice with a hair's offset are one bold word."""
    twice = [Word("DUTIES", 72, 100), Word("DUTIES", 72.4, 100)]
    document = read(pdf([*twice, *wrapped(PROSE, 140)]))
    assert texts(document)[0] == "DUTIES"
    assert document.blocks[0].emphasised


def test_raised_footnote_numbers_become_superscripts():
    """A small raised digit after a word is no part of the word."""
    words = [Word("two years of experience", 72, 100), Word("1", 188, 95.5, size=6.5)]
    document = read(pdf([*words, Word("in kites", 196, 100), *wrapped(PROSE, 140)]))
    assert texts(document)[0] == "two years of experience\u00b9 in kites"


def test_text_nobody_can_see_is_furniture():
    """White words on white paper and type of one point are kept, but not read."""
    hidden = [Word("secret", 72, 300, white=True), Word("speck", 72, 320, size=1.0)]
    document = read(pdf([*wrapped(PROSE, 100), *hidden]))
    assert folded(document) == [PROSE]
    assert furniture(document) == [("hidden-text", "secret"), ("hidden-text", "speck")]
    assert_laws(document)


def test_text_up_the_margin_is_furniture():
    """A stamp that runs up the margin is not read in line."""
    stamp = Word("DRAFT", 40, 400, turned=True)
    document = read(pdf([stamp, *wrapped(PROSE, 100)]))
    assert folded(document) == [PROSE]
    assert furniture(document) == [("rotated-text", "DRAFT")]


def test_boxes_are_points_from_the_top_left_of_the_cropped_page():
    """A crop box moves the origin; the first line stands where a reader sees it."""
    plain = read(pdf([Word("Kite Tester", 100, 200)]))
    cropped = read(pdf([Word("Kite Tester", 100, 200)], crop=(50, 0, 612, 742)))
    assert plain.lines[0].box.x0 - cropped.lines[0].box.x0 == pytest.approx(50, abs=0.02)
    assert plain.lines[0].box.top - cropped.lines[0].box.top == pytest.approx(50, abs=0.02)
    assert plain.lines[0].box.bottom == pytest.approx(200, abs=0.5)


def test_a_turned_page_is_read_upright():
    """Text drawn sideways on a page that is shown turned reads as usual."""
    words = [
        Word("Kite Tester 1 flies", 100, 700, turned=True),
        Word("kites", 120, 700, turned=True),
    ]
    document = read(pdf(words, rotation=90))
    assert " ".join(folded(document)) == "Kite Tester 1 flies kites"
    assert document.furniture == ()


def test_damaged_locked_empty_and_long_files_are_refused_by_name():
    """Each file that cannot become a document names its reason."""
    good = pdf(wrapped(PROSE, 100))
    assert refusal(pdf(wrapped(PROSE, 100), password="kite")) == "encrypted"
    assert refusal(good[: len(good) // 2]) == "corrupt-file"
    assert refusal(b"%PDF-1.4 and nothing more") == "corrupt-file"
    assert refusal(pdf([Rule(10, 10, 200, 10)])) == "no-text-layer"
    assert refusal(pdf(*[wrapped(PROSE, 100)] * 3), Limits(max_pages=2)) == "too-large"
    assert refusal(good, Limits(max_characters=20)) == "too-large"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 2000), st.booleans())
def test_arbitrary_bytes_raise_only_a_source_error(noise: bytes, place: int, prefixed: bool):
    """Rubbish, and a good file with rubbish in it, are read or refused, never a crash."""
    good = pdf(wrapped(PROSE, 100))
    data = good[:place] + noise + good[place + len(noise) :] if prefixed else noise
    with contextlib.suppress(SourceError):
        assert_laws(read(data))


class Print:
    """A page of characters and their owners, asked the way pdfium is."""

    def __init__(self, text: str, owners: str, units: int | None = None) -> None:
        self._text, self._owners, self._units = text, owners, units or len(text)
        self.asked: list[int] = []

    def calls(self) -> Calls:
        """The calls to pdfium, answered by this page."""
        calls = Calls(pypdfium2.raw)
        calls.characters, calls.text = self.characters, self.text
        calls.owner, calls.words = self.owner, self.words
        return calls

    def characters(self, page: int) -> int:
        return self._units

    def text(self, page: int, start: int, count: int, place: int) -> int:
        data = self._text.encode("utf-16-le")
        ctypes.memmove(place, data, len(data))
        return len(data) // 2 + 1

    def owner(self, page: int, at: int) -> int:
        return int(self._owners[at])

    def words(self, item: int, page: int, place: int | None, size: int) -> int:
        self.asked.append(item)
        data = "asked".encode("utf-16-le") + b"\0\0"
        if place:
            ctypes.memmove(place, data, len(data))
        return len(data)


def words(page: Print) -> list[str]:
    found = Words(page.calls(), 1)
    return [found.of(item) for item in (1, 2, 3)]


def test_words_of_objects_are_found_in_one_walk():
    """An object's words end with the space after them; one without characters has none."""
    page = Print("Kite Testers fly \x02 reels.", "1111022222222222020333333")
    assert words(Print("Kite Testers", "111102222222")) == ["Kite ", "Testers", ""]
    assert words(page)[0] == "Kite "
    assert page.asked == [2, 2]


@pytest.mark.parametrize(("text", "units"), [("Kite", 9), ("Kite\U0001fa81", 6)])
def test_a_page_counted_otherwise_is_asked_object_by_object(text: str, units: int):
    """Where text and characters disagree, or one takes two units, pdfium is asked."""
    page = Print(text, "111111111", units)
    assert words(page) == ["asked"] * 3
    assert page.asked == [1, 1, 2, 2, 3, 3]


WORDS = st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=255), max_size=30)
PLACED = st.builds(
    Word,
    WORDS,
    st.floats(0, 600),
    st.floats(0, 780),
    st.sampled_from([PLAIN, BOLD, ITALIC]),
    st.sampled_from([6.0, 9.0, 11.0, 18.0]),
    st.booleans(),
    st.booleans(),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(PLACED, max_size=25), min_size=1, max_size=3))
def test_laws_hold_for_words_strewn_over_pages(pages: list[list[Word]]):
    """Wherever words stand, none is lost, spans are ordered, and the result is the same twice."""
    data = pdf(*pages)
    if not any(word.text.strip() for page in pages for word in page):
        assert refusal(data) == "no-text-layer"
        return
    document = read(data)
    assert_laws(document)
    assert read(data) == document


@pytest.mark.skipif(not REAL.exists(), reason="the shared real documents are absent")
def test_real_bulletins_keep_every_word():
    """On real bulletins, the words are those of pdfium's own text, and the laws hold."""
    import pypdfium2

    for path in sorted(REAL.glob("*.pdf"))[::8]:
        data = path.read_bytes()
        document = read(data)
        assert_laws(document)
        with pypdfium2.PdfDocument(data) as file:
            plain = []
            for page in file:
                textpage = page.get_textpage()
                plain.append(textpage.get_text_bounded())
                textpage.close()
                page.close()
        expected = Counter(re.findall(r"\w+", " ".join(plain)))
        got = Counter(re.findall(r"\w+", document.text))
        assert (expected & got).total() >= 0.99 * max(expected.total(), got.total()), path.name
