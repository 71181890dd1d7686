"""Whatever comes in: a clear page in the reader's language, the right status, the text back."""

from urllib.parse import quote, urlencode

import pytest
import time_machine
from flask import Flask

from intake_service.work.casework import cases, inbox
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Visitor
from tests.intake.moments import later

pytestmark = pytest.mark.usefixtures("cheap_receipts")

ASK = "/dotaz/o-sobe"
RELATIVES = "/dotaz/blizci"
BOX = "/odpoved"
TEXT = "  Řádek jedna,\nřádek dva.\t<b>&amp; 🙂  "


def nothing_came(service: Service) -> bool:
    return not any(inbox.counts(service).values())


def test_an_unknown_code_and_a_mistyped_one_are_told_apart(public: Visitor) -> None:
    public.open(BOX)
    unknown = public.send(receipt="0000 0000 0000 000?")
    assert (unknown.status, "Tento kód nic neotevírá" in unknown.alerts) == (404, True)
    mistyped = public.send(receipt="0000 0000 0000 0001")
    assert (mistyped.status, "překlep" in mistyped.alerts) == (422, True)
    empty = public.send(receipt="")
    assert (empty.status, "Zadejte prosím kód" in empty.alerts) == (422, True)
    assert "nepovinné" not in empty.words


@pytest.mark.parametrize("text", ["", "   ", "\n\n\t", "\u00a0\u2003"])
def test_an_empty_text_is_asked_for_once_more(public: Visitor, service: Service, text: str) -> None:
    public.open(ASK)
    page = public.send(text=text, topic="health")
    assert page.status == 422
    assert "Napište prosím svou zprávu" in page.alerts
    assert page.fields()["topic"] == "health"
    assert nothing_came(service)


def test_a_megabyte_of_text_comes_back_whole(public: Visitor, service: Service) -> None:
    text = "0123456789abcde\n" * 62_500
    public.open(ASK)
    page = public.send(text=text)
    assert (page.status, "Text je delší než" in page.alerts) == (422, True)
    assert page.typed() == text
    assert nothing_came(service)


def test_the_largest_body_that_is_taken_comes_back_whole(public: Visitor, service: Service) -> None:
    public.open(ASK)
    rest = urlencode({**public.page.fields(), "text": ""})
    text = "ж" * ((service.settings.body_max - len(rest)) // len(quote("ж")))
    page = public.send(text=text)
    assert (page.status, page.typed()) == (422, text)
    assert public.send(text=text + "жж").status == 413


def test_the_longest_text_is_sent_and_one_character_more_is_not(
    public: Visitor, service: Service
) -> None:
    longest = "🙂" * service.settings.text_max
    public.open(ASK)
    refused = public.send(text=longest + "!")
    assert (refused.status, refused.typed()) == (422, longest + "!")
    assert public.send(text=longest).receipt


@pytest.mark.parametrize(
    "body", [b"text=" + b"a" * 5_000_000, b"a&" * 1_000_000], ids=["5 MB", "too many fields"]
)
def test_more_than_a_form_can_be_is_refused_at_once(public: Visitor, body: bytes) -> None:
    public.open(ASK)
    page = public.post_bytes(ASK, body)
    assert (page.status, page.title) == (413, "To je najednou moc textu")


@pytest.mark.parametrize("sign", "\x00\x07\x1b\x7f\x9f\ufdd0\ufffe\U0010ffff", ids=ascii)
def test_what_is_no_writing_is_marked_and_given_back(
    public: Visitor, service: Service, sign: str
) -> None:
    public.open(ASK)
    page = public.send(text=f"a{sign}b")
    assert (page.status, "Některé znaky nejde uložit" in page.alerts) == (422, True)
    assert page.typed() == "a\N{REPLACEMENT CHARACTER}b"
    assert nothing_came(service)


@pytest.mark.parametrize("broken", [b"%FF", b"%C3", b"%ED%A0%80", b"%C0%AF", b"%F4%90%80%80"])
def test_broken_utf_8_is_never_silently_changed(
    public: Visitor, service: Service, broken: bytes
) -> None:
    public.open(ASK)
    body = (
        b"csrf_token="
        + public.token().encode()
        + b"&text="
        + quote("před").encode()
        + broken
        + b"po"
    )
    page = public.post_bytes(ASK, body)
    assert (page.status, "Některé znaky nejde uložit" in page.alerts) == (422, True)
    assert page.typed().startswith("před")
    assert nothing_came(service)


def test_control_characters_in_short_fields_harm_nothing(public: Visitor, desk_app: Flask) -> None:
    public.open(BOX)
    assert public.send(receipt="\x00\x1b\ufffe" * 5, text="a\x00").status == 422
    login = DeskVisitor(desk_app)
    login.open("/prihlaseni")
    assert login.send(name="\x00\ufdd0", password="\x00", code="\x00", draft="\x00").status == 403
    login.open("/pozvanka")
    assert login.send(invitation="\x00\x0b").status == 404


@pytest.mark.parametrize("path", [ASK, RELATIVES, "/odpoved/napsat"])
@pytest.mark.parametrize("token", ["", "nonsense"])
def test_without_a_token_nothing_is_kept_and_the_text_comes_back(
    public: Visitor, service: Service, staff: Staff, path: str, token: str
) -> None:
    public.open(ASK)
    receipt = public.send(text="První.").receipt
    public.open(BOX)
    public.send(receipt=receipt)
    page = public.post(path, text=TEXT.replace("\n", "\r\n"), csrf_token=token)
    assert (page.status, "moc dlouho" in page.alerts) == (400, True)
    assert page.typed() == TEXT
    assert "CSRF" not in page.text
    assert len(cases.open_case(service, staff, 1).messages) == 1


def test_a_form_that_was_open_for_a_day_keeps_its_text_and_can_be_sent(
    public: Visitor, service: Service
) -> None:
    public.open(ASK)
    with time_machine.travel(later(hours=service.settings.form_hours, minutes=1)):
        page = public.send(text=TEXT.replace("\n", "\r\n"), topic="health")
        assert (page.status, "moc dlouho" in page.alerts) == (400, True)
        assert (page.typed(), page.fields()["topic"]) == (TEXT, "health")
        assert public.send().receipt


def test_who_keeps_no_cookies_hears_of_it_and_loses_nothing(sender_app: Flask) -> None:
    forgetful = Visitor(sender_app)
    forgetful.open(ASK)
    form = forgetful.page
    forgetful.client = sender_app.test_client(use_cookies=False)
    forgetful.page = form
    for _press in range(2):
        page = forgetful.send(text=TEXT.replace("\n", "\r\n"))
        assert (page.status, page.typed()) == (400, TEXT)
        assert "cookie" in page.alerts
        assert "moc dlouho" not in page.alerts
        assert "000 000 001" in page.alerts.replace("\xa0", " ")


@pytest.mark.parametrize(("path", "field"), [("/odpoved", "receipt"), ("/odpoved/napsat", "text")])
def test_in_the_mailbox_too(sender_app: Flask, path: str, field: str) -> None:
    forgetful = Visitor(sender_app)
    forgetful.open(ASK)
    token = forgetful.token()
    forgetful.client = sender_app.test_client(use_cookies=False)
    page = forgetful.post(path, csrf_token=token, **{field: "Napsáno."})
    assert "cookie" in page.alerts
    assert "Napsáno." in page.text


def test_at_the_desk_too(desk_app: Flask) -> None:
    visitor = DeskVisitor(desk_app)
    visitor.client = desk_app.test_client(use_cookies=False)
    visitor.open("/prihlaseni")
    page = visitor.send("/prihlaseni", name="Jana", password="x", code="1")
    assert "cookie" in page.alerts


@pytest.mark.parametrize(
    "kind", ["application/json", "multipart/form-data; boundary=x", "text/plain", "x/y"]
)
@pytest.mark.parametrize(
    ("path", "lang"), [(ASK, "cs"), ("/en/ask/myself", "en"), ("/uk/vidpovid", "uk")]
)
def test_another_kind_of_body_is_refused_in_the_language_of_the_page(
    public: Visitor, path: str, lang: str, kind: str
) -> None:
    page = public.post_bytes(
        path, b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\na\r\n--x--', kind
    )
    assert page.status == 415
    assert page.all("html")[0].get("lang") == lang


def test_a_choice_that_was_not_offered_is_refused(public: Visitor, service: Service) -> None:
    public.open(ASK)
    page = public.send(text=TEXT.replace("\n", "\r\n"), topic="<script>", age="18-25")
    assert (page.status, "Vyberte prosím jednu z možností" in page.alerts) == (422, True)
    assert (page.typed(), page.fields()["age"]) == (TEXT, "18-25")
    assert "script>" not in page.words
    assert nothing_came(service)


@pytest.mark.parametrize("attempt", ["-1", "abc", "1e9", "9" * 5000, "100"])
def test_a_hidden_number_that_was_tampered_with_counts_for_nothing(
    public: Visitor, attempt: str
) -> None:
    public.open(ASK)
    first = public.send(text="a")
    public.open(ASK)
    assert public.send(text="a", attempt=attempt).receipt == first.receipt
    public.open(BOX)
    public.send(receipt=first.receipt)
    assert public.send("/napsat", text="b", after=attempt).written == ["a", "b"]


def test_fields_that_nobody_asked_for_change_nothing(
    public: Visitor, service: Service, staff: Staff
) -> None:
    public.open(ASK)
    more = {
        "state": "closed",
        "role": "2",
        "kind": "relatives",
        "wish": "w",
        "number": "7",
        "by": "Jana",
    }
    public.send(text="a", **more)
    case = cases.open_case(service, staff, 1)
    assert (case.kind, case.state.value) == ("counselling", "waiting")
    assert (case.messages[0].from_team, case.messages[0].by, case.messages[0].extras) == (
        False,
        "",
        {},
    )


def test_of_a_field_sent_twice_the_first_one_counts(
    public: Visitor, service: Service, staff: Staff
) -> None:
    public.open(ASK)
    body = f"csrf_token={public.token()}&text=first&text=second&topic=health&topic=law"
    assert public.post_bytes(ASK, body.encode()).receipt
    message = cases.open_case(service, staff, 1).messages[0]
    assert (message.text, message.extras) == ("first", {"topic": "health"})


@pytest.mark.parametrize("method", ["put", "delete", "patch", "trace"])
def test_other_methods_are_refused(public: Visitor, method: str) -> None:
    assert public.see(public.client.open(ASK, method=method.upper())).status == 405


@pytest.mark.parametrize(
    "path", ["/nikde", "/dotaz/o-sobe/..%2f..", "/en/nowhere", "/%00", "/odeslano/"]
)
def test_an_unknown_address_is_told_in_words(public: Visitor, path: str) -> None:
    assert public.open(path).status == 404


@pytest.mark.parametrize("number", ["0", "2", "9" * 30])
def test_an_enquiry_that_is_not_there_is_told_in_words(desk: DeskVisitor, number: str) -> None:
    assert desk.open(f"/dotaz/{number}").status == 404
    assert desk.open(f"/?za=0.2026-11-23.{number}").status == 200
    assert desk.open("/?za=nonsense").status == 200
    assert desk.open("/?stav=nonsense").status == 404
