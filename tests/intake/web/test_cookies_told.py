"""Every cookie that the service really sets is told on the privacy page, with its life."""

from collections.abc import Callable, Iterable, Iterator
from http.cookies import Morsel, SimpleCookie
from typing import Any

import pytest
from flask import Flask

from centre.intake import addresses, cookies
from centre.intake.cookies import Cookie
from centre.language.i18n import gettext, speaking
from centre.language.languages import LANGUAGES
from intake_service.desk import create_desk_app
from intake_service.sender import create_sender_app
from intake_service.web.cookies import LEFT
from intake_service.work.service import Service
from tests.built import BuiltSite
from tests.intake.browser import DeskVisitor, Person, Visitor

pytestmark = pytest.mark.usefixtures("cheap_receipts")

Morsels = list["Morsel[str]"]


class Recorder:
    """Stands in front of an app and keeps every cookie that it sets, none that it takes back."""

    def __init__(self, app: Flask) -> None:
        self._within = app.wsgi_app
        self.cookies: Morsels = []
        app.wsgi_app = self

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            for name, value in headers:
                if name.lower() == "set-cookie":
                    self.cookies += [
                        each for each in SimpleCookie(value).values() if each["max-age"] != "0"
                    ]
            return start_response(status, headers, *rest)

        return self._within(environ, start)


def behind_tls(visitor: Visitor) -> Visitor:
    visitor.client.environ_base["wsgi.url_scheme"] = "https"
    return visitor


@pytest.fixture
def service(opened: Callable[..., Service]) -> Service:
    """As readers meet it."""
    return opened(https=True)


@pytest.fixture
def sender(service: Service) -> tuple[Flask, Morsels]:
    """What somebody's browser was given who asked, read, wrote again and closed the mailbox."""
    app = create_sender_app(service)
    recorder = Recorder(app)
    public = behind_tls(Visitor(app))
    public.open(addresses.intake("counselling", "cs"))
    receipt = public.send(text="Otázka.").receipt
    public.open(addresses.intake("mailbox", "cs"))
    public.send(receipt=receipt)
    assert public.send("/napsat", text="Ještě něco.").written == ["Otázka.", "Ještě něco."]
    public.send("/zavrit")
    return app, recorder.cookies


@pytest.fixture
def desk(service: Service, coordinator: Person) -> tuple[Flask, Morsels]:
    """What a counsellor's browser was given who logged in, looked and logged out."""
    app = create_desk_app(service)
    recorder = Recorder(app)
    visitor = behind_tls(DeskVisitor(app))
    assert isinstance(visitor, DeskVisitor)
    assert visitor.log_in(coordinator).status == 200
    visitor.open("/")
    visitor.send("/odhlaseni")
    return app, recorder.cookies


@pytest.fixture
def told(built_site: BuiltSite) -> dict[str, str]:
    """The words of the privacy page by language."""
    return {lang: " ".join(_words(built_site, lang)) for lang in LANGUAGES}


def _words(built_site: BuiltSite, lang: str) -> Iterator[str]:
    page = built_site.pages[built_site.frame.pages["privacy"][lang].address]
    main = page.tree.find(".//main")
    assert main is not None
    for part in main.itertext():
        yield from part.split()


def about(told: str, name: str) -> str:
    """What the page says of one cookie: from its name to the next cookie or to the end."""
    assert told.split().count(name) == 1, f"the privacy page does not tell of {name}"
    after = told.partition(f" {name} ")[2]
    return after.partition(" __Host-")[0]


@pytest.mark.parametrize("path", ["/odeslano/00", "/odeslano/00.txt", "/dotaz/nic", "/en/sent/00"])
def test_only_a_form_or_the_mailbox_sets_a_cookie(sender: tuple[Flask, Morsels], path: str) -> None:
    app, found = sender
    found.clear()
    Visitor(app).open(path)
    assert not found


@pytest.mark.parametrize(("face", "cookie"), [("sender", cookies.SENDER), ("desk", cookies.DESK)])
def test_every_cookie_that_is_set_is_told_with_its_life(
    face: str, cookie: Cookie, told: dict[str, str], request: pytest.FixtureRequest
) -> None:
    app, found = request.getfixturevalue(face)
    held: set[str] = set()
    for lang in LANGUAGES:
        for morsel in found:
            told_of_it = about(told[lang], morsel.key)
            with speaking(lang):
                until_closed = " ".join(
                    gettext("The browser deletes it when you close it.").split()
                )
            assert (until_closed in told_of_it) is (morsel["max-age"] == morsel["expires"] == "")
            held |= _content(app, morsel).keys()
    assert held == {each.key for each in cookie.values}
    for lang in LANGUAGES:
        with speaking(lang):
            for each in cookie.values:
                for words in each.purpose_and_end():
                    assert " ".join(words.split()) in about(told[lang], cookie.name(tls=True))


@pytest.mark.parametrize("face", ["sender", "desk"])
def test_a_cookie_holds_nothing_that_somebody_could_read(
    face: str, request: pytest.FixtureRequest
) -> None:
    app, found = request.getfixturevalue(face)
    for morsel in found:
        for value in _content(app, morsel).values():
            assert len(value) in (40, 44)  # a token of Flask-WTF, 32 bytes in Base64
            assert " " not in value


def test_no_cookie_is_told_that_nobody_gets(
    sender: tuple[Flask, Morsels], desk: tuple[Flask, Morsels], told: dict[str, str]
) -> None:
    really = {morsel.key for _app, found in (sender, desk) for morsel in found}
    for lang in LANGUAGES:
        assert {word for word in told[lang].split() if word.startswith("__Host-")} == really


def _content(app: Flask, morsel: "Morsel[str]") -> dict[str, str]:
    if morsel.value == LEFT:
        return {}
    reader = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    found: dict[str, str] = reader.loads(morsel.value)
    return found
