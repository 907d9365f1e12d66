"""HTML to `Document`: what a browser prints in reading order, navigation apart."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import REJECTS, SourceError
from pipeline.extract import EXTRACTORS, extract
from pipeline.model import Block, Cell, Document, Limits, Source
from pipeline.source import read
from tests.build_html import build_html, link_list, old_site, table, word_item
from tests.extract_laws import check_laws

SHARED = Path(__file__).parents[2] / "shared"
PROSE = (
    "Kite Testers examine kites, lines and reels before they are sold to the public, and keep "
    "a record of each flight in wind of every strength."
)


def read_html(data: bytes) -> Document:
    return extract(Source("kite.html", "text/html", len(data), ""), data)


def document(*body: str, title: str = "", head: str = "") -> Document:
    made = read_html(build_html(*body, title=title, head=head))
    check_laws(made)
    return made


def texts(made: Document) -> list[str]:
    return [made.of(block) for block in made.blocks]


def kinds(made: Document) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, made.of(block)) for block in made.blocks]


def furniture(made: Document) -> list[tuple[str, str]]:
    return [(apart.reason, made.text[apart.start : apart.end]) for apart in made.furniture]


def only(made: Document) -> Block:
    (block,) = made.blocks
    return block


def test_blocks_stand_in_reading_order_one_a_line():
    made = document("<h1>KITE TESTER</h1><p>Flies\n kites.</p>loose <b>words</b><div>End</div>")
    assert kinds(made) == [
        ("heading", 1, "KITE TESTER"),
        ("paragraph", 0, "Flies kites."),
        ("paragraph", 0, "loose words"),
        ("paragraph", 0, "End"),
    ]
    assert made.text == "KITE TESTER\nFlies kites.\nloose words\nEnd"


def test_inline_elements_add_no_spaces_and_white_space_collapses():
    made = document("<p>Kite<b>s</b>man  \n <i> ship</i><span></span> &amp;\tmore</p>")
    assert texts(made) == ["Kitesman ship & more"]


def test_no_break_spaces_stay_and_do_not_collapse():
    made = document("<p>Occ.&nbsp;Code&nbsp;&nbsp;9900100</p><p>&nbsp;</p>")
    assert texts(made) == ["Occ.\u00a0Code\u00a0\u00a09900100"]


def test_leading_blanks_and_margins_count_as_indent():
    made = document(
        "<p>&nbsp;&nbsp;&nbsp; Flies</p>",
        "<div style='margin-left:.5in;text-indent:-.25in'>Lands</div>",
    )
    assert [block.indent for block in made.blocks] == [4, 3]


@pytest.mark.parametrize(
    ("markup", "lead"),
    [
        ("<b>KITE TESTER:</b> entry level", "KITE TESTER:"),
        ("<u>KITE</u> <b><i>TESTER</i></b>: entry", "KITE TESTER"),
        ("<span style='font-weight: bold'>Promotion:</span> one year", "Promotion:"),
        ("<b style='font-weight:normal'>Promotion:</b> one year", ""),
        ("one <b>year</b>", ""),
        ("<strong>ALL OF IT</strong> ", "ALL OF IT"),
    ],
)
def test_lead_ends_with_the_leading_emphasis(markup: str, lead: str):
    made = document(f"<p>{markup}</p>")
    block = only(made)
    assert made.text[block.start : block.lead] == lead
    assert block.emphasised == (lead == made.of(block))


def test_a_line_break_begins_a_block_unless_a_sentence_runs_on():
    made = document(
        "<p><b>KITE TESTER 1,<br>&nbsp;&nbsp;GRADE 9</b><br><br>9900100</p>"
        "<p>Examines kites, lines and reels before they are sold to<br>the public.</p>"
        "<p>Examines kites, lines and reels as is required by<br>Section 174 of the Law.</p>"
    )
    assert texts(made) == [
        "KITE TESTER 1,",
        "GRADE 9",
        "9900100",
        "Examines kites, lines and reels before they are sold to\nthe public.",
        "Examines kites, lines and reels as is required by\nSection 174 of the Law.",
    ]
    assert [block.emphasised for block in made.blocks[:3]] == [True, True, False]


def test_preformatted_lines_keep_their_indent_and_join_where_they_were_wrapped():
    made = document(
        "<pre>KITE TESTER 1, GRADE 9\n9900100\n\n"
        "     Kite Testers examine kites, lines and reels before they are sold\n"
        "to the public, and keep a record of each flight. They work near the\n"
        "coast, in wind of every strength, and report to a Senior Kite Tester\n"
        "who assigns the models to be flown.\n</pre>"
    )
    assert [block.indent for block in made.blocks] == [0, 0, 5]
    assert texts(made)[:2] == ["KITE TESTER 1, GRADE 9", "9900100"]
    assert texts(made)[2].split()[-3:] == ["to", "be", "flown."]


def test_lists_keep_their_depth_and_ordered_ones_their_numbers():
    made = document(
        "<ul><li>Plans flights<ul><li>by day</li><li>by night</li></ul></li></ul>"
        "<ol start=3><li>Third</li><li value=7>Seventh<li>Eighth</ol>"
        "<ol type=a><li>First<ol type=I><li>Inner</ol></ol>"
    )
    assert kinds(made) == [
        ("item", 0, "Plans flights"),
        ("item", 1, "by day"),
        ("item", 1, "by night"),
        ("item", 0, "3. Third"),
        ("item", 0, "7. Seventh"),
        ("item", 0, "8. Eighth"),
        ("item", 0, "a. First"),
        ("item", 1, "I. Inner"),
    ]


def test_only_the_first_block_of_an_item_is_the_item():
    made = document("<ol><li><p><b>Flies:</b> kites.</p><p>In wind.</p></li></ol>")
    assert kinds(made) == [("item", 0, "1. Flies: kites."), ("paragraph", 0, "In wind.")]
    assert made.text[: made.blocks[0].lead] == "1. Flies:"


def test_word_lists_are_items_with_their_printed_marks():
    made = document(word_item("Flies kites."), word_item("Mends them.", level=2))
    assert kinds(made) == [
        ("item", 0, "·\u00a0\u00a0 Flies kites."),
        ("item", 1, "·\u00a0\u00a0 Mends them."),
    ]


def test_word_markup_vanishes():
    made = document(
        "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->"
        "<p class=MsoNormal><span style='mso-spacerun:yes'>  </span>Kites<o:p></o:p></p>"
        "<p><o:p>&nbsp;</o:p></p><v:shape><v:imagedata/></v:shape>"
        "<xml><w:Zoom>0</w:Zoom></xml><style>p {x: y}</style><script>var kite;</script>"
        "<p><span style='text-transform:uppercase'>Kite Tester 1:</span> entry</p>"
    )
    assert made.text == "Kites\nKITE TESTER 1: entry"


def test_cells_of_a_data_table_know_their_place():
    made = document(
        "<table><tr><th colspan=2>Class</th><th>Grade</th></tr>"
        "<tr><td rowspan=2>KITE TESTER</td><td>1</td><td>9</td></tr>"
        "<tr><td></td><td>11</td></tr></table>",
        table(("Code", "9900100")),
    )
    assert [(block.cell, made.of(block)) for block in made.blocks] == [
        (Cell(0, 0, 0), "Class"),
        (Cell(0, 0, 2), "Grade"),
        (Cell(0, 1, 0), "KITE TESTER"),
        (Cell(0, 1, 1), "1"),
        (Cell(0, 1, 2), "9"),
        (Cell(0, 2, 2), "11"),
        (Cell(1, 0, 0), "Code"),
        (Cell(1, 0, 1), "9900100"),
    ]
    assert {block.kind for block in made.blocks} == {"cell"}


def test_layout_tables_are_transparent():
    flow = "".join(f"<p>Duty {number} of the class.</p>" for number in range(6))
    made = document(table(("Left", flow)), table((table(("a", "b")), "c")), table(("d",), ("e",)))
    cells = [(block.kind, block.cell, made.of(block)) for block in made.blocks]
    assert cells[0] == ("paragraph", None, "Left")
    assert cells[6] == ("paragraph", None, "Duty 5 of the class.")
    assert cells[7:9] == [("cell", Cell(0, 0, 0), "a"), ("cell", Cell(0, 0, 1), "b")]
    assert cells[9:] == [("paragraph", None, text) for text in "cde"]


def test_a_table_that_sets_bullets_beside_texts_is_a_list():
    made = document(table(("•", "Flies kites."), ("•", "<b>Mends:</b> lines.")))
    assert kinds(made) == [("item", 0, "• Flies kites."), ("item", 0, "• Mends: lines.")]
    assert made.of((made.blocks[1].start, made.blocks[1].lead)) == "• Mends:"


def test_landmarks_menus_and_page_title_are_furniture_after_the_body():
    made = document(
        '<a href="#main">Skip to main content</a><nav>Home <b>Jobs</b></nav>',
        '<div role="navigation"><a href="/">Up</a></div>',
        f'<div style="display: none">Page Content</div><main><p>{PROSE}</p></main>',
        "<p>Terms of the site</p><footer>Imprint</footer>",
        title="Kites",
    )
    assert texts(made) == [PROSE]
    assert furniture(made) == [
        ("navigation", "Skip to main content"),
        ("navigation", "Home\nJobs"),
        ("navigation", "Up"),
        ("hidden", "Page Content"),
        ("navigation", "Terms of the site"),
        ("navigation", "Imprint"),
        ("page-title", "Kites"),
    ]


def test_an_old_site_is_told_from_its_text_by_links_and_place():
    header = ("<p>Occ. Code 9900100</p>", "<p><b>KITE TESTER, GRADE 9</b></p>")
    made = document(old_site(*header, f"<p>{PROSE}</p>", "<p>Date: 5/18</p>"))
    assert texts(made) == ["Occ. Code 9900100", "KITE TESTER, GRADE 9", PROSE, "Date: 5/18"]
    apart = [text for _, text in furniture(made)]
    assert apart[0] == "Department of Kites"
    assert apart[-2:] == ["Home | Job Seekers | Employees | Managers | Contact Us",
                          "Built by the plan system."]  # fmt: skip


def test_links_in_the_text_are_text():
    made = document(
        link_list(),
        '<p><a href="/9900200">9900200</a></p>',
        f"<p>{PROSE}</p>",
        "<h2>Related Classes</h2>",
        '<p><a href="/2">Kite Tester 2</a></p><p><a href="/3">Flyer</a></p>',
        f"<p>{PROSE}</p>",
    )
    assert texts(made) == [
        "9900200", PROSE, "Related Classes", "Kite Tester 2", "Flyer", PROSE,
    ]  # fmt: skip


def test_named_anchors_are_no_links():
    made = document(*(f"<p><a name=x{n}>KITE TESTER {word}</a></p>" for n, word in enumerate("AB")))
    assert texts(made) == ["KITE TESTER A", "KITE TESTER B"]


def test_the_only_main_heading_is_text_although_it_stands_in_the_page_header():
    made = document(f"<header><p>State</p><h1>KITE TESTER</h1></header>{link_list()}<p>{PROSE}</p>")
    assert texts(made) == ["KITE TESTER", PROSE]
    assert ("navigation", "State") in furniture(made)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("<html><p>The Department’s kites</p>".encode("utf-16"), "utf-16"),
        ("<html><p>The Department’s kites</p>".encode(), "utf-8"),
        (
            '<html><meta charset="windows-1252"><p>The Department’s kites</p>'.encode("cp1252"),
            "windows-1252",
        ),
        (
            "<html><meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'>"
            "<p>The Department’s kites</p>".encode("cp1252"),
            "windows-1252",
        ),
        ("<html><meta charset='utf-8'><p>The Department’s kites</p>".encode("cp1252"),
         "windows-1252"),
        (b"<html><p>The Department&#146;s kites</p>", "utf-8"),
    ],
)  # fmt: skip
def test_any_encoding_gives_the_same_text(data: bytes, encoding: str):
    made = read_html(data)
    assert (texts(made), made.encoding) == (["The Department’s kites"], encoding)


def test_mojibake_is_repaired_also_from_entities_and_logged():
    made = document("<p>the Departmentâ€™s <b>kites</b></p><p>a &acirc;&#128;&#153;</p>")
    assert texts(made) == ["the Department’s kites", "a ’"]
    assert [(repair.kind, repair.count) for repair in made.repairs] == [("mojibake", 2)]


def test_lead_survives_a_repair_before_it():
    made = document("<p><b>Departmentâ€™s kites:</b> all</p>")
    assert made.text[: only(made).lead] == "Department’s kites:"


def test_a_page_without_text_is_empty():
    with pytest.raises(SourceError, match="empty-file"):
        read_html(build_html("<script>var kite;</script>", title="Kites"))


def test_a_deeply_nested_page_is_read():
    made = document("<div>" * 5000 + "Kites" + "</div>" * 5000)
    assert texts(made) == ["Kites"]


def test_more_characters_than_the_limit_are_too_many():
    data = build_html(f"<p>{PROSE}</p>")
    with pytest.raises(SourceError, match="too-large"):
        extract(Source("k", "text/html", 0, ""), data, limits=Limits(max_characters=50))


TAGS = ("p", "div", "b", "a href=x", "li", "ul", "ol", "td", "tr", "table", "h2", "br", "o:p",
        "main", "nav", "span style='display:none'", "pre")  # fmt: skip
MARKUP = st.lists(
    st.one_of(
        st.sampled_from([f"<{tag}>" for tag in TAGS]),
        st.sampled_from([f"</{tag.split()[0]}>" for tag in TAGS]),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
        st.sampled_from(["&nbsp;", "kites ", "\n", "â€™", "e\u0301", "<!--x-->", "1."]),
    ),
    max_size=40,
)


@given(MARKUP)
def test_any_markup_obeys_the_laws_and_gives_the_same_document_twice(parts: list[str]):
    data = build_html(f"<p>{PROSE}</p>", *parts, title="kites")
    made = read_html(data)
    check_laws(made)
    assert made == read_html(data)


@given(st.binary(max_size=300), st.sampled_from(sorted(EXTRACTORS)))
def test_arbitrary_bytes_raise_only_source_errors(data: bytes, media_type: str):
    try:
        check_laws(extract(Source("x", media_type, len(data), ""), data))
    except SourceError as error:
        assert error.code in REJECTS  # noqa: PT017
        assert error.code != "internal-error"  # noqa: PT017


def test_an_unknown_media_type_is_refused():
    with pytest.raises(SourceError, match="unsupported-media-type"):
        extract(Source("x", "image/png", 1, ""), b"x")


def test_importing_the_package_imports_no_third_party_library():
    code = (
        "import sys, pipeline.extract, pipeline.source\n"
        "third = {'ftfy', 'selectolax', 'docx', 'lxml', 'pypdfium2', 'pdfplumber', "
        "'charset_normalizer'}\n"
        "print(sorted(third & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not here")
def test_whole_pages_give_the_body_of_their_content_part():
    folder = SHARED / "real" / "ca"
    for path in sorted((folder / "pages").iterdir()):
        pages = [read(p, limits=Limits()) for p in (path, folder / "content" / path.name)]
        whole, content = (extract(source, data) for source, data in pages)
        check_laws(whole)
        assert [(b.kind, whole.of(b)) for b in whole.blocks] == [
            (b.kind, content.of(b)) for b in content.blocks
        ], path.name


@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not here")
def test_real_content_pages_obey_the_laws():
    for path in sorted((SHARED / "real" / "ca" / "content").iterdir()):
        check_laws(extract(*read(path, limits=Limits())))
