"""A service on a real database, a public that fills in forms, a desk that answers."""

import json
import logging
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from flask import Flask

from centre.exchange.frame import Frame
from centre.language.i18n import speaking
from centre.texts.content import read
from intake_service.desk import create_desk_app
from intake_service.sender import create_sender_app
from intake_service.settings import Settings
from intake_service.store import db
from intake_service.store.terms import Duty
from intake_service.store.vault import derived_keys
from intake_service.web import log
from intake_service.work.service import Service, open_service
from intake_service.work.team import founding, invitations, logins, people, totp
from site_plugins.run.assets import fingerprinted, make_assets
from tests.built import BuiltSite, built_on
from tests.intake import daily
from tests.intake.browser import DeskVisitor, Person, Visitor
from tests.intake.once import made_once
from tests.intake.post_office import MORNING, TEAM, PostOffice
from tests.paths import ROOT
from tests.ports import free_port

PASSWORD = "čtyři slova která nepatří k sobě"
DAY = date(2026, 11, 23)  # a Monday
EARLIER = ROOT / "tests" / "intake" / "earlier"
BRAKES = ("sends_", "replies_", "wrong_receipts_", "logins_")


@pytest.fixture(scope="session", autouse=True)
def log_of_the_service_alone() -> None:
    """Pelican, where another test has imported it, lets a logger say each sentence only once."""
    logging.getLogger("intake").filters.clear()


@pytest.fixture(scope="session")
def frame_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frame as a build leaves it, made without a page (test_frame.py)."""
    content = read(ROOT / "content", DAY)
    made = make_assets(ROOT / "theme")
    assets = {name: fingerprinted(name, written) for name, written in made.items()}
    frame_file = tmp_path_factory.mktemp("frame") / "frame.json"
    Frame.of(content, assets).write(frame_file)
    return frame_file


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The site of that Monday, for tests that serve it or read its pages."""
    return built_on(tmp_path_factory, f"{DAY}")


@pytest.fixture(scope="session", autouse=True)
def _make_once() -> Iterator[None]:
    """What all apps have in common is not made again for each test."""
    with made_once():
        yield


@pytest.fixture(scope="session", autouse=True)
def careful_with_the_disk() -> Iterator[Callable[..., None]]:
    """No test waits for the disk: power is cut only from servers (test_power_cut.py).

    Gives how the product prepares a connection, for a test of just that.
    """
    prepare = db._prepare_sqlite

    def prepare_careless(connection: sqlite3.Connection, *given: Any, **named: Any) -> None:
        prepare(connection, *given, **named)
        connection.execute("PRAGMA synchronous=OFF")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(db, "_prepare_sqlite", prepare_careless)
        yield prepare


@pytest.fixture(autouse=True)
def _log() -> None:
    log.start()


@pytest.fixture(autouse=True)
def _speak_czech_again() -> Iterator[None]:
    """A page leaves its language to whatever this thread does next."""
    with speaking("cs"):
        yield


@pytest.fixture
def cheap_passwords() -> Iterator[None]:
    """Passwords that cost next to nothing.

    What they really cost is the matter of test_vault alone.
    """
    with cheap_keys():
        yield


@contextmanager
def cheap_keys() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(derived_keys, "PASSWORD_MEMORY", 8192)
        patch.setattr(derived_keys, "PASSWORD_PASSES", 1)
        make_recovery_codes_cheap(patch)
        yield


def make_recovery_codes_cheap(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(derived_keys, "RECOVERY_MEMORY", 8192)
    patch.setattr(derived_keys, "RECOVERY_PASSES", 1)


@pytest.fixture
def settings(tmp_path: Path, frame_file: Path) -> Settings:
    """A small machine whose brakes nobody feels."""
    brakes = {name: 100_000 for name in Settings.model_fields if name.startswith(BRAKES)}
    return Settings(
        data=tmp_path / "data",
        content=ROOT / "content",
        frame=frame_file,
        site=tmp_path / "no-site",
        form_seconds=0,
        **brakes,
    )


@pytest.fixture
def empty_service(settings: Settings, cheap_passwords: None) -> Iterator[Service]:
    """A service whose desk has not been set up."""
    service = open_service(settings)
    yield service
    service.close()


@dataclass(frozen=True)
class Founded:
    """A data directory right after set-up, to be copied for each test."""

    data: Path
    coordinator: Person


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Founded:
    data = tmp_path_factory.mktemp("founded") / "data"
    service = open_service(Settings(data=data, content=ROOT / "content"))
    plan = founding.prepare(service, "Jana", PASSWORD)
    with cheap_keys():
        newcomer = founding.found(service, plan)
    service.close()
    return Founded(
        data,
        Person("Jana", PASSWORD, newcomer.totp_secret, newcomer.recovery_codes, plan.recovery_key),
    )


@pytest.fixture
def coordinator(founded: Founded) -> Person:
    return replace(founded.coordinator)


@pytest.fixture
def opened(
    settings: Settings, founded: Founded, cheap_passwords: None, cheap_receipts: None
) -> Iterator[Callable[..., Service]]:
    """Opens a service that is set up, with other settings where given.

    The first call makes its data.
    """
    services = []

    def open_it(**changed: object) -> Service:
        if not settings.data.exists():
            shutil.copytree(founded.data, settings.data)
        services.append(open_service(settings.model_copy(update=changed)))
        return services[-1]

    yield open_it
    for service in services:
        service.close()


@pytest.fixture
def service(opened: Callable[..., Service]) -> Service:
    """A service that is open."""
    return opened()


@dataclass(frozen=True)
class Earlier:
    """A service on the data of an earlier version, brought up to date, and what its people know."""

    service: Service
    known: dict[str, Any]

    def log_in(self, name: str) -> logins.Staff:
        """Somebody of that team, by password and authenticator."""
        person = self.person(name)
        cookie = logins.log_in(self.service, name, person.password, person.code())
        return logins.resume(self.service, cookie)

    def person(self, name: str) -> Person:
        """What somebody of that team has at hand."""
        known = self.known["people"][name]
        return Person(name, known["password"], known["totp_secret"], known["recovery_codes"])


@pytest.fixture
def earlier(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Earlier]:
    """The data directory of an earlier version (tests/intake/earlier/), at noon of its day.

    That version kept no slow hash of recovery codes; what this one makes of them may be cheap.
    """
    make_recovery_codes_cheap(monkeypatch)
    shutil.copytree(EARLIER, settings.data)
    known = json.loads((EARLIER / "known.json").read_text(encoding="utf-8"))
    with time_machine.travel(f"{known['day']}T12:00:00+01:00"):
        store = db.Store(settings.database)
        store.migrate()
        store.close()
        service = open_service(settings)
        yield Earlier(service, known)
        service.close()


@pytest.fixture
def sender_app(service: Service) -> Flask:
    return create_sender_app(service)


@pytest.fixture
def desk_app(service: Service) -> Flask:
    return create_desk_app(service)


@pytest.fixture
def public(sender_app: Flask) -> Visitor:
    return Visitor(sender_app)


@pytest.fixture
def desk(desk_app: Flask, service: Service, coordinator: Person) -> DeskVisitor:
    """The coordinator, logged in."""
    visitor = DeskVisitor(desk_app)
    visitor.come_in_with(_cookie_of(service, coordinator))
    return visitor


@pytest.fixture
def colleague(service: Service, coordinator: Person) -> Callable[..., Person]:
    """Makes somebody of the team who has been invited, has joined and was admitted."""

    def make(name: str, *duties: Duty, admitted: bool = True) -> Person:
        code = invitations.invite(service, name, duties or [Duty.ANSWERS])
        newcomer = invitations.join(service, code, PASSWORD + name, totp.new_secret())
        if admitted:
            people.admit_with_recovery_key(service, name, coordinator.recovery_key)
        return Person(name, PASSWORD + name, newcomer.totp_secret, newcomer.recovery_codes)

    return make


@pytest.fixture
def staff(service: Service, coordinator: Person) -> logins.Staff:
    """The coordinator, as the work knows them."""
    return logins.resume(service, _cookie_of(service, coordinator))


@pytest.fixture
def second(service: Service, colleague: Callable[..., Person]) -> logins.Staff:
    """A colleague, as the work knows them."""
    person = colleague("Petr")
    return logins.resume(service, _cookie_of(service, person))


def _cookie_of(service: Service, person: Person) -> bytes:
    """What the browser of somebody who has just logged in holds."""
    return logins.log_in(service, person.name, person.password, person.code())


@pytest.fixture
def cheap_receipts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Codes that cost next to nothing, for tests that are about something else."""
    monkeypatch.setattr(derived_keys, "RECEIPT_MEMORY", 8192)
    monkeypatch.setattr(derived_keys, "RECEIPT_PASSES", 1)


@pytest.fixture
def monday_morning() -> Iterator[None]:
    """That Monday at seven, an hour before the daily notice."""
    with time_machine.travel(MORNING):
        yield


@pytest.fixture
def monday() -> Iterator[None]:
    """That Monday at ten, so that working days and days of the week are known."""
    with time_machine.travel(f"{DAY}T10:00:00+01:00"):
        yield


@pytest.fixture(scope="session")
def mail_server() -> Iterator[Controller]:
    controller = Controller(PostOffice(), hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def post(mail_server: Controller) -> PostOffice:
    """The post office, empty and willing."""
    office: PostOffice = mail_server.handler
    office.empty()
    return office


@pytest.fixture
def with_mail(
    opened: Callable[..., Service], mail_server: Controller, post: PostOffice
) -> Callable[..., Service]:
    """Opens a service that sends mail, whose chores have run once."""

    def open_it(**changed: object) -> Service:
        usual = {
            "smtp_host": "127.0.0.1",
            "smtp_port": mail_server.port,
            "smtp_tls": False,
            "smtp_seconds": 5.0,
            "mail_from": "Pošta <zprava@posta.example>",
            "notices_to": TEAM,
        }
        service = opened(**{**usual, **changed})
        daily.tick(service)
        return service

    return open_it
