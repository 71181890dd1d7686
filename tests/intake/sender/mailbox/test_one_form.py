"""Whichever button of the mailbox is pressed, what was typed beside it is not lost."""

import pytest
from sqlalchemy import select

from centre.exchange import published_questions
from centre.exchange.published_questions import Question
from intake_service.store.models import Message
from intake_service.work.casework import cases, publishing
from intake_service.work.post import email_hints
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.intake.browser import NAMESPACE, Page, Visitor
from tests.intake.desk.publication.conftest import WORDS

ASK = "/dotaz/o-sobe"
BOX = "/odpoved"
REPLY = "Ještě jsem nedopsal,\na hned tak nedopíšu."
EMAIL = "nekdo@priklad.example"

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.fixture
def box(public: Visitor, service: Service, staff: Staff, monkeypatch: pytest.MonkeyPatch) -> Page:
    """An open mailbox with every small form: an answer, a text to be published, e-mail hints.

    The check of a text to be published takes seconds, and is the matter of others.
    """
    monkeypatch.setattr(published_questions, "faults", lambda *_given: [])
    monkeypatch.setattr(email_hints, "are_offered", lambda _service: True)
    public.open(ASK)
    receipt = public.send(text="Otázka.").receipt
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    publishing.offer(service, staff, 1, Question(**WORDS))
    public.open(BOX)
    return public.send(receipt=receipt)


def messages(service: Service) -> int:
    with service.store.read() as session:
        return len(session.scalars(select(Message)).all())


SMALL = [
    ("/hodnoceni", {"rating": "4", "sentence": "Víc čísel."}),
    ("/hodnoceni", {"rating": "", "sentence": "Bez čísla."}),
    ("/upozorneni", {"email": EMAIL}),
    ("/upozorneni", {"email": "to není adresa"}),
    ("/zverejneni", {"answer": "given"}),
    ("/zverejneni", {"answer": "refused"}),
    ("/zverejneni", {"answer": "given", "mark": "jiná slova"}),
    ("/rozepsane", {"email": EMAIL, "sentence": "Enter."}),
]


@pytest.mark.parametrize(("action", "pressed"), SMALL)
def test_a_reply_that_is_being_typed_stays(
    public: Visitor, service: Service, box: Page, action: str, pressed: dict[str, str]
) -> None:
    before = messages(service)
    page = public.send(action, text=REPLY, **pressed)
    assert page.typed() == REPLY
    assert messages(service) == before
    page = public.send("/napsat")
    assert REPLY in page.written
    assert page.typed() == ""


def test_switching_the_hint_off_keeps_it_too(public: Visitor, box: Page) -> None:
    public.send("/upozorneni", email=EMAIL)
    page = public.send("/vypnout", text=REPLY)
    assert page.typed() == REPLY
    assert "/upozorneni" in page.text


@pytest.mark.parametrize(("action", "pressed"), SMALL)
def test_it_stays_on_a_page_that_is_too_old(
    public: Visitor, box: Page, action: str, pressed: dict[str, str]
) -> None:
    page = public.send(action, text=REPLY, **pressed, csrf_token="old")
    assert page.typed() == REPLY


@pytest.mark.parametrize(
    ("action", "pressed", "other", "typed"),
    [
        ("/napsat", {"text": REPLY}, "email", EMAIL),
        ("/zverejneni", {"answer": "given"}, "email", EMAIL),
        ("/hodnoceni", {"rating": "2"}, "email", EMAIL),
        ("/upozorneni", {"email": EMAIL}, "sentence", "Víc čísel."),
        ("/zverejneni", {"answer": "refused"}, "sentence", "Víc čísel."),
        ("/rozepsane", {}, "sentence", "Víc čísel."),
        ("/rozepsane", {}, "email", "to není adresa"),
    ],
)
def test_so_does_what_was_typed_into_another_small_form(
    public: Visitor, box: Page, action: str, pressed: dict[str, str], other: str, typed: str
) -> None:
    page = public.send(action, **pressed, **{other: typed})
    assert page.fields("/napsat")[other] == typed


def test_a_number_that_was_chosen_stays_chosen(public: Visitor, box: Page) -> None:
    assert public.send("/zverejneni", answer="given", rating="3").fields("/napsat")["rating"] == "3"


def test_with_nothing_else_typed_a_reload_does_nothing_twice(public: Visitor, box: Page) -> None:
    token = public.token("/napsat")
    for action, pressed in SMALL[:1] + SMALL[2:3]:
        path = public.page.address(action) if public.page else ""
        done = public.client.post(path, data={"csrf_token": token, "text": "", **pressed})
        assert done.status_code == 303, action


def test_after_a_reply_that_came_twice_it_stands_there_once(
    public: Visitor, service: Service, box: Page
) -> None:
    before = messages(service)
    fields = box.fields("/napsat") | {"text": REPLY, "email": EMAIL}
    for _press in range(2):
        page = public.post(box.address("/napsat"), **fields)
    assert page.written.count(REPLY) == 1
    assert messages(service) == before + 1


def test_signs_that_no_page_can_show_come_back_marked(public: Visitor, box: Page) -> None:
    assert (
        public.send("/zverejneni", answer="given", text="a\x07b").typed()
        == "a\N{REPLACEMENT CHARACTER}b"
    )


def test_the_first_button_does_nothing_so_that_enter_sends_nothing(
    public: Visitor, service: Service, box: Page
) -> None:
    first = next(box.form("/napsat").iter(NAMESPACE + "button"))
    assert first.get("formaction") == f"{BOX}/rozepsane"
    assert (first.get("tabindex"), first.get("aria-hidden")) == ("-1", "true")
    before = messages(service)
    page = public.send("/rozepsane", text=REPLY, email=EMAIL, sentence="Víc čísel.", rating="5")
    assert page.status == 200
    assert "nic neodeslali" in page.alerts
    assert page.fields("/napsat")["rating"] == "5"
    assert messages(service) == before
    page = public.open(BOX)
    assert "Ohodnotili jste" not in page.words
    assert "/vypnout" not in page.text
