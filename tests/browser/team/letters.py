"""Thirty letters of a week, in three languages, of which twenty-six come while nobody looks: they
are sent over HTTP, each from a browser of its own."""

from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from typing import Final
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import html5lib

from centre.intake import addresses
from tests.browser.house import PATIENCE, House
from tests.intake.browser import Page


@dataclass(frozen=True)
class Letter:
    """What somebody sends."""

    kind: str
    lang: str
    text: str
    chosen: dict[str, str] = field(default_factory=dict)

    def send(self, house: House) -> None:
        """Open the form, fill it in, press the button."""
        browser = build_opener(HTTPCookieProcessor(CookieJar()))
        form = _page(browser, house.url + addresses.intake(self.kind, self.lang))
        typed = form.fields() | self.chosen | {"text": self.text}
        sent = _page(browser, house.url + form.address(), typed)
        assert sent.status == 200, sent.words
        assert not [each for each in sent.all("textarea") if each.get("name") == "text"], sent.words


def _page(browser: OpenerDirector, address: str, typed: dict[str, str] | None = None) -> Page:
    body = urlencode(typed).encode() if typed else None
    with browser.open(address, body, PATIENCE) as response:
        text = response.read().decode()
        tree = html5lib.HTMLParser().parse(text)
        path = "/" + response.url.split("/", 3)[3]
        return Page(response.status, path, text, dict(response.headers), tree)


def _about_themselves(lang: str, text: str, topic: str = "") -> Letter:
    return Letter("counselling", lang, text, {"topic": topic})


def _close(lang: str, text: str, relation: str = "") -> Letter:
    return Letter("relatives", lang, text, {"relation": relation})


def _find(lang: str, text: str, town: str = "") -> Letter:
    return Letter("found_syringe", lang, text, {"town": town, "count": "2-5"})


COMPLAINT: Final = "Eva na mě v pondělí křičela, že lžu."
SPAM: Final = "Levné hodinky, jen dnes."
JOURNALIST: Final = "Píšu článek o terénu, můžu se zeptat?"
BROD: Final = "Havlíčkův Brod"
PLAYGROUND: Final = "Na hřišti u pískoviště."

LETTERS: Final = (
    _about_themselves("cs", "Mám otoky na ruce, co s tím?", "health"),
    _about_themselves("cs", "Bolí mě žíla po vpichu.", "health"),
    _about_themselves("en", "I cannot sleep for three days.", "health"),
    _about_themselves("cs", "Kde si udělám test na žloutenku?", "testing"),
    _about_themselves("uk", "Де зробити тест на ВІЛ?", "testing"),
    _about_themselves("cs", "Máte i filtry?", "exchange"),
    _about_themselves("cs", "Chtěl bych ubrat.", "treatment"),
    _about_themselves("uk", "Мене викликали в поліцію.", "law"),
    _about_themselves("en", "Do you speak English?"),
    _about_themselves("cs", "Musím říct jméno?"),
    _close("cs", "Syn přestal chodit domů.", "child"),
    _close("cs", "Dcera bere pervitin.", "child"),
    _close("uk", "Мій син вживає.", "child"),
    _close("en", "My husband drinks again.", "partner"),
    _close("cs", "Máma má pořád prášky.", "parent"),
    _close("uk", "Боюся за брата."),
    _close("cs", "Co mám říct sousedům?"),
    _find("cs", PLAYGROUND, BROD),
    _find("cs", "Na chodníku v Lipové ulici.", BROD),
    _find("cs", "V parku za lavičkou.", BROD),
    _find("uk", "Біля лісу за містом."),
    Letter("complaint", "cs", COMPLAINT, {"concerns": "behaviour"}),
    Letter("message", "cs", JOURNALIST),
    Letter("message", "cs", SPAM),
    Letter("message", "cs", "Děkuju za pomoc."),
    Letter("message", "en", "When do you close at Christmas?"),
)
