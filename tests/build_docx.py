"""Word documents from a few lines of code: the package and its XML are written here by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{_W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def build_docx(
    *body: str,
    styles: str = "",
    numbering: str = "",
    footnotes: str = "",
    endnotes: str = "",
    headers: Sequence[str] = (),
    footers: Sequence[str] = (),
) -> bytes:
    """The bytes of a document with this XML in its body and other parts."""
    parts = {
        "styles": f"<w:styles {_NAMESPACES}>{styles}</w:styles>",
        "numbering": f"<w:numbering {_NAMESPACES}>{numbering}</w:numbering>" if numbering else "",
        "footnotes": f"<w:footnotes {_NAMESPACES}>{footnotes}</w:footnotes>" if footnotes else "",
        "endnotes": f"<w:endnotes {_NAMESPACES}>{endnotes}</w:endnotes>" if endnotes else "",
    }
    parts = {name: xml for name, xml in parts.items() if xml}
    references = []
    for kind, tag, stories in (("header", "hdr", headers), ("footer", "ftr", footers)):
        for number, story in enumerate(stories):
            parts[f"{kind}{number}"] = f"<w:{tag} {_NAMESPACES}>{story}</w:{tag}>"
            references.append(f'<w:{kind}Reference w:type="default" r:id="{kind}{number}"/>')
    section = f"<w:sectPr>{''.join(references)}</w:sectPr>"
    document = f"<w:document {_NAMESPACES}><w:body>{''.join(body)}{section}</w:body></w:document>"
    return _package(document, parts)


def _package(document: str, parts: dict[str, str]) -> bytes:
    kinds = {name: name.rstrip("0123456789") for name in parts}
    overrides = [
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}document.main+xml"/>'
    ]
    relations = []
    for name, kind in kinds.items():
        overrides.append(f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}{kind}+xml"/>')
        relations.append(
            f'<Relationship Id="{name}" Type="{_RELATION}{kind}" Target="{name}.xml"/>'
        )
    main = f'<Relationship Id="d" Type="{_RELATION}officeDocument" Target="word/document.xml"/>'
    files = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f"{''.join(overrides)}</Types>"
        ),
        "_rels/.rels": _relations(main),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relations("".join(relations)),
        **{f"word/{name}.xml": xml for name, xml in parts.items()},
    }
    return zip_bytes({name: (_DECLARATION + xml).encode() for name, xml in files.items()})


def _relations(inner: str) -> str:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{inner}</Relationships>'


def zip_bytes(files: dict[str, bytes]) -> bytes:
    """A zip archive that is the same every time."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def run(text: str, properties: str = "") -> str:
    """A run; `properties` is the inside of its `w:rPr`, such as `<w:b/>`."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs; a plain string that is not XML becomes one run."""
    inner = "".join(text if text.startswith("<") else run(text) for text in runs)
    name = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{name}{properties}</w:pPr>{inner}</w:p>"


def listed(text: str, *, list_id: int = 1, level: int = 0) -> str:
    """A paragraph of a list."""
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(text, properties=number)


def abstract_list(list_id: int, *levels: tuple[str, str], extra: str = "") -> str:
    """A list definition: for each level its number format and its template (`%1.%2.`)."""
    inner = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
        f'<w:lvlText w:val="{template}"/></w:lvl>'
        for depth, (number_format, template) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{list_id}">{inner}{extra}</w:abstractNum>'


def list_instance(list_id: int, abstract: int, inner: str = "") -> str:
    """A list that uses a definition."""
    return f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="{abstract}"/>{inner}</w:num>'


def style(style_id: str, name: str, inner: str = "", *, kind: str = "paragraph") -> str:
    """A style; `inner` may hold `w:basedOn`, `w:pPr`, `w:rPr`."""
    return (
        f'<w:style w:type="{kind}" w:styleId="{style_id}"><w:name w:val="{name}"/>{inner}</w:style>'
    )


def table(*rows: Sequence[str]) -> str:
    """A table; a cell is a plain string or the XML of its blocks."""
    return f"<w:tbl>{''.join(_row(cells) for cells in rows)}</w:tbl>"


def _row(cells: Sequence[str]) -> str:
    blocks = (cell if cell.startswith("<") else paragraph(cell) for cell in cells)
    return f"<w:tr>{''.join(f'<w:tc>{block}</w:tc>' for block in blocks)}</w:tr>"


def note(kind: str, note_id: int, *paragraphs: str) -> str:
    """A footnote or endnote."""
    return f'<w:{kind} w:id="{note_id}">{"".join(paragraphs)}</w:{kind}>'
