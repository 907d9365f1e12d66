"""The words of a title to whether they name a person: `Engineer` does, `Water Resources` not."""

from __future__ import annotations

import re

from pipeline.requirements.lexer import Line
from pipeline.text import vocabulary

_AGENT = re.compile(r"(?:er|or|ist|ian|yst|eer|man|woman|person)$")
_NAMED = vocabulary(
    """
    accountant agent aid aide apprentice architect assistant associate attendant attorney botanist
    cadet captain chief clerk consultant cook counsel deputy executive fellow guard guide head
    intern judge lieutenant mate mechanic nurse physician pilot president representative
    secretary sergeant servant student superintendent trainee
    """
)
_THINGS = vocabulary(
    """
    border career center consumer harbor labor major minor motor number order other paper power
    river senior junior sewer sister theater under water winter
    """
)
_HEAD_ENDS = vocabulary("of for in on to at and & / -") | frozenset("([,;")


def names_person(line: Line, start: int, end: int) -> bool:
    """Whether the words between two tokens have the name of a person as their head.

    A comma before such words parts two titles; before others (`Range B`, `Caltrans`, `Office of
    Emergency Services`) it belongs to the title.
    """
    stop = next((i for i in range(start + 1, end) if line.keys[i] in _HEAD_ENDS), end)
    while stop > start + 1 and _is_level(line, stop - 1):
        stop -= 1
    head = line.keys[stop - 1] if stop > start else ""
    return head in _NAMED or bool(_AGENT.search(head) and head not in _THINGS)


def _is_level(line: Line, i: int) -> bool:
    text = line.words[i]
    return text.isdigit() or (text.isupper() and len(text) < 5)
