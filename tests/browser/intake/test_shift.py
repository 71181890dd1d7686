"""A day at the desk: on a phone without script, and on a desktop with it. What was meant is that it
takes few taps, that nothing typed is lost, and that what was sent in haste comes back."""

import pytest

from tests.browser.conftest import PHONE, Company
from tests.browser.people import DESK, Sender
from tests.browser.team.taps import Tapper

pytestmark = pytest.mark.browser

DESKTOP = {"width": 1280, "height": 800}
HASTY = "Dobrý den, napíšeme zítra."
CAREFUL = "Dobrý den,\nděkujeme, že píšete. Ozvěte se, kdykoli to půjde."


@pytest.fixture(
    params=[(PHONE, False), (DESKTOP, True)], ids=["phone without script", "desktop with script"]
)
def jana(company: Company, request: pytest.FixtureRequest) -> Tapper:
    """The coordinator, logged in."""
    screen, script = request.param
    desk = company.meet(Tapper, script=script)
    desk.page.set_viewport_size(screen)
    desk.log_in(company.house.coordinator)
    return desk


def filled_in(text: str) -> str:
    """A template whose gaps were filled in, as somebody types over them."""
    parts = text.split("«")
    return parts[0] + "".join("v úterý" + part.partition("»")[2] for part in parts[1:])


def test_a_day_at_the_desk(jana: Tapper, company: Company) -> None:
    begin_with_what_the_last_shift_left(jana, company)
    say_a_number_at_the_counter(jana, company)
    answer_in_six_taps(jana, company)
    take_back_what_was_sent_in_haste(jana, company)
    be_reminded_in_five_taps(jana, company)
    hand_over_in_four_taps(jana, company)
    find_by_what_is_known(jana, company)
    collect_a_syringe_in_four_taps(jana, company)
    see_the_figures_in_three_taps(jana)


def begin_with_what_the_last_shift_left(jana: Tapper, company: Company) -> None:
    # The last shift took a call, and writes it down without a name.
    jana.begin()
    jana.tap('a[href$="/sesit"]')
    jana.fill(note="Volala máma z Brodu, zavolá ve středu po čtrnácté.")
    jana.tap('main form[action$="/sesit"] button')
    assert jana.taps <= 2

    # The next one reads where everybody is today, what is urgent, and what was left.
    company.meet(Sender, script=False).ask("Už nechci žít. Sedím u řeky.")
    number = company.house.newest
    jana.begin()
    where = jana.page.locator(".facts.today li").nth(1).inner_text()
    assert where.startswith(("Terén ", "Centrum ", "Zavřeno")), where
    jana.tap(f"section[aria-labelledby='nalehave'] a[href$='/dotaz/{number}']")
    assert "155" in jana.words

    # What the centre says first goes at once, and the enquiry waits on.
    jana.tap('button[formaction$="/prvni-veta"]')
    assert jana.taps <= 2
    jana.tell("The first sentence in a crisis")
    assert "čeká na odpověď" in jana.page.locator(".facts").inner_text()
    jana.open(f"{DESK}sesit")
    assert "Volala máma z Brodu" in jana.words


def answer_in_six_taps(jana: Tapper, company: Company) -> None:
    sender = company.meet(Sender, script=False)
    receipt = sender.ask("Mám na ruce absces a bolí to.")
    number = company.house.newest
    jana.begin(f"dotaz/{number}")
    on_the_first_screen = jana.page.locator(".thread .written").first.bounding_box()
    assert on_the_first_screen
    assert on_the_first_screen["y"] < jana.page.viewport_size["height"]
    jana.tap('button[name="suggested"]')
    text = jana.page.locator("#text").input_value()
    jana.fill(text=f"Dobrý den, děkujeme za zprávu.\n{filled_in(text)}")
    jana.tap('button[formaction$="/nahled"]')
    assert "Takhle odpověď uvidí člověk, který píše" in jana.words
    jana.tap("#nahled button.button")
    assert "zatím neotevřeno" in jana.page.locator(".sent").inner_text()
    jana.tap('button[name="minutes"][value="20"]')
    assert "Zapsáno minut: 20." in jana.words
    jana.tap('.sent a[href$="/dalsi"]')
    assert jana.taps <= 6
    jana.tell("An answer")
    sender.open_mailbox(receipt)
    assert "děkujeme za zprávu" in sender.conversation[-1][1]


def take_back_what_was_sent_in_haste(jana: Tapper, company: Company) -> None:
    sender = company.meet(Sender, script=False)
    receipt = sender.ask("Mám strach o kamaráda.")
    number = company.house.newest

    # Interrupted in the middle of a sentence, and on again from the home of the shift.
    jana.open(f"{DESK}dotaz/{number}")
    jana.fill(text=HASTY, note="Ozvat se i mámě.")
    jana.press("/rozepsano")
    jana.begin()
    jana.tap(f"section[aria-labelledby='moje'] a[href$='/dotaz/{number}']")
    assert jana.page.locator("#text").input_value() == HASTY
    assert jana.page.locator("#note").input_value() == "Ozvat se i mámě."

    # Sent too early; nobody has opened it, so it comes back whole.
    jana.press("/odpoved")
    jana.start_counting()
    jana.tap('button[formaction$="/vzit-zpet/dotaz"]')
    jana.tap('form[action$="/vzit-zpet"] button.button')
    assert jana.taps <= 2
    jana.tell("Taken back")
    assert jana.page.locator("#text").input_value() == HASTY
    sender.open_mailbox(receipt)
    assert "Odpověď ještě upravujeme." in sender.page.locator("main").inner_text()

    # The better answer, and it is read.
    jana.answer(CAREFUL)
    sender.page.reload()
    assert sender.conversation[-1] == ("theirs", CAREFUL)
    jana.open(f"{DESK}dotaz/{number}")
    assert "zatím neotevřeno" not in jana.page.locator(".sent").inner_text()
    assert jana.page.locator("#note").input_value() == "Ozvat se i mámě."


def be_reminded_in_five_taps(jana: Tapper, company: Company) -> None:
    company.meet(Sender, script=False).ask("Syn zase nepřišel domů.")
    jana.begin(f"dotaz/{company.house.newest}")
    jana.unfold("#pripominky")
    jana.choose("remind_when", "monday")
    jana.choose("remind_why", "ask")
    jana.tap('button[formaction$="/pripomenout"]')
    assert jana.taps <= 5
    jana.tell("A reminder")
    assert "Připomenout" in jana.page.locator("#pripominky p").first.inner_text()


def say_a_number_at_the_counter(jana: Tapper, company: Company) -> None:
    receipt = company.meet(Sender, script=False).ask("Kdy mám přijít?")
    number = company.house.newest
    jana.begin()
    jana.tap('a[href$="/u-pultu"]')
    field = jana.page.locator('[name="code"]')
    assert field.get_attribute("type") == "password"
    field.fill(receipt)
    jana.tap('main form[action$="/u-pultu"] button')
    assert jana.taps <= 2
    assert f"Řekněte: dotaz č. {number}." in jana.words
    assert receipt not in jana.page.content()
    jana.tell("A code at the counter")


def find_by_what_is_known(jana: Tapper, company: Company) -> None:
    sender = company.meet(Sender, script=False)
    sender.open_form("relatives")
    sender.write("Bojím se o tátu.")
    number = company.house.newest
    jana.begin()
    jana.tap('a[href$="/najit"]')
    jana.choose("druh", "relatives")
    jana.tap('main form[action$="/najit"] button')
    assert f"Dotaz č. {number}" in jana.words
    assert jana.taps <= 3
    jana.begin("najit")
    jana.page.locator('[name="cislo"]').fill(str(number))
    jana.tap('main form[action$="/najit"] button')
    assert jana.path.endswith(f"/dotaz/{number}")
    jana.tell("Found by its number")


def see_the_figures_in_three_taps(jana: Tapper) -> None:
    jana.begin()
    jana.tap('nav a[href$="/prijem"]')
    jana.tap('a[href$="/cisla"]')
    assert "Čísla" in jana.words
    assert "Nejsou to osoby" in jana.words
    assert jana.page.locator('a[href*="tabulka.csv"]').count() == 1
    assert jana.taps <= 3
    jana.tell("Figures of the year")


def hand_over_in_four_taps(jana: Tapper, company: Company) -> None:
    company.meet(Sender, script=False).ask("Kdy můžu přijít na testy?")
    jana.begin(f"dotaz/{company.house.newest}")
    jana.tap('button[formaction$="/predat/komu"]')
    jana.mark('[name="why"][value="away"]')
    jana.tap('form[action$="/predat"] button.button')
    assert jana.taps <= 4
    assert "Předáno" in jana.words
    jana.tell("Handed over")


def collect_a_syringe_in_four_taps(jana: Tapper, company: Company) -> None:
    sender = company.meet(Sender, script=False)
    sender.open_form("found_syringe")
    sender.write("U lavičky za školou.")
    number = company.house.newest
    jana.begin()
    jana.tap('main a[href$="/strikacky"]')
    jana.page.locator(f"#pieces-{number}").fill("3")
    jana.tap(f'#hlaseni-{number} button[value="collected"]')
    assert jana.taps <= 4
    assert not jana.page.locator(f"#hlaseni-{number}").count()
    jana.tell("A found syringe")
