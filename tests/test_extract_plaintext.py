"""Plain text to `Document`: encodings, leaked markup, hard wraps, page furniture."""

from __future__ import annotations

import hashlib
import textwrap
from itertools import pairwise
from pathlib import Path

import pytest
from ftfy.badness import is_bad
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import SourceError
from pipeline.extract.decoding import decode
from pipeline.extract.plaintext import extract
from pipeline.model import Document, Limits, Source
from pipeline.text import RepairLog

SHARED = Path(__file__).parents[2] / "shared"
FIRST = (
    "Kite Testers examine kites, lines and reels before they are sold to the public, and keep "
    "a record of each flight. They work at the coast, in wind of every strength, and report to "
    "a Senior Kite Tester who assigns the models to be flown during the week."
)
SECOND = (
    "Failures are photographed, measured and described in plain words for the makers, who must "
    "answer within a month; the answer is filed with the kite."
)


def read(text: str | bytes, limits: Limits | None = None) -> Document:
    data = text.encode() if isinstance(text, str) else text
    source = Source("kite.txt", "text/plain", len(data), hashlib.sha256(data).hexdigest())
    return extract(source, data, limits=limits or Limits())


def texts(document: Document) -> list[str]:
    return [document.of(block) for block in document.blocks]


def folded(document: Document) -> list[str]:
    return [" ".join(text.split()) for text in texts(document)]


def repairs(document: Document) -> dict[str, int]:
    return {repair.kind: repair.count for repair in document.repairs}


def furniture(document: Document) -> list[tuple[str, str]]:
    return [(f.reason, document.text[f.start : f.end]) for f in document.furniture]


def assert_laws(document: Document) -> None:
    spans = [(b.start, b.end) for b in document.blocks]
    spans += [(f.start, f.end) for f in document.furniture]
    assert all(0 <= a < b <= len(document.text) for a, b in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    last = 0
    for start, end in [*spans, (len(document.text), len(document.text))]:
        assert not document.text[last:start].strip()
        assert document.text[start:end] == document.text[start:end].strip()
        last = end


def wrap(*paragraphs: str, width: int = 70, first: str = "", hang: str = "") -> list[str]:
    return [
        textwrap.fill(text, width, initial_indent=first, subsequent_indent=hang)
        for text in paragraphs
    ]


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"the office\x92s kites", "the office’s kites", "windows-1252"),
        (b"\x93lines\x94 \x96 reels \x95 r\xe9sum\xe9", "“lines” – reels • résumé", "windows-1252"),
        ("the office’s “kites”".encode("mac_roman"), "the office’s “kites”", "macintosh"),
        ("café".encode("cp850"), "café", "ibm850"),
        ("naïve § 71".encode(), "naïve § 71", "utf-8"),
        ("\ufeffkites".encode(), "kites", "utf-8"),
        ("kites’".encode("utf-16"), "kites’", "utf-16"),
        ("kites’".encode("utf-32"), "kites’", "utf-32"),
        ("kites and lines".encode("utf-16-be"), "kites and lines", "utf-16-be"),
    ],
)
def test_encodings_are_recognised(data: bytes, text: str, encoding: str):
    """A mark, UTF-8, or the Western set in which every character is at home."""
    assert decode(data, RepairLog()) == (text, encoding)


def test_a_broken_promise_of_a_mark_is_corrupt():
    """UTF-16 that ends in half a character is refused by name."""
    with pytest.raises(SourceError, match="corrupt-file"):
        read(b"\xff\xfek\x00\x00\xd8")


def test_mojibake_is_undone_and_logged():
    """UTF-8 once read as Windows-1252 becomes what was meant; sound lines stay."""
    document = read("the officeâ€™s kites\nthe café’s kites\n")
    assert texts(document) == ["the office’s kites", "the café’s kites"]
    assert repairs(document) == {"mojibake": 1}


@given(st.text(alphabet="aZ 0.,(\u00a0\u00a7\u00b7\u2013\u2014\u2019\u2026", max_size=12))
def test_signs_that_ftfy_is_not_asked_about_are_never_bad(text):
    """Bullets, dashes, apostrophes and blanks alone are no mojibake, however they stand."""
    assert not is_bad(text)


def test_leaked_word_markup_vanishes():
    """Tags, conditional comments and entities go, and what they held stays as written."""
    document = read(
        "Classification Standard<o:p></o:p>\n"
        "<o:p>&nbsp;</o:p>\n"
        "<p class=MsoNormal><span style='text-transform:uppercase'>Kite Tester 1:</span> flies "
        "kites &amp; reels.</p>\n"
        "<!--[if gte mso 9]><xml>noise</xml><![endif]-->the office&#8217;s<br>own\n"
    )
    assert texts(document) == [
        "Classification Standard",
        "Kite Tester 1: flies kites & reels.",
        "the office’s",
        "own",
    ]
    assert set(repairs(document)) == {"leaked-markup", "leaked-entity"}


@pytest.mark.parametrize(
    "text", ["less < than, more > than", "<Name of agency> decides", "a<b, b>c", "R&D; AT&T"]
)
def test_a_bare_sign_is_prose(text: str):
    """What only looks a little like markup is left alone."""
    document = read(text)
    assert document.text == text
    assert document.repairs == ()


def test_every_line_is_a_block_where_nothing_is_wrapped():
    """Paragraphs of one long line each need no blank lines between them."""
    document = read(
        f"KITE TESTER 1, GRADE 18\n0100100\n{FIRST}\n{SECOND}\n\u00a0\n· Flies kites.\n"
    )
    assert texts(document) == [
        "KITE TESTER 1, GRADE 18",
        "0100100",
        FIRST,
        SECOND,
        "· Flies kites.",
    ]
    assert_laws(document)


@pytest.mark.parametrize("width", [58, 65, 72, 80, 98])
def test_hard_wraps_are_joined_with_blank_lines_between(width: int):
    """Paragraphs wrapped at any usual width come out whole, line breaks and all."""
    text = "\n\n".join(["NATURE OF WORK", *wrap(FIRST, SECOND, FIRST, width=width)])
    document = read(text)
    assert folded(document) == ["NATURE OF WORK", FIRST, SECOND, FIRST]
    assert "\n" in texts(document)[1]


def test_hard_wraps_without_blank_lines_part_at_indents_and_short_lines():
    """First-line indents and lines that are not full end paragraphs just as blank lines do."""
    lines = ["KITE TESTER 1, GRADE 18", "0100100", "NATURE OF WORK"]
    text = "\n".join([*lines, *wrap(FIRST, SECOND, FIRST, first=" " * 9)])
    document = read(text)
    assert folded(document) == [*lines, FIRST, SECOND, FIRST]
    assert [block.indent for block in document.blocks] == [0, 0, 0, 9, 9, 9]


def test_hanging_items_keep_their_lines():
    """List marks open blocks; lines under the mark's text belong to the item."""
    one = wrap(f"1.  {FIRST}", first="  ", hang="      ")
    two = wrap(f"a.  {SECOND}", first="        ", hang="            ")
    document = read("\n".join([*wrap(FIRST), *one, *two, "  2.  Keeps lists."]))
    assert folded(document) == [FIRST, f"1. {FIRST}", f"a. {SECOND}", "2. Keeps lists."]
    assert [block.indent for block in document.blocks] == [0, 2, 8, 2]


def test_a_full_line_before_a_label_or_a_bullet_ends_there():
    """A track label after a finished sentence, and any bullet, opens a block of its own."""
    full = "Promotion: one year of service as a Kite Tester 1 at the coast office."
    assert len(full) == 70
    text = "\n".join([*wrap(FIRST, SECOND), full, full, "- flies kites", "- winds lines"])
    assert folded(read(text)) == [FIRST, SECOND, full, full, "- flies kites", "- winds lines"]


def test_a_number_that_belongs_to_the_sentence_opens_nothing():
    """`Grade` / `18. The` is one sentence over two lines."""
    start = "Positions in this class are those that the salary plan puts at Grade"
    text = "\n\n".join([*wrap(FIRST, SECOND), f"{start}\n18. The rest are of other classes."])
    assert folded(read(text))[-1] == f"{start} 18. The rest are of other classes."


def test_cut_words_close_only_on_evidence():
    """The document's own words tell how a word cut at a line end was spelled."""
    lines = [
        "Kite Testers work under the supervision of a Senior Kite Tester at the",
        "coast, who makes long-range plans for the tests; the degree of super-",
        "vision depends upon the weather, as do the demands made by the long-",
        "range kites; the makers see the reports, and a copy of each goes to a",
        "public file that any person may read.",
    ]
    document = read("\n".join(lines))
    (text,) = folded(document)
    assert "degree of supervision depends" in text
    assert "the long-range kites" in text
    assert repairs(document) == {"dehyphenated": 1, "hyphen-kept": 1}


def test_soft_hyphens_at_line_ends_close_the_word():
    """A soft hyphen at the end of a wrapped line says itself that the word goes on."""
    lines = wrap(FIRST)[0].replace("models to", "mod\u00ad\nels to")
    document = read(lines + "\n\n" + wrap(SECOND)[0])
    assert folded(document)[0] == FIRST


def test_page_numbers_and_running_heads_are_furniture():
    """Counted lines and heads that come again leave the body; the paragraph goes on."""
    lines = wrap(FIRST, width=60)[0].splitlines()
    pages = [
        [*wrap(SECOND, width=60), "", *lines[:2], "", "- 1 -"],
        ["Kite Tester, page 2", "", *lines[2:], "", "- 2 -"],
        ["Kite Tester, page 3", "", *wrap(SECOND, width=60), "", "- 3 -"],
    ]
    document = read("\n\f".join("\n".join(page) for page in pages))
    assert folded(document) == [SECOND, FIRST, SECOND]
    assert furniture(document) == [
        ("page-number", "- 1 -"),
        ("running-head", "Kite Tester, page 2"),
        ("page-number", "- 2 -"),
        ("running-head", "Kite Tester, page 3"),
        ("page-number", "- 3 -"),
    ]
    assert_laws(document)


def test_one_line_that_looks_like_a_page_number_stays():
    """A single `Page 3` proves nothing."""
    assert furniture(read("Kite Tester\nPage 3\nflies kites\n")) == []


def test_empty_and_long_texts_are_refused_by_name():
    """Nothing but white space, and more than the limit, are named."""
    for data in (b"", b"\xa0 \n\t", "\ufeff\u00a0".encode()):
        with pytest.raises(SourceError, match="empty-file"):
            read(data)
    with pytest.raises(SourceError, match="too-large"):
        read("kites", Limits(max_characters=4))


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_arbitrary_bytes_raise_only_a_source_error(data: bytes):
    """Any bytes become a lawful document or a named refusal, the same each time."""
    try:
        document = read(data)
    except SourceError:
        return
    assert_laws(document)
    assert read(data) == document


LINES = st.lists(
    st.text(st.sampled_from("aB 1.-\t\f\n\u00a0\u00ad·<>&;é:"), max_size=80), max_size=12
)


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_laws_hold_for_any_lines(lines: list[str]):
    """Whatever the lines, nothing is lost and no block begins or ends with white space."""
    text = "\n".join([*lines, "end"])
    assert_laws(read(text))


@settings(max_examples=100, deadline=None)
@given(st.permutations([FIRST, SECOND, "Flies kites.", "ILLUSTRATIVE DUTIES"]), st.integers(56, 98))
def test_wrapping_and_unwrapping_agree(paragraphs: list[str], width: int):
    """The same paragraphs come back at whatever width they were wrapped."""
    wide = [*paragraphs, FIRST]
    assert folded(read("\n\n".join(wrap(*wide, width=width)))) == wide


@pytest.mark.skipif(not SHARED.exists(), reason="the shared real documents are absent")
def test_real_texts_obey_the_laws():
    """Real standards and bulletins lose nothing, and their long lines are blocks."""
    paths = sorted(SHARED.glob("examples/ny/*.txt")) + sorted(SHARED.glob("real/*/**/*.txt"))
    for path in paths:
        document = read(path.read_bytes())
        assert_laws(document)
        assert len(document.blocks) > 10, path.name


@pytest.mark.skipif(not SHARED.exists(), reason="the shared examples are absent")
def test_wrapped_example_has_whole_duties():
    """The hard-wrapped example gives each lettered duty as one block with its indent."""
    document = read((SHARED / "examples" / "ny" / "ny-002.txt").read_bytes())
    items = [
        (b.indent, t[:2], len(t.split("\n")))
        for b, t in zip(document.blocks, texts(document), strict=True)
        if t[1:2] == "."
    ]
    assert items == [
        (2, "1.", 1), (8, "a.", 2), (8, "b.", 3), (8, "c.", 1),
        (2, "2.", 1), (8, "a.", 2), (8, "b.", 2), (8, "c.", 2), (8, "d.", 2),
        (2, "3.", 3), (2, "4.", 2), (2, "5.", 3), (2, "6.", 2), (2, "7.", 2),
    ]  # fmt: skip


def test_first_lines_set_in_part_paragraphs_without_blank_lines() -> None:
    """Where first lines are set in and the rest is at the margin, each one set in is new."""
    flies = "Flies kites in winds of every force, by day and by night, over sea and land."
    paragraphs = [FIRST, flies, "Mends torn sails.", SECOND, FIRST]
    page = "\n".join(textwrap.fill(p, 72, initial_indent="   ") for p in paragraphs)
    assert folded(read(page)) == paragraphs


def test_a_short_line_of_an_item_goes_on_below_its_text() -> None:
    """A line that stands below the text of a list item belongs to it, full or not."""
    item = "May perform any of the duties of a Heritage Kite Tester 1."
    page = textwrap.fill(FIRST, 72) + "\n\n" + textwrap.fill(SECOND, 72) + "\n\n"
    page += "   -  May perform any of the duties of a Heritage Kite\n      Tester 1.\n"
    page += "   -  Mends torn sails.\n"
    assert folded(read(page))[2:] == [f"- {item}", "- Mends torn sails."]
