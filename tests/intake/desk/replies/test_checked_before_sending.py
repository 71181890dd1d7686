"""An answer is shown as it will be read, with at most three remarks, and can be sent anyway."""

import pytest

from tests.intake.browser import DeskVisitor, Page, Visitor

pytestmark = pytest.mark.usefixtures("cheap_receipts")

ANSWER = "Musíte přestat.\n\n<b>Dejte si</b> 5 mg a [[tel:centre]]."
BOX = "/odpoved"


def preview(page: Page) -> str:
    """What stands in the frame above the field; empty without one."""
    found = [each for each in page.all("section") if each.get("id") == "nahled"]
    return "".join(found[0].itertext()) if found else ""


def test_the_answer_is_shown_as_it_will_be_read_and_sent_as_it_was_shown(
    public: Visitor, desk: DeskVisitor
) -> None:
    public.open("/dotaz/o-sobe")
    receipt = public.send(text="Otázka.").receipt
    assert preview(desk.open("/dotaz/1")) == ""
    page = desk.send("/nahled", text=ANSWER, note="Poznámka.")
    assert ANSWER in preview(page)
    assert "5 mg: Dávky nepíšeme." in " ".join(preview(page).split())
    assert page.typed("text").strip("\n") == ANSWER
    assert page.typed("note").strip("\n") == "Poznámka."
    desk.send("/odpoved", text=page.typed("text").strip("\n"))
    public.open(BOX)
    assert ANSWER in "".join(public.send(receipt=receipt).tree.itertext())


def test_a_good_answer_has_no_hint(public: Visitor, desk: DeskVisitor) -> None:
    public.open("/dotaz/o-sobe")
    public.send(text="Otázka.")
    desk.open("/dotaz/1")
    page = desk.send("/nahled", text="Dobrý den,\n\npřijďte, jak se vám to hodí.")
    assert "přijďte" in preview(page)
    assert "Podívejte se ještě na tohle" not in page.words


def test_in_a_crisis_155_is_missed_at_the_beginning(public: Visitor, desk: DeskVisitor) -> None:
    public.open("/dotaz/o-sobe")
    public.send(text="Nechci žít.")
    desk.open("/dotaz/1")
    page = desk.send("/nahled", text="Děkujeme, že píšete.")
    assert "patří sem na začátek 155?" in preview(page)


@pytest.mark.parametrize("text", ["", "Přijďte «doplňte kdy»."])
def test_what_cannot_be_sent_is_not_shown_as_if_it_could(
    public: Visitor, desk: DeskVisitor, text: str
) -> None:
    public.open("/dotaz/o-sobe")
    public.send(text="Otázka.")
    desk.open("/dotaz/1")
    page = desk.send("/nahled", text=text)
    assert page.status == 422
    assert preview(page) == ""
