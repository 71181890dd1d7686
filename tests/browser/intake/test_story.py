"""The main job in a real browser without JavaScript: a question goes in, an answer comes back."""

import pytest

from intake_service import clock
from intake_service.work.team import logins
from tests.browser.clicks import follow
from tests.browser.conftest import Company
from tests.browser.house import House
from tests.browser.people import Counsellor, Newcomer, Sender, carelessly

pytestmark = pytest.mark.browser

QUESTION = "Příliš žluťoučký kůň 🙂\n\n  – Україна\nمرحبا & <b>nic</b>"
ANSWER = "Dobrý den,\n\npřijďte kdykoli. 🙂\n  – i bez dokladů"


def test_a_question_comes_back_with_its_answer_and_goes_for_good(
    sender: Sender, counsellor: Counsellor, house: House, company: Company
) -> None:
    sender.come_to_the_form("counselling")
    sender.write(QUESTION)
    receipt = sender.receipt

    counsellor.log_in(house.coordinator)
    counsellor.open_enquiry("Příliš žluťoučký")
    assert counsellor.conversation == [("theirs", QUESTION)]
    counsellor.answer(ANSWER)
    assert counsellor.conversation == [("theirs", QUESTION), ("mine", ANSWER)]

    elsewhere = company.meet(Sender, script=False)
    elsewhere.open_mailbox(carelessly(receipt))
    assert elsewhere.conversation == [("mine", QUESTION), ("theirs", ANSWER)]
    elsewhere.reply("Děkuju.")
    assert elsewhere.conversation[-1] == ("mine", "Děkuju.")

    elsewhere.delete_everything()
    sender.open_mailbox(receipt)
    assert sender.status == 404
    assert sender.conversation == []
    counsellor.open_inbox()
    assert not any("Děkuju." in line for line in counsellor.inbox)


def test_somebody_who_worries_has_a_door_of_their_own(
    sender: Sender, counsellor: Counsellor, house: House
) -> None:
    sender.open("/")
    follow(sender.page.locator('.door[href="/blizci/"]'))
    sender.follow("/dotaz/blizci")
    sender.page.locator("summary").first.click()
    sender.page.locator('[name="relation"]').select_option("child")
    sender.write("Syn se tři dny neozval.")
    receipt = sender.receipt

    counsellor.log_in(house.coordinator)
    counsellor.open_enquiry("Syn se tři dny neozval.")
    assert "moje dítě" in counsellor.page.locator(".thread dl").inner_text()
    counsellor.answer("Zavolejte nám.")

    sender.open_mailbox(receipt)
    assert sender.conversation == [
        ("mine", "Syn se tři dny neozval."),
        ("theirs", "Zavolejte nám."),
    ]


def test_a_login_that_expires_keeps_the_answer(
    sender: Sender, counsellor: Counsellor, house: House
) -> None:
    sender.ask("Co mám dělat s tou ránou?")
    counsellor.log_in(house.coordinator)
    counsellor.open_enquiry("Co mám dělat s tou ránou?")
    house.change("UPDATE visit SET idle_until = ?", clock.seconds() + logins.REMEMBERED)
    counsellor.answer("Ukažte ji lékaři.")
    assert counsellor.status == 403
    counsellor.give_credentials(house.coordinator)
    assert counsellor.page.locator("#text").input_value() == "Ukažte ji lékaři."


def test_somebody_invited_joins_and_works_once_admitted(
    sender: Sender, counsellor: Counsellor, newcomer: Newcomer, house: House
) -> None:
    sender.ask("Jste tu i v sobotu?")
    counsellor.log_in(house.coordinator)
    code = counsellor.invite("Petr")

    newcomer.show_invitation(carelessly(code))
    assert newcomer.page.locator(".qr svg").is_visible()
    petr = newcomer.join("Petr", "modrá lžíce hledá severní vítr")
    assert len(petr.recovery_codes) == 8

    newcomer.show_invitation(code)
    assert newcomer.status == 404  # it works once

    counsellor.admit("Petr")
    counsellor.log_out()
    counsellor.log_in(petr)
    counsellor.open_enquiry("Jste tu i v sobotu?")
    counsellor.answer("Ano, od devíti.")
    assert counsellor.conversation[-1] == ("mine", "Ano, od devíti.")
