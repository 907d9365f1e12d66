"""The words on a part of an experience to their normal form: `in a supervisory capacity`."""

from __future__ import annotations

import re

from pipeline.requirements.lexer import without_marks

_KIND = "supervisory|supervisorial|managerial|management|administrative|executive|lead|leadership"
_LEVELLED = re.compile(
    rf"""^(?:performing\s)?(?:(?:at|in)\s)?(?:of\s)?(?:an?\s|the\s)?
        (?:(?:highly\s|increasingly\s)?responsible\s)?
        (?P<kind>(?:{_KIND})(?:(?:,\s|,?\s(?:or|and|and/or)\s)(?:{_KIND}))*)
        (?:\s(?:level|capacity|position|role|experience|assignment|status|duties|responsibilities))?
        (?:,\s(?:in|on)\s.*|:\s.*)?$""",
    re.VERBOSE | re.IGNORECASE,
)  # "in a supervisory or managerial capacity" → supervisory or managerial


_LISTED = re.compile(r"(?<=following):.*$")
_DETAIL = re.compile(r",\s(?:including|such\sas|with)\s.*$")


_GERUND = r"(?!(?:including)\b)[a-z]+ing\b"
_EXPLAINED = re.compile(
    rf"""^(?P<main>(?:(?!{_GERUND})[^,])+),\s{_GERUND}(?:\s(?:or|and)\s{_GERUND})?\s
        (?: (?:an?|the|all|any|one)\s | (?!(?:or|and)\b)(?!.*,\s(?:or|and)\s) ).*$""",
    re.VERBOSE | re.DOTALL,
)  # in the practice of law, representing a county → in the practice of law


def qualifier(words: str) -> str:
    """What a part of an experience must be: `supervisory`, `lead or supervisory`, else as printed.

    A list after a colon, and words after a comma that go into detail or say where the whole
    experience is gained, are no part of it.
    """
    plain = _LISTED.sub("", _DETAIL.sub("", without_marks(words)))
    explained = _EXPLAINED.match(plain)
    plain = explained["main"] if explained else plain
    found = _LEVELLED.match(plain)
    return found["kind"].lower() if found else plain
