"""Steps of the week in which the team shares its work, and somebody cannot have a part in it."""

from collections.abc import Mapping
from typing import Final

from tests.browser.clicks import follow
from tests.browser.people import DESK, Counsellor
from tests.browser.team.conftest import Team
from tests.browser.team.letters import (
    BROD,
    COMPLAINT,
    JOURNALIST,
    LETTERS,
    PLAYGROUND,
    SPAM,
)
from tests.browser.team.looking import look, words

Numbers = Mapping[str, int]
"""Of enquiries, by what they say."""

SUNDAY: Final = "Dobrý den, v neděli v automatu."
CLOSED: Final = "Dobrý den, v neděli máme zavřeno."


def letters_come(team: Team) -> Numbers:
    """Everybody else writes in a weekend. Returns the numbers of their enquiries."""
    numbers = {}
    for letter in LETTERS:
        letter.send(team.house)
        numbers[letter.text] = team.house.newest
    assert len(set(numbers.values())) == len(LETTERS)
    return numbers


def each_answers_some(team: Team, numbers: Numbers) -> None:
    """Six are answered; the others wait."""
    for desk, texts in (
        (team.eva, ("Máte i filtry?", "Syn přestal chodit domů.")),
        (team.petr, ("Chtěl bych ubrat.", "Máma má pořád prášky.")),
        (team.jana, ("Do you speak English?", "When do you close at Christmas?")),
    ):
        for text in texts:
            desk.open(f"{DESK}dotaz/{numbers[text]}")
            desk.answer("Dobrý den, přijďte nebo zavolejte.\nTým centra")
            assert "zatím neotevřeno" in words(desk)
    _took_twenty_minutes(team.jana)


def _took_twenty_minutes(desk: Counsellor) -> None:
    follow(desk.page.locator('button[formaction$="/minuty"][value="20"]'))


def jana_sorts(jana: Counsellor, numbers: Numbers) -> None:
    """What is no counselling becomes what it is; junk goes into the bin."""
    jana.open(f"{DESK}dotaz/{numbers[JOURNALIST]}")
    jana.page.locator("#druh summary").click()
    jana.page.locator('[name="kind"]').select_option("journalist")
    jana.press("/druh")
    assert "od novináře" in words(jana)
    jana.open(f"{DESK}dotaz/{numbers[SPAM]}")
    jana.press("/kos")


def two_answer_at_once(team: Team) -> None:
    """One answer goes, and both keep their text."""
    team.sender.ask("Kde dostanu čisté jehly v neděli?")
    for desk in (team.eva, team.petr):
        desk.open(f"{DESK}dotaz/{team.house.newest}")
    team.eva.answer(SUNDAY)
    team.petr.answer(CLOSED)
    assert "v automatu" in words(team.petr)
    assert team.petr.page.locator("#text").input_value() == CLOSED
    look(team.petr, "collision")


def a_complaint_about_eva(team: Team, numbers: Numbers) -> None:
    """Only whom it does not concern sees it; Jana answers and writes it into the register."""
    number = numbers[COMPLAINT]
    team.jana.open(f"{DESK}dotaz/{number}")
    team.jana.page.locator('[name="subject"]').select_option(label="Eva Nová")
    team.jana.press("/koho-se-tyka")
    team.eva.open(f"{DESK}dotaz/{number}")
    assert team.eva.status == 404
    team.eva.open(f"{DESK}?stav=waiting")
    assert COMPLAINT not in words(team.eva)
    team.jana.open(f"{DESK}dotaz/{number}")
    look(team.jana, "complaint")
    team.jana.answer("Omlouváme se. Mluvili jsme o tom a ozveme se vám do pátku.")
    team.jana.open(f"{DESK}stiznosti/zapsat?dotaz={number}")
    team.jana.press()
    assert "Eva Nová" not in words(team.jana)


def petr_goes_round(petr: Counsellor, numbers: Numbers) -> None:
    """The playground is first; three reports end, one waits, and one find is his own."""
    petr.open(f"{DESK}strikacky")
    look(petr, "syringes")
    assert petr.page.locator("main h2").first.inner_text() == BROD
    assert PLAYGROUND in petr.page.locator(".tour > li").first.inner_text()
    _ends(petr, numbers[PLAYGROUND], "collected", "3")
    _ends(petr, numbers["Na chodníku v Lipové ulici."], "not-found", "")
    _ends(petr, numbers["V parku za lavičkou."], "police", "2")
    petr.open(f"{DESK}strikacky/vlastni")
    petr.page.locator('[name="town"]').select_option(BROD)
    petr.page.locator('[name="place"]').select_option("park")
    petr.fill(pieces="12")
    petr.press("/vlastni")
    assert petr.page.locator(".tour > li").count() == 1


def _ends(petr: Counsellor, number: int, outcome: str, pieces: str) -> None:
    report = petr.page.locator(f"#hlaseni-{number}")
    report.locator('[name="pieces"]').fill(pieces)
    follow(report.locator(f'button[value="{outcome}"]'))


def eva_falls_ill(team: Team) -> int:
    """What she had claimed is free. Returns its number."""
    team.sender.open_form("counselling", "uk")
    team.sender.write("Маю питання про тести.")
    hers = team.house.newest
    team.eva.open(f"{DESK}dotaz/{hers}")
    team.eva.press("/odpovim")
    team.jana.open(f"{DESK}tym")
    look(team.jana, "team")
    away = team.jana.page.locator("li", has_text="Eva Nová").locator('form[action$="/chybi"]')
    follow(away.locator("button"))
    team.petr.open(DESK)
    assert "Dnes chybí: Eva Nová" in words(team.petr)
    team.petr.open(f"{DESK}dotaz/{hers}")
    assert "Odpovídá Eva Nová." not in words(team.petr)
    return hers


def petr_knows_who_writes(team: Team, number: int) -> None:
    """He cannot answer, gives no reason, and does not see it any more."""
    team.petr.open(f"{DESK}dotaz/{number}")
    team.petr.press("/predat/komu")
    team.petr.page.locator('[name="why"][value="cannot"]').check()
    look(team.petr, "hand-over")
    team.petr.press("/predat")
    team.petr.open(f"{DESK}dotaz/{number}")
    assert team.petr.status == 404
    team.jana.open(f"{DESK}dotaz/{number}")
    assert "Předáno, odpoví, kdo bude moct." in words(team.jana)
    team.jana.page.locator("#porada summary").click()
    team.jana.fill(supervision="Jak mluvit, když ho známe z ulice?")
    team.jana.press("/na-poradu")
    team.jana.open(f"{DESK}porada")
    assert f"Dotaz č. {number}" in words(team.jana)
    look(team.jana, "supervision")
