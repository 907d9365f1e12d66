"""Tokens to clauses: one walk that files every token of a path."""

from __future__ import annotations

from pipeline.requirements.clauses import Clauses
from pipeline.requirements.conditions import TRIGGERS, file_condition, file_part, past_words
from pipeline.requirements.continuation import (
    goes_on,
    is_admission,
    is_counted,
    is_statement,
    past_heading,
)
from pipeline.requirements.filing import Filing
from pipeline.requirements.heads import read_head
from pipeline.requirements.kinds import (
    alternatives,
    begun_within,
    introduces_kinds,
    is_kind,
)
from pipeline.requirements.lexer import Line
from pipeline.requirements.markers import (
    Separator,
    past_setting,
    read_separator,
    sentence_ends,
)
from pipeline.requirements.modifiers import read_of_which
from pipeline.requirements.numbering import find_numbers
from pipeline.requirements.opening import (
    begins,
    head_after,
    kind_by_noun,
    more_titles,
    must_open,
    past_lead,
)
from pipeline.requirements.phrase import Head
from pipeline.requirements.sentences import (
    OPENING,
    aside_kind,
    closing,
    is_long,
    is_upper,
    sentence_end,
)
from pipeline.requirements.supplements import read_further, read_supplement

_ASKED = frozenset(("must", "shall"))


class Scanner:
    """Walks a line once and files every token under a clause, a joint, an aside or unread."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.numbers, self.kinds = alternatives(line, find_numbers(line))
        self.filing = Filing()
        self._lists = False
        self._listed = ""
        self._kinds_follow = False

    def run(self) -> Clauses:
        """All clauses of the line."""
        line = self.line
        i = self._separate(0) if line.size else 0
        end = line.size - sentence_ends(line, line.size - 1)  # no clause has the last full stop
        while i < end:
            past = past_words(line, i, self.numbers)
            i = self.filing.eat(i, past) if past > i else self._step(i)
        return self.filing.result

    def _step(self, i: int) -> int:
        """File what begins at a token that may do more than go on."""
        key = self.line.keys[i]
        if key in OPENING and i not in self.numbers:
            return self._parenthesis(i)
        if key == ":":
            self._kinds_follow = introduces_kinds(self.line, i, self.filing.current)
        if key in TRIGGERS and (past := file_condition(self.line, self.filing, i)):
            return past
        return self._separate(i)

    def _separate(self, i: int) -> int:
        separator = read_separator(self.line, i, self.numbers)
        if separator is None:
            return self.filing.eat(i, past_words(self.line, i + 1, self.numbers))
        if separator.end in self.kinds and self.filing.current is not None:
            if self.kinds[separator.end].ordinal > 1 and begun_within(
                self.kinds, separator.end, self.filing.growing
            ):
                self.filing.aside_words = True
            return self.filing.eat(i, self.kinds[separator.end].end)
        self._note_setting(separator)
        past = self._begin(separator)
        if past:
            return past
        self._lists = self._lists or self.line.keys[i] == ";"
        if self.line.keys[separator.end - 1] == ":":
            self._kinds_follow = introduces_kinds(self.line, separator.end - 1, self.filing.current)
        return self.filing.eat(i, max(separator.end, i + 1)) if i else self._unknown(separator)

    def _note_setting(self, separator: Separator) -> None:
        """Keep `In the State service,` before alternatives as a note: it narrows all of them."""
        if "in" not in self.line.keys[separator.start : separator.end]:
            return
        for i in range(separator.start, separator.end):
            past = past_setting(self.line, i, self.numbers)
            if past > i:
                self.filing.result.asides.append(("note", (i, past)))

    def _begin(self, separator: Separator) -> int:
        """Open what begins after a separator; 0 where the words before it simply go on."""
        line, filing, i = self.line, self.filing, separator.end
        if i >= line.size:
            return i
        past = (
            self._sentence(separator, i)
            or self._numbered_condition(separator, i)
            or file_condition(line, filing, i)
            or file_part(line, filing, separator)
        )
        if past:
            return past
        if filing.aside_words and not separator.hard:
            return 0
        before = filing.current
        head = head_after(line, before, separator)
        if head is None and separator.hard and (past := past_heading(line, i)) > i:
            filing.result.asides.append(("note", (i, past)))
            return self._begin(separator._replace(end=past))
        if head is not None and (past := self._lead(separator, head)):
            return past
        if before is not None and is_statement(line, separator, head):
            filing.aside_words = True
            return 0
        if self._kinds_follow and is_kind(separator, head):
            return 0
        if head is None and more_titles(line, before, separator):
            return 0
        if head is None or not begins(before, separator, head):
            return self._unknown(separator) if self._must_open(separator) else 0
        if before is not None and goes_on(line, before, separator, head):
            return 0
        return self._open(separator, head)

    def _lead(self, separator: Separator, head: Head) -> int:
        """Past an opener before a list, with the first part begun; 0 where it is none."""
        past = past_lead(self.line, self.numbers, head)
        if not past:
            return 0
        self._listed = head.kind
        self.filing.result.asides.append(("note", (separator.end, head.body)))
        listed = head.noun == head.body
        inner = read_separator(self.line, past, self.numbers) if listed else None
        end, signs = (inner.end, inner.signs) if inner else (past, ())
        return self._begin(separator._replace(end=end, hard=True, signs=separator.signs + signs))

    def _must_open(self, separator: Separator) -> bool:
        return must_open(self.line, separator, listing=self._lists)

    def _numbered_condition(self, separator: Separator, i: int) -> int:
        """A supplement that is a numbered part of its own."""
        past = read_supplement(self.line, i) if self._must_open(separator) else None
        if past is None:
            return 0
        return self._open(separator, Head("other", i, i, past, strong=True))

    def _sentence(self, separator: Separator, i: int) -> int:
        """A sentence that is no requirement, or a parenthesis that is a sentence of its own."""
        if separator.strength < 3 and separator.start > 0:
            return 0
        if self.line.keys[i] in OPENING and i not in self.numbers:
            return self._parenthesis(i)
        return self._aside(i)

    def _open(self, separator: Separator, head: Head) -> int:
        if not any(sign.kind == "number" for sign in separator.signs):
            self._listed = ""
        self._lists = self._kinds_follow = False
        return self.filing.open(separator, head)

    def _unknown(self, separator: Separator) -> int:
        """Open a clause of no known kind; an experience where that word stands near its start."""
        i = separator.end
        near = self.line.keys[i : min(i + 60, sentence_end(self.line, i))]
        if not near:
            return max(i, separator.start + 1)
        kind = kind_by_noun(near, self._listed)
        known = kind != "other" or self._listed == "other"
        self._open(separator, Head(kind, i, i, i, strong=False))
        if self.filing.current is not None:
            self.filing.current.known = known
        return self.filing.eat(i, i + 1)

    def _parenthesis(self, i: int) -> int:
        """A parenthesis: an aside, a sentence about the clause before it, or words within it."""
        end = closing(self.line, i)
        if kind := aside_kind(self.line, i + 1, end):
            self.filing.result.asides.append((kind, (i, end)))
            return end
        binding = read_head(self.line, i + 1) if self.filing.current is not None else None
        if binding is not None and binding.binding:
            self._open(Separator(i, i + 1, "all", 4, True, ()), binding)
            self.filing.eat(binding.body, end - 1)
            return end
        part = read_of_which(self.line, i + 1) or read_further(self.line, i + 1)
        if part is not None and file_condition(self.line, self.filing, i + 1):
            told = min(sentence_end(self.line, i + 1), end - 1)
            self.filing.eat(i + 1, told)
            self.filing.aside_words = True
            return self.filing.eat(told, end)
        sentence = is_long(self.line, i) or self.line.keys[end - 2] == "."
        if sentence and is_upper(self.line, i + 1):
            self.filing.aside_words = True
        return self.filing.eat(i, end)

    def _aside(self, i: int) -> int:
        """A sentence that is no condition: a substitution, or a word on admission to the test."""
        end = sentence_end(self.line, i)
        if past := self._lead_in(i, end):
            return past
        kind = aside_kind(self.line, i, end)
        if self.filing.current is None and not _ASKED.isdisjoint(self.line.keys[i:end]):
            beside = is_counted(self.line, i, end) or is_admission(self.line, i, end)
            kind = "note" if beside else "" if kind == "note" else kind
        if not kind:
            return 0
        self.filing.result.asides.append((kind, (i, end)))
        return end

    def _lead_in(self, i: int, end: int) -> int:
        """Past words that only announce: `The following is required of all applicants: …`."""
        run = self.line.keys[i:end]
        colon = i + run.index(":") if ":" in run else i
        announced = self.line.keys[i:colon]
        if "is" not in announced and "are" not in announced:
            return 0
        follows = read_separator(self.line, colon + 1, self.numbers)
        if (read_head(self.line, colon + 1) or follows) is None:
            return 0
        self.filing.result.asides.append(("note", (i, colon)))
        if follows is not None:
            return self._separate(colon + 1)
        return self._begin(Separator(colon, colon + 1, None, 3, True, ())) or colon + 1
