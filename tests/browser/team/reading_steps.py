"""Steps of the week in which somebody learns, and colleagues read for each other."""

from typing import Final

from tests.browser.clicks import follow
from tests.browser.people import DESK, Counsellor
from tests.browser.team.conftest import Team
from tests.browser.team.looking import look, words

ANSWER: Final = "Dobrý den,\npřijďte ve středu, ránu vám ošetříme.\nTým centra"
BETTER: Final = "Dobrý den,\npřijďte hned dnes, ránu vám ošetříme.\nTým centra"


def eva_practises(eva: Counsellor) -> None:
    """A newcomer answers an enquiry for which nobody waits, and throws it away."""
    eva.open(DESK)
    eva.press("/cviceni")
    assert "Tohle je cvičný dotaz." in words(eva)
    look(eva, "exercise")
    eva.answer("Dobrý den, napište nám, jak se vám daří.")
    eva.press("/cviceni/smazat")
    assert "Tohle je cvičný dotaz." not in words(eva)


def the_team_agrees_to_read(jana: Counsellor) -> None:
    """A colleague reads what goes to children and in a crisis."""
    jana.open(f"{DESK}prijem")
    jana.page.locator('[name="reading"]').select_option("marked")
    jana.press("/prijem")
    look(jana, "operation")


def a_child_asks_and_two_answer(team: Team) -> str:
    """Eva writes, Petr changes a word, Eva sees it and sends. Returns the child's code."""
    receipt = team.sender.ask("Je mi 15 a mám absces na ruce. Bojím se to říct doma.")
    child = team.house.newest
    _eva_asks_a_colleague(team.eva, child)
    _petr_changes_a_word(team.petr)
    team.eva.open(f"{DESK}dotaz/{child}/cteni")
    assert "hned dnes," in team.eva.page.locator("ins").first.inner_text()
    look(team.eva, "changes")
    team.eva.press("/prijmout")
    team.sender.open_mailbox(receipt)
    assert team.sender.conversation[-1] == ("theirs", BETTER)
    team.sender.give_feedback(5, "Přišla jsem a bylo to dobré.")
    return receipt


def _eva_asks_a_colleague(eva: Counsellor, number: int) -> None:
    eva.open(f"{DESK}dotaz/{number}")
    eva.press("/odpovim")
    assert "Odpovídá Eva Nová." in words(eva)
    eva.fill(text=ANSWER, look_at="Není to moc málo?")
    look(eva, "case")
    eva.press("/k-precteni")
    assert "čeká, až ji přečte kolega" in words(eva)


def _petr_changes_a_word(petr: Counsellor) -> None:
    petr.open(DESK)
    look(petr, "home-to-read")
    follow(petr.page.locator("section[aria-labelledby='k-precteni'] a").first)
    petr.fill(changed=BETTER, remark="Absces nepočká.")
    look(petr, "reading")
    petr.press("/vratit")


def a_crisis_does_not_wait(team: Team) -> int:
    """The first sentences go at once, and are read afterwards. Returns the enquiry's number."""
    team.sender.ask("Už nechci žít.")
    crisis = team.house.newest
    team.petr.open(f"{DESK}dotaz/{crisis}")
    team.petr.fill(text="Děkujeme, že to píšete. Volejte 155. Kdo teď může být s vámi?")
    team.petr.press("/prvni-veta/vlastni")
    assert "Odesláno" in words(team.petr)
    team.eva.open(f"{DESK}dotaz/{crisis}/cteni")
    team.eva.press("/precteno")
    assert "Četl/a: Eva Nová." in words(team.eva)
    return crisis
