"""PDF bytes to pages of runs and rules, by pdfium; every coordinate leaves top-left based.

A run is one text object: pdfium knows which words of it are apart, the page objects know place,
size and face. Reading objects costs about what pdfium's plain text costs.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.errors import SourceError
from pipeline.model import BBox

_TAIL_BYTES = 2048
_MAX_DEPTH = 8
_OVERPRINTS = 4  # objects back, that a second printing of the same words may follow
_BOLD_WEIGHT = 600
_BOLD_NAMES = ("bold", "black", "heavy", "demi")
_ITALIC_NAMES = ("italic", "oblique")
_WHITE = 250
_TINY_POINTS = 1.5
_THIN_POINTS = 2.5
_CHARACTERS = {0x02: "-", 0xFFFE: "-", 0xFFFF: None, 0x0D: " ", 0x0A: " ", 0x00: None}
_INVISIBLE_MODE = 3
_ITALIC_FLAG = 1 << 6

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Run:
    """One text object: its words, its ink box, where it stands on its line and how it is set.

    `text` ends with a space where pdfium saw one before the next run (`order` + 1).
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    bold: bool
    italic: bool
    order: int


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page: its runs in drawing order, text that is not read in line, and ruled lines."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    apart: tuple[tuple[Run, str], ...]
    rules: tuple[BBox, ...]


@dataclass(slots=True)
class _Face:
    bold: bool
    italic: bool


@dataclass(slots=True)
class _Raw:
    """A text object in the page's own coordinates, before the page is turned upright."""

    text: str
    bounds: tuple[float, float, float, float]
    matrix: Matrix
    size: float
    face: _Face
    white: bool
    invisible: bool


def pages(data: bytes, *, max_pages: int) -> list[PdfPage]:
    """Every page of a file.

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


def _page(document: pdfium.PdfDocument, index: int) -> PdfPage:
    page = document[index]
    try:
        textpage = page.get_textpage()
        try:
            return _Reader(page, textpage).read(index + 1)
        finally:
            textpage.close()
    finally:
        page.close()


class _Reader:
    """Walks the objects of one page; pdfium's buffers are made once and used again."""

    def __init__(self, page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> None:
        self._page = page
        self._textpage = textpage.raw
        self._faces: dict[int, _Face] = {}
        self._buffer = ctypes.create_string_buffer(2048)
        self._wide = _wide(self._buffer)
        self._floats = [ctypes.c_float() for _ in range(4)]
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._matrix = raw.FS_MATRIX()
        self._texts: list[_Raw] = []
        self._rules: list[tuple[float, float, float, float]] = []
        self._backgrounds: list[tuple[float, float, float, float]] = []
        self._images: list[tuple[float, float, float, float]] = []

    def read(self, number: int) -> PdfPage:
        """The page, turned the way its text is read."""
        page = self._page.raw
        count = raw.FPDFPage_CountObjects(page)
        self._walk(lambda i: raw.FPDFPage_GetObject(page, i), count, _IDENTITY, 0)
        turns = _turns(self._texts, self._page.get_rotation() // 90)
        crop = self._page.get_cropbox()
        width, height = crop[2] - crop[0], crop[3] - crop[1]
        if turns % 2:
            width, height = height, width
        upright = _upright(crop, turns)
        runs, apart = [], []
        for order, text in enumerate(self._texts):
            run = _run(text, upright, turns, order)
            reason = self._hidden(text) or _beside(text, run, turns, width, height)
            if reason:
                apart.append((run, reason))
            else:
                runs.append(run)
        rules = tuple(_box(rule, upright) for rule in self._rules)
        return PdfPage(number, width, height, tuple(runs), tuple(apart), rules)

    def _walk(self, at: Callable[[int], object], count: int, outer: Matrix, depth: int) -> None:
        for index in range(count):
            item = at(index)
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                self._text(item, outer)
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(item, outer)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self._images.append(self._bounds(item, outer))
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
                self._form(item, outer, depth)

    def _form(self, item: object, outer: Matrix, depth: int) -> None:
        inner = _times(self._own_matrix(item), outer)
        self._walk(
            lambda i: raw.FPDFFormObj_GetObject(item, i),
            raw.FPDFFormObj_CountObjects(item),
            inner,
            depth + 1,
        )

    def _text(self, item: object, outer: Matrix) -> None:
        bounds = self._bounds(item, outer)
        if bounds[0] >= bounds[2] or bounds[1] >= bounds[3]:
            return  # only spaces leave no ink; pdfium adds them to the run before
        text = self._words(item)
        if not text.strip():
            self._printed_again(bounds)
            return
        raw.FPDFTextObj_GetFontSize(item, self._floats[0])
        size = self._floats[0].value
        matrix = _times(self._own_matrix(item), outer)
        invisible = raw.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE_MODE
        face = self._face(item)
        self._texts.append(_Raw(text, bounds, matrix, size, face, self._white(item), invisible))

    def _printed_again(self, bounds: tuple[float, float, float, float]) -> None:
        """Words over the same words make a fake bold; pdfium reads them once."""
        for text in self._texts[-_OVERPRINTS:]:
            if all(abs(a - b) < 0.2 * text.size for a, b in zip(text.bounds, bounds, strict=True)):
                text.face = _Face(True, text.face.italic)

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
            self._backgrounds.append(box)
        if min(x1 - x0, y1 - y0) <= _THIN_POINTS:
            self._rules.append(box)
        elif stroke.value and raw.FPDFPath_CountSegments(item) in (4, 5):
            self._rules += [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]

    def _bounds(self, item: object, outer: Matrix) -> tuple[float, float, float, float]:
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

    def _face(self, item: object) -> _Face:
        font = raw.FPDFTextObj_GetFont(item)
        key = ctypes.addressof(font.contents) if font else 0
        if key not in self._faces:
            self._faces[key] = _face(font) if font else _Face(False, False)
        return self._faces[key]

    def _hidden(self, text: _Raw) -> str | None:
        """Text nobody can see: tiny, white on nothing, or invisible but over no scanned image."""
        scale = (text.matrix[2] ** 2 + text.matrix[3] ** 2) ** 0.5
        unseen = (
            text.size * scale < _TINY_POINTS
            or (text.white and not _covered(text.bounds, self._backgrounds + self._images))
            or (text.invisible and not _covered(text.bounds, self._images))
        )
        return "hidden-text" if unseen else None


def _wide(buffer: ctypes.Array[ctypes.c_char]) -> object:
    return ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))


def _face(font: object) -> _Face:
    buffer = ctypes.create_string_buffer(256)
    raw.FPDFFont_GetBaseFontName(font, buffer, 256)
    name = buffer.value.decode("utf-8", "replace").lower()
    weight = raw.FPDFFont_GetWeight(font)
    bold = any(word in name for word in _BOLD_NAMES)
    italic = any(word in name for word in _ITALIC_NAMES)
    flagged = bool(raw.FPDFFont_GetFlags(font) & _ITALIC_FLAG)
    return _Face(bold or weight >= _BOLD_WEIGHT, italic or flagged)


def _covered(
    inner: tuple[float, float, float, float], outers: list[tuple[float, float, float, float]]
) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in outers)


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


def _quadrant(matrix: Matrix) -> int | None:
    """Quarter turns, counter-clockwise, of the writing direction; `None` where it is slanted."""
    a, b = matrix[0], matrix[1]
    if abs(b) <= 0.05 * abs(a):
        return 0 if a > 0 else 2
    if abs(a) <= 0.05 * abs(b):
        return 1 if b > 0 else 3
    return None


def _turns(texts: list[_Raw], rotation: int) -> int:
    """Clockwise quarter turns that set most of the page's text upright."""
    weights: Counter[int] = Counter()
    for text in texts:
        quadrant = _quadrant(text.matrix)
        if quadrant is not None:
            weights[quadrant] += len(text.text)
    return min(weights, key=lambda q: (-weights[q], q != rotation, q)) if weights else rotation


def _upright(
    crop: tuple[float, float, float, float], turns: int
) -> Callable[[float, float], tuple[float, float]]:
    """Page coordinates (origin bottom left) to points from the top left of the turned page."""
    x0, y0, x1, y1 = crop
    return (
        lambda x, y: (x - x0, y1 - y),
        lambda x, y: (y - y0, x - x0),
        lambda x, y: (x1 - x, y - y0),
        lambda x, y: (y1 - y, x1 - x),
    )[turns % 4]


def _box(
    bounds: tuple[float, float, float, float],
    upright: Callable[[float, float], tuple[float, float]],
) -> BBox:
    ax, ay = upright(bounds[0], bounds[1])
    bx, by = upright(bounds[2], bounds[3])
    return BBox(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _run(
    text: _Raw, upright: Callable[[float, float], tuple[float, float]], turns: int, order: int
) -> Run:
    x0, top, x1, bottom = _box(text.bounds, upright)
    _, baseline = upright(text.matrix[4], text.matrix[5])
    size = text.size * (text.matrix[2] ** 2 + text.matrix[3] ** 2) ** 0.5
    face = text.face
    return Run(text.text, x0, top, x1, bottom, baseline, size, face.bold, face.italic, order)


def _beside(text: _Raw, run: Run, turns: int, width: float, height: float) -> str | None:
    """Why a visible run is not read in line: it runs another way, or lies off the page."""
    if _quadrant(text.matrix) != turns % 4:
        return "rotated-text"
    off = run.x1 < 0 or run.x0 > width or run.bottom < 0 or run.top > height
    return "hidden-text" if off else None


def characters(read: list[PdfPage]) -> int:
    """How many characters the pages hold."""
    return sum(len(run.text) for page in read for run in _all(page))


def _all(page: PdfPage) -> Iterator[Run]:
    yield from page.runs
    yield from (run for run, _ in page.apart)
