"""What stands in the head of every answer, and where the pages of the public lead."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from intake_service.desk import create_desk_app
from intake_service.sender import create_sender_app
from intake_service.work.service import Service
from tests.intake.browser import DeskVisitor, Visitor
from tests.intake.web.test_guards import pages_of, routes

pytestmark = pytest.mark.usefixtures("cheap_receipts")

ASK = "/dotaz/o-sobe"
BOX = "/odpoved"
SAME_FOR_ALL = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
NEVER = {"camera", "geolocation", "microphone", "payment", "usb"}


def directives(policy: str) -> dict[str, set[str]]:
    parts = (part.split() for part in policy.split(";"))
    return {name: set(values) for name, *values in parts}


def answers(app: Flask) -> list[tuple[str, TestResponse]]:
    """The answer of every address to every method, good or bad."""
    client = app.test_client()
    found = [(path, client.get(path)) for path in [*routes(app, "GET"), "/nikde"]]
    found += [(path, client.post(path)) for path in routes(app, "POST")]
    found += [
        (path, client.open(path, method=method))
        for path in (ASK, "/")
        for method in ("HEAD", "OPTIONS", "PUT")
    ]
    found.append(
        ("a body of 5 MB", client.post(BOX, data=b"a" * 5_000_000, content_type="text/plain"))
    )
    return found


Answers = list[tuple[str, TestResponse]]
KNOWN: dict[str, Answers] = {}


@pytest.fixture(params=["sender_app", "desk_app"])
def all_answers(request: pytest.FixtureRequest) -> Answers:
    """What each face in its turn answers; asked once."""
    if request.param not in KNOWN:
        KNOWN[request.param] = answers(request.getfixturevalue(request.param))
    return KNOWN[request.param]


def test_every_answer_keeps_itself_to_itself(all_answers: Answers) -> None:
    for path, answer in all_answers:
        for name, value in SAME_FOR_ALL.items():
            assert answer.headers[name] == value, (path, name)
        permissions = answer.headers["Permissions-Policy"].split(", ")
        assert {part.removesuffix("=()") for part in permissions} >= NEVER, path
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert "Access-Control-Allow-Origin" not in answer.headers
        assert "Server" not in answer.headers


def test_every_answer_loads_nothing_foreign_and_stands_in_no_frame(all_answers: Answers) -> None:
    for path, answer in all_answers:
        policy = directives(answer.headers["Content-Security-Policy"])
        assert (
            policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == {"'none'"}
        ), path
        assert policy["form-action"] == {"'self'"}
        assert all(sources <= {"'self'", "'none'"} for sources in policy.values())


def test_every_page_says_how_it_is_encoded(all_answers: Answers) -> None:
    for path, answer in all_answers:
        assert answer.status_code < 500 or answer.status_code == 503, path
        if answer.data:
            kind, encoding = answer.headers["Content-Type"].split("; ")
            assert kind == "text/html" or "." in path, path
            assert encoding == "charset=utf-8"


def test_cookies_are_seen_by_no_script_and_sent_from_no_other_site(
    public: Visitor, desk: DeskVisitor
) -> None:
    public.open(ASK)
    kept = {
        visitor.app.name: visitor.client.get_cookie(visitor.app.name) for visitor in (public, desk)
    }
    assert {name: cookie.same_site for name, cookie in kept.items()} == {
        "kacko": "Lax",
        "kacko-desk": "Strict",
    }
    for cookie in kept.values():
        assert cookie.http_only
        assert cookie.path == "/"
        assert cookie.max_age is None
        assert cookie.expires is None
        assert not cookie.secure


@pytest.mark.parametrize("make", [create_sender_app, create_desk_app])
def test_behind_tls_cookies_are_bound_to_the_host_and_only_then(
    opened: Callable[..., Service], make: Callable[[Service], Flask]
) -> None:
    app = make(opened(https=True))
    path = next(path for path in (ASK, "/prihlaseni") if path in routes(app, "GET"))
    answer = app.test_client().get(path, base_url="https://example.org")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-kacko")
    assert {"Secure", "HttpOnly", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert "domain=" not in cookie.lower()
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    plain = make(opened(https=False)).test_client().get(path)
    assert "Strict-Transport-Security" not in plain.headers
    assert "__Host-" not in plain.headers["Set-Cookie"]


def test_the_form_can_be_sent_behind_tls_without_a_referrer(opened: Callable[..., Service]) -> None:
    app = create_sender_app(opened(https=True))
    client = app.test_client()
    page = client.get(ASK, base_url="https://example.org").text
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    sent = client.post(
        ASK, data={"csrf_token": token, "text": "Otázka."}, base_url="https://example.org"
    )
    assert sent.status_code == 303
    assert sent.headers["Location"].startswith("/odeslano/")


def test_no_page_of_the_sender_leads_away_but_by_the_exit_and_the_phone(public: Visitor) -> None:
    public.open(ASK)
    sent = public.send(text="Otázka.")
    public.open(BOX)
    pages = [sent, public.send(receipt=sent.receipt), public.open(f"{BOX}/smazat")]
    pages += [public.open(path) for path in [*pages_of(public.app), "/nikde"]]
    pages += [public.post(path, text="a") for path in routes(public.app, "POST")]
    for page in pages:
        for link in page.all("a"):
            target = urlsplit(link.get("href"))
            outside = target.scheme or target.netloc
            assert not outside or target.scheme == "tel" or link.get("data-exit") is not None, (
                link.attrib
            )
            if link.get("data-exit") is not None:
                assert "noreferrer" in link.get("rel")
        for tag, name in (("link", "href"), ("script", "src"), ("img", "src"), ("form", "action")):
            for each in page.all(tag):
                target = urlsplit(each.get(name) or "")
                assert not target.scheme, each.attrib
                assert not target.netloc, each.attrib
                assert name in each.attrib or tag == "form", "nothing stands inline"


def test_every_page_of_the_sender_has_the_crisis_line(public: Visitor) -> None:
    for path in [*pages_of(public.app), "/nikde"]:
        assert "tel:155" in public.open(path).text, path


def test_the_tab_tells_nothing_of_help(public: Visitor) -> None:
    for path in pages_of(public.app):
        title = "".join(public.open(path).all("title")[0].itertext()).lower()
        for word in ("drog", "závisl", "krizov", "káčko", "kontaktní centrum"):
            assert word not in title, (path, title)
