"""Rules that hold at every address of both faces, found in the apps themselves: none can be
forgotten."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Column, Table, select

from centre.intake import addresses
from centre.language.languages import LANGUAGES
from intake_service.store.models import Base
from intake_service.store.terms import Act
from intake_service.work.casework import cases
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Person, Visitor

pytestmark = pytest.mark.usefixtures("cheap_receipts")

ASK = "/dotaz/o-sobe"
BOX = "/odpoved"
OUTSIDE_THE_LOGIN = {
    "/prihlaseni",
    "/prihlaseni/klic",
    "/prihlaseni/klic/hotovo",
    "/odhlaseni",
    "/pozvanka",
    "/pozvanka/hotovo",
}
BY_A_LINK = "/ke-kontrole/"
"""Opens one draft to whoever has its link, and to nobody else."""
SECRET = "Otázka, kterou smí číst jen tým."


def routes(app: Flask, method: str) -> Iterator[str]:
    """Every address of an app that answers to a method, with something for its variables."""
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()):
            yield re.sub(r"<int:\w+>", "1", re.sub(r"<(?:string:)?\w+>", "00" * 16, rule.rule))


def pages_of(app: Flask) -> list[str]:
    """What is opened as a page; a calendar entry or a file is not, nor the exit that leads away."""
    return [path for path in routes(app, "GET") if "." not in path and path != addresses.EXIT]


def everything(service: Service) -> dict[str, list[tuple[object, ...]]]:
    """What is stored, but how long a session may still be idle: looking for a minute renews it."""
    with service.store.read() as session:
        return {
            name: sorted(map(tuple, session.execute(select(*columns(table))).all()), key=repr)
            for name, table in Base.metadata.tables.items()
        }


def columns(table: Table) -> list[Column[Any]]:
    return [column for column in table.c if column.name != "idle_until"]


@pytest.fixture
def asked(public: Visitor) -> str:
    public.open(ASK)
    return public.send(text=SECRET).receipt


def test_every_form_of_every_language_is_served(sender_app: Flask) -> None:
    served = set(routes(sender_app, "GET"))
    for lang in LANGUAGES:
        assert addresses.intake("counselling", lang) in served
        assert addresses.intake("mailbox", lang) in served


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_without_a_login_every_address_of_the_desk_leads_to_it_and_shows_nothing(
    desk_app: Flask, asked: str, service: Service, method: str
) -> None:
    visitor = DeskVisitor(desk_app)
    visitor.open("/prihlaseni")
    token = visitor.token()
    before = everything(service)
    inside = [path for path in routes(desk_app, method) if path not in OUTSIDE_THE_LOGIN]
    assert len(inside) >= 5
    for path in inside:
        page = (
            visitor.open(path)
            if method == "GET"
            else visitor.post(path, csrf_token=token, text="x", note="x")
        )
        if path.startswith(BY_A_LINK):
            assert page.status == 404, path
        else:
            assert page.path == "/prihlaseni" or page.status == 403, path
        assert SECRET not in page.text
        assert "Jana" not in page.text
    assert everything(service) == before


def test_a_cookie_of_the_public_face_opens_no_desk(
    public: Visitor, asked: str, desk_app: Flask
) -> None:
    public.open(BOX)
    public.send(receipt=asked)
    visitor = DeskVisitor(desk_app)
    visitor.client.set_cookie("kacko-desk", public.client.get_cookie("kacko").value)
    assert visitor.open("/").path == "/prihlaseni"


@pytest.mark.parametrize("token", ["", "nonsense", "a stranger's"])
def test_without_a_token_no_address_of_the_desk_changes_anything(
    desk: DeskVisitor, desk_app: Flask, asked: str, service: Service, token: str
) -> None:
    if token == "a stranger's":
        stranger = DeskVisitor(desk_app)
        stranger.open("/prihlaseni")
        token = stranger.token()
    desk.open("/dotaz/1")  # who reads it is noted once a day
    before = everything(service)
    for path in routes(desk_app, "POST"):
        page = desk.post(
            path, csrf_token=token, text="x", note="x", name="Eva", duty="counsellor", stav="closed"
        )
        assert page.status in (400, 404), path
    assert everything(service) == before


@pytest.mark.parametrize("token", ["", "nonsense"])
def test_without_a_token_no_address_of_the_public_changes_anything(
    public: Visitor, asked: str, service: Service, token: str
) -> None:
    public.open(BOX)
    public.send(receipt=asked)
    before = everything(service)
    for path in routes(public.app, "POST"):
        page = public.post(path, csrf_token=token, text="x", receipt=asked)
        assert page.status in (400, 403), path
    assert everything(service) == before


@pytest.mark.parametrize(
    ("site", "status"), [("cross-site", 400), ("same-origin", 200), ("none", 200)]
)
def test_another_site_cannot_put_words_into_a_form(public: Visitor, site: str, status: int) -> None:
    public.client.environ_base["HTTP_SEC_FETCH_SITE"] = site
    page = public.post(ASK, text="Cizí slova.", switch="1")
    assert page.status == status
    assert any(each.get("id") == "ask" for each in page.all("form")) is (status == 200)


def test_looking_changes_nothing(
    public: Visitor, desk: DeskVisitor, asked: str, service: Service, staff: Staff
) -> None:
    """But that an answer counts as read once its owner has opened the mailbox, and that the record
    tells who opened an enquiry."""
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    public.open(BOX)
    public.send(receipt=asked)
    before = everything(service)
    for visitor in (public, desk):
        for path in pages_of(visitor.app):
            visitor.open(path)
    after = everything(service)
    (told,) = set(after.pop("audit_line")) - set(before.pop("audit_line"))
    assert Act.OPENED in told
    del after["audit_head"], before["audit_head"]
    assert after == before


def test_no_address_of_the_desk_is_for_coordinators_by_its_link_alone(
    desk: DeskVisitor, desk_app: Flask, colleague: Callable[..., Person]
) -> None:
    """What a counsellor is refused, a coordinator is not: the refusal comes from the role."""
    eva = DeskVisitor(desk_app)
    eva.log_in(colleague("Eva"))
    pages = set(routes(desk_app, "GET"))
    refused = {path for path in pages if eva.client.get(path).status_code == 403}
    assert all(desk.client.get(path).status_code != 403 for path in refused)
    assert any("/tym/" in path for path in refused)


def test_no_page_tells_how_it_is_made(public: Visitor, desk: DeskVisitor) -> None:
    for visitor in (public, desk):
        for path in [*pages_of(visitor.app), "/nikde"]:
            page = visitor.open(path)
            assert not re.search(
                r"werkzeug|flask|jinja|python|sqlite|gunicorn|traceback", page.text, re.I
            )
            assert "Server" not in page.headers


def test_no_redirect_leads_away_but_the_exit(public: Visitor, desk: DeskVisitor) -> None:
    neutral = public.app.extensions["intake"].facts.centre.exit_address
    away = {"next": "https://evil.example/", "url": "//evil.example/"}
    hostile = {"headers": {"Host": "evil.example"}, "query_string": away}
    led = []
    for visitor in (public, desk):
        for method in ("GET", "POST"):
            for path in (*routes(visitor.app, method), "/dotaz//o-sobe", "//evil.example/dotaz"):
                answer = visitor.client.open(path, method=method, data=away, **hostile)
                led += [(path, answer.headers["Location"])] if "Location" in answer.headers else []
    assert len(led) > 3
    outside = {where for where in led if not re.match(r"/(?!/)", where[1])}
    assert outside == {(addresses.EXIT, neutral)}
