"""`[1]` anchors in the text, for notes at the end of the page that explain abbreviations."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from corpus.bank import Footnote, Series
from corpus.layout import Layout

LONG_FORMS = {
    "CFR": "Code of Federal Regulations",
    "NYCRR": "New York Codes, Rules and Regulations",
    "USC": "United States Code",
}
SHORT = re.compile(rf"\b({'|'.join(LONG_FORMS)})\b")
ANCHOR = re.compile(r"\[\d\]")
WORDINGS = {"gap": "{short}  {long}", "means": "{short} means {long}."}


@dataclass
class Anchors:
    """Puts an anchor after the first mention of each short form, counting from 1."""

    seen: list[str] = field(default_factory=list)

    def mark(self, text: str) -> str:
        """The text with the anchors of what it is the first to mention."""
        return SHORT.sub(self._marked, text)

    def _marked(self, found: re.Match[str]) -> str:
        if found[1] in self.seen:
            return found[1]
        self.seen.append(found[1])
        return f"{found[1]}[{len(self.seen)}]"


def anchored(series: Series, layout: Layout) -> Series:
    """The series with anchors in its description, characteristics, duties and qualifications."""
    if not layout.anchors:
        return series
    anchors = Anchors()
    marked = marked_sections(series, anchors)
    wording = WORDINGS[layout.anchors]
    notes = tuple(
        Footnote(f"[{number}]", wording.format(short=short, long=LONG_FORMS[short]))
        for number, short in enumerate(anchors.seen, start=1)
    )
    added = {short: LONG_FORMS[short] for short in anchors.seen}
    return replace(
        marked,
        footnotes=(*series.footnotes, *notes),
        abbreviations={**series.abbreviations, **added},
    )


def marked_sections(series: Series, anchors: Anchors) -> Series:
    """The sections in printed order, each with its anchors."""
    description = tuple(map(anchors.mark, series.description))
    classes = [
        replace(each, distinguishing=tuple(map(anchors.mark, each.distinguishing)))
        for each in series.classes
    ]
    classes = [
        replace(each, duties=tuple(replace(d, text=anchors.mark(d.text)) for d in each.duties))
        for each in classes
    ]
    classes = [
        replace(
            each,
            qualifications=tuple(
                replace(path, text=anchors.mark(path.text)) for path in each.qualifications
            ),
        )
        for each in classes
    ]
    return replace(series, description=description, classes=tuple(classes))


def without(text: str) -> str:
    """The text as it reads when nobody looks at the notes."""
    return ANCHOR.sub("", text)
