"""``[[picture:name]]`` in a text: a picture in its widths, with words for who cannot see it."""

import re
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from centre.intake import addresses
from centre.language.i18n import language
from centre.language.languages import LANGUAGES
from centre.pictures.pictures import PictureEntry, Pictures
from centre.reading.messages import suggestion

KIND: Final = "picture"

WIDEST_SHOWN: Final = "(min-width: 44rem) 41rem, 100vw"
"""As wide as a text becomes; from it a browser tells which file is enough."""


_PICTURES: Final = re.escape(addresses.PICTURES)
_ADDRESS: Final = re.compile(
    rf'((?:src|srcset)="){_PICTURES}|(, ){_PICTURES}(?=[a-z0-9-]+\.webp [0-9]+w)'
)
"""At the begin of an attribute, or at that of each width but the first."""


class UnknownPictureError(LookupError):
    """No such picture can be shown. The text says in Czech why, and what to do."""


def shown(pictures: Pictures, name: str) -> Element | None:
    """The picture in the language spoken; None where its own fault is told already.

    Raises UnknownPictureError.
    """
    if name in pictures.broken:
        return None
    found = pictures.by_name.get(name)
    if found is None:
        near = suggestion(name, tuple(pictures.by_name))
        raise UnknownPictureError(f"obrázek „{name}“ nemáme{near}; přidáte ho na pultu (Obrázky)")
    words = found.entry.alternative.in_(language.get())
    if words.lang != language.get():
        missing = LANGUAGES[language.get()].name_for_editors.lower()
        raise UnknownPictureError(
            f"obrázek „{name}“ nemá {missing} napsáno, co na něm je; doplňte to v Obrázcích"
        )
    return _in_widths(found.entry, str(words))


def fetched_from(html: str, place: str) -> str:
    """``html`` with pictures that are fetched from below ``place``, wherever it is read."""
    return _ADDRESS.sub(lambda found: f"{found[1] or found[2]}{place}", html)


def _in_widths(entry: PictureEntry, words: str) -> Element:
    whole = Element("picture")
    files = entry.modern_files.items()
    SubElement(
        whole,
        "source",
        {
            "type": "image/webp",
            "srcset": ", ".join(f"{addresses.picture(name)} {width}w" for width, name in files),
            "sizes": WIDEST_SHOWN,
        },
    )
    SubElement(
        whole,
        "img",
        {
            "src": addresses.picture(entry.fallback_file),
            "alt": words,
            "width": str(entry.width),
            "height": str(entry.height),
            "loading": "lazy",
            "decoding": "async",
        },
    )
    return whole
