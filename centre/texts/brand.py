"""The centre's drawn name: ``brand/wordmark.svg``, put into every page as it is, so it must be
harmless."""

from pathlib import Path
from xml.etree.ElementTree import ParseError, fromstring

from centre.reading.faults import Fault, Faults, file_name
from centre.reading.files import is_there
from centre.reading.text_files import text_of

MAX_BYTES = 3000  # it travels with every page

_SHAPES = {"svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon", "title"}
_NAMESPACE = "{http://www.w3.org/2000/svg}"
_OF_A_FILE = ' xmlns="http://www.w3.org/2000/svg"'  # inside a page it says nothing


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
    if "<!" in drawn or "<?" in drawn:
        return ["kresba má začínat rovnou značkou <svg"]
    try:
        root = fromstring(drawn)  # noqa: S314 - no DOCTYPE, so no entities
    except ParseError as error:
        return [f"kresbu nejde přečíst jako SVG ({error})"]
    found = []
    for element in root.iter():
        name = element.tag.removeprefix(_NAMESPACE)
        if name not in _SHAPES:
            found.append(f"kresba smí mít jen tvary, ne <{name}>")
        risky = [
            key for key in element.attrib if key.startswith("on") or key == "style" or "href" in key
        ]
        found += [f"kresba nesmí mít vlastnost {key}" for key in risky]
    return found
