"""News with a photo and the PDF of a year's report, from a phone without script."""

from pathlib import Path
from typing import Any

import pytest

from centre.texts.content import read
from intake_service import clock
from tests.browser.clicks import follow
from tests.browser.conftest import Company
from tests.browser.house import House
from tests.browser.people import DESK, Counsellor
from tests.centre.documents.made_pdf import pdf, signed_by_its_maker
from tests.kacko.builder.made_pictures import photo

pytestmark = pytest.mark.browser

WORDS = "Dvorek centra s lavičkou"


def from_phone(name: str, content: bytes) -> Any:
    """A file that its owner chooses."""
    kind = "application/pdf" if name.endswith("pdf") else "image/jpeg"
    return {"name": name, "mimeType": kind, "buffer": content}


def test_news_with_a_picture(company: Company, house: House, content: Path) -> None:
    editor = company.meet(Counsellor, script=False)
    editor.log_in(house.coordinator)
    editor.open(f"{DESK}web/stranky")
    follow(editor.page.locator('main a[href$="/obrazky"]'))
    follow(editor.page.locator('main a[href$="/obrazky/novy"]'))
    editor.page.locator('[name="photo"]').set_input_files(from_phone("IMG_1.jpg", photo(turned=6)))
    editor.press("/novy")  # without words
    assert editor.status == 422
    assert "Napište prosím, co na obrázku je" in editor.page.locator("main").inner_text()
    editor.page.locator('[name="photo"]').set_input_files(from_phone("IMG_1.jpg", photo(turned=6)))
    editor.fill(alternative_cs=WORDS)
    editor.page.get_by_label("nikdo na něm není poznat").check()
    editor.press("/novy")
    assert "[[picture:dvorek-centra-s-lavickou]]" in editor.page.locator("main").inner_text()

    editor.open(f"{DESK}web/stranky/nova/news")
    editor.fill(title="Nový dvorek")
    editor.press("/nova/news")
    editor.fill(lead="Dá se tu posedět i zaparkovat kolo.", text="Přijďte se podívat.")
    editor.page.select_option("#mark", label=WORDS)
    follow(editor.page.locator('button[value="vlozit"]'))
    follow(editor.page.locator('button[value="nahled"]'))
    shown = editor.page.frame_locator("iframe").locator("picture img")
    shown.scroll_into_view_if_needed()
    assert shown.get_attribute("alt") == WORDS
    assert editor.page.frame_locator("iframe").locator("picture img").bounding_box()["width"] > 99
    follow(editor.page.locator('main a[href*="/zverejnit/"]'))
    editor.press("/zverejnit")
    found = read(content, clock.today())
    assert [each.entry.alternative.cs for each in found.shown_pictures] == [WORDS]


def test_the_pdf_of_a_years_report(company: Company, house: House, content: Path) -> None:
    editor = company.meet(Counsellor, script=False)
    editor.log_in(house.coordinator)
    editor.open(f"{DESK}web/dokumenty/novy")
    report = from_phone("VZ final 2.pdf", pdf(signed_by_its_maker))
    editor.page.locator('[name="pdf"]').set_input_files(report)
    editor.fill(title_cs="Výroční zpráva 2024", year="2024")
    editor.press("/novy")
    assert "vyrocni-zprava-2024.pdf" in editor.page.locator("main").inner_text()
    found = read(content, clock.today())
    page = found.pages.get("documents", "cs")
    assert page
    assert "/dokumenty/vyrocni-zprava-2024.pdf" in found.text(page).html
    assert b"Jana" not in (content / "documents" / "vyrocni-zprava-2024.pdf").read_bytes()
    editor.page.locator("summary").last.click()
    editor.press("/vyrocni-zprava-2024/odebrat")
    assert "vyrocni-zprava-2024.pdf" not in editor.page.locator("main").inner_text()
