"""DOCX to `Document`: what Word prints, with what python-docx alone passes over."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import REJECTS, SourceError
from pipeline.extract import extract
from pipeline.model import Block, Cell, Document, Limits, Source
from pipeline.source import DOCX, read
from tests.build_docx import (
    abstract_list,
    build_docx,
    list_instance,
    listed,
    note,
    paragraph,
    run,
    style,
    table,
    zip_bytes,
)
from tests.extract_laws import check_laws

SHARED = Path(__file__).parents[2] / "shared"
BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>{0}"
    "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
    "<w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    "</w:r>"
)


def read_docx(data: bytes) -> Document:
    return extract(Source("kite.docx", DOCX, len(data), ""), data)


def document(*body: str, **parts: object) -> Document:
    made = read_docx(build_docx(*body, **parts))  # type: ignore[arg-type]  # passed through
    check_laws(made)
    return made


def texts(made: Document) -> list[str]:
    return [made.of(block) for block in made.blocks]


def kinds(made: Document) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, made.of(block)) for block in made.blocks]


def only(made: Document) -> Block:
    (block,) = made.blocks
    return block


def test_paragraphs_and_tables_stand_in_body_order():
    made = document(
        paragraph("Occ. Code 9900100"),
        paragraph("  "),
        table(("KITE TESTER 1", "GRADE 9"), (paragraph("KITE") + paragraph("TESTER 2"), "M-1")),
        paragraph("End"),
    )
    assert [(block.kind, block.cell, made.of(block)) for block in made.blocks] == [
        ("paragraph", None, "Occ. Code 9900100"),
        ("cell", Cell(0, 0, 0), "KITE TESTER 1"),
        ("cell", Cell(0, 0, 1), "GRADE 9"),
        ("cell", Cell(0, 1, 0), "KITE"),
        ("cell", Cell(0, 1, 0), "TESTER 2"),
        ("cell", Cell(0, 1, 1), "M-1"),
        ("paragraph", None, "End"),
    ]


def test_merged_cells_count_once_and_take_their_columns():
    wide = f"<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{paragraph('Class')}</w:tc>"
    begin = f"<w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>{paragraph('KITE')}</w:tc>"
    go_on = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph('')}</w:tc>"
    plain = "<w:tc>{}</w:tc>"
    made = document(
        f"<w:tbl><w:tr>{wide}{plain.format(paragraph('Grade'))}</w:tr>"
        f"<w:tr>{begin}{plain.format(paragraph('1'))}{plain.format(paragraph('9'))}</w:tr>"
        f"<w:tr>{go_on}{plain.format(paragraph('2'))}{plain.format(paragraph('11'))}</w:tr></w:tbl>"
    )
    assert [(made.of(block), block.cell) for block in made.blocks] == [
        ("Class", Cell(0, 0, 0)),
        ("Grade", Cell(0, 0, 2)),
        ("KITE", Cell(0, 1, 0)),
        ("1", Cell(0, 1, 1)),
        ("9", Cell(0, 1, 2)),
        ("2", Cell(0, 2, 1)),
        ("11", Cell(0, 2, 2)),
    ]


def test_a_frame_of_one_cell_is_no_table():
    made = document(table((paragraph("Occ. Code 9900100") + paragraph("KITE TESTER"),)))
    assert kinds(made) == [("paragraph", 0, "Occ. Code 9900100"), ("paragraph", 0, "KITE TESTER")]


def test_content_controls_links_and_fields_print_their_content():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF kite</w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    made = document(
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('Controlled')}</w:sdtContent></w:sdt>",
        paragraph(f"<w:sdt><w:sdtContent>{run('In')}</w:sdtContent></w:sdt>", run("line")),
        paragraph(run("See "), f"<w:hyperlink>{run('9900200')}</w:hyperlink>"),
        paragraph(run("Part "), field.format(run("271")), run(".")),
        paragraph(f'<w:fldSimple w:instr="DATE">{run("5/18")}</w:fldSimple>'),
    )
    assert texts(made) == ["Controlled", "Inline", "See 9900200", "Part 271.", "5/18"]


def test_an_instruction_without_an_end_swallows_nothing_else():
    broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert texts(document(paragraph(broken), paragraph("Kites"))) == ["Kites"]


def test_tracked_insertions_are_in_and_deletions_out():
    deleted = "<w:del><w:r><w:delText>three</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('gone')}</w:moveFrom><w:moveTo>{run(' here')}</w:moveTo>"
    row = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('old')}</w:tc></w:tr>"
    made = document(
        paragraph(deleted, f"<w:ins>{run('two')}</w:ins>", run(" years"), moved),
        paragraph("One ", properties="<w:rPr><w:del/></w:rPr>"),
        paragraph("sentence."),
        f"<w:tbl>{row}</w:tbl>",
    )
    assert texts(made) == ["two years here", "One sentence."]


def test_text_of_a_paragraph_whose_end_was_deleted_is_never_lost():
    made = document(paragraph("Last", properties="<w:rPr><w:del/></w:rPr>"))
    assert texts(made) == ["Last"]


def test_text_boxes_are_read_once_after_their_paragraph():
    made = document(paragraph(run("Host"), BOX.format(paragraph("Boxed"))), paragraph("Next"))
    assert texts(made) == ["Host", "Boxed", "Next"]


def test_special_characters_print_as_word_prints_them():
    made = document(
        paragraph(
            run("a"),
            "<w:r><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:softHyphen/><w:t>d</w:t></w:r>",
            '<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>',
            '<w:r><w:sym w:font="Wingdings" w:char="F0A7"/></w:r>',
            '<w:r><w:sym w:font="Dingbats" w:char="F0FF"/></w:r>',
            run("\uf0d8"),
        )
    )
    assert made.text == "a\tb\u2011cd•▪\uf0ff➢"


def test_a_line_break_begins_a_block_but_not_inside_an_item():
    lists = abstract_list(0, ("bullet", "o")) + list_instance(1, 0)
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    made = document(
        paragraph(run("KITE TESTER 1, GRADE 9"), "<w:r><w:br/></w:r>", run("9900100")),
        paragraph(run("Flies"), "<w:r><w:cr/></w:r>", run("Kites"), properties=number),
        numbering=lists,
    )
    assert texts(made) == ["KITE TESTER 1, GRADE 9", "9900100", "Flies\nKites"]


def test_automatic_numbers_are_text_and_bullets_are_not():
    lists = (
        abstract_list(0, ("decimal", "%1."), ("lowerLetter", "(%2)"), ("upperRoman", "%1.%2.%3"))
        + abstract_list(1, ("bullet", "o"), ("bullet", "o"))
        + list_instance(1, 0)
        + list_instance(2, 1)
        + list_instance(
            3, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
        )
    )
    made = document(
        listed("One"),
        listed("first", level=1),
        listed("second", level=1),
        listed("deep", level=2),
        listed("Two"),
        listed("again", level=1),
        listed("Bullet", list_id=2),
        listed("Nested", list_id=2, level=1),
        listed("Five", list_id=3),
        listed("No list", list_id=9),
        numbering=lists,
    )
    assert kinds(made) == [
        ("item", 0, "1. One"),
        ("item", 1, "(a) first"),
        ("item", 1, "(b) second"),
        ("item", 2, "1.b.I deep"),
        ("item", 0, "2. Two"),
        ("item", 1, "(a) again"),
        ("item", 0, "Bullet"),
        ("item", 1, "Nested"),
        ("item", 0, "5. Five"),
        ("paragraph", 0, "No list"),
    ]


def test_numbering_comes_through_styles_and_can_be_switched_off():
    styles = (
        style("Duty", "Duty", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
        + style("Sub", "Sub duty", '<w:basedOn w:val="Duty"/>')
        + style("ListBullet2", "List Bullet 2")
    )
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    made = document(
        paragraph("Flies", style="Duty"),
        paragraph("Mends", style="Sub"),
        paragraph("Not a duty", style="Duty", properties=off),
        paragraph("in wind", style="ListBullet2"),
        styles=styles,
        numbering=abstract_list(0, ("decimal", "%1)")) + list_instance(1, 0),
    )
    assert kinds(made) == [
        ("item", 0, "1) Flies"),
        ("item", 0, "2) Mends"),
        ("paragraph", 0, "Not a duty"),
        ("item", 1, "in wind"),
    ]


def test_headings_come_from_names_outline_levels_and_ancestors():
    styles = (
        style("berschrift2", "heading 2")
        + style("Mine", "My section", '<w:basedOn w:val="berschrift2"/>')
        + style("Outlined", "Outlined", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
        + style("Body", "Body", '<w:basedOn w:val="Mine"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>')
    )
    made = document(
        paragraph("A", style="berschrift2"),
        paragraph("B", style="Mine"),
        paragraph("C", style="Outlined"),
        paragraph("D", style="Body"),
        paragraph("E", properties='<w:outlineLvl w:val="2"/>'),
        styles=styles,
    )
    assert [(kind, level) for kind, level, _ in kinds(made)] == [
        ("heading", 2),
        ("heading", 2),
        ("heading", 1),
        ("paragraph", 0),
        ("heading", 3),
    ]


def test_defaults_and_the_default_style_hold_where_a_paragraph_names_none():
    made = document(
        paragraph("a"),
        paragraph("b", style="Part"),
        styles="<w:docDefaults><w:rPrDefault><w:rPr><w:caps/></w:rPr></w:rPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:pPr><w:ind w:left="240"/></w:pPr></w:style>'
        + style("Part", "heading 3", "<w:rPr><w:b/></w:rPr>"),
    )
    assert kinds(made) == [("paragraph", 0, "A"), ("heading", 3, "B")]
    assert [(block.indent, block.emphasised) for block in made.blocks] == [(2, False), (0, True)]


@pytest.mark.parametrize(
    ("runs", "lead"),
    [
        ((run("KITE TESTER:", "<w:b/>"), run("  entry level")), "KITE TESTER:"),
        ((run("KITE", "<w:u w:val='single'/>"), run(" T:", "<w:i/>"), run(" e")), "KITE T:"),
        ((run("Promotion:", '<w:b w:val="0"/>'), run(" one year")), ""),
        ((run("Promotion:", '<w:rStyle w:val="Strong"/>'), run(" one year")), "Promotion:"),
        ((run("Promotion:", '<w:u w:val="none"/>'), run(" one year")), ""),
        ((run("all of it", "<w:b/>"), run(" ")), "all of it"),
    ],
)  # fmt: skip
def test_lead_ends_with_the_leading_emphasis(runs: tuple[str, ...], lead: str):
    strong = style("Strong", "Strong", "<w:rPr><w:b/></w:rPr>", kind="character")
    made = document(paragraph(*runs), styles=strong)
    block = only(made)
    assert made.text[block.start : block.lead] == lead
    assert block.emphasised == (lead == made.of(block))


def test_emphasis_and_capitals_come_from_paragraph_styles_too():
    styles = style("Head", "Head", "<w:rPr><w:b/><w:caps/></w:rPr>") + style(
        "Strong", "Strong", "<w:rPr><w:b/></w:rPr>", kind="character"
    )
    made = document(
        paragraph("Kite Tester", style="Head"),
        paragraph(run("Kite", "<w:b w:val='0'/><w:caps w:val='0'/>"), style="Head"),
        paragraph(run("Kite", '<w:rStyle w:val="Strong"/>'), style="Head"),
        styles=styles,
    )
    assert texts(made) == ["KITE TESTER", "Kite", "KITE"]
    assert [block.emphasised for block in made.blocks] == [True, False, False]


def test_indents_are_counted_in_characters():
    made = document(
        paragraph("a", properties='<w:ind w:left="720" w:hanging="360"/>'),
        paragraph("b", properties='<w:ind w:start="240" w:firstLine="360"/>'),
        paragraph("\u00a0\u00a0c"),
    )
    assert [block.indent for block in made.blocks] == [3, 5, 2]


def test_notes_stand_at_the_end_under_their_marks():
    refer = '<w:r><w:{0}Reference w:id="{1}"/></w:r>'
    custom = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="4"/><w:t>*</w:t></w:r>'
    made = document(
        paragraph(run("Two years"), refer.format("footnote", 3), run(" of experience.")),
        paragraph(run("A license"), custom, run("; service"), refer.format("endnote", 2)),
        footnotes=note("footnote", 3, paragraph("<w:r><w:footnoteRef/></w:r>", run(" Full time.")),
                       paragraph("Or part time."))
        + note("footnote", 4, paragraph(run("* Or a permit.")))
        + note("footnote", 5, paragraph("Never referred to.")),
        endnotes=note("endnote", 2, paragraph("Permanent.")),
    )  # fmt: skip
    assert kinds(made) == [
        ("paragraph", 0, "Two years[1] of experience."),
        ("paragraph", 0, "A license*; service[i]"),
        ("footnote", 0, "[1] Full time."),
        ("footnote", 0, "Or part time."),
        ("footnote", 0, "* Or a permit."),
        ("footnote", 0, "[i] Permanent."),
    ]


def test_headers_footers_and_hidden_text_are_furniture_after_the_body():
    page = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("7")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )  # fmt: skip
    made = document(
        paragraph(run("Seen"), run("unseen", "<w:vanish/>")),
        headers=(paragraph("State of Kites"), paragraph("State  of Kites")),
        footers=(paragraph(run("Page "), page),),
    )
    assert texts(made) == ["Seen"]
    assert [(apart.reason, made.text[apart.start : apart.end]) for apart in made.furniture] == [
        ("hidden", "unseen"),
        ("running-head", "State of Kites"),
        ("running-foot", "Page 7"),
    ]
    assert made.furniture[0].start > made.blocks[-1].end


def test_a_document_without_text_is_empty():
    with pytest.raises(SourceError, match="empty-file"):
        read_docx(build_docx(paragraph("")))


@pytest.mark.parametrize(
    "files",
    [
        {"word/document.xml": b"<x/>"},
        {"[Content_Types].xml": b"", "word/document.xml": b""},
        {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x", "_rels/.rels": b"<x"},
    ],
)
def test_a_broken_package_is_a_corrupt_file(files: dict[str, bytes]):
    with pytest.raises(SourceError, match="corrupt-file"):
        read_docx(zip_bytes(files))


def repacked(data: bytes, member: str, old: str, new: str) -> bytes:
    """The package with some words of one member replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert old.encode() in files[member]
    files[member] = files[member].replace(old.encode(), new.encode())
    return zip_bytes(files)


RELATIONS = "word/_rels/document.xml.rels"


def test_parts_are_found_by_their_place_in_the_package_too():
    data = build_docx(paragraph("Kites"), headers=[paragraph("Page head")])
    made = read_docx(repacked(data, RELATIONS, "header0.xml", "/word/./header0.xml"))
    assert [made.of((f.start, f.end)) for f in made.furniture] == ["Page head"]


def test_a_part_that_holds_text_and_is_gone_is_a_corrupt_file():
    data = build_docx(paragraph("Kites"), headers=[paragraph("Page head")])
    with pytest.raises(SourceError, match="corrupt-file"):
        read_docx(repacked(data, RELATIONS, "header0.xml", "header9.xml"))


def test_a_part_without_text_may_be_gone():
    data = build_docx(paragraph("Kites"))
    picture = '<Relationship Id="p" Type="image" Target="media/kite.png"/></Relationships>'
    made = read_docx(repacked(data, RELATIONS, "</Relationships>", picture))
    assert texts(made) == ["Kites"]


def test_a_template_is_no_document():
    data = build_docx(paragraph("Kites"))
    with pytest.raises(SourceError, match="unsupported-media-type"):
        read_docx(repacked(data, "[Content_Types].xml", "document.main", "template.main"))


def test_a_package_that_unpacks_to_too_much_is_refused():
    data = build_docx(paragraph("kites " * 20_000))
    with pytest.raises(SourceError, match="too-large"):
        extract(Source("k", DOCX, 0, ""), data, limits=Limits(max_bytes=len(data)))


VALUES = st.sampled_from(["", "0", "1", "-5", "x", "99999999999", "720.0", "nan"])
WORDS = st.sampled_from(["kites", "e\u0301", "\u00a0", "•", "â€™"])


def odd_paragraph(odd: str) -> str:
    number = f'<w:numPr><w:ilvl w:val="{odd}"/><w:numId w:val="1"/></w:numPr>'
    indent = f'<w:ind w:left="{odd}" w:hanging="{odd}"/><w:outlineLvl w:val="{odd}"/>'
    symbol = f"<w:r><w:sym w:char='{odd}'/><w:br/><w:t>a</w:t></w:r>"
    return paragraph("kites", symbol, properties=indent + number)


def odd_table(odd: str) -> str:
    before = f"<w:trPr><w:gridBefore w:val='{odd}'/></w:trPr>"
    span = f"<w:tcPr><w:gridSpan w:val='{odd}'/></w:tcPr>"
    cells = f"<w:tc>{span}{paragraph('a')}</w:tc><w:tc>{paragraph('b')}</w:tc>"
    return f"<w:tbl><w:tr>{before}{cells}</w:tr></w:tbl>"


SCRAPS = st.lists(
    st.one_of(
        st.builds(lambda words: paragraph(run(words)), WORDS),
        st.builds(odd_paragraph, VALUES),
        st.builds(odd_table, VALUES),
        st.just(paragraph(BOX.format(paragraph("boxed")))),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(SCRAPS, VALUES)
def test_any_body_obeys_the_laws_and_gives_the_same_document_twice(scraps: list[str], odd: str):
    lists = abstract_list(0, ("decimal", "%1.%9"), ("none", "")) + list_instance(
        1, 0, f'<w:lvlOverride w:ilvl="{odd}"><w:startOverride w:val="{odd}"/></w:lvlOverride>'
    )
    data = build_docx(paragraph("Kites"), *scraps, numbering=lists)
    made = read_docx(data)
    check_laws(made)
    assert made == read_docx(data)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=4))
def test_a_damaged_file_raises_only_source_errors(place: int, bytes_in: bytes):
    data = build_docx(paragraph("Kites"), listed("one"))
    place %= len(data)
    data = data[:place] + bytes_in + data[place + len(bytes_in) :]
    try:
        check_laws(read_docx(data))
    except SourceError as error:
        assert error.code in REJECTS  # noqa: PT017
        assert error.code != "internal-error"  # noqa: PT017


@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not here")
def test_shared_word_files_give_their_headers_and_nested_bullets():
    folder = SHARED / "examples" / "ny"
    nested, headed = (
        extract(*read(folder / name, limits=Limits())) for name in ("ny-008.docx", "ny-110.docx")
    )
    check_laws(nested)
    check_laws(headed)
    assert [b.level for b in nested.blocks if b.kind == "item"].count(1) == 6
    assert [a.reason for a in nested.furniture] == ["running-foot"]
    cells = {b.cell: headed.of(b) for b in headed.blocks if b.kind == "cell"}
    assert cells[Cell(0, 1, 2)] == cells[Cell(0, 0, 0)].split()[-1] == "8812110"
