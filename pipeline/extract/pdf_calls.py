"""pdfium's functions to calls on bare addresses, cheaper than on ctypes' typed pointers."""

from __future__ import annotations

from collections.abc import Callable
from ctypes import CFUNCTYPE, PYFUNCTYPE, c_int, c_size_t, c_ulong, c_void_p, cast
from typing import Any

Call = Callable[..., Any]


class Calls:
    """The calls made for every page and object; an object, a page or a buffer is its address.

    What a call fills in, it takes by reference. Only the two that load a page are long enough to
    let other threads run meanwhile.
    """

    def __init__(self, raw: Any) -> None:
        def call(name: str, result: Any, *arguments: Any, kind: Any = PYFUNCTYPE) -> Call:
            address = cast(getattr(raw, name), c_void_p).value
            plain: Call = kind(result, *arguments)(address or 0)
            return plain

        one, at, size = (c_void_p,), (c_void_p, c_int), (c_void_p, c_void_p, c_void_p, c_ulong)
        self.load_page = call("FPDF_LoadPage", c_void_p, *at, kind=CFUNCTYPE)
        self.load_text = call("FPDFText_LoadPage", c_void_p, *one, kind=CFUNCTYPE)
        self.close_text = call("FPDFText_ClosePage", None, *one)
        self.close_page = call("FPDF_ClosePage", None, *one)
        self.crop_box = call("FPDFPage_GetCropBox", c_int, *one)
        self.media_box = call("FPDFPage_GetMediaBox", c_int, *one)
        self.rotation = call("FPDFPage_GetRotation", c_int, *one)
        self.count = call("FPDFPage_CountObjects", c_int, *one)
        self.item = call("FPDFPage_GetObject", c_void_p, *at)
        self.form_count = call("FPDFFormObj_CountObjects", c_int, *one)
        self.form_item = call("FPDFFormObj_GetObject", c_void_p, c_void_p, c_ulong)
        self.kind = call("FPDFPageObj_GetType", c_int, *one)
        self.bounds = call("FPDFPageObj_GetBounds", c_int, *one)
        self.matrix = call("FPDFPageObj_GetMatrix", c_int, *one)
        self.fill_colour = call("FPDFPageObj_GetFillColor", c_int, *one)
        self.draw_mode = call("FPDFPath_GetDrawMode", c_int, *one)
        self.segments = call("FPDFPath_CountSegments", c_int, *one)
        self.font = call("FPDFTextObj_GetFont", c_void_p, *one)
        self.font_name = call("FPDFFont_GetBaseFontName", c_size_t, c_void_p, c_void_p, c_size_t)
        self.font_weight = call("FPDFFont_GetWeight", c_int, *one)
        self.font_flags = call("FPDFFont_GetFlags", c_int, *one)
        self.font_size = call("FPDFTextObj_GetFontSize", c_int, *one)
        self.render_mode = call("FPDFTextObj_GetTextRenderMode", c_int, *one)
        self.words = call("FPDFTextObj_GetText", c_ulong, *size)
        self.characters = call("FPDFText_CountChars", c_int, *one)
        self.text = call("FPDFText_GetText", c_int, c_void_p, c_int, c_int, c_void_p)
        self.owner = call("FPDFText_GetTextObject", c_void_p, *at)


def address(pointer: Any) -> int:
    """Where a typed pointer points; a cast would leave a cycle behind."""
    return c_void_p.from_buffer(pointer).value or 0
