"""A place in a path to the condition there on what came before, filed with its clause."""

from __future__ import annotations

from pipeline.requirements.filing import Filing
from pipeline.requirements.kinds import is_less
from pipeline.requirements.lexer import Line
from pipeline.requirements.markers import Separator
from pipeline.requirements.modifiers import read_including, read_of_which, read_part
from pipeline.requirements.supplements import AFTER_OF, supplement_head


def file_condition(line: Line, filing: Filing, i: int) -> int:
    """File a modifier or supplement of the current clause at token `i`; the token where its words
    begin, 0 where there is none."""
    clause, keys = filing.current, line.keys
    if clause is None or (keys[i] == "of" and keys[i + 1] not in AFTER_OF):
        return 0
    further = supplement_head(line, clause, i)
    if further is not None:
        return filing.supplement(further)
    modifier = read_of_which(line, i)
    if modifier is None and clause.kind == "time":
        modifier = read_including(line, i)
    target = filing.timed(whole=keys[i - 1] == ".") if modifier else None
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
