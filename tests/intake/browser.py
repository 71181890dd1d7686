"""A browser without JavaScript that checks every page it opens, and a person who uses it."""

from dataclasses import dataclass, field
from typing import Any, Self

import flask
import html5lib
import pyotp
from flask import Flask
from flask.testing import FlaskClient

from intake_service import clock
from intake_service.desk import access, editing
from intake_service.web import cookies
from intake_service.web.current import service
from intake_service.work.team import logins, totp

NAMESPACE = "{http://www.w3.org/1999/xhtml}"
FIELDS = ("}input", "}select", "}textarea")


@dataclass
class Page:
    """A page as its reader has it, checked when it is opened."""

    status: int
    path: str
    text: str
    headers: dict[str, str]
    tree: Any = field(repr=False)

    def all(self, tag: str) -> list[Any]:
        return list(self.tree.iter(NAMESPACE + tag))

    @property
    def words(self) -> str:
        return " ".join("".join(self.tree.find(f".//{NAMESPACE}body").itertext()).split())

    @property
    def title(self) -> str:
        return " ".join("".join(self.all("h1")[0].itertext()).split())

    @property
    def receipt(self) -> str:
        box = next((each for each in self.all("p") if each.get("id") == "receipt"), None)
        assert box is not None, self.words
        seen = box.find(f"{NAMESPACE}span[@aria-hidden='true']")
        return "".join("".join(seen.itertext()).split())

    @property
    def written(self) -> list[str]:
        """What people wrote to each other on this page, character for character."""
        quotes = (each for each in self.tree.iter() if each.get("class") == "written")
        return ["".join(quote.find(f".//{NAMESPACE}bdi").itertext()) for quote in quotes]

    @property
    def alerts(self) -> str:
        """What a screen reader would say first."""
        told = (each for each in self.tree.iter() if each.get("role") in ("alert", "status"))
        return " ".join(" ".join("".join(each.itertext()) for each in told).split())

    def form(self, action: str = "") -> Any:
        """The first form that goes to an address which ends like this, by itself or by a button."""
        forms = self.all("form")
        itself = (each for each in forms if (each.get("action") or "").endswith(action))
        by_button = (each for each in forms if self._button(each, action) is not None)
        return next(itself, None) or next(by_button)

    def _button(self, form: Any, action: str) -> Any:
        """The first button of a form that leads it elsewhere, to an address that ends like this."""
        buttons = form.iter(NAMESPACE + "button")
        return next((each for each in buttons if _leads_to(each, action)), None)

    def address(self, action: str = "") -> str:
        """Where the form with this action goes when its button is pressed."""
        form = self.form(action)
        button = self._button(form, action)
        if button is not None and not (form.get("action") or "").endswith(action):
            return str(button.get("formaction"))
        return str(form.get("action") or self.path)

    def typed(self, name: str = "text") -> str:
        """What stands in a text area, as its reader would copy it."""
        return next(
            each.text or ""
            for each in self.all("textarea")
            if name in (each.get("name"), each.get("id"))
        )

    def seen(self, action: str = "") -> list[Any]:
        """Fields of the form with this action that its reader sees and the browser would send."""
        fields = (
            each
            for each in self.form(action).iter()
            if str(each.tag).endswith(FIELDS) and each.get("name")
        )
        return [
            each for each in fields if each.get("type") != "hidden" and each.get("tabindex") != "-1"
        ]

    def fields(self, action: str = "") -> dict[str, str]:
        """What the browser would send of the form with this action, nothing touched."""
        form = self.form(action)
        values = {}
        for each in form.iter(NAMESPACE + "input"):
            left_out = each.get("type") in ("radio", "checkbox") and each.get("checked") is None
            if each.get("name") and not left_out:
                values[each.get("name")] = each.get("value") or ""
        for each in form.iter(NAMESPACE + "textarea"):
            if each.get("name"):
                values[each.get("name")] = (each.text or "").replace("\n", "\r\n")
        for each in form.iter(NAMESPACE + "select"):
            options = list(each.iter(NAMESPACE + "option"))
            chosen = [option for option in options if option.get("selected") is not None]
            values[each.get("name")] = (chosen or options)[0].get("value") or ""
        return values


class Visitor:
    """Somebody with a browser on one face of the service."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        self.page: Page | None = None

    def open(self, path: str) -> Page:
        return self.see(self.client.get(path, follow_redirects=True))

    def post(self, path: str, **fields: str) -> Page:
        """Send fields as they are, with no token but what is given."""
        return self.see(self.client.post(path, data=fields, follow_redirects=True))

    def post_bytes(
        self, path: str, body: bytes, content_type: str = "application/x-www-form-urlencoded"
    ) -> Page:
        """Send a body that no browser would send."""
        return self.see(
            self.client.post(path, data=body, content_type=content_type, follow_redirects=True)
        )

    def send(self, action: str = "", **typed: str) -> Page:
        """Fill in the form of the open page and send it where the page says."""
        assert self.page
        return self.post(self.page.address(action), **{**self.page.fields(action), **typed})

    def token(self, action: str = "") -> str:
        """The token of the form that is open."""
        assert self.page
        return self.page.fields(action)["csrf_token"]

    def other_tab(self) -> Self:
        """A second tab of the same browser, on the same page."""
        tab = type(self)(self.app)
        name = self.app.config["SESSION_COOKIE_NAME"]
        if cookie := self.client.get_cookie(name):
            tab.client.set_cookie(name, cookie.value)
        tab.page = self.page
        return tab

    def see(self, response: Any) -> Page:
        """Read a response as a page and check it."""
        text = response.get_data(as_text=True)
        tree = html5lib.HTMLParser(strict=True).parse(text)
        self.page = Page(
            response.status_code, response.request.path, text, dict(response.headers), tree
        )
        check(self.page)
        return self.page


def _leads_to(button: Any, action: str) -> bool:
    return bool(action and (button.get("formaction") or "").endswith(action))


def check(page: Page) -> None:
    """What is right of every page of the service."""
    assert page.status < 500 or page.status == 503, page.words
    assert page.status != 503 or page.headers["Retry-After"]
    assert len(page.all("h1")) == 1, page.text
    assert "".join(page.all("title")[0].itertext()).strip()
    assert page.headers["Cache-Control"] == "no-store"
    labelled = {each.get("for") for each in page.all("label")}
    for tag in ("input", "textarea", "select"):
        for each in page.all(tag):
            assert each.get("type") == "hidden" or each.get("id") in labelled, each.attrib
    # Or Firefox keeps the text for whoever opens the closed tab again (theme/templates/forms.html).
    assert all(each.get("autocomplete") == "off" for each in page.all("textarea"))
    ids = [
        each.get("id") for each in page.tree.iter() if isinstance(each.tag, str) and each.get("id")
    ]
    assert len(ids) == len(set(ids)), sorted(each for each in ids if ids.count(each) > 1)
    for each in page.tree.iter():
        if isinstance(each.tag, str):
            assert not any(name.startswith("on") or name == "style" for name in each.attrib)


@dataclass
class Person:
    """Somebody with a login, and the phone that shows their codes."""

    name: str
    password: str
    totp_secret: str
    recovery_codes: list[str]
    recovery_key: str = ""
    _last_step: int = 0

    def code(self) -> str:
        """A code that the service has not seen yet; two logins in half a minute are possible."""
        self._last_step = max(clock.seconds() // totp.STEP, self._last_step + 1)
        return pyotp.TOTP(self.totp_secret).generate_otp(self._last_step)

    def used_code(self) -> str:
        """The last one once more."""
        return pyotp.TOTP(self.totp_secret).generate_otp(self._last_step)


class DeskVisitor(Visitor):
    """A counsellor's browser."""

    def log_in(self, person: Person, **instead: str) -> Page:
        self.open("/prihlaseni")
        fields = {"name": person.name, "password": person.password}
        if "code" not in instead:
            instead["code"] = person.code()
        return self.send("/prihlaseni", **{**fields, **instead})

    def come_in_with(self, cookie: bytes) -> None:
        """Have a session that was begun elsewhere; no page is open yet."""
        with self.app.test_request_context(), self.client.session_transaction() as session:
            cookies.keep(access.KEY, cookie)
            editing.begin(logins.resume(service(), cookie))
            session.update(flask.session)
