"""A place in a path to the condition there on what came before, filed with its clause."""

from __future__ import annotations

from pipeline.requirements.filing import Filing
from pipeline.requirements.kinds import Numbers, is_less
from pipeline.requirements.lexer import Line
from pipeline.requirements.markers import PAIRED, SEPARATING, Separator, may_separate
from pipeline.requirements.modifiers import read_including, read_of_which, read_part
from pipeline.requirements.supplements import AFTER_OF, supplement_head
from pipeline.text import vocabulary

TRIGGERS = vocabulary("including includes with supplemented of that which at")
"""Words that a condition may begin with in the midst of a clause."""

_MEANING = SEPARATING.union(":([", TRIGGERS) - {"of"}


def file_condition(line: Line, filing: Filing, i: int) -> int:
    """File a modifier or supplement of the current clause at token `i`; the token where its words
    begin, 0 where there is none."""
    clause = filing.current
    if clause is None:
        return 0
    further = supplement_head(line, clause, i)
    if further is not None:
        return filing.supplement(further)
    modifier = read_of_which(line, i)
    if modifier is None and clause.kind == "time":
        modifier = read_including(line, i)
    target = filing.timed(whole=line.keys[i - 1] == ".") if modifier else None
    if modifier is None or target is None:
        return 0
    return filing.modify(target, modifier, i)


def file_part(line: Line, filing: Filing, separator: Separator) -> int:
    """File `…, at least two years in sewing`; 0 where that is no part of the experience before."""
    clause = filing.current
    one_more = filing.growing is not None and separator.op == "all"
    if clause is None or separator.strength > 2 or not (one_more or separator.op is None):
        return 0
    part = read_part(line, separator.end, bare=one_more)
    if part is None or not is_less(part, clause):
        return 0
    return filing.modify(clause, part, separator.end)


def past_words(line: Line, i: int, numbers: Numbers) -> int:
    """The next token from `i` on that may do more than go on with what its clause says."""
    keys, capitals = line.keys, line.capitals
    while i < line.size and (key := keys[i]) not in _MEANING and i not in numbers:
        if (capitals[i] or key in PAIRED) and may_separate(line, i, numbers):
            break
        if key == "of" and keys[i + 1] in AFTER_OF:
            break
        i += 1
    return i
