"""A service on a real database, a public that fills in forms, a desk that answers."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import html5lib
import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient

from intake_service.desk import create_desk_app
from intake_service.sender import create_sender_app
from intake_service.settings import Settings
from intake_service.web import log
from intake_service.work import founding
from intake_service.work.service import Service, open_service

ROOT = Path(__file__).parents[2]
PASSWORD = "čtyři slova která nepatří k sobě"
NAMESPACE = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="session")
def frame_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frame of a built site."""
    folder = tmp_path_factory.mktemp("site")
    frame = folder / "frame.json"
    command = [sys.executable, "-m", "pelican", "-s", "pelicanconf.py", "-o", str(folder / "output")]
    command += ["-e", f'FRAME_PATH="{frame}"']
    environment = {**os.environ, "BUILD_DAY": "2026-11-23"}
    built = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return frame


@pytest.fixture(autouse=True)
def _log() -> None:
    log.start()


@pytest.fixture
def settings(tmp_path: Path, frame_file: Path) -> Settings:
    return Settings(data=tmp_path / "data", content=ROOT / "content", frame=frame_file)


@pytest.fixture
def empty_service(settings: Settings) -> Iterator[Service]:
    """A service whose desk has not been set up."""
    service = open_service(settings)
    yield service
    service.close()


@dataclass
class Person:
    """Somebody with a login."""

    name: str
    password: str
    totp_secret: str
    recovery_codes: list[str]
    recovery_key: str = ""
    _used: int = 0

    def code(self) -> str:
        """The code that the app shows now."""
        return pyotp.TOTP(self.totp_secret).now()


@pytest.fixture
def coordinator(empty_service: Service) -> Person:
    plan = founding.prepare(empty_service, "Jana", PASSWORD)
    newcomer = founding.found(empty_service, plan)
    return Person("Jana", PASSWORD, newcomer.totp_secret, newcomer.recovery_codes, plan.recovery_key)


@pytest.fixture
def service(empty_service: Service, coordinator: Person) -> Service:
    """A service that is open."""
    return empty_service


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
    def receipt(self) -> str:
        found = re.search(r'id="receipt">\s*<span aria-hidden="true">(.*?)</span>\s*<span class="out">', self.text, re.S)
        assert found, self.words
        return re.sub(r"<[^>]+>|\s", "", found.group(1))

    def form(self, action: str = "") -> Any:
        """The first form whose action ends like this."""
        return next(each for each in self.all("form") if (each.get("action") or "").endswith(action))

    def fields(self, action: str = "") -> dict[str, str]:
        """What the browser would send of the form with this action, nothing touched."""
        form, values = self.form(action), {}
        for each in form.iter(NAMESPACE + "input"):
            if each.get("name"):
                values[each.get("name")] = each.get("value") or ""
        for each in form.iter(NAMESPACE + "textarea"):
            values[each.get("name")] = (each.text or "").removeprefix("\r\n").replace("\n", "\r\n")
        for each in form.iter(NAMESPACE + "select"):
            chosen = [o for o in each.iter(NAMESPACE + "option") if o.get("selected") is not None]
            values[each.get("name")] = (chosen or list(each.iter(NAMESPACE + "option")))[0].get("value") or ""
        return values


class Visitor:
    """A browser without JavaScript. Every page that it opens is checked as a page."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        self.page: Page | None = None

    def open(self, path: str) -> Page:
        return self._take(self.client.get(path, follow_redirects=True))

    def post(self, path: str, **fields: str) -> Page:
        """Send fields as they are, with no token but what is given."""
        return self._take(self.client.post(path, data=fields, follow_redirects=True))

    def send(self, action: str = "", **typed: str) -> Page:
        """Fill in the form of the open page and send it where the page says."""
        assert self.page
        path = self.page.form(action).get("action") or self.page.path
        return self.post(path, **{**self.page.fields(action), **typed})

    def _take(self, response: Any) -> Page:
        text = response.get_data(as_text=True)
        tree = html5lib.HTMLParser(strict=True).parse(text)
        page = Page(response.status_code, response.request.path, text, dict(response.headers), tree)
        _check(page)
        self.page = page
        return page


def _check(page: Page) -> None:
    assert page.status != 500, page.words
    assert len(page.all("h1")) == 1, page.text
    assert "".join(page.all("title")[0].itertext()).strip()
    assert page.headers["Cache-Control"] == "no-store"
    labelled = {each.get("for") for each in page.all("label")}
    for tag in ("input", "textarea", "select"):
        for each in page.all(tag):
            assert each.get("type") == "hidden" or each.get("id") in labelled, each.attrib
    ids = [each.get("id") for each in page.tree.iter() if isinstance(each.tag, str) and each.get("id")]
    assert len(ids) == len(set(ids)), sorted(each for each in ids if ids.count(each) > 1)
    for each in page.tree.iter():
        if isinstance(each.tag, str):
            assert not any(name.startswith("on") or name == "style" for name in each.attrib)


@pytest.fixture
def sender_app(service: Service) -> Flask:
    return create_sender_app(service)


@pytest.fixture
def desk_app(service: Service) -> Flask:
    return create_desk_app(service)


@pytest.fixture
def public(sender_app: Flask) -> Visitor:
    return Visitor(sender_app)


class DeskVisitor(Visitor):
    """A counsellor's browser."""

    def log_in(self, person: Person, **instead: str) -> Page:
        self.open("/prihlaseni")
        fields = {"name": person.name, "password": person.password, "code": person.code()} | instead
        return self.send("/prihlaseni", **fields)


@pytest.fixture
def desk(desk_app: Flask, coordinator: Person) -> DeskVisitor:
    """The coordinator, logged in."""
    visitor = DeskVisitor(desk_app)
    assert visitor.log_in(coordinator).status == 200
    return visitor
