"""Token ranges to clauses as they grow: where each word of a path is filed."""

from __future__ import annotations

from pipeline.requirements.clauses import Clause, Clauses, Joint
from pipeline.requirements.markers import Separator
from pipeline.requirements.modifiers import Modifier
from pipeline.requirements.phrase import Head

_WITH = Joint("all", 0)


class Filing:
    """The clauses of a path, and the one that is growing.

    `growing` is the condition whose words come in now; with `aside_words` the words that come in
    belong to the clause but say nothing that its leaf holds.
    """

    def __init__(self) -> None:
        self.result = Clauses()
        self.current: Clause | None = None
        self.aside_words = False
        self.growing: Modifier | None = None

    def open(self, separator: Separator, head: Head) -> int:
        """Begin a clause with a head; the token after the head."""
        self.join(separator)
        self.current = Clause(head, [(separator.end, head.body)], main_end=head.body)
        self.growing, self.aside_words = None, False
        self.result.items.append(self.current)
        return head.body

    def join(self, separator: Separator) -> None:
        """File what a separator says between the clause before it and the next."""
        items = self.result.items
        if self.current is not None and not isinstance(items[-1], Joint):
            items.append(Joint(separator.op, separator.strength))
        items.extend(separator.signs)

    def timed(self, *, whole: bool = False) -> Clause | None:
        """The nearest clause of experience or service before this place; with `whole` not one
        that only supplements another."""
        items = self.result.items
        for n in range(len(items) - 1, -1, -1):
            item = items[n]
            supplements = whole and n > 0 and items[n - 1] == _WITH
            if isinstance(item, Clause) and item.kind == "time" and not supplements:
                return item
        return None

    def modify(self, target: Clause, modifier: Modifier, i: int) -> int:
        """Give a clause a condition on a part of it; the token where its words begin."""
        self.current = target
        target.parts.append((modifier, (modifier.body, modifier.body)))
        self.growing, self.aside_words = modifier, False
        self._extend(target, i, modifier.body)
        return modifier.body

    def supplement(self, head: Head) -> int:
        """Credits that go with a degree, or an experience with another: a condition of its own,
        bound tightly to the one before."""
        self.result.items.append(_WITH)
        self.current = Clause(head, [(head.start, head.body)], main_end=head.body)
        self.growing, self.aside_words = None, False
        self.result.items.append(self.current)
        return head.body

    def eat(self, start: int, end: int) -> int:
        """File words under the current clause."""
        if self.current is None:
            self._leave(start, end)
            return end
        self._extend(self.current, start, end)
        return end

    def _extend(self, clause: Clause, start: int, end: int) -> None:
        last_start, last_end = clause.pieces[-1]
        if self.result.asides and self._aside_between(last_end, start):
            clause.pieces.append((start, end))
        else:
            clause.pieces[-1] = (last_start, end)
        if self.aside_words:
            return
        if self.growing is None:
            clause.main_end = end
        elif end > self.growing.body:
            clause.parts[-1] = (self.growing, (self.growing.body, end))

    def _aside_between(self, start: int, end: int) -> bool:
        return any(start <= a and b <= end for _, (a, b) in self.result.asides)

    def _leave(self, start: int, end: int) -> None:
        unread = self.result.unread
        if unread and unread[-1][1] == start:
            unread[-1] = (unread[-1][0], end)
        else:
            unread.append((start, end))
