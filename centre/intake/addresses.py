"""Where things live: the addresses of pages and of the intake, by language.

Everything is rooted at ``/``; Czech has no prefix. Addresses of the intake are written once here,
so that a page can link to a form and the service can serve it under the same words. A language that
lacks an address for any of it is refused here, before anything is built or served.
"""

from collections.abc import Iterable
from functools import cache
from types import MappingProxyType
from typing import Literal, get_args

from centre.language.languages import LANGUAGES, ORIGINAL

Sheet = Literal["poster", "card"]
SHEETS: tuple[Sheet, ...] = get_args(Sheet)
"""Pages made for paper: the timetable as an A4, and cards for a pocket."""

HOME = MappingProxyType({"cs": "/", "en": "/en/", "uk": "/uk/"})

_SECTIONS = {
    "pages": {"cs": "/", "en": "/en/", "uk": "/uk/"},
    "services": {"cs": "/sluzby/", "en": "/en/services/", "uk": "/uk/posluhy/"},
    "questions": {"cs": "/otazky/", "en": "/en/questions/", "uk": "/uk/pytannia/"},
    "news": {"cs": "/aktuality/", "en": "/en/news/", "uk": "/uk/novyny/"},
    "places": {"cs": "/mista/", "en": "/en/places/", "uk": "/uk/mistsia/"},
    "towns": {"cs": "/teren/", "en": "/en/outreach/", "uk": "/uk/autrich/"},
}

SEARCH = MappingProxyType({"cs": "/hledat/", "en": "/en/search/", "uk": "/uk/poshuk/"})
"""Where readers search, or look through all pages by letter."""

OFFLINE = MappingProxyType(
    {"cs": "/bez-pripojeni/", "en": "/en/offline/", "uk": "/uk/bez-zviazku/"}
)
"""What is shown in place of a page that cannot be fetched."""

_FORMS = {
    "counselling": {"cs": "/dotaz/o-sobe", "en": "/en/ask/myself", "uk": "/uk/zapyt/pro-sebe"},
    "relatives": {"cs": "/dotaz/blizci", "en": "/en/ask/someone-close", "uk": "/uk/zapyt/blyzki"},
    "found_syringe": {
        "cs": "/dotaz/strikacka",
        "en": "/en/ask/found-syringe",
        "uk": "/uk/zapyt/znaidenyi-shpryts",
    },
    "complaint": {"cs": "/dotaz/stiznost", "en": "/en/ask/complaint", "uk": "/uk/zapyt/skarha"},
    "message": {"cs": "/dotaz/vzkaz", "en": "/en/ask/message", "uk": "/uk/zapyt/povidomlennia"},
}
_INTAKE = {
    **_FORMS,
    "mailbox": {"cs": "/odpoved", "en": "/en/answer", "uk": "/uk/vidpovid"},
    "sent": {"cs": "/odeslano/", "en": "/en/sent/", "uk": "/uk/nadislano/"},
}

WARNINGS_FEED = MappingProxyType(
    {"cs": "/varovani.atom", "en": "/en/warnings.atom", "uk": "/uk/poperedzhennia.atom"}
)
"""Alerts, for whoever subscribes to them."""

NEWS_FEED = MappingProxyType(
    {"cs": "/aktuality.atom", "en": "/en/news.atom", "uk": "/uk/novyny.atom"}
)
"""What is new at the centre, for whoever subscribes to it."""

_SHEETS = {
    "poster": {
        "cs": "/rozpis-na-plakat/",
        "en": "/en/timetable-to-print/",
        "uk": "/uk/rozklad-dlia-druku/",
    },
    "card": {
        "cs": "/karticky-do-kapsy/",
        "en": "/en/pocket-cards/",
        "uk": "/uk/kyshenkovi-kartky/",
    },
}

KINDS = tuple(_FORMS)
"""The kinds of enquiry that have a form."""

LINKABLE = (*KINDS, "mailbox")
"""What ``intake:`` in a text may name."""

DOCUMENTS = "/dokumenty/"
"""Where the centre's PDFs lie, whatever the language of a page that leads to them."""

PICTURES = "/obrazky/"
"""Where the pictures of pages lie, whatever the language of a page that shows them."""

DESK = "/pult/"
EXIT = "/odejit"
"""Where every „Rychle odejít“ leads: it takes away what the browser could show, and leads on."""
ASSETS = "/assets/"
ERRORS = "/chyby/"
"""Pages that the proxy shows when it cannot do what was asked; nobody links to them."""
EXIT_FALLBACK = f"{ERRORS}odejit.html"
"""What the proxy answers instead of the service at `EXIT`: a page that leads on."""
WORKER = "/sw.js"
"""The service worker, at the root because it answers for the whole site."""


class UnknownAddressError(KeyError):
    """Nothing of that name has an address."""


class MissingAddressError(LookupError):
    """Something of the site or the service has no address in a language of the product."""


def search_index(lang: str) -> str:
    """Where the file is in which the search looks words up."""
    return f"/search.{lang}.json"


def page(slug: str, section: str, lang: str) -> str:
    """Address of a page in a section such as ``services``; an empty slug is the section itself."""
    try:
        root = _SECTIONS[section][lang]
    except KeyError as error:
        raise UnknownAddressError(f"{lang}/{section}") from error
    return f"{root}{slug}/" if slug else root


def intake(name: str, lang: str) -> str:
    """Address of a form (``counselling`` …), of the ``mailbox``, or the root of ``sent``."""
    try:
        return _INTAKE[name][lang]
    except KeyError as error:
        raise UnknownAddressError(f"{lang}/{name}") from error


def document(name: str) -> str:
    """Address of a PDF of the centre, for ever: nothing in it changes with its content."""
    return f"{DOCUMENTS}{name}.pdf"


def picture(file: str) -> str:
    """Address of a file of a picture: another photo has another name."""
    return f"{PICTURES}{file}"


def sheet(name: Sheet, lang: str) -> str:
    """Address of a sheet to print."""
    return _SHEETS[name][lang]


def sent(confirmation_id: str, lang: str) -> str:
    """Where the receipt of a sent enquiry is shown."""
    return intake("sent", lang) + confirmation_id


def is_intake(path: str) -> bool:
    """Whether the service answers ``path``, not the site."""
    return any(path == root or path.startswith(root.rstrip("/") + "/") for root in intake_roots())


def is_reserved(path: str) -> bool:
    """Whether no page may live at ``path``: it belongs to the service, the site itself or a
    language."""
    own = (ASSETS, *SEARCH.values(), *OFFLINE.values(), *_SECTIONS["news"].values())
    return is_intake(path) or path in own or path in [f"/{lang}/" for lang in LANGUAGES]


@cache
def intake_roots() -> tuple[str, ...]:
    """First parts of all addresses that the service answers, for the reverse proxy and the link
    check."""
    roots = {DESK, EXIT}
    for addresses in _INTAKE.values():
        for lang in LANGUAGES:
            depth = 2 if lang == ORIGINAL else 3
            roots.add("/".join(addresses[lang].split("/")[:depth]))
    return tuple(sorted(roots))


def refuse_gaps(languages: Iterable[str]) -> None:
    """Raise MissingAddressError, which names everything without an address in these languages."""
    tables = {
        "HOME": HOME,
        "SEARCH": SEARCH,
        "OFFLINE": OFFLINE,
        "WARNINGS_FEED": WARNINGS_FEED,
        "NEWS_FEED": NEWS_FEED,
        **_SECTIONS,
        **_INTAKE,
        **_SHEETS,
    }
    gaps = [
        f"{name} ({lang})"
        for lang in languages
        for name, table in tables.items()
        if lang not in table
    ]
    if gaps:
        raise MissingAddressError(f"no address in centre/intake/addresses.py: {', '.join(gaps)}")


refuse_gaps(LANGUAGES)
