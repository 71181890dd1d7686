"""The address of every exit: what it takes away, from whom, and what it never waits for."""

import pytest
from flask import Flask
from werkzeug.datastructures import Headers

from centre.intake import addresses
from intake_service.store.db import Unavailable
from intake_service.work.service import Service
from tests.intake.browser import Visitor

TEXT = "Tohle nemá nikdo vidět."
FORM = "/dotaz/o-sobe"
BOX = "/odpoved"


def leave(visitor: Visitor, address: str = addresses.EXIT, **headers: str) -> Headers:
    answer = visitor.client.get(address, headers=headers)
    assert answer.status_code == 303
    return answer.headers


def cookie(visitor: Visitor) -> str:
    found = visitor.client.get_cookie(visitor.app.config["SESSION_COOKIE_NAME"])
    return found.value if found else ""


class Inside(Visitor):
    """Somebody who has a receipt."""

    receipt = ""
    receipt_path = ""


@pytest.fixture
def inside(sender_app: Flask) -> Inside:
    """Somebody who has just sent, and has the mailbox open."""
    sender = Inside(sender_app)
    sender.open(FORM)
    sent = sender.send(text=TEXT)
    sender.receipt = sent.receipt
    sender.receipt_path = sent.path
    sender.open(BOX)
    assert TEXT in sender.send(receipt=sent.receipt).words
    return sender


def test_it_leads_to_the_neutral_page_and_tells_it_nothing(public: Visitor) -> None:
    headers = leave(public)
    assert headers["Location"] == "https://www.chmi.cz/"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", [addresses.EXIT, f"{addresses.EXIT}/"])
def test_it_takes_cookie_storage_receipt_and_mailbox_away(inside: Inside, address: str) -> None:
    headers = leave(inside, address, **{"Sec-Fetch-Site": "same-origin"})
    assert headers["Clear-Site-Data"] == '"cache", "storage"'
    assert cookie(inside) == ""
    assert inside.open(inside.receipt_path).status == 410
    assert TEXT not in inside.open(BOX).words


@pytest.mark.parametrize("way", ["exit", "close", "delete"])
def test_the_cookie_changes_twice_for_browsers_that_keep_pages_until_it_does(
    inside: Inside, way: str
) -> None:
    name = inside.app.config["SESSION_COOKIE_NAME"]
    token = inside.token("/zavrit")
    if way == "exit":
        answer = inside.client.get(addresses.EXIT)
    else:
        path = {"close": "zavrit", "delete": "smazat"}[way]
        answer = inside.client.post(f"{BOX}/{path}", data={"csrf_token": token})
    overwritten, deleted = answer.headers.getlist("Set-Cookie")
    assert overwritten.startswith(f"{name}=left; ")
    assert deleted.startswith(f"{name}=; Expires=Thu, 01 Jan 1970")


def test_whoever_copied_the_cookie_before_opens_no_mailbox(inside: Inside) -> None:
    copied = cookie(inside)
    leave(inside)
    inside.client.set_cookie(inside.app.config["SESSION_COOKIE_NAME"], copied)
    assert TEXT not in inside.open(BOX).words


@pytest.mark.parametrize("site", ["same-origin", "same-site", "none", None])
def test_a_click_of_ours_a_typed_address_and_an_old_browser_are_meant(
    inside: Inside, site: str | None
) -> None:
    leave(inside, **({"Sec-Fetch-Site": site} if site else {}))
    assert cookie(inside) == ""


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Purpose": "prefetch;prerender"}]
)
def test_another_site_and_a_browser_that_fetches_ahead_take_nothing_away(
    inside: Inside, headers: dict[str, str]
) -> None:
    before = cookie(inside)
    told = leave(inside, **headers)
    assert "Clear-Site-Data" not in told
    assert "Set-Cookie" not in told
    assert cookie(inside) == before
    assert inside.open(inside.receipt_path).receipt == inside.receipt
    assert TEXT in inside.open(BOX).words


def test_it_leads_on_while_nothing_can_be_written(
    inside: Inside, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write() -> None:
        raise Unavailable

    monkeypatch.setattr(type(service.store), "write", lambda _store: write())
    headers = leave(inside)
    assert headers["Clear-Site-Data"]
    assert cookie(inside) == ""


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        (FORM, {"text": TEXT}),
        (f"{BOX}/napsat", {"text": TEXT}),
        (f"{BOX}/hodnoceni", {"sentence": TEXT}),
        (BOX, {"receipt": TEXT}),
    ],
)
@pytest.mark.parametrize("way", ["exit", "close"])
def test_a_form_sent_again_from_the_history_gives_nothing_back(
    inside: Inside, path: str, typed: dict[str, str], way: str
) -> None:
    token = inside.token("/zavrit")
    if way == "exit":
        leave(inside)
    else:
        inside.send("/zavrit")
    answer = inside.client.post(path, data={"csrf_token": token, **typed})
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/"
    assert TEXT not in answer.get_data(as_text=True)


def test_whoever_only_lost_the_cookie_has_the_text_back(inside: Inside) -> None:
    token = inside.token("/zavrit")
    inside.client.delete_cookie(inside.app.config["SESSION_COOKIE_NAME"])
    page = inside.post(FORM, csrf_token=token, text=TEXT)
    assert page.typed() == TEXT


def test_a_page_that_cannot_be_shown_is_left_through_it_too(public: Visitor) -> None:
    (link,) = [each for each in public.open("/neni").all("a") if "data-exit" in each.attrib]
    assert link.get("href") == addresses.EXIT
