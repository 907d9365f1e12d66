"""Text boxes and content controls: the header out of the flow, parts of the body wrapped."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from docx.oxml import parse_xml
from docx.text.paragraph import Paragraph

from corpus.formats.docx_parts import NAMESPACE, element
from corpus.page import Block

BOXED = {"occ_code", "header", "code", "status", "department", "doctype"}
CONTROLLED = {"description", "duties"}
BOX = f"""<w:p xmlns:w="{NAMESPACE}"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:v="urn:schemas-microsoft-com:vml"><w:r><mc:AlternateContent>
<mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="5486400" cy="2286000"/>
<wp:docPr id="1" name="Box 1"/><a:graphic><a:graphicData
 uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5486400" cy="2286000"/>
</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>
<wps:txbx><w:txbxContent/></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>
</wp:inline></w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:rect style="width:432pt;height:180pt"><v:textbox><w:txbxContent/>
</v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"""


def wrap(placed: Sequence[tuple[Paragraph, Block]]) -> None:
    """Move the header into a text box, and sections, tracks and the date into controls."""
    box_in([paragraph for paragraph, block in placed if block.role in BOXED])
    for section, run in groupby(placed, key=lambda pair: section_of(pair[1])):
        if section in CONTROLLED:
            control([paragraph._p for paragraph, _ in run])
    for paragraph, block in placed:
        if block.role == "date" or (block.section == "qualifications" and block.label):
            control([paragraph.runs[0]._r])


def section_of(block: Block) -> str:
    """The section whose running text the block belongs to."""
    return "" if block.role == "heading" else block.section


def box_in(paragraphs: Sequence[Paragraph]) -> None:
    """A text box in place of the paragraphs, with a copy for readers that know no shapes."""
    holder: Any = parse_xml(BOX)
    shape, fallback = holder.iter(f"{{{NAMESPACE}}}txbxContent")
    paragraphs[0]._p.addprevious(holder)
    for paragraph in paragraphs:
        fallback.append(copy.deepcopy(paragraph._p))
        shape.append(paragraph._p)


def control(parts: Sequence[Any]) -> None:
    """A content control around paragraphs, or around a run."""
    wrapper, content = element("sdt"), element("sdtContent")
    wrapper.append(element("sdtPr"))
    wrapper.append(content)
    parts[0].addprevious(wrapper)
    for part in parts:
        content.append(part)
