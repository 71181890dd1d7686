"""The editor alone: one link for one browser, on this machine, and no other website gets in."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from intake_service import local_editor
from intake_service.local_editor import ENTRANCE, Entrance, NotLoopback
from intake_service.work.service import Service
from tests.intake.browser import Visitor

HOST = "127.0.0.1"
PORT = 80  # as the test client has it
BROD = "/web/den/2026-12-01/havlickuv-brod/zavreno"


@pytest.fixture
def links() -> list[str]:
    """What the terminal has shown."""
    return []


@pytest.fixture
def local(service: Service, links: list[str]) -> Flask:
    entrance = Entrance(links.append)
    app = local_editor.create_local_app(service, "Eva", entrance)
    entrance.show_link()
    app.wsgi_app = local_editor.only_here(app.wsgi_app, HOST, PORT)
    return app


@pytest.fixture
def eva_here(local: Flask, links: list[str]) -> Visitor:
    """She has followed the link of the terminal."""
    visitor = Visitor(local)
    assert visitor.open(f"{ENTRANCE}{links[-1]}").path == "/web/"
    return visitor


def test_whoever_sits_at_the_machine_edits_without_a_login(
    eva_here: Visitor, content: Path
) -> None:
    eva_here.open(BROD)
    assert eva_here.send("/zavreno").title == "Uloženo"
    assert "havlickuv-brod" in (content / "data" / "closures.yaml").read_text("utf-8")
    assert "Eva" in eva_here.open("/web/zmeny").words


def test_a_link_opens_once_and_the_next_one_is_shown(
    local: Flask, eva_here: Visitor, links: list[str]
) -> None:
    assert len(links) == 2
    other = Visitor(local)
    used = other.open(f"{ENTRANCE}{links[0]}")
    assert used.status == 403
    assert "Funguje jednou" in used.words
    assert other.open("/web/").status == 403
    assert other.open(f"{ENTRANCE}{links[1]}").path == "/web/"
    assert eva_here.open("/web/").status == 200


@pytest.mark.parametrize("link", ["x", "%00", "ř" * 20, "A" * 43])
def test_no_other_link_opens(local: Flask, link: str) -> None:
    assert Visitor(local).open(f"{ENTRANCE}{link}").status == 403


def test_without_the_link_no_page_opens_and_nothing_is_saved(local: Flask, content: Path) -> None:
    before = (content / "data" / "closures.yaml").read_bytes()
    stranger = Visitor(local)
    for rule in local.url_map.iter_rules():
        if "<" not in rule.rule:
            assert stranger.client.get(rule.rule).status_code == 403, rule.rule
    assert stranger.client.post(BROD, data={"shown": ""}).status_code in (400, 403)
    assert (content / "data" / "closures.yaml").read_bytes() == before


@pytest.mark.parametrize(
    "host",
    ["zly.example", "zly.example:80", "localhost:8011", "localhost.zly.example", "10.0.0.1"],
)
def test_no_other_website_reaches_it_by_a_name_of_its_own(eva_here: Visitor, host: str) -> None:
    answer = eva_here.client.get("/web/", base_url=f"http://{host}")
    assert answer.status_code == 403
    assert "Havlíčkův Brod" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.0.0.1:80"])
def test_this_machine_may_be_named_in_each_way(local: Flask, host: str) -> None:
    answer = Visitor(local).client.get("/web/", base_url=f"http://{host}")
    assert "Funguje jednou" in answer.get_data(as_text=True)


def test_another_website_changes_nothing(eva_here: Visitor, content: Path) -> None:
    before = (content / "data" / "closures.yaml").read_bytes()
    eva_here.open(BROD)
    assert eva_here.page
    fields = eva_here.page.fields("/zavreno")
    given: Any = {"data": fields, "headers": {"Sec-Fetch-Site": "cross-site"}}
    assert eva_here.client.post(BROD, **given).status_code == 400
    assert eva_here.client.post(BROD, data={**fields, "csrf_token": ""}).status_code == 400
    assert (content / "data" / "closures.yaml").read_bytes() == before


def test_its_cookie_stays_with_this_site_and_from_scripts(local: Flask, links: list[str]) -> None:
    answer = Visitor(local).client.get(f"{ENTRANCE}{links[-1]}")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("kacko-edit=")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Expires" not in cookie


def test_it_knows_no_address_of_the_desk_or_of_senders(local: Flask) -> None:
    rules = {rule.rule for rule in local.url_map.iter_rules()}
    assert all(rule.startswith(("/web", "/ke-kontrole/")) for rule in rules), rules


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "localhost", "kacko.example", ""])
def test_it_listens_to_this_machine_and_to_no_other(host: str) -> None:
    with pytest.raises(NotLoopback):
        local_editor.require_loopback(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1"])
def test_addresses_of_this_machine_are_fine(host: str) -> None:
    local_editor.require_loopback(host)


def test_a_save_is_undone_here_too(eva_here: Visitor, content: Path) -> None:
    before = (content / "data" / "closures.yaml").read_bytes()
    eva_here.open(BROD)
    eva_here.send("/zavreno")
    assert eva_here.send("/vzit-zpet").title == "Vzato zpět"
    assert (content / "data" / "closures.yaml").read_bytes() == before


def test_a_dangerous_fact_wants_no_code_where_there_is_no_app(eva_here: Visitor) -> None:
    eva_here.open("/web/udaje/helplines.yaml/helplines/5")
    assert eva_here.send("/helplines/5", number="116 222").title == "Uloženo"


def test_every_page_of_the_editor_opens_here_too(local: Flask, eva_here: Visitor) -> None:
    for rule in local.url_map.iter_rules():
        if "<" not in rule.rule and "GET" in (rule.methods or ()):
            page = eva_here.open(rule.rule)
            assert page.status == 200, rule.rule
            assert "/prihlaseni" not in page.text
