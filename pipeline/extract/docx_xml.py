"""WordprocessingML elements to plain values, with tracked changes settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

Element = etree._Element
_PARSER = etree.XMLParser(resolve_entities=False)  # so that none can grow

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATIVES = _MC + "AlternateContent"
WRAPPERS = frozenset(
    W + name
    for name in (
        "sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple",
        "dir", "bdo", "ruby", "rubyBase",
    )
)  # fmt: skip
"""Elements that print what is in them; deletions (`w:del`, `w:moveFrom`) are not among them."""

_SEEN_THROUGH = WRAPPERS | {ALTERNATIVES}
_OFF = frozenset({"0", "false", "off", "none"})


def read_xml(data: bytes) -> Element:
    """The root of a part; entities stay as they are.

    Raises: etree.XMLSyntaxError.
    """
    return etree.fromstring(data, _PARSER)


def first(elements: Iterable[Element], tag: str) -> Element | None:
    """The first with a tag; on the children of an element ten times as fast as its `find`."""
    for each in elements:
        if each.tag == tag:
            return each
    return None


def child(element: Element | None, *names: str) -> Element | None:
    """The element at a path of `w:` names below `element`, if it is there."""
    for name in names:
        if element is None:
            return None
        element = first(element, W + name)
    return element


def parts(element: Element | None) -> dict[str, Element]:
    """The children of an element by tag, of several with one tag the first."""
    found: dict[str, Element] = {}
    for each in element if element is not None else ():
        found.setdefault(each.tag, each)
    return found


def value(element: Element | None, name: str = "val") -> str | None:
    """A `w:` attribute."""
    return None if element is None else element.get(W + name)


def switch(element: Element | None) -> bool | None:
    """A toggle such as `w:b`: on unless its value says off; `None` where it is not set."""
    return None if element is None else is_on(element.get(W + "val", "1"))


def is_on(said: str | None) -> bool:
    """The value of a switch; one that is not there is off."""
    return said is not None and said.lower() not in _OFF


def integer(text: str | None, default: int = 0) -> int:
    """A whole number, also where a producer wrote `720.0`; rubbish is the default."""
    try:
        return int(float(text)) if text is not None else default
    except (ValueError, OverflowError):
        return default


def chosen(alternatives: Element) -> Element | None:
    """Of several renderings of one thing the first; the fallback only where there is no other."""
    choice = alternatives.find(_MC + "Choice")
    return alternatives.find(_MC + "Fallback") if choice is None else choice


def printed(elements: list[Element]) -> Iterable[Element]:
    """The children of an element, seen through wrappers that only group or track them.

    They come as a list, for lxml makes an element and its tag anew each time it gives it.
    """
    for element in elements:
        if element.tag in _SEEN_THROUGH:
            return _unwrapped(elements)
    return elements


def _unwrapped(elements: Iterable[Element]) -> Iterator[Element]:
    for element in elements:
        if element.tag in WRAPPERS:
            yield from printed(list(element))
        elif element.tag == ALTERNATIVES:
            choice = chosen(element)
            if choice is not None:
                yield from printed(list(choice))
        else:
            yield element
