"""Parts of a Word file that python-docx does not write: fields, footnotes, revisions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from corpus.formats.markup import escaped
from corpus.page import Block

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FOOTNOTE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def element(tag: str, **attributes: str) -> Any:
    """An element of the word-processing namespace."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def slim(document: Document) -> None:
    """Drop the parts of the template that nobody uses: table styles, a second sheet, a picture."""
    styles: Any = document.styles.element
    for style in list(styles):
        unused = style.get(qn("w:styleId")) not in ("TableNormal", "TableGrid")
        if style.tag == qn("w:style") and style.get(qn("w:type")) == "table" and unused:
            styles.remove(style)
    for relations in (document.part.rels, document.part.package.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(("/stylesWithEffects", "/thumbnail")):
                del relations[key]


def furniture(document: Document) -> None:
    """A running head, and a foot with the page number as a field."""
    section = document.sections[0]
    section.header.paragraphs[0].text = "Title and pay plan, office copy"
    foot = section.footer.paragraphs[0]
    foot.add_run("Page ")
    for kind in ("begin", None, "end"):
        run = foot.add_run()._r
        if kind:
            run.append(element("fldChar", fldCharType=kind))
        else:
            instruction = element("instrText")
            instruction.text = " PAGE "
            run.append(instruction)


def link_footnotes(paragraph: Paragraph, markers: Sequence[str]) -> None:
    """Turn the markers in the runs of a qualification into references with custom marks."""
    for run in list(paragraph.runs):
        pieces = re.split("(" + "|".join(re.escape(each) for each in markers) + ")", run.text)
        if len(pieces) == 1:
            continue
        anchor: Any = run._r
        for piece in pieces:
            made = element("r")
            if piece in markers:
                number = str(markers.index(piece) + 2)
                made.append(element("footnoteReference", customMarkFollows="1", id=number))
            made.append(text(piece))
            anchor.addprevious(made)
        anchor.getparent().remove(anchor)


def text(words: str, tag: str = "t") -> Any:
    """A text element that keeps its spaces."""
    made = element(tag)
    made.text = words
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def with_footnotes(files: dict[str, bytes], notes: Sequence[Block]) -> dict[str, bytes]:
    """The files of the container with a footnotes part, its type and its relation."""
    body = "".join(footnote(note, number) for number, note in enumerate(notes, start=2))
    part = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:footnotes xmlns:w="{NAMESPACE}">'
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r>'
        f"<w:continuationSeparator/></w:r></w:p></w:footnote>{body}</w:footnotes>"
    )
    types, relations = "[Content_Types].xml", "word/_rels/document.xml.rels"
    override = f'<Override PartName="/word/footnotes.xml" ContentType="{FOOTNOTE_TYPE}"/></Types>'
    relation = f'<Relationship Id="rIdN" Type="{RELATION}" Target="footnotes.xml"/></Relationships>'
    return {
        **files,
        types: files[types].replace(b"</Types>", override.encode()),
        relations: files[relations].replace(b"</Relationships>", relation.encode()),
        "word/footnotes.xml": part.encode(),
    }


def footnote(note: Block, number: int) -> str:
    """One footnote with its own mark in front."""
    words = escaped(note.label + note.text)
    return (
        f'<w:footnote w:id="{number}"><w:p><w:r>'
        f'<w:t xml:space="preserve">{words}</w:t></w:r></w:p></w:footnote>'
    )


def revise(paragraph: Paragraph, block: Block, number: int) -> None:
    """A deletion after the first words of a duty, and the rest of it as an insertion."""
    runs = paragraph.runs
    if block.role != "duty" or len(block.text) % 3 or not runs:
        return
    who = {"author": "Reader", "date": "2000-01-01T00:00:00Z"}
    deleted, run = element("del", id=str(2 * number), **who), element("r")
    run.append(text(" and does other work as told", "delText"))
    deleted.append(run)
    inserted, last = element("ins", id=str(2 * number + 1), **who), runs[-1]._r
    last.addprevious(deleted)
    last.addprevious(inserted)
    inserted.append(last)
