"""Every page of the sender speaks one language; changing it loses nothing and sends nothing."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from centre.exchange import published_questions
from centre.exchange.published_questions import Question
from centre.intake import addresses
from centre.language import i18n
from centre.language.i18n import speaking
from centre.language.languages import LANGUAGES
from intake_service import clock
from intake_service.sender import create_sender_app
from intake_service.store import receipts, vault
from intake_service.store.terms import State
from intake_service.work import chores, gates, switches
from intake_service.work.casework import cases, inbox, publishing
from intake_service.work.conversation.kinds import KINDS
from intake_service.work.enquiry import enquiries
from intake_service.work.rate_limits import Flooded, Slowed
from intake_service.work.service import Service
from intake_service.work.switches import Switches
from intake_service.work.team.logins import Staff
from tests.intake.browser import NAMESPACE, Page, Visitor
from tests.languages import foreign, of_other_languages

MONDAY = datetime(2026, 11, 23, 12, 0, tzinfo=clock.PRAGUE)
TEXT = "0 1 2 3"  # says nothing in any language
SPOKEN = ("aria-label", "title", "placeholder", "alt")

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def mailing(opened: Callable[..., Service], monkeypatch: pytest.MonkeyPatch) -> Service:
    """A service that offers everything there is to read, hints too."""
    monkeypatch.setattr(published_questions, "faults", lambda *_given: [])
    monkeypatch.setattr(published_questions, "write", lambda *_given: None)
    service = opened(smtp_host="mail.example", mail_from="zprava@posta.example", text_max=100)
    chores.tick(service)
    return service


def tour(
    service: Service, staff: Staff, lang: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Page]:
    """Every page and every refusal that a sender can meet, in one language."""
    public = Visitor(create_sender_app(service))
    box = addresses.intake("mailbox", lang)
    for kind in KINDS:
        yield public.open(addresses.intake(kind, lang))
        yield public.send(text="", hint="no address")
    yield public.open(addresses.intake("found_syringe", lang))
    yield public.send(text=TEXT)
    ask = addresses.intake("counselling", lang)
    public.open(ask)
    yield public.send(text="1 " * 100)
    yield public.send(text="1\x002")
    yield public.send(text=TEXT, topic="nonsense", csrf_token="old")
    public.open(ask)
    sent = public.send(text=TEXT + TEXT)
    yield sent
    yield from refusals(service, public, ask, monkeypatch)
    yield public.open(box)
    yield public.send(receipt="")
    yield public.send(receipt="0000 0000 0000 0001")
    yield public.send(receipt=receipts.new(), text=TEXT)
    yield public.open(box)
    yield public.send(receipt=sent.receipt)
    yield public.send("/napsat", text="")
    yield public.send("/napsat", text=TEXT, csrf_token="old")
    yield public.send("/upozorneni", email="no address")
    yield public.send("/upozorneni", email="a@b.example")
    with time_machine.travel(MONDAY + timedelta(days=10), tick=False):
        public.open(box)
        yield public.send(receipt=sent.receipt)  # late
    public.open(box)
    public.send(receipt=sent.receipt)
    number = max(line.number for line in inbox.page(service, staff, State.WAITING).lines)
    cases.answer(service, staff, number, TEXT, after=1)
    yield public.open(box)
    yield public.send("/hodnoceni", sentence=TEXT)
    yield public.send("/hodnoceni", rating="3", sentence=TEXT)
    cases.close(service, staff, number, after=2)
    yield from consent(service, staff, number, public, box)
    yield public.open(box)
    yield public.open(f"{box}/smazat")
    gone = public.other_tab()
    yield public.send(f"{box}/smazat")
    yield gone.open(sent.path)
    yield public.open(ask + "/nowhere")
    yield public.post_bytes(ask, b"{}", "application/json")
    yield public.post_bytes(ask, b"a&" * 1000)


def consent(
    service: Service, staff: Staff, number: int, public: Visitor, box: str
) -> Iterator[Page]:
    """What the mailbox says of a text that could be published."""
    publishing.offer(service, staff, number, Question(TEXT, TEXT, TEXT, TEXT))
    yield public.open(box)
    yield public.send("/zverejneni", answer="given", mark="old")
    for answer in ("given", "withdrawn"):
        public.open(box)
        yield public.send("/zverejneni", answer=answer)
    public.send("/zverejneni", answer="given")
    offer = cases.open_case(service, staff, number).offer
    assert offer is not None
    publishing.propose(service, staff, number, mark=offer.mark)
    colleague = replace(staff, id=vault.new_id())
    publishing.publish(service, colleague, number, mark=offer.mark)
    yield public.open(box)
    yield public.open(f"{box}/smazat")
    public.open(box)
    yield public.send("/zverejneni", answer="withdrawn")


def refusals(
    service: Service, public: Visitor, ask: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Page]:
    """What a form says when it takes nothing."""
    refused = (
        gates.Overloaded(),
        Slowed(300),
        Flooded(5),
        enquiries.NotOpenYet(),
        enquiries.Paused(),
    )
    for refusal in refused:
        with monkeypatch.context() as patch:
            patch.setattr(enquiries, "send", raising(refusal))
            public.open(ask)
            yield public.send(text=TEXT)
    public.open(ask)
    public.send(text=TEXT + TEXT)
    with time_machine.travel(MONDAY + timedelta(minutes=31), tick=False):
        public.open(ask)
        yield public.send(text=TEXT + TEXT)  # sent already
    switches.turn_to(service, Switches(paused=True))
    yield public.open(ask)
    switches.turn_to(service, Switches())
    with monkeypatch.context() as patch:
        patch.setattr(enquiries, "is_open", lambda _service: False)
        yield public.open(ask)


def raising(refusal: Exception) -> Any:
    def refuse(*_given: object, **_named: object) -> None:
        raise refusal

    return refuse


def spoken(page: Page, lang: str) -> Iterator[str]:
    """Everything that is read out in the page's language; parts in another one say so, and are left
    out."""

    def walk(element: Any, within: str) -> Iterator[str]:
        if not isinstance(element.tag, str) or element.get("id") == "receipt":
            return
        own = element.get("lang") or within
        if own == lang:
            yield from (element.get(name) for name in SPOKEN if element.get(name))
            yield element.text or ""
        for child in element:
            yield from walk(child, own)
            if own == lang:
                yield child.tail or ""

    return (" ".join(text.split()) for text in walk(page.tree, lang) if text.strip())


def names(service: Service) -> list[str]:
    """Names that stay as they are in every language, the longest first."""
    facts = service.facts
    known = [str(town.name.cs) for town in facts.towns]
    known += [str(place.address) for place in facts.premises] + [
        place.address.street for place in facts.premises
    ]
    for lang in LANGUAGES:
        with speaking(lang):
            known += [
                str(facts.centre.name),
                *(str(line.name) for line in facts.helplines.values()),
            ]
    known += [
        "Linka bezpečí",
        "Káčko",
        "localhost",
        "example.org",
        "name@example.org",
        "e-mail",
        "E-mail",
        TEXT,
    ]
    return sorted(known, key=len, reverse=True)


def test_every_page_speaks_its_language_alone(
    mailing: Service, staff: Staff, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {}
    seen = []
    with time_machine.travel(MONDAY, tick=False):
        for page in tour(mailing, staff, lang, monkeypatch):
            seen.append(page.status)
            assert page.all("html")[0].get("lang") == lang, page.path
            said.update((text, page.title) for text in spoken(page, lang))
    assert len(seen) >= 40
    assert {200, 400, 404, 409, 410, 413, 415, 422, 429, 503} <= set(seen)
    assert len(said) > 150
    known = names(mailing)
    others = of_other_languages(lang)
    faults = [
        f"{title}: {foreign(text, lang, known)!r} in {text!r}"
        for text, title in said.items()
        if foreign(text, lang, known) or text in others
    ]
    assert not faults, "\n".join(faults)


def test_the_language_of_an_address_is_the_language_of_the_enquiry(
    public: Visitor, service: Service, staff: Staff, lang: str
) -> None:
    public.open(addresses.intake("relatives", lang))
    public.send(text=TEXT)
    assert cases.open_case(service, staff, 1).language == lang


def test_the_receipt_and_the_mailbox_can_be_read_in_the_other_languages(
    public: Visitor, lang: str
) -> None:
    public.open(addresses.intake("counselling", "cs"))
    sent = public.send(text=TEXT)
    handle = sent.path.rpartition("/")[2]
    assert public.open(addresses.sent(handle, lang)).receipt == sent.receipt
    assert public.page.all("html")[0].get("lang") == lang
    public.open(addresses.intake("mailbox", lang))
    page = public.send(receipt=sent.receipt)
    assert (page.written, page.path) == ([TEXT], addresses.intake("mailbox", lang))


# Changing the language


def switch_buttons(page: Page) -> dict[str, str]:
    """Language and address of each button that changes the language of a form."""
    buttons = (each for each in page.all("button") if each.get("name") == "switch")
    return {each.get("lang"): each.get("formaction") for each in buttons}


def switch_to(public: Visitor, lang: str, **typed: str) -> Page:
    assert public.page
    form = next(each for each in public.page.all("form") if each.get("id") == "ask")
    assert form.get("action") is None  # the button says where
    return public.post(
        switch_buttons(public.page)[lang], **{**public.page.fields(), **typed, "switch": "1"}
    )


@pytest.mark.parametrize("kind", KINDS)
def test_another_language_keeps_text_and_choices_and_sends_nothing(
    mailing: Service, staff: Staff, kind: str
) -> None:
    public = Visitor(create_sender_app(mailing))
    page = public.open(addresses.intake(kind, "cs"))
    typed = {"text": "Řádek,\r\n  druhý <b>řádek</b> 🙂"}
    for each in page.seen():
        name = each.get("name")
        options = list(each.iter(NAMESPACE + "option"))
        typed.setdefault(name, options[-1].get("value") if options else f"psáno {name}")
    for lang in ("en", "uk", "cs", "en"):
        page = switch_to(public, lang, **typed)
        assert (page.status, page.path) == (200, addresses.intake(kind, lang))
        kept = {name: value for name, value in page.fields().items() if name in typed}
        assert kept == typed
        assert not page.alerts
    assert not any(inbox.counts(mailing).values())
    given = {"hint": "a@b.example"} if "hint" in typed else {}
    assert public.send(**given).status == 200
    case = cases.open_case(mailing, staff, 1)
    assert case.language == "en"
    assert case.messages[0].text == typed["text"].replace("\r\n", "\n")
    chosen = {name: value for name, value in typed.items() if name not in ("text", "hint")}
    assert case.messages[0].extras == chosen


def test_changing_the_language_is_no_way_around_the_token(
    public: Visitor, service: Service
) -> None:
    page = public.post(addresses.intake("counselling", "en"), text=TEXT, switch="1")
    assert (page.status, page.typed()) == (200, TEXT)
    assert not any(inbox.counts(service).values())


def test_what_cannot_be_shown_survives_no_change_of_language(public: Visitor) -> None:
    public.open(addresses.intake("counselling", "cs"))
    page = switch_to(public, "en", text="a\x00b")
    assert page.typed() == "a\N{REPLACEMENT CHARACTER}b"


@pytest.mark.parametrize("kind", KINDS)
def test_enter_presses_send_whatever_stands_before_it(
    public: Visitor, kind: str, lang: str
) -> None:
    """HTML: implicit submission presses the form's first submit button in tree order."""
    page = public.open(addresses.intake(kind, lang))
    form = next(each for each in page.all("form") if each.get("id") == "ask")
    inside = list(form.iter(NAMESPACE + "button"))
    own = [each for each in page.all("button") if each.get("form") == "ask" or each in inside]
    first = next(each for each in own if each.get("type", "submit") == "submit")
    assert first.get("name") is None
    assert first.get("formaction") is None
    assert (first.get("tabindex"), first.get("aria-hidden")) == ("-1", "true")
    with speaking(lang):
        assert "".join(first.itertext()) == i18n.gettext("Send")
    assert set(switch_buttons(page)) == set(LANGUAGES) - {lang}
