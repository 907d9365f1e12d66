"""PDF bytes to the objects of each page, as pdfium has them: the only module that knows pdfium.

A text object comes with the words pdfium reads in it. Coordinates here are the file's own,
origin bottom left.
"""

from __future__ import annotations

import ctypes
import math
import struct
from dataclasses import dataclass, field, replace
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.errors import SourceError
from pipeline.extract.pdf_calls import Call, Calls, address
from pipeline.extract.pdf_fonts import Face, Fonts
from pipeline.extract.pdf_words import Words

_TAIL_BYTES = 2048
_MAX_DEPTH = 8
_OVERPRINTS = 4  # objects back, that a second printing of the same words may follow
_WHITE = 250
_THIN_POINTS = 2.5
_INVISIBLE_MODE = 3
_LETTER = (0.0, 0.0, 612.0, 792.0)

Bounds = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
_CALLS = Calls(raw)
_FourFloats, _SixFloats, _FourNumbers = ctypes.c_float * 4, ctypes.c_float * 6, ctypes.c_uint * 4
_FOUR_FLOATS, _SIX_FLOATS = struct.Struct("4f").unpack, struct.Struct("6f").unpack
_FOUR_NUMBERS = struct.Struct("4I").unpack
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class TextObject:
    """Words set in one go: their ink, where the pen began, how large, and which way they run.

    `quadrant` counts quarter turns against the clock, `None` for slanted text. `text` ends with
    a space where pdfium saw one before the next object.
    """

    text: str
    bounds: Bounds
    pen: tuple[float, float]
    size: float
    quadrant: int | None
    face: Face
    white: bool
    invisible: bool


@dataclass(slots=True)
class PageObjects:
    """What is drawn on one page, in drawing order; rules are thin boxes."""

    crop: Bounds
    rotation: int
    texts: list[TextObject] = field(default_factory=list)
    rules: list[Bounds] = field(default_factory=list)
    fills: list[Bounds] = field(default_factory=list)
    images: list[Bounds] = field(default_factory=list)


def page_objects(data: bytes, *, max_pages: int) -> list[PageObjects]:
    """The objects of every page of a file.

    Raises: SourceError "encrypted", "corrupt-file", "too-large".
    """
    if b"startxref" not in data[-_TAIL_BYTES:] and b"%%EOF" not in data[-_TAIL_BYTES:]:
        raise SourceError("corrupt-file", "the end of the file is missing")
    document = _open(data)
    try:
        if len(document) > max_pages:
            raise SourceError("too-large", f"{len(document)} pages")
        reader, place = _Reader(), address(document.raw)
        return [_page(place, index, reader) for index in range(len(document))]
    finally:
        document.close()


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise SourceError("encrypted" if locked else "corrupt-file", str(error)) from error


def _page(document: int, index: int, reader: _Reader) -> PageObjects:
    page = _CALLS.load_page(document, index)
    try:
        textpage = _CALLS.load_text(page) if page else None
        if not textpage:
            raise SourceError("corrupt-file", f"page {index + 1} cannot be read")
        try:
            return reader.read(page, textpage)
        finally:
            _CALLS.close_text(textpage)
    finally:
        _CALLS.close_page(page)


class _Reader:
    """Walks the objects of a page; pdfium's buffers are made once for all pages of a file."""

    _words: Words
    _found: PageObjects

    def __init__(self) -> None:
        self._fonts = Fonts(_CALLS)
        self._box = _FourFloats()
        self._box_places = _places(self._box)
        self._colour = _FourNumbers()
        self._colour_places = _places(self._colour)
        self._matrix = _SixFloats()
        self._matrix_place = ctypes.byref(self._matrix)
        self._size = ctypes.c_float()
        self._size_place = ctypes.byref(self._size)

    def read(self, page: int, textpage: int) -> PageObjects:
        """What is drawn on one page."""
        self._words = Words(_CALLS, textpage)
        self._found = PageObjects(self._crop(page), _CALLS.rotation(page))
        self._fonts.turn_page()
        self._walk(_CALLS.item, page, _CALLS.count(page), _IDENTITY, 0)
        return self._found

    def _crop(self, page: int) -> Bounds:
        if not (
            _CALLS.crop_box(page, *self._box_places) or _CALLS.media_box(page, *self._box_places)
        ):
            return _LETTER
        box: Bounds = _FOUR_FLOATS(self._box)
        return box

    def _walk(self, get: Call, holder: int, count: int, outer: Matrix, depth: int) -> None:
        for index in range(count):
            item = get(holder, index)
            kind = _CALLS.kind(item)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                self._text(item, outer)
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(item, outer)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self._found.images.append(self._bounds(item, outer))
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
                inner = _times(self._own_matrix(item), outer)
                held = _CALLS.form_count(item)
                self._walk(_CALLS.form_item, item, held, inner, depth + 1)

    def _text(self, item: int, outer: Matrix) -> None:
        text = self._words.of(item)
        if text.isspace():
            return  # pdfium adds it to the run before
        bounds = self._bounds(item, outer)
        if bounds[0] >= bounds[2] or bounds[1] >= bounds[3]:
            return  # no ink
        if not text:
            self._printed_again(bounds)
            return
        a, b, c, d, e, f = _times(self._own_matrix(item), outer)
        size = self._font_size(item) * math.hypot(c, d)
        if not math.isfinite(sum(bounds) + size + e + f):
            bounds, size, e, f = (0.0, 0.0, 1.0, 1.0), 0.0, 0.0, 0.0  # too small to be seen
        face, white = self._fonts.face(_CALLS.font(item)), self._white(item)
        invisible = _CALLS.render_mode(item) == _INVISIBLE_MODE
        self._found.texts.append(
            TextObject(text, bounds, (e, f), size, _quadrant(a, b), face, white, invisible)
        )

    def _printed_again(self, bounds: Bounds) -> None:
        """Words over the same words make a fake bold; pdfium reads them once."""
        for text in self._found.texts[-_OVERPRINTS:]:
            if all(abs(a - b) < 0.2 * text.size for a, b in zip(text.bounds, bounds, strict=True)):
                text.face = replace(text.face, bold=True)

    def _path(self, item: int, outer: Matrix) -> None:
        """Ruled lines as thin boxes, from lines, thin fills and the edges of stroked boxes."""
        box = self._bounds(item, outer)
        x0, y0, x1, y1 = box
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        _CALLS.draw_mode(item, ctypes.byref(fill), ctypes.byref(stroke))
        if not (fill.value or stroke.value):
            return
        if fill.value and not self._white(item):
            self._found.fills.append(box)
        if min(x1 - x0, y1 - y0) <= _THIN_POINTS:
            self._found.rules.append(box)
        elif stroke.value and _CALLS.segments(item) in (4, 5):
            self._found.rules += [
                (x0, y0, x1, y0),
                (x0, y1, x1, y1),
                (x0, y0, x0, y1),
                (x1, y0, x1, y1),
            ]

    def _bounds(self, item: int, outer: Matrix) -> Bounds:
        _CALLS.bounds(item, *self._box_places)
        box: Bounds = _FOUR_FLOATS(self._box)
        if outer is _IDENTITY:
            return box
        x0, y0, x1, y1 = box
        corners = [_at(outer, x, y) for x, y in ((x0, y0), (x0, y1), (x1, y0), (x1, y1))]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def _own_matrix(self, item: int) -> Matrix:
        _CALLS.matrix(item, self._matrix_place)
        matrix: Matrix = _SIX_FLOATS(self._matrix)
        return matrix

    def _font_size(self, item: int) -> float:
        _CALLS.font_size(item, self._size_place)
        return self._size.value

    def _white(self, item: int) -> bool:
        if not _CALLS.fill_colour(item, *self._colour_places):
            return False
        red, green, blue, alpha = _FOUR_NUMBERS(self._colour)
        white: bool = alpha == 0 or (red >= _WHITE and green >= _WHITE and blue >= _WHITE)
        return white


def _places(values: ctypes.Array[Any]) -> tuple[Any, ...]:
    """References to an array's values."""
    return tuple(ctypes.byref(values, 4 * n) for n in range(len(values)))


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    if outer is _IDENTITY:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _quadrant(a: float, b: float) -> int | None:
    """Quarter turns, counter-clockwise, of the writing direction; `None` where it is slanted."""
    if abs(b) <= 0.05 * abs(a):
        return 0 if a > 0 else 2
    if abs(a) <= 0.05 * abs(b):
        return 1 if b > 0 else 3
    return None
