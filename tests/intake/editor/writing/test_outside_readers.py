"""A link opens one draft to one person for seven days; what they say holds for what they saw."""

import re
from contextlib import suppress
from pathlib import Path
from threading import Thread
from unicodedata import normalize

import pytest
import time_machine
from flask import Flask

from centre.approvals.given import read_approvals
from intake_service.work.editing.writing import outside_readers, pictures, previews
from intake_service.work.editing.writing.outside_readers import NoSuchReading
from intake_service.work.service import Service
from kacko.builder.app import App
from kacko.builder.previews import Previews
from tests.intake.browser import DeskVisitor, Visitor
from tests.intake.editor.writing.conftest import begin
from tests.kacko.builder.builders import answering
from tests.kacko.builder.made_pictures import photo

DOCTOR = "MUDr. Jana Malá"


def ask(visitor: DeskVisitor, draft: str, role: str = "clinician") -> str:
    """The path of a new link to a draft."""
    visitor.open(f"/web/rozepsane/{draft}/kontrola")
    page = visitor.send("/kontrola", reason=role)
    found = re.search(r"/ke-kontrole/[\w-]{22}", page.text)
    assert found
    return found[0]


@pytest.fixture
def doctor(app: Flask) -> Visitor:
    """Somebody with a browser and no login."""
    return Visitor(app)


def test_a_doctor_agrees_and_the_published_words_are_approved(
    eva: DeskVisitor, doctor: Visitor, content: Path
) -> None:
    draft = begin(eva)
    eva.send(draft, title="Rána a absces")
    link = ask(eva, draft)
    page = doctor.open(link)
    assert "Rána a absces" in page.words
    assert "přibude: Rána a absces" in page.words
    thanks = doctor.send(link, name=DOCTOR, rating="agrees")
    assert thanks.title == "Děkujeme"
    assert "souhlasí s tímto zněním" in eva.open(f"/web/rozepsane/{draft}/kontrola").words
    told = eva.open(f"/web/zverejnit/{draft}")
    assert f"Se zveřejněním platí schválení: lékař {DOCTOR} 1. 12. 2026" in told.words
    assert eva.send("/zverejnit").title == "Co se změnilo"
    assert DOCTOR in (content / "data" / "approvals.yaml").read_text("utf-8")
    assert f"lékař {DOCTOR}" in eva.open("/web/stranky/cs/pages/wound").words


def test_words_changed_after_the_doctor_saw_them_are_not_approved(
    eva: DeskVisitor, doctor: Visitor, content: Path
) -> None:
    draft = begin(eva)
    eva.send(draft, title="Rána a absces")
    link = ask(eva, draft)
    doctor.open(link)
    doctor.send(link, name=DOCTOR, rating="agrees")
    eva.open(f"/web/rozepsane/{draft}")
    eva.send(draft, title="Rána")
    asked = eva.open(f"/web/rozepsane/{draft}/kontrola")
    assert "souhlas platil jinému znění" in asked.words
    assert DOCTOR not in eva.open(f"/web/zverejnit/{draft}").words
    eva.send("/zverejnit")
    approvals = content / "data" / "approvals.yaml"
    assert not approvals.exists() or DOCTOR not in approvals.read_text("utf-8")


def test_a_colleague_and_whoever_wants_changes_approve_nothing(
    eva: DeskVisitor, app: Flask
) -> None:
    draft = begin(eva)
    for role, rating in (("colleague", "agrees"), ("clinician", "with-changes")):
        link = ask(eva, draft, role)
        reader = Visitor(app)
        reader.open(link)
        reader.send(link, name=DOCTOR, rating=rating, text="Doplňte <b>horečku</b>.")
    asked = eva.open(f"/web/rozepsane/{draft}/kontrola")
    assert "Doplňte <b>horečku</b>." in asked.words
    assert "Se zveřejněním platí" not in eva.open(f"/web/zverejnit/{draft}").words


def test_a_text_that_changed_under_the_readers_eyes_is_shown_again(
    eva: DeskVisitor, doctor: Visitor
) -> None:
    draft = begin(eva)
    link = ask(eva, draft)
    doctor.open(link)
    eva.open(f"/web/rozepsane/{draft}")
    eva.send(draft, title="Rána")
    page = doctor.send(link, name=DOCTOR, rating="agrees", text="Dobré.")
    assert page.status == 409
    assert "Text se mezitím změnil." in page.alerts
    assert page.typed().strip() == "Dobré."


def test_once_it_is_answered_a_link_shows_no_picture_any_more(
    eva: DeskVisitor, doctor: Visitor, service: Service
) -> None:
    with answering(App(Previews(service.settings.content)), service.settings.builder_socket):
        made = pictures.add(service, "Eva", photo(), {"cs": "Dvorek"}, "nobody")
    draft = begin(eva)
    eva.send(draft, mark=f"[[picture:{made}]]", press="vlozit")
    link = ask(eva, draft)
    shown = f"{link}/obrazky/{made}-480.webp"
    assert doctor.client.get(shown).status_code == 200
    doctor.open(link)
    doctor.send(link, name=DOCTOR, rating="agrees")
    assert doctor.client.get(shown).status_code == 404


def test_a_link_opens_this_draft_alone_and_only_for_seven_days(
    eva: DeskVisitor, doctor: Visitor
) -> None:
    draft = begin(eva)
    link = ask(eva, draft)
    doctor.open(link)
    for address in (
        f"/web/rozepsane/{draft}",
        f"/web/rozepsane/{draft}/kontrola",
        "/web/stranky",
        f"/web/preklad/{draft}",
    ):
        assert doctor.open(address).title == "Přihlášení"
    for guessed in (
        link[:-1] + ("A" if link[-1] != "A" else "B"),
        f"/ke-kontrole/{draft}",
        "/ke-kontrole/..",
    ):
        assert doctor.open(guessed).status == 404
    with time_machine.travel("2026-12-08T08:59+01:00", tick=False):
        assert doctor.open(link).status == 200
    with time_machine.travel("2026-12-08T09:01+01:00", tick=False):
        assert doctor.open(link).status == 404


def test_a_link_is_used_once(eva: DeskVisitor, doctor: Visitor, app: Flask) -> None:
    link = ask(eva, begin(eva))
    doctor.open(link)
    second = Visitor(app)
    second.open(link)
    doctor.send(link, name=DOCTOR, rating="with-changes", text="Ne tak docela.")
    assert second.send(link, name="Kdokoli", rating="agrees").status == 404
    assert doctor.open(link).title == "Děkujeme"


def test_a_link_is_taken_back_or_goes_with_its_draft(eva: DeskVisitor, doctor: Visitor) -> None:
    draft = begin(eva)
    first = ask(eva, draft)
    eva.send("/zrusit")
    assert doctor.open(first).status == 404
    second = ask(eva, draft)
    eva.open(f"/web/rozepsane/{draft}")
    eva.send("/zahodit")
    assert doctor.open(second).status == 404


def test_another_site_says_nothing_in_the_readers_name(eva: DeskVisitor, doctor: Visitor) -> None:
    draft = begin(eva)
    link = ask(eva, draft)
    assert doctor.post(link, name=DOCTOR, rating="agrees").status == 400
    assert DOCTOR not in eva.open(f"/web/rozepsane/{draft}/kontrola").words


def test_only_a_hash_of_the_link_is_kept(eva: DeskVisitor, tmp_path: Path) -> None:
    link = ask(eva, begin(eva)).rpartition("/")[2]
    kept = list(tmp_path.rglob("outside-readers/*.json"))
    assert kept
    for each in kept:
        assert link not in each.name
        assert link not in each.read_text("utf-8")
        assert each.stat().st_mode & 0o777 == 0o600


def test_who_agrees_by_two_links_approves_once(eva: DeskVisitor, app: Flask, content: Path) -> None:
    draft = begin(eva)
    eva.send(draft, title="Rána a absces")
    for name in (DOCTOR, normalize("NFD", DOCTOR)):
        link = ask(eva, draft)
        reader = Visitor(app)
        reader.open(link)
        reader.send(link, name=name, rating="agrees")
    eva.open(f"/web/zverejnit/{draft}")
    assert eva.send("/zverejnit").title == "Co se změnilo"
    approvals, faults = read_approvals(content)
    assert not faults
    assert [each.approved_by for each in approvals.all] == [DOCTOR]


def test_an_answer_with_a_mistake_agrees_to_nothing_that_was_not_read(
    eva: DeskVisitor, doctor: Visitor
) -> None:
    draft = begin(eva)
    link = ask(eva, draft)
    doctor.open(link)
    eva.open(f"/web/rozepsane/{draft}")
    eva.send(draft, title="Rána")
    page = doctor.send(link, name="", rating="agrees")
    assert page.status == 409
    assert "Text se mezitím změnil." in page.alerts
    assert "rating" not in page.fields(link)
    assert doctor.send(link, name=DOCTOR).status == 422


def test_a_link_that_was_answered_shows_the_page_no_more(
    eva: DeskVisitor, doctor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = ask(eva, begin(eva))
    monkeypatch.setattr(previews, "html", lambda *_: "<!DOCTYPE html><title>Rána</title>")
    assert doctor.client.get(f"{link}/stranka").status_code == 200
    doctor.open(link)
    doctor.send(link, name=DOCTOR, rating="agrees")
    assert doctor.client.get(f"{link}/stranka").status_code == 404


def test_approvals_that_cannot_be_kept_keep_the_draft(
    eva: DeskVisitor, doctor: Visitor, content: Path, wound: Path
) -> None:
    draft = begin(eva)
    eva.send(draft, title="Rána a absces")
    link = ask(eva, draft)
    doctor.open(link)
    doctor.send(link, name=DOCTOR, rating="agrees")
    before = wound.read_bytes()
    eva.open(f"/web/zverejnit/{draft}")
    approvals = content / "data" / "approvals.yaml"
    approvals.write_text("approvals: [\n", "utf-8")
    assert eva.send("/zverejnit").status == 422
    assert wound.read_bytes() == before
    approvals.unlink()
    assert DOCTOR in eva.open(f"/web/zverejnit/{draft}").words
    assert eva.send("/zverejnit").title == "Co se změnilo"
    assert DOCTOR in approvals.read_text("utf-8")


def test_two_words_by_one_link_at_once_are_one(eva: DeskVisitor, service: Service) -> None:
    link = ask(eva, begin(eva)).rpartition("/")[2]
    said = []

    def say(name: str) -> None:
        with suppress(NoSuchReading):
            said.append(
                outside_readers.say(
                    service, link, verdict="agrees", name=name, words="", seen=""
                ).name
            )

    threads = [Thread(target=say, args=(f"Čtenář {number}",)) for number in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(said) == 1
