"""What a counsellor types is sealed while they type, and waits for them wherever they log in."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Company
from tests.browser.people import Counsellor, Sender

pytestmark = pytest.mark.browser

ANSWER = "Dobrý den,\nděkujeme, že píšete."
NOTE = "Zavolat na terén."


def test_what_is_typed_is_on_the_other_phone_before_any_button_is_pressed(
    company: Company,
) -> None:
    company.meet(Sender).ask("Otázka do rozepsaného.")
    here = company.meet(Counsellor)
    elsewhere = company.meet(Counsellor, script=False)
    here.log_in(company.house.coordinator)
    elsewhere.log_in(company.house.coordinator)
    here.open_newest_enquiry()
    here.fill(text=ANSWER, note=NOTE)
    expect(here.page.locator("[data-told]")).to_contain_text("Rozepsané je uložené")
    elsewhere.open_newest_enquiry()
    assert elsewhere.page.locator("#text").input_value() == ANSWER
    assert elsewhere.page.locator("#note").input_value() == NOTE
    elsewhere.press("/odpoved")
    assert elsewhere.conversation[-1] == ("mine", ANSWER)
    assert elsewhere.page.locator("#text").input_value() == ""


def test_a_long_answer_is_sealed_as_it_is_typed_too(company: Company) -> None:
    company.meet(Sender).ask("Otázka, na kterou je dlouhá odpověď.")
    desk = company.meet(Counsellor)
    desk.log_in(company.house.coordinator)
    desk.open_newest_enquiry()
    desk.fill(text="Слово. " * 2500)  # 80 000 bytes on their way
    expect(desk.page.locator("[data-told]")).to_contain_text("Rozepsané je uložené")


def test_the_page_says_when_nothing_is_saved(company: Company) -> None:
    company.meet(Sender).ask("Otázka bez spojení.")
    desk = company.meet(Counsellor)
    desk.log_in(company.house.coordinator)
    desk.open_newest_enquiry()
    desk.page.context.set_offline(True)
    desk.fill(text=ANSWER)
    expect(desk.page.locator("[data-told]")).to_contain_text("samo neukládá")
