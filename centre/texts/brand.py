"""What the centre has drawn: its name, ``brand/wordmark.svg``, and drawings for some of its pages,
such as ``brand/drawings/home.svg``. They stand in pages as they are, so they must be harmless.
"""

import re
from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from xml.etree.ElementTree import Element, ParseError, fromstring

from centre.reading.faults import Fault, Faults, file_name
from centre.reading.files import content_files, is_there
from centre.reading.messages import quoted
from centre.reading.text_files import text_of

MAX_BYTES = 3000  # it travels with every page
MAX_BYTES_OF_DRAWING = 4000  # one a page, and a page has 14 KiB with all it needs
DRAWINGS = "drawings"

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
    return _read(path, MAX_BYTES) if is_there(path) else ("", [])


def read_drawings(content: Path, pages: Container[str]) -> tuple[Mapping[str, str], list[Fault]]:
    """The drawings by the ids of their pages, and what is wrong with any of them."""
    drawings = {}
    files, faults = content_files(content / "brand" / DRAWINGS, ".svg")
    for path in files:
        drawn, found = _read(path, MAX_BYTES_OF_DRAWING)
        if path.stem not in pages:
            message = f"kresba nemá stránku: stránka „{path.stem}“ neexistuje"
            found.append(Fault(file_name(path), 1, "", message))
        drawings[path.stem] = drawn
        faults += found
    return MappingProxyType(drawings), faults


def _read(path: Path, most: int) -> tuple[str, list[Fault]]:
    try:
        drawn = text_of(path).strip()
    except Faults as broken:
        return "", list(broken.all)
    faults = [Fault(file_name(path), 1, "", message) for message in _objections(drawn, most)]
    return ("" if faults else drawn.replace(_OF_A_FILE, "", 1)), faults


def _objections(drawn: str, most: int) -> list[str]:
    if len(drawn.encode()) > most:
        return [f"kresba má víc než {most} bajtů; zjednodušte ji"]
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
