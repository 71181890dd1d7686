"""A PDF as it is published: what it says of its makers is taken out, what could run is refused.

Keys and kinds of objects are those of ISO 32000-1; the number behind each is its section there.
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any, Final

from centre.documents import jpeg2000_pictures, jpeg_pictures

PAGES_SEARCHED: Final = 10
"""A text layer that begins later than on this page is taken for none."""

_SIGNS_OF_A_TEXT: Final = 20  # a scanner may print a number or its name on a page
_TEXT: Final = re.compile(rb"\bBT\b(.*?)\bET\b", re.DOTALL)
_NO_LETTERS: Final = bytes(range(ord("A")))
_STRING: Final = re.compile(rb"\(((?:[^()\\]|\\.)*)\)|<([0-9A-Fa-f\s]+)>", re.DOTALL)
_KEPT: Final = 32

_ABOUT_MAKERS: Final = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/SpiderInfo")
"""What programs write of themselves and of people (14.3, 14.5, 12.3.4, 14.10)."""
_ON_OPENING: Final = ("/OpenAction", "/AA")
"""What happens by itself (12.6.3). A script there is refused; a mere place on a page is dropped."""
_OF_COMMENTS: Final = ("/T", "/M", "/CreationDate", "/NM", "/Subj")
"""Who has marked something on a page, and when (12.5.2, 12.5.6.2)."""
_FORM_FIELD: Final = "/Widget"
_PHOTOGRAPHS: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "/DCTDecode": jpeg_pictures.without_origin,
    "/JPXDecode": jpeg2000_pictures.without_origin,
}
"""How pictures of cameras and scanners are packed (7.4), and what takes out who made them where."""

_RUNNING_ACTIONS: Final = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm"})
_CARRIED: Final = frozenset(
    {"/EmbeddedFile", "/FileAttachment", "/Movie", "/RichMedia", "/Screen", "/Sound", "/3D"}
)

_LOCKED: Final = "soubor je zamčený heslem nebo právy; uložte ho do PDF bez zámku"


class NotPublishable(Exception):
    """The file cannot be published as it is. The message says in Czech why, and what to do."""


@dataclass(frozen=True, slots=True)
class PdfFile:
    """What is published of a PDF."""

    content: bytes
    pages: int
    has_text: bool
    """False for a scan: nobody can search it, and no screen reader can read it."""


@lru_cache(maxsize=_KEPT)
def published(content: bytes, title: str, lang: str) -> PdfFile:
    """The PDF ``content`` without what it tells of its makers, with ``title`` and ``lang`` for
    screen readers.

    The same file gives the same bytes. Raises NotPublishable.
    """
    try:
        return _published(content, title, lang)
    except NotPublishable:
        raise
    except Exception as error:  # the library raises more kinds than it names, RecursionError too
        raise NotPublishable(
            f"soubor nejde přečíst jako PDF ({type(error).__name__}); uložte ho do PDF znovu"
        ) from error


def _published(content: bytes, title: str, lang: str) -> PdfFile:
    # Most commands never need it, and it takes a tenth of a second.
    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import DependencyError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it mends is nothing for editors
    try:
        reader = PdfReader(BytesIO(content))
    except DependencyError as error:  # a lock for which it would need one more library
        raise NotPublishable(_LOCKED) from error
    if reader.is_encrypted:
        raise NotPublishable(_LOCKED)
    if not reader.pages:
        raise NotPublishable("soubor nemá žádnou stránku")
    writer = PdfWriter(clone_from=reader, keep_initial_header=True)
    found = list(_dictionaries(writer))
    for each in found:
        _refuse(each)
    for each in found:
        _clean(each)
    writer.metadata = None
    writer.add_metadata({"/Title": title})
    writer._ID = None  # would tell which files were made of one another
    _name(writer.root_object, lang)
    # What nothing leads to any more would stay in the file.
    writer.compress_identical_objects(remove_duplicates=False)
    written = BytesIO()
    writer.write(written)
    return PdfFile(written.getvalue(), len(reader.pages), _has_text(reader))


def _dictionaries(writer: Any) -> Iterator[Any]:
    """Every dictionary of the document, streams among them, whatever it lies in."""
    seen: set[int] = set()
    waiting: list[Any] = [each for each in writer._objects if each is not None]
    while waiting:
        found: Any = waiting.pop()
        if id(found) in seen:
            continue
        seen.add(id(found))
        if isinstance(found, dict):
            yield found
            waiting += dict.values(found)  # what it holds, not what that leads to
        elif isinstance(found, list):
            waiting += found


def _refuse(found: Any) -> None:
    kinds = {str(_value(found, key)) for key in ("/S", "/Subtype", "/Type")}
    if "/JS" in found or "/JavaScript" in found or kinds & _RUNNING_ACTIONS:
        raise NotPublishable(
            "v souboru je skript nebo příkaz, který se spouští sám; vytiskněte ho znovu do PDF"
        )
    if "/EmbeddedFiles" in found or "/EF" in found or kinds & _CARRIED:
        raise NotPublishable("v souboru je přiložený jiný soubor; uložte ho do PDF bez příloh")
    if "/XFA" in found:
        raise NotPublishable(
            "formulář je ve starém formátu XFA, který prohlížeče neukážou; vytiskněte ho do PDF"
        )
    if "/ByteRange" in found:
        raise NotPublishable(
            "soubor je elektronicky podepsaný a čištěním by podpis přestal platit; vytiskněte ho"
            " znovu do PDF"
        )


def _clean(found: Any) -> None:
    unwanted = [*_ABOUT_MAKERS, *_ON_OPENING]
    if "/Rect" in found and _value(found, "/Subtype") != _FORM_FIELD:  # an annotation of a page
        unwanted += _OF_COMMENTS
    for key in unwanted:
        found.pop(key, None)
    filters = _filters(found)
    if filters and filters[-1] in _PHOTOGRAPHS:
        _clean_photograph(found)


def _clean_photograph(found: Any) -> None:
    from pypdf.generic import NameObject

    filters = _filters(found)
    without_origin = _PHOTOGRAPHS[filters[-1]]
    if len(filters) == 1:
        found._data = without_origin(found._data)
        return
    # Packed once more: the library takes the outer packing off, and no photograph apart.
    found._data = without_origin(found.get_data())
    found[NameObject("/Filter")] = NameObject(filters[-1])
    found.pop("/DecodeParms", None)


def _filters(found: Any) -> list[Any]:
    """How a stream is packed (7.4), the outermost first."""
    named = _value(found, "/Filter")
    return [each.get_object() for each in named] if isinstance(named, list) else [named]


def _value(found: Any, key: str) -> Any:
    """What a key says, also where it only leads there (7.3.10)."""
    value = found.get(key)
    return None if value is None else value.get_object()


def _name(root: Any, lang: str) -> None:
    from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

    root[NameObject("/Lang")] = TextStringObject(lang)
    preferences = root.setdefault(NameObject("/ViewerPreferences"), DictionaryObject()).get_object()
    preferences[NameObject("/DisplayDocTitle")] = BooleanObject(True)


def _has_text(reader: Any) -> bool:
    """Whether a page shows as many signs as a text has.

    They are counted and not read: the library, asked for the words, can be kept busy for minutes
    by a small file, and with forms that show each other for ever.
    """
    try:
        return any(_signs_on(page) >= _SIGNS_OF_A_TEXT for page in reader.pages[:PAGES_SEARCHED])
    except Exception:  # what the library cannot unpack, or not to its end; advice stops nothing
        return True


def _signs_on(page: Any) -> int:
    contents = page.get_contents()
    count = 0 if contents is None else _signs(contents.get_data())
    seen: set[int] = set()
    waiting = [page]
    while waiting and count < _SIGNS_OF_A_TEXT:
        for form in _forms(waiting.pop()):
            if id(form) not in seen:
                seen.add(id(form))
                waiting.append(form)
                count += _signs(form.get_data())
    return count


def _forms(holder: Any) -> Iterator[Any]:
    """What is drawn by a name (8.10)."""
    resources = _value(holder, "/Resources") or {}
    for each in (_value(resources, "/XObject") or {}).values():
        form = each.get_object()
        if _value(form, "/Subtype") == "/Form":
            yield form


def _signs(drawing: bytes) -> int:
    """How many signs the strings of a drawing's texts hold (7.3.4, 9.4), but for digits."""
    found = 0
    for text in _TEXT.finditer(drawing):
        for each in _STRING.finditer(text[1]):
            found += len((each[1] or b"").translate(None, _NO_LETTERS)) + len(each[2] or b"") // 4
            if found >= _SIGNS_OF_A_TEXT:
                return found
    return found
