"""Steps with which the week ends: somebody leaves, and the year is counted."""

import csv
import io
from typing import Final

from intake_service import clock
from tests.browser.clicks import follow
from tests.browser.people import DESK, Sender
from tests.browser.team.conftest import Team
from tests.browser.team.looking import look, words

BY_HAND: Final = {
    "Přijaté dotazy: všechny dotazy": "28",
    "Přijaté dotazy: o sobě": "14",
    "Přijaté dotazy: o blízkém člověku": "7",
    "Přijaté dotazy: nalezená stříkačka": "4",
    "Přijaté dotazy: vzkaz": "2",
    "Přijaté dotazy: od novináře": "1",
    "Přijaté dotazy: odmítla ochrana před zahlcením": "0",
    "Jazyky: čeština": "18",
    "Jazyky: angličtina": "4",
    "Jazyky: ukrajinština": "6",
    "Na co se lidé ptali u sebe: zdraví, rána, žíly, spánek": "3",
    "Na co se lidé ptali u sebe: testování na HIV, žloutenku typu C nebo syfilis": "2",
    "Na co se lidé ptali u sebe: výměna a materiál, bezpečnější užívání": "1",
    "Na co se lidé ptali u sebe: policie, soud, probace": "1",
    "Na co se lidé ptali u sebe: léčba nebo omezení užívání": "1",
    "Na co se lidé ptali u sebe: neuvedeno": "6",
    "O kom psali blízcí: moje dítě": "3",
    "O kom psali blízcí: můj rodič": "1",
    "O kom psali blízcí: můj partner nebo partnerka": "1",
    "O kom psali blízcí: neuvedeno": "2",
    "Odpovědi: odpovězeno": "8",
    "Odpovědi: z toho včas": "8",
    "Odpovědi: medián dní do odpovědi": "0",
    "Odpovědi: odpovězeno: o sobě": "5",
    "Odpovědi: odpovězeno: o blízkém člověku": "2",
    "Odpovědi: odpovězeno: vzkaz": "1",
    "Odpovědi: přečetl kolega": "1",
    "Odpovědi: minuty práce": "20",
    "Odpovědi: jak odpověď pomohla, 1 až 5": "5",
    "Odpovědi: kolik lidí hodnotilo": "1",
    "Nalezené stříkačky: Sebráno": "1",
    "Nalezené stříkačky: Nenašli jsme": "1",
    "Nalezené stříkačky: Předáno městské policii": "1",
    "Nalezené stříkačky: Vlastní nález": "1",
    "Nalezené stříkačky: kusů, které jsme sebrali": "15",
}
"""Thirty wrote: a complaint stands in its register, junk in the bin, an exercise nowhere."""


def petr_leaves(team: Team, crisis: int) -> None:
    """His words stay, his access ends."""
    team.jana.open(f"{DESK}tym")
    follow(team.jana.page.locator("li", has_text="Petr Dlouhý").locator('a[href$="/odchod"]'))
    team.jana.press("/odchod")
    team.petr.open(DESK)
    assert team.petr.page.locator('[name="password"]').count() == 1
    team.jana.open(f"{DESK}dotaz/{crisis}")
    assert "Petr Dlouhý" in words(team.jana)
    assert "Kdo teď může být s vámi?" in words(team.jana)


def the_child_deletes_everything(sender: Sender, receipt: str) -> None:
    """Nothing is left of it but what was counted."""
    sender.forget()
    sender.open_mailbox(receipt)
    sender.delete_everything()


def the_year_is_as_counted_by_hand(team: Team) -> None:
    """The page fits a phone, and its file has what happened in this week."""
    year = str(clock.today().year)
    team.jana.open(f"{DESK}cisla?rok={year}")
    look(team.jana, "figures")
    assert "Nejsou to osoby." in words(team.jana)
    file = f"{team.house.url}{DESK}cisla/tabulka.csv?rok={year}"
    text = team.jana.page.context.request.get(file).text().removeprefix("\ufeff")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    counted = {label: number for stretch, label, _means, number in lines if stretch == year}
    assert counted == BY_HAND
