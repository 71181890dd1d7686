"""A draft lies with the team alone, and no press, crash or second window loses what is in it."""

from pathlib import Path

import pytest
import time_machine
from flask import Flask

from intake_service.settings import Settings
from intake_service.store import own_files
from intake_service.work.editing.writing import drafts
from intake_service.work.service import Service
from tests.intake.browser import DeskVisitor, Person
from tests.intake.editor.writing.conftest import WOUND, begin, begin_new


def test_a_page_is_found_by_its_title(eva: DeskVisitor) -> None:
    assert "Rána, absces a zanícená žíla" in eva.open("/web/stranky?hledat=absces+zila").words
    assert "Takový nadpis žádná stránka nemá." in eva.open("/web/stranky?hledat=velryba").words
    news = eva.open("/web/stranky?druh=news").words
    assert "Terén ve Žďáru i večer" in news
    assert "Rána, absces" not in news


def test_a_draft_changes_nothing_for_readers(
    eva: DeskVisitor, wound: Path, service: Service
) -> None:
    before = wound.read_bytes()
    draft = begin(eva)
    saved = eva.send(draft, title="Rána a absces", text="Nový text.")
    assert "Uloženo v úterý 1. prosince v 9.00 (Eva), vidí jen tým." in saved.words
    assert saved.fields(draft)["title"] == "Rána a absces"
    assert saved.typed() == "\nNový text." or saved.typed() == "Nový text."
    assert wound.read_bytes() == before
    (file,) = (service.settings.data / "drafts").glob("*.json")
    assert file.stat().st_mode & 0o777 == 0o600


def test_what_was_not_touched_stays_byte_for_byte(eva: DeskVisitor, wound: Path) -> None:
    draft = begin(eva)
    eva.send(draft, lead="Kdy k lékaři, a co uděláme my.", press="zverejnit")
    before = wound.read_text("utf-8")
    eva.send("/zverejnit")
    after = wound.read_text("utf-8")
    old = before[before.index("lead: ") : before.index("nav: ")]
    assert after == before.replace(old, "lead: Kdy k lékaři, a co uděláme my.\n")


def test_two_windows_never_cover_each_other_up(eva: DeskVisitor) -> None:
    draft = begin(eva)
    phone = eva.other_tab()
    phone.open(f"/web/rozepsane/{draft}")
    eva.send(draft, text="Z počítače.")
    both = phone.send(draft, text="Z telefonu.")
    assert both.status == 409
    assert both.typed().strip() == "Z telefonu."
    assert "Z počítače." in both.words
    assert phone.send(draft).typed().strip() == "Z telefonu."


def test_whoever_comes_second_to_a_page_sees_both(eva: DeskVisitor, adam: DeskVisitor) -> None:
    hers = begin(eva)
    eva.send(hers, text="Eva píše.")
    his = begin(adam)
    assert his != hers
    page = adam.open(f"/web/rozepsane/{his}")
    assert "Stránku má rozepsanou i někdo další: Eva" in page.words
    assert adam.open(f"/web/rozepsane/{hers}").typed().strip() == "Eva píše."


def test_as_one_types_it_is_kept_and_late_news_is_not(eva: DeskVisitor) -> None:
    draft = begin(eva)
    fields = eva.page.fields(draft)
    address = f"/web/rozepsane/{draft}/prubezne"
    typed = {**fields, "text": "dva", "turn": "2"}
    assert eva.client.post(address, data=typed).status_code == 204
    late = {**fields, "text": "jedna", "turn": "1"}
    assert eva.client.post(address, data=late).status_code == 204
    assert eva.open(f"/web/rozepsane/{draft}").typed().strip() == "dva"
    newest = {**eva.page.fields(draft), "text": "tři"}
    assert eva.client.post(address, data=newest).status_code == 204
    other_window = {**fields, "text": "čtyři", "window": "jine", "turn": "9"}
    assert eva.client.post(address, data=other_window).status_code == 409
    assert eva.open(f"/web/rozepsane/{draft}").typed().strip() == "tři"


def test_an_expired_login_gives_the_words_back(
    app: Flask, editor: Person, settings: Settings
) -> None:
    visitor = DeskVisitor(app)
    visitor.log_in(editor)
    draft = begin(visitor)
    with time_machine.travel("2026-12-01T21:30+01:00", tick=False):
        page = visitor.send(draft, text="Skoro hotovo.")
        assert page.title == "Přihlášení"
        assert "Skoro hotovo." in page.text


def test_a_mark_is_put_in_without_script(eva: DeskVisitor) -> None:
    draft = begin(eva)
    page = eva.send(draft, text="Text.", mark="[[tel:centre]]", press="vlozit")
    assert page.typed().strip() == "Text.\n\n[[tel:centre]]"


@pytest.mark.parametrize("kind", ["pages", "questions", "services", "news"])
def test_a_new_page_begins_from_what_its_kind_begins_with(
    eva: DeskVisitor, content: Path, kind: str
) -> None:
    draft = begin_new(eva, kind, "Co když: mám *otázku*?")
    page = eva.open(f"/web/rozepsane/{draft}")
    assert page.fields(draft)["title"] == "Co když: mám *otázku*?"
    assert "Doplňte:" in page.typed()
    assert not (content / "cs" / kind / "co-kdyz-mam-otazku.md").exists()


def test_a_draft_is_thrown_away(eva: DeskVisitor) -> None:
    draft = begin(eva)
    assert "Nic rozepsaného tu není." in eva.send("/zahodit").words
    assert eva.open(f"/web/rozepsane/{draft}").status == 404


@pytest.mark.parametrize(
    "address",
    [
        "/web/stranky/cs/pages/..%2F..%2Fdata%2Fcentre",
        "/web/stranky/cs/data/centre",
        "/web/stranky/cs/intake/crisis",
        "/web/stranky/../pages/wound",
        "/web/stranky/de/pages/wound",
        "/web/stranky/cs/pages/nic-takoveho",
        "/web/stranky/cs/pages/Wound",
        "/web/stranky/cs/pages/wound.md",
        "/web/rozepsane/..%2F..%2Fserver-secret",
        "/web/rozepsane/0123456789abcdeg",
        "/web/rozepsane/0123456789abcdef",
        "/web/rozepsane/.lock",
        "/web/stranky/nova/data",
    ],
)
def test_nothing_but_pages_and_drafts_has_an_address(eva: DeskVisitor, address: str) -> None:
    assert eva.open(address).status == 404


def test_a_form_of_another_site_changes_nothing(eva: DeskVisitor, wound: Path) -> None:
    draft = begin(eva)
    forged = {"text": "Podvrh.", "seen": "1"}
    assert eva.post(f"/web/rozepsane/{draft}", **forged).status == 400
    assert eva.client.post(f"/web/rozepsane/{draft}/prubezne", data=forged).status_code == 400
    assert eva.client.post("/web/zverejnit", data={"tick": f"{draft}.1"}).status_code == 400
    assert eva.client.post(f"{WOUND}/stahnout").status_code == 400
    assert "Podvrh." not in eva.open(f"/web/rozepsane/{draft}").text
    assert wound.is_file()


def test_tags_stay_words_on_every_page_of_the_desk(eva: DeskVisitor) -> None:
    draft = begin(eva)
    attack = "</textarea><script>alert(1)</script>"
    eva.send(draft, title=attack, text=attack)
    for address in ("", "/nahled"):
        page = eva.open(f"/web/rozepsane/{draft}{address}")
        assert "<script>alert" not in page.text
    assert "<script>alert" not in eva.open(f"/web/zverejnit/{draft}").text
    assert "<script>alert" not in eva.open("/web/rozepsane").text


def test_a_huge_text_is_refused_and_given_back(eva: DeskVisitor) -> None:
    draft = begin(eva)
    page = eva.send(draft, text="a" * 200_001)
    assert page.status == 413
    assert len(page.typed().strip()) == 200_001


def test_what_another_has_saved_is_not_thrown_away_unseen(
    eva: DeskVisitor, adam: DeskVisitor
) -> None:
    draft = begin(eva)
    adam.open(f"/web/rozepsane/{draft}")
    adam.send(draft, text="Adam píše.")
    eva.open(f"/web/rozepsane/{draft}")
    adam.send(draft, text="Adam píše dál.")
    told = eva.send("/zahodit")
    assert told.status == 409
    assert "nechali rozepsanou" in told.alerts
    assert told.typed().strip() == "Adam píše dál."
    assert eva.send("/zahodit").title == "Rozepsané"
    assert eva.open(f"/web/rozepsane/{draft}").status == 404


def test_ones_own_words_saved_as_typed_are_thrown_away_at_once(eva: DeskVisitor) -> None:
    draft = begin(eva)
    typed = {**eva.page.fields(draft), "text": "dva", "turn": "1"}
    address = f"/web/rozepsane/{draft}"
    assert eva.client.post(f"{address}/prubezne", data=typed).status_code == 204
    eva.send("/zahodit")
    assert eva.open(address).status == 404


@pytest.mark.parametrize("press", ["/zahodit", "/na-nove-zneni"])
def test_a_disk_that_cannot_be_written_is_told(
    eva: DeskVisitor, press: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/web/rozepsane/{begin(eva)}{press}"
    token = eva.token("/zahodit")

    def full(*_: object) -> None:
        raise OSError

    with monkeypatch.context() as during:
        for module in (own_files, drafts):
            during.setattr(module, "flush", full)
        assert eva.post(address, csrf_token=token, seen="1").status == 503


def test_whose_approval_a_page_needs_is_no_field(eva: DeskVisitor) -> None:
    draft = begin(eva)
    assert "approval" not in eva.page.fields(draft)
