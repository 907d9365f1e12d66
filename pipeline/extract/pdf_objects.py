"""PDF bytes to the objects of each page, as pdfium has them: the only module that knows pdfium.

A text object comes with the words pdfium reads in it; reading all of them costs about what
pdfium's plain text costs. Coordinates here are the file's own, origin bottom left.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.errors import SourceError

_TAIL_BYTES = 2048
_MAX_DEPTH = 8
_OVERPRINTS = 4  # objects back, that a second printing of the same words may follow
_BOLD_WEIGHT = 600
_BOLD_NAMES = ("bold", "black", "heavy", "demi")
_ITALIC_NAMES = ("italic", "oblique")
_ITALIC_FLAG = 1 << 6
_WHITE = 250
_THIN_POINTS = 2.5
_INVISIBLE_MODE = 3
_CHARACTERS = {0x02: "-", 0xFFFE: "-", 0xFFFF: None, 0x0D: " ", 0x0A: " ", 0x00: None}

Bounds = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Face:
    """How a font looks."""

    bold: bool
    italic: bool


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
        return [_page(document, index) for index in range(len(document))]
    except pdfium.PdfiumError as error:
        raise SourceError("corrupt-file", str(error)) from error
    finally:
        document.close()


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise SourceError("encrypted" if locked else "corrupt-file", str(error)) from error


def _page(document: pdfium.PdfDocument, index: int) -> PageObjects:
    page = document[index]
    try:
        textpage = page.get_textpage()
        try:
            found = PageObjects(page.get_cropbox(), page.get_rotation() // 90)
            _Reader(textpage, found).read(page)
            return found
        finally:
            textpage.close()
    finally:
        page.close()


class _Reader:
    """Walks the objects of one page; pdfium's buffers are made once and used again."""

    def __init__(self, textpage: pdfium.PdfTextPage, found: PageObjects) -> None:
        self._textpage = textpage.raw
        self._found = found
        self._faces: dict[int, Face] = {}
        self._buffer = ctypes.create_string_buffer(2048)
        self._wide = _wide(self._buffer)
        self._floats = [ctypes.c_float() for _ in range(4)]
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._matrix = raw.FS_MATRIX()

    def read(self, page: pdfium.PdfPage) -> None:
        """Fill the page's lists."""
        count = raw.FPDFPage_CountObjects(page.raw)
        self._walk(raw.FPDFPage_GetObject, page.raw, count, _IDENTITY, 0)

    def _walk(
        self,
        get: Callable[[object, int], object],
        holder: object,
        count: int,
        outer: Matrix,
        depth: int,
    ) -> None:
        for index in range(count):
            item = get(holder, index)
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                self._text(item, outer)
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(item, outer)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self._found.images.append(self._bounds(item, outer))
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
                inner = _times(self._own_matrix(item), outer)
                held = raw.FPDFFormObj_CountObjects(item)
                self._walk(raw.FPDFFormObj_GetObject, item, held, inner, depth + 1)

    def _text(self, item: object, outer: Matrix) -> None:
        bounds = self._bounds(item, outer)
        if bounds[0] >= bounds[2] or bounds[1] >= bounds[3]:
            return  # only spaces leave no ink; pdfium adds them to the run before
        text = self._words(item)
        if not text.strip():
            self._printed_again(bounds)
            return
        raw.FPDFTextObj_GetFontSize(item, self._floats[0])
        a, b, c, d, e, f = _times(self._own_matrix(item), outer)
        size = self._floats[0].value * math.hypot(c, d)
        if not math.isfinite(sum(bounds) + size + e + f):
            bounds, size, e, f = (0.0, 0.0, 1.0, 1.0), 0.0, 0.0, 0.0  # too small to be seen
        face, white = self._face(item), self._white(item)
        invisible = raw.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE_MODE
        self._found.texts.append(
            TextObject(text, bounds, (e, f), size, _quadrant(a, b), face, white, invisible)
        )

    def _printed_again(self, bounds: Bounds) -> None:
        """Words over the same words make a fake bold; pdfium reads them once."""
        for text in self._found.texts[-_OVERPRINTS:]:
            if all(abs(a - b) < 0.2 * text.size for a, b in zip(text.bounds, bounds, strict=True)):
                text.face = Face(True, text.face.italic)

    def _words(self, item: object) -> str:
        used = raw.FPDFTextObj_GetText(item, self._textpage, self._wide, len(self._buffer))
        if used > len(self._buffer):
            self._buffer = ctypes.create_string_buffer(used)
            self._wide = _wide(self._buffer)
            raw.FPDFTextObj_GetText(item, self._textpage, self._wide, used)
        text = self._buffer.raw[: max(0, used - 2)].decode("utf-16-le", "replace")
        return text if text.isprintable() else text.translate(_CHARACTERS)

    def _path(self, item: object, outer: Matrix) -> None:
        """Ruled lines as thin boxes, from lines, thin fills and the edges of stroked boxes."""
        box = self._bounds(item, outer)
        x0, y0, x1, y1 = box
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item, fill, stroke)
        if not (fill.value or stroke.value):
            return
        if fill.value and not self._white(item):
            self._found.fills.append(box)
        if min(x1 - x0, y1 - y0) <= _THIN_POINTS:
            self._found.rules.append(box)
        elif stroke.value and raw.FPDFPath_CountSegments(item) in (4, 5):
            self._found.rules += [
                (x0, y0, x1, y0),
                (x0, y1, x1, y1),
                (x0, y0, x0, y1),
                (x1, y0, x1, y1),
            ]

    def _bounds(self, item: object, outer: Matrix) -> Bounds:
        raw.FPDFPageObj_GetBounds(item, *self._floats)
        v0, v1, v2, v3 = self._floats
        x0, y0, x1, y1 = v0.value, v1.value, v2.value, v3.value
        if outer is _IDENTITY:
            return x0, y0, x1, y1
        corners = [_at(outer, x, y) for x, y in ((x0, y0), (x0, y1), (x1, y0), (x1, y1))]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def _own_matrix(self, item: object) -> Matrix:
        raw.FPDFPageObj_GetMatrix(item, self._matrix)
        m = self._matrix
        return m.a, m.b, m.c, m.d, m.e, m.f

    def _white(self, item: object) -> bool:
        if not raw.FPDFPageObj_GetFillColor(item, *self._colour):
            return False
        red, green, blue, alpha = self._colour
        if alpha.value == 0:
            return True
        return red.value >= _WHITE and green.value >= _WHITE and blue.value >= _WHITE

    def _face(self, item: object) -> Face:
        font = raw.FPDFTextObj_GetFont(item)
        key = ctypes.addressof(font.contents) if font else 0
        if key not in self._faces:
            self._faces[key] = _face(font) if font else Face(False, False)
        return self._faces[key]


def _wide(buffer: ctypes.Array[ctypes.c_char]) -> object:
    return ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))


def _face(font: object) -> Face:
    buffer = ctypes.create_string_buffer(256)
    raw.FPDFFont_GetBaseFontName(font, buffer, 256)
    name = buffer.value.decode("utf-8", "replace").lower()
    weight = raw.FPDFFont_GetWeight(font)
    bold = any(word in name for word in _BOLD_NAMES)
    italic = any(word in name for word in _ITALIC_NAMES)
    flagged = bool(raw.FPDFFont_GetFlags(font) & _ITALIC_FLAG)
    return Face(bold or weight >= _BOLD_WEIGHT, italic or flagged)


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
