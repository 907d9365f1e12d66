"""A font of a page to how it looks: bold, italic, and of which family."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass

from pipeline.extract.pdf_calls import Calls

_NAME_BYTES = 256
_Name = ctypes.c_char * _NAME_BYTES
_BOLD_WEIGHT = 600
_BOLD_NAMES = ("bold", "black", "heavy", "demi")
_ITALIC_NAMES = ("italic", "oblique")
_ITALIC_FLAG = 1 << 6
_STYLE = re.compile(r"^[a-z]{6}\+|[-,].*")  # abcdef+arial-boldmt -> arial


@dataclass(frozen=True, slots=True)
class Face:
    """How a font looks; `family` is its name without subset tag, weight and slant."""

    bold: bool
    italic: bool
    family: str = ""


class Fonts:
    """The fonts of one page, by address, which is theirs as long as the page is open."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._faces: dict[int | None, Face] = {}
        self._name = _Name()

    def turn_page(self) -> None:
        """Forget the fonts of the page before."""
        self._faces.clear()

    def face(self, font: int | None) -> Face:
        """How the font at an address looks; no address is a plain face."""
        face = self._faces.get(font)
        if face is None:
            face = self._faces[font] = self._read(font) if font else Face(False, False)
        return face

    def _read(self, font: int) -> Face:
        self._name[0] = b"\0"
        self._calls.font_name(font, ctypes.addressof(self._name), _NAME_BYTES)
        name = self._name.value.decode("utf-8", "replace").lower()
        heavy = bool(self._calls.font_weight(font) >= _BOLD_WEIGHT)
        slanted = bool(self._calls.font_flags(font) & _ITALIC_FLAG)
        return Face(
            heavy or any(word in name for word in _BOLD_NAMES),
            slanted or any(word in name for word in _ITALIC_NAMES),
            _STYLE.sub("", name),
        )
