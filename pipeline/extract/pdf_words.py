"""Characters of a page to the words of each text object."""

from __future__ import annotations

import ctypes

from pipeline.extract.pdf_calls import Calls

_CHARACTERS = {0x02: "-", 0xFFFE: "-", 0xFFFF: None, 0x0D: " ", 0x0A: " ", 0x00: None}
_STRIDE = 8

Spans = dict[int, tuple[int, int]]


class Words:
    """The words of a page's text objects, as `FPDFTextObj_GetText` gives them.

    That call looks through the whole page for each object. The page's characters say whose they
    are, so one walk over them finds every object's span; the call is left for the odd page whose
    characters are not counted one by one, and for an object in several places.
    """

    def __init__(self, calls: Calls, textpage: int) -> None:
        self._calls = calls
        self._textpage = textpage
        self._text = self._whole()
        self._spans, self._several = self._walk()

    def of(self, item: int) -> str:
        """The words of one object; they end with a space where one stands before the next."""
        if not self._text or item in self._several:
            text = self._asked(item)
        else:
            start, end = self._spans.get(item, (0, 0))
            text = self._text[start : end + (end > start and self._text[end : end + 1] == " ")]
        return text if text.isprintable() else text.translate(_CHARACTERS)

    def _whole(self) -> str:
        """The text of the page, or none where characters and places would not agree."""
        count = self._calls.characters(self._textpage)
        if count <= 0:
            return ""
        buffer = bytearray(2 * (count + 1))
        place = ctypes.addressof(ctypes.c_char.from_buffer(buffer))
        if self._calls.text(self._textpage, 0, count, place) != count + 1:
            return ""
        text = buffer[: 2 * count].decode("utf-16-le", "replace")
        return text if len(text) == count else ""

    def _walk(self) -> tuple[Spans, set[int]]:
        """Where each object's characters stand, and the objects that stand in several places.

        Mostly the object that begins a line ends it.
        """
        spans: Spans = {}
        several: set[int] = set()
        owner, textpage, text = self._calls.owner, self._textpage, self._text
        count, at, line = len(text), 0, -1
        item: int | None
        last: int | None = None
        while at < count:
            item = owner(textpage, at)
            if not item:
                at += 1
                continue
            if at >= line:
                line = text.find("\r", at)
                line = count if line < 0 else line
                last = owner(textpage, line - 1) if line > at else None
            end = line if item == last else self._end(item, at)
            if item in spans:
                several.add(item)
            else:
                spans[item] = (at, end)
            at = end + 2 if text.startswith("\r\n", end) else end  # a line end is no object's
        return spans, several

    def _end(self, item: int, at: int) -> int:
        """Where the run of an object's characters ends: by ever longer strides, then halving."""
        owner, textpage, count = self._calls.owner, self._textpage, len(self._text)
        stride = _STRIDE
        beyond = at + stride
        while beyond < count and owner(textpage, beyond) == item:
            at, stride = beyond, 2 * stride
            beyond += stride
        beyond = min(beyond, count)
        while beyond - at > 1:
            middle = (at + beyond) // 2
            if owner(textpage, middle) == item:
                at = middle
            else:
                beyond = middle
        return beyond

    def _asked(self, item: int) -> str:
        used = self._calls.words(item, self._textpage, None, 0)
        buffer = ctypes.create_string_buffer(max(2, used))
        self._calls.words(item, self._textpage, ctypes.addressof(buffer), used)
        return buffer.raw[: max(0, used - 2)].decode("utf-16-le", "replace")
