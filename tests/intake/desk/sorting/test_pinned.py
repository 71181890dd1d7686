"""What the team pins above an enquiry: a summary, and a cover over what would hurt."""

import pytest

from intake_service.work.casework import cases
from intake_service.work.enquiry import mailbox
from intake_service.work.service import Service
from intake_service.work.sorting import summing_up
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Page, Visitor

ABUSE = "Jste banda neschopných hulvátů."

pytestmark = pytest.mark.usefixtures("cheap_receipts")


def ask(public: Visitor, text: str = ABUSE, form: str = "/dotaz/o-sobe") -> str:
    public.open(form)
    return public.send(text=text).receipt


def shown(page: Page) -> str:
    """What is read without opening anything."""
    folded = {
        id(each)
        for details in page.all("details")
        for each in details.iter()
        if each is not details
    }
    lists = (each for each in page.tree.iter() if each.get("class") in ("thread", "inbox"))
    return " ".join(
        each.text or "" for part in lists for each in part.iter() if id(each) not in folded
    )


def test_a_covered_text_is_read_by_whoever_wants_to(desk: DeskVisitor, public: Visitor) -> None:
    ask(public)
    desk.open("/dotaz/1")
    page = desk.send("/zakryt")
    assert ABUSE not in shown(page)
    assert ABUSE in page.written
    assert "Text je zakrytý. Zobrazit" in page.words
    for path in ("/", "/?stav=waiting", "/vyber"):
        seen = desk.open(path)
        assert ABUSE not in seen.words
        assert "Text je zakrytý." in seen.words
    for path in ("/dotaz/1/predat", "/dotaz/1/smazat"):
        asked = desk.open(path)
        assert ABUSE not in shown(asked)
        assert ABUSE in asked.written
    desk.open("/dotaz/1")
    assert ABUSE in shown(desk.send("/odkryt"))
    assert ABUSE in desk.open("/").words


def test_what_comes_after_it_is_shown(
    desk: DeskVisitor, public: Visitor, service: Service, staff: Staff
) -> None:
    receipt = ask(public)
    summing_up.cover(service, staff, 1, after=1)
    opened = mailbox.resume(service, mailbox.open_with_receipt(service, receipt))
    mailbox.write_again(service, opened, "Omlouvám se.", after=1)
    page = desk.open("/dotaz/1")
    assert "Omlouvám se." in shown(page)
    assert ABUSE not in shown(page)
    assert "Omlouvám se." in desk.open("/").words


def test_the_sender_notices_nothing(public: Visitor, service: Service, staff: Staff) -> None:
    receipt = ask(public)
    summing_up.cover(service, staff, 1, after=1)
    summing_up.pin(service, staff, 1, "Opakovaně uráží.")
    public.open("/odpoved")
    page = public.send(receipt=receipt)
    assert page.written == [ABUSE]
    assert "Opakovaně uráží." not in page.text


def test_a_summary_stands_above_the_enquiry_for_all(desk: DeskVisitor, public: Visitor) -> None:
    ask(public)
    desk.open("/dotaz/1")
    page = desk.send("/shrnuti/napsat", text="Rozepsaná odpověď.")
    assert page.path == "/dotaz/1/shrnuti"
    page = desk.send("/shrnuti", note="Matka, syn 16.\r\n\r\nDomluveno: zavolá v pondělí.")
    assert page.written[0] == "Matka, syn 16.\nDomluveno: zavolá v pondělí."
    assert page.typed() == "Rozepsaná odpověď."
    desk.send("/shrnuti/napsat")
    page = desk.send("/shrnuti", note="")
    assert "Matka, syn 16." not in page.words


def test_a_summary_has_three_lines_at_most(desk: DeskVisitor, public: Visitor) -> None:
    ask(public)
    desk.open("/dotaz/1/shrnuti")
    page = desk.send("/shrnuti", note="a\nb\nc\nd")
    assert page.status == 422
    assert "Nejvýš tři řádky." in page.words
    assert page.typed("note") == "a\nb\nc\nd"


def test_both_go_with_the_enquiry_and_survive_each_other(
    public: Visitor, service: Service, staff: Staff
) -> None:
    ask(public)
    summing_up.pin(service, staff, 1, "Shrnutí.")
    summing_up.cover(service, staff, 1, after=1)
    summary = cases.open_case(service, staff, 1).summary
    assert (summary.text, summary.covered_until) == ("Shrnutí.", 1)


def test_pages_that_fit_stand_there_with_their_whole_address(
    desk: DeskVisitor, public: Visitor
) -> None:
    public.open("/dotaz/o-sobe")
    public.send(text="Kdy na testy?", topic="testing")
    page = desk.open("/dotaz/1")
    links = [each.get("href") for each in page.all("a")]
    assert "Stránky, na které odkázat" in page.words
    assert any(link and "test" in link for link in links)


def test_a_threat_is_a_coordinators(desk: DeskVisitor, public: Visitor) -> None:
    ask(public)
    desk.open("/dotaz/1")
    page = desk.send("/druh", kind="threat")
    assert "V nebezpečí volejte 158." in page.words
    assert "Pro koordinátora" in desk.open("/").words


def test_a_summary_that_a_colleague_changed_meanwhile_is_not_overwritten(
    desk: DeskVisitor, public: Visitor, service: Service, staff: Staff, second: Staff
) -> None:
    ask(public)
    summing_up.pin(service, staff, 1, "Volal včera.")
    desk.open("/dotaz/1/shrnuti")
    summing_up.pin(service, second, 1, "Volal dnes znovu.")
    page = desk.send("/shrnuti", note="Volal včera a přijde.")
    assert page.status == 409
    assert "Volal dnes znovu." in page.written
    assert page.typed("note") == "Volal včera a přijde."
    assert cases.open_case(service, staff, 1).summary.text == "Volal dnes znovu."
    desk.send("/shrnuti", note="Volal včera i dnes a přijde.")
    assert cases.open_case(service, staff, 1).summary.text == "Volal včera i dnes a přijde."
