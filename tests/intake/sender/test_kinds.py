"""The kinds of enquiry: one needed field, the rest if the sender likes, all of it in words at the
desk."""

from datetime import timedelta

import pytest
import time_machine

from centre.intake import addresses
from centre.language.i18n import gettext, speaking
from centre.language.languages import LANGUAGES
from intake_service import clock
from intake_service.sender.forms import EnquiryForm
from intake_service.store.models.enquiries import Enquiry
from intake_service.work.casework import cases
from intake_service.work.conversation.kinds import KINDS, Kind, WithText
from intake_service.work.conversation.settlement import Reason
from intake_service.work.enquiry import enquiries
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.intake import daily, moments
from tests.intake.browser import NAMESPACE, DeskVisitor, Page, Visitor

TEXT = "Napíšu to jednou větou. 🙂"
SYRINGE = addresses.intake("found_syringe", "cs")

pytestmark = pytest.mark.usefixtures("cheap_receipts")


def form(kind: str, lang: str = "cs") -> str:
    return addresses.intake(kind, lang)


def optional(page: Page) -> list[str]:
    """Names of the fields that a reader sees and need not fill in."""
    return [each.get("name") for each in page.seen() if each.get("required") is None]


def choices(page: Page, name: str) -> dict[str, str]:
    """What can be chosen in a field: value and words."""
    select = next(each for each in page.all("select") if each.get("name") == name)
    return {each.get("value"): each.text for each in select.iter(NAMESPACE + "option")}


def given_more(page: Page) -> list[tuple[str, str]]:
    """What the desk reads beside the text: label and words."""
    values = (each.find(NAMESPACE + "bdi") for each in page.all("dd"))
    told = zip(page.all("dt"), values, strict=True)
    return [("".join(label.itertext()), "".join(value.itertext())) for label, value in told]


def test_every_kind_has_an_address_and_every_address_a_kind() -> None:
    assert set(KINDS) == set(addresses.KINDS)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_no_field_of_a_kind_hides_something_that_every_form_has(kind: Kind) -> None:
    fields = [name for name in vars(kind.fields) | vars(WithText) if not name.startswith("_")]
    assert [name for name in fields if hasattr(EnquiryForm, name)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_only_the_text_is_needed(public: Visitor, desk: DeskVisitor, kind: str) -> None:
    page = public.open(form(kind))
    assert [each.get("name") for each in page.seen() if each.get("required") is not None] == [
        "text"
    ]
    assert public.send(text="").status == 422
    assert public.send(text=TEXT).status == 200
    inbox = desk.open("/")
    assert TEXT in inbox.words
    assert TEXT in desk.open("/dotaz/1").written
    assert not desk.page.all("dl")


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_else_is_given_stands_at_the_desk_in_words(
    public: Visitor, desk: DeskVisitor, kind: str
) -> None:
    page = public.open(form(kind))
    labels = {each.get("for"): each.text.strip() for each in page.all("label")}
    given = {}
    expected = set()
    for name in optional(page):
        chosen = isinstance(getattr(KINDS[kind].fields, name).kwargs.get("choices"), dict)
        value, words = list(choices(page, name).items())[-1] if chosen else (f"psáno {name}",) * 2
        given[name] = value
        expected.add((labels[name], words))
    assert expected
    assert public.send(text=TEXT, **given).status == 200
    assert set(given_more(desk.open("/dotaz/1"))) == expected


@pytest.mark.parametrize("typed", ["Send", "Message", "100 % <b>%(x)s</b>", "  mezery  "])
def test_a_typed_name_is_shown_as_typed(public: Visitor, desk: DeskVisitor, typed: str) -> None:
    """Words that happen to be messages of ours, per cents and tags are neither translated nor
    filled in."""
    public.open(form("message"))
    public.send(text=TEXT, name=typed)
    assert [value for _label, value in given_more(desk.open("/dotaz/1"))] == [typed]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_asked_that_could_name_anybody(public: Visitor, kind: str) -> None:
    page = public.open(form(kind))
    assert not any(
        word in each for each in optional(page) for word in ("birth", "address", "phone", "surname")
    )
    assert page.form().get("autocomplete") == "off"
    for each in page.seen():  # the form's counts, but for text areas (tests/intake/browser.py)
        assert each.tag.endswith("textarea") or not each.get("autocomplete")


# A found syringe


def test_a_finder_gets_thanks_and_no_code(public: Visitor, service: Service) -> None:
    public.open(SYRINGE)
    page = public.send(text="U lavičky.", count="2-5")
    assert (page.status, page.title) == (200, "Děkujeme")
    assert not [each for each in page.all("p") if each.get("id") == "receipt"]
    assert "kód" not in page.words
    assert public.open(page.path).title == "Děkujeme"
    note = public.client.get(page.path + ".txt")
    assert note.status_code == 404
    with service.store.read() as session:
        assert session.query(Enquiry.kind).scalar() == "found_syringe"


def test_a_finder_is_promised_what_is_true_for_a_found_syringe(
    public: Visitor, service: Service
) -> None:
    words = public.open(SYRINGE).words
    kept = service.facts.centre.retention
    assert f"smažeme {kept.found_syringe_days} dní" in words
    assert str(kept.delete_after_days) not in words
    for said_of_conversations in ("Odpovídáme v", "Odpoví vám", "Jak funguje kód", "rozhovor"):
        assert said_of_conversations not in words


def test_the_towns_are_those_of_the_centre(public: Visitor, service: Service) -> None:
    towns = choices(public.open(SYRINGE), "town")
    assert list(towns.values()) == ["někde jinde", *(town.name.cs for town in service.facts.towns)]
    english = choices(public.open(form("found_syringe", "en")), "town")
    assert list(english) == list(towns)
    assert english[""] == "somewhere else"


def test_a_finder_reads_whom_to_call_and_then_tells_town_place_and_count(public: Visitor) -> None:
    page = public.open(SYRINGE)
    called = page.text.index("Může na ni teď někdo sáhnout? Volejte")
    assert called < page.text.index('href="tel:156"') < page.text.index('<form id="ask"')
    assert [each.get("name") for each in page.seen()] == ["town", "text", "count"]


def test_the_desk_cannot_answer_a_finder_but_can_settle_the_matter(
    public: Visitor, desk: DeskVisitor
) -> None:
    public.open(SYRINGE)
    public.send(text="U lavičky.", town="Havlíčkův Brod")
    page = desk.open("/dotaz/1")
    assert not [each for each in page.all("form") if each.get("action").endswith("/odpoved")]
    assert "Na odpověď tu nikdo nečeká" in page.words
    assert "Havlíčkův Brod" in page.words
    desk.send("/vyrizeno")
    assert "uzavřeno" in desk.open("/dotaz/1").words


def test_a_dealt_with_syringe_is_forgotten_after_its_own_days(
    service: Service, staff: Staff
) -> None:
    start = moments.now()
    for kind in ("found_syringe", "counselling"):
        enquiries.send(service, Submission(kind, "cs", TEXT, cookie=b"c" * 32))
    with time_machine.travel(start + timedelta(days=300)):
        assert daily.tick(service).deleted == 0  # both wait still
    for number in (1, 2):
        cases.settle(service, staff, number, Reason.DONE, after=1)
    days = service.facts.centre.retention
    for day, deleted in (
        (days.found_syringe_days - 1, 0),
        (days.found_syringe_days, 1),
        (days.delete_after_days - 1, 0),
        (days.delete_after_days, 1),
    ):
        with time_machine.travel(start + timedelta(days=day)):
            assert daily.tick(service).deleted == deleted, day


# A message


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({}, []),
        ({"name": "Eva"}, ["Eva"]),
        ({"email": "eva@schranka.example"}, ["eva@schranka.example"]),
        ({"name": "Eva", "email": "není, pište sem"}, ["Eva", "není, pište sem"]),
    ],
)
def test_a_message_needs_neither_name_nor_address(
    public: Visitor, desk: DeskVisitor, given: dict[str, str], shown: list[str]
) -> None:
    public.open(form("message"))
    assert public.send(text=TEXT, **given).receipt
    assert [value for _label, value in given_more(desk.open("/dotaz/1"))] == shown


# Any kind, a new one too


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_what_was_sent_in_any_language_is_read_and_answered(
    public: Visitor, desk: DeskVisitor, kind: str, lang: str
) -> None:
    public.open(form(kind, lang))
    sent = public.send(text=TEXT)
    with speaking("cs"):
        name = gettext(KINDS[kind].name)
    assert name in desk.open("/").words
    counted = [" ".join("".join(each.itertext()).split()) for each in desk.open("/cisla").all("dt")]
    assert (name in counted) is not KINDS[kind].in_register
    desk.open("/dotaz/1")
    if not KINDS[kind].receipt:
        assert "Na odpověď tu nikdo nečeká" in desk.page.words
        return
    desk.send("/odpoved", text="Děkujeme.")
    public.open(addresses.intake("mailbox", lang))
    assert public.send(receipt=sent.receipt).written == [TEXT, "Děkujeme."]


def test_what_an_older_version_asked_is_shown_by_its_name(service: Service, staff: Staff) -> None:
    extras = {"shoe_size": "44", "topic": "dancing"}
    enquiries.send(service, Submission("counselling", "cs", TEXT, cookie=b"c" * 32, extras=extras))
    kind = KINDS["counselling"]
    message = cases.open_case(service, staff, 1).messages[0]
    assert [
        (kind.label(name), kind.words(name, value)) for name, value in message.extras.items()
    ] == [
        ("shoe_size", "44"),
        ("Čeho se to týká?", "dancing"),
    ]


def test_a_kind_that_is_not_offered_any_more_is_kept_as_a_conversation(
    service: Service, staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    enquiries.send(service, Submission("relatives", "cs", TEXT, cookie=b"c" * 32))
    cases.settle(service, staff, 1, Reason.DONE, after=1)
    in_order = dict(KINDS)
    monkeypatch.delitem(KINDS, "relatives")
    with time_machine.travel(clock.now() + timedelta(days=89)):
        assert daily.tick(service).deleted == 0
    with time_machine.travel(clock.now() + timedelta(days=90)):
        assert daily.tick(service).deleted == 1
    monkeypatch.undo()
    KINDS.clear()  # a kind that comes back would stand last, for every test after this one
    KINDS.update(in_order)
