"""The centre's drawn name: ``brand/wordmark.svg``, put into every page as it is, so it must be
harmless."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, fromstring

from centre.reading.faults import Fault, Faults, file_name
from centre.reading.files import is_there
from centre.reading.messages import quoted
from centre.reading.text_files import text_of

MAX_BYTES = 3000  # it travels with every page

_SHAPES = {"svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon", "title"}
_ATTRIBUTES = {
    *("viewBox", "width", "height", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry"),
    *("d", "points", "pathLength", "transform", "id", "class", "role", "lang"),
    *("aria-hidden", "aria-label", "aria-labelledby", "focusable", "preserveAspectRatio"),
    *("fill", "fill-opacity", "fill-rule", "clip-rule", "opacity", "color"),
    *("stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit"),
    *("stroke-opacity", "stroke-dasharray", "stroke-dashoffset", "vector-effect", "version"),
    "shape-rendering",
}
"""Everything else is refused: as XML and as HTML a name may mean two things (``ONLOAD``), and
programs that draw leave much of their own behind."""
_ELSEWHERE = re.compile(r"url\s*\(|\b(?:data|javascript|https?):|\\|//", re.IGNORECASE)
_NAMESPACE = "http://www.w3.org/2000/svg"
_OF_A_FILE = f' xmlns="{_NAMESPACE}"'  # inside a page it says nothing


def read_wordmark(content: Path) -> tuple[str, list[Fault]]:
    """The drawing as text, empty when there is none or it cannot be used, and what is wrong with
    it."""
    path = content / "brand" / "wordmark.svg"
    if not is_there(path):
        return "", []
    try:
        drawn = text_of(path).strip()
    except Faults as broken:
        return "", list(broken.all)
    faults = [Fault(file_name(path), 1, "", message) for message in _objections(drawn)]
    return ("" if faults else drawn.replace(_OF_A_FILE, "", 1)), faults


def _objections(drawn: str) -> list[str]:
    if len(drawn.encode()) > MAX_BYTES:
        return [f"kresba má víc než {MAX_BYTES} bajtů; zjednodušte ji"]
    if "<!" in drawn or "<?" in drawn or not drawn.startswith("<svg"):
        return ["kresba má začínat rovnou značkou <svg, bez komentářů a značek s <! a <?"]
    if _OF_A_FILE not in drawn or drawn.count("xmlns") > 1:
        return [f"kresba má mít právě jedno xmlns, a to{_OF_A_FILE}"]
    try:
        root = fromstring(drawn)  # noqa: S314 - no DOCTYPE, so no entities
    except ParseError as error:
        line, column = error.position
        return [f"kresbu nejde přečíst jako SVG (řádek {line}, znak {column + 1})"]
    return [message for element in root.iter() for message in _objections_to(element)]


def _objections_to(element: Element) -> Iterator[str]:
    name = element.tag.removeprefix(f"{{{_NAMESPACE}}}")
    if name not in _SHAPES:
        yield f"kresba smí mít jen tvary, ne <{name}>"
    for key, value in element.attrib.items():
        if key not in _ATTRIBUTES:
            yield f"kresba nesmí mít vlastnost {key}"
        elif _ELSEWHERE.search(value):
            yield f"vlastnost {key} nesmí vést jinam; je tu {quoted(value)}"
