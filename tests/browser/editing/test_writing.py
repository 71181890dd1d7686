"""A page of the website from a phone without script: written, checked by a doctor, published,
withdrawn, brought back."""

from pathlib import Path

import pytest

from tests.browser.clicks import follow
from tests.browser.conftest import Company
from tests.browser.house import House
from tests.browser.people import DESK, Counsellor, Visitor

pytestmark = pytest.mark.browser

DOCTOR = "MUDr. Jana Malá"


def test_a_page_is_written_checked_published_and_withdrawn(
    company: Company, house: House, content: Path
) -> None:
    file = content / "cs" / "questions" / "co-s-nosem-po-piku.md"
    editor = company.meet(Counsellor, script=False)
    editor.log_in(house.coordinator)
    editor.open(f"{DESK}web/stranky")
    editor.page.locator("summary").first.click()
    follow(editor.page.locator('a[href$="/nova/questions"]'))
    editor.fill(title="Co s nosem po piku")
    editor.press("/nova/questions")
    editor.fill(
        lead="Oplachujte ho slanou vodou a dejte mu odpočinout.",
        text="## Otázka\n\n> Krvácí mi nos.\n\n## Odpověď\n\nDejte mu pár dní klid.",
    )
    editor.page.select_option("#mark", label="Nadpis")
    follow(editor.page.locator('button[value="vlozit"]'))
    written = editor.page.locator("#text").input_value()
    assert written.endswith("klid.\n\n## Nadpis")
    editor.page.locator("#text").fill(written.replace("## Nadpis", "Stavte se za námi."))
    editor.page.locator("summary").first.click()
    editor.page.locator('[name="approval"]').fill("clinician")
    follow(editor.page.locator('button[value="nahled"]'))
    assert "Chyba tu žádná není." in editor.page.locator("main").inner_text()
    follow(editor.page.locator('a[href$="/kontrola"]'))
    editor.press("/kontrola")
    link = editor.page.locator(".secret").inner_text()

    doctor = company.meet(Visitor, script=False)
    doctor.page.goto(link)
    doctor.page.get_by_label("Souhlasím s tím, jak to je").check()
    doctor.fill(name=DOCTOR)
    doctor.press()
    assert doctor.page.locator("h1").inner_text() == "Děkujeme"

    editor.page.goto(editor.page.url.replace("/kontrola", "/nahled"))
    follow(editor.page.locator('main a[href*="/zverejnit/"]'))
    assert DOCTOR in editor.page.locator("main").inner_text()
    assert not file.exists()
    editor.press("/zverejnit")
    assert file.is_file()
    assert DOCTOR in (content / "data" / "approvals.yaml").read_text("utf-8")

    editor.open(f"{DESK}web/stranky/cs/questions/co-s-nosem-po-piku")
    editor.page.locator("summary").last.click()
    editor.press("/stahnout")
    assert not file.exists()
    editor.press("/vzit-zpet")
    assert file.is_file()


def test_what_is_typed_on_one_device_is_there_on_the_next(company: Company, house: House) -> None:
    laptop = company.meet(Counsellor)
    laptop.log_in(house.coordinator)
    laptop.open(f"{DESK}web/stranky/cs/pages/treatment")
    laptop.press("/upravit")
    laptop.page.locator("#text").fill("Psáno na notebooku.")
    laptop.page.locator("[data-told]:not([hidden])").wait_for()
    address = laptop.page.url
    laptop.page.locator("#text").press("Control+Home")
    laptop.page.select_option("#mark", label="Nadpis")
    laptop.page.locator('button[value="vlozit"]').click()
    assert laptop.page.locator("#text").input_value() == "## Nadpis\n\nPsáno na notebooku."
    laptop.page.context.close()  # it crashes
    company.people.remove(laptop)

    phone = company.meet(Counsellor, script=False)
    phone.log_in(house.coordinator)
    phone.page.goto(address)
    assert "Psáno na notebooku." in phone.page.locator("#text").input_value()
