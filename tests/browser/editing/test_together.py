"""Several people and one website, on phones without script: a question whose sender agreed, two who
write one page, a translation."""

from pathlib import Path

import pytest

from centre.intake import addresses
from tests.browser.clicks import follow
from tests.browser.conftest import Company
from tests.browser.house import House
from tests.browser.people import DESK, Counsellor, Newcomer, Sender

pytestmark = pytest.mark.browser

CLOSET = "web/stranky/cs/news/winter-clothes"


def words(desk: Counsellor) -> str:
    return desk.page.locator("main").inner_text()


def colleague(company: Company, jana: Counsellor, name: str, *duties: str) -> Counsellor:
    """Somebody whom Jana has invited, and who has just logged in."""
    code = jana.invite(name, *duties)
    newcomer = company.meet(Newcomer, script=False)
    newcomer.show_invitation(code)
    person = newcomer.join(name)
    jana.admit(name)
    found = company.meet(Counsellor, script=False)
    found.log_in(person)
    return found


def test_a_question_comes_to_the_website_once_its_sender_has_agreed(
    company: Company, house: House, content: Path
) -> None:
    jana = company.meet(Counsellor, script=False)
    jana.log_in(house.coordinator)
    petr = colleague(company, jana, "Petr Nový")
    sender = company.meet(Sender, script=False)
    receipt = sender.ask("Půjčil jsem Karlovi jehlu, mám se bát?")
    jana.open_newest_enquiry()
    jana.answer("Přijďte na test, i bez dokladů.")
    jana.open_newest_enquiry()
    jana.offer_for_publishing(
        title="Půjčil jsem kamarádovi jehlu",
        lead="Nechte se oba otestovat. Test je zdarma.",
        question="Půjčil jsem kamarádovi jehlu. Mám se bát?",
        answer="Přijďte na [test](page:testing), i bez dokladů.",
    )
    page = content / "cs" / "questions" / "question-pujcil-jsem-kamaradovi-jehlu.md"
    sender.open_mailbox(receipt)
    sender.say_of_publishing("given")
    jana.open(f"{DESK}dotaz/{house.newest}/zverejneni")
    jana.press("/zverejneni/navrh")
    assert not page.exists()
    petr.open(f"{DESK}dotaz/{house.newest}/zverejneni")
    petr.press("/zverejneni/stranka")
    assert "Karlovi" not in page.read_text("utf-8")
    sender.open(addresses.intake("mailbox", "cs"))
    sender.say_of_publishing("withdrawn")
    assert "Beru svůj souhlas zpátky." in sender.conversation[-1][1].replace(
        "\N{NO-BREAK SPACE}", " "
    )
    jana.open(f"{DESK}dotaz/{house.newest}/zverejneni")
    jana.press("/zverejneni/stahnout")
    assert not page.exists()


def test_two_people_write_one_page_and_neither_loses_a_word(
    company: Company, house: House, content: Path
) -> None:
    jana = company.meet(Counsellor, script=False)
    jana.log_in(house.coordinator)
    eva = colleague(company, jana, "Eva Malá", "edits")
    for each, text in ((jana, "Máme teplé bundy."), (eva, "Máme boty.")):
        each.open(DESK + CLOSET)
        each.press("/upravit")
        each.fill(text=text)
        follow(each.page.locator('button[value="ulozit"]'))
    assert "Stránku má rozepsanou" in words(eva)
    hers = eva.path
    follow(jana.page.locator('button[value="zverejnit"]'))
    jana.press("/zverejnit")
    eva.open(hers)
    assert "Máme teplé bundy." in eva.page.content()
    assert eva.page.locator("#text").input_value() == "Máme boty."
    follow(eva.page.locator('button[value="nechat"]'))
    follow(eva.page.locator('button[value="zverejnit"]'))
    eva.press("/zverejnit")
    assert "Máme boty." in (content / "cs" / "news" / "winter-clothes.md").read_text("utf-8")


def test_a_piece_of_news_is_translated_paragraph_by_paragraph(
    company: Company, house: House, content: Path
) -> None:
    jana = company.meet(Counsellor, script=False)
    jana.log_in(house.coordinator)
    jana.open(DESK + CLOSET)
    jana.press("/uk/news/winter-clothes")
    jana.fill(title="Зимовий одяг", lead="Одяг на зиму, безкоштовно.")
    for number, field in enumerate(jana.page.locator('[name^="odstavec-"]').all()):
        field.fill(f"Абзац {number}.")
    follow(jana.page.locator('button[value="nahled"]'))
    follow(jana.page.locator('main a[href*="/zverejnit/"]'))
    jana.press("/zverejnit")
    file = content / "uk" / "news" / "winter-clothes.md"
    assert "title: Зимовий одяг\n" in file.read_text("utf-8")
    jana.open(DESK + CLOSET)
    jana.press("/upravit")
    jana.fill(lead="Bundy, boty a rukavice zdarma.")
    follow(jana.page.locator('button[value="zverejnit"]'))
    jana.press("/zverejnit")
    jana.open(DESK + CLOSET)
    assert "český text se od té doby změnil" in words(jana)
