"""While a colleague reads, nobody's words are lost: neither the reader's nor the author's."""

from collections.abc import Callable

import pytest

from intake_service.work.colleagues import absences, reading_records
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor
from tests.intake.desk.colleagues.test_reading import ANSWER, READING, answers, ask, on_the_page
from tests.intake.desk.colleagues.test_who_answers import CASE, hand_over
from tests.intake.desk.shift.test_home import part

TYPED = {"changed": "Přijďte už dnes.", "remark": "Nepočká to."}

pytestmark = pytest.mark.usefixtures("cheap_receipts", "receipt")


def test_what_a_reader_typed_is_given_back_when_the_author_took_the_text(
    desk: DeskVisitor, eva: DeskVisitor
) -> None:
    ask(eva)
    desk.open(READING)
    on_the_page(eva, "/upravit")
    page = desk.send("/vratit", **TYPED)
    assert page.status == 409
    assert all(text in page.text for text in TYPED.values())


def test_what_a_reader_typed_is_given_back_when_another_one_returned_it(
    desk: DeskVisitor, eva: DeskVisitor
) -> None:
    ask(eva)
    tab = desk.other_tab()
    tab.open(READING)
    on_the_page(desk, "/vratit", changed="Změněno.", remark="")
    page = tab.send("/vratit", **TYPED)
    assert page.status == 409
    assert all(text in page.text for text in TYPED.values())


def test_a_draft_about_another_wording_does_not_fill_the_field(
    desk: DeskVisitor, eva: DeskVisitor
) -> None:
    ask(eva)
    on_the_page(desk, "/rozepsano", **TYPED)
    on_the_page(eva, "/upravit")
    ask(eva, "Jiná odpověď.")
    page = desk.open(READING)
    assert page.typed("changed").strip() == "Jiná odpověď."
    assert "Rozepsané z minula" in page.words
    assert TYPED["changed"] in page.text


def test_the_authors_own_wording_lies_beside_the_changed_one(
    desk: DeskVisitor, eva: DeskVisitor
) -> None:
    ask(eva)
    on_the_page(desk, "/vratit", **TYPED)
    page = on_the_page(eva, "/upravit")
    assert page.typed("text").strip() == TYPED["changed"]
    assert ANSWER in page.text


def test_what_came_back_to_somebody_away_is_on_a_colleagues_home(
    desk: DeskVisitor, eva: DeskVisitor, service: Service, id_of: Callable[[str], str]
) -> None:
    ask(eva)
    on_the_page(desk, "/vratit", **TYPED)
    assert part(desk.open("/"), "k-precteni") is None
    absences.note_away(service, bytes.fromhex(id_of("Eva")))
    assert "Eva" in (part(desk.open("/"), "k-precteni") or "")


def test_nothing_goes_in_the_name_of_somebody_who_cannot_answer(
    desk: DeskVisitor, eva: DeskVisitor, service: Service, staff: Staff
) -> None:
    ask(eva)
    tab = desk.other_tab()
    tab.open(READING)
    hand_over(eva, "", "cannot")
    assert tab.send("/souhlasim").status == 409
    assert answers(service, staff) == []
    page = desk.open(READING)
    assert "/cteni/souhlasim" not in page.text
    page = desk.send("/upravit")
    assert page.path == CASE
    assert page.typed("text").strip() == ANSWER


def test_a_text_that_is_too_long_to_be_read_comes_back_whole(
    eva: DeskVisitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_records, "SIZE_MAX", 10)
    page = ask(eva)
    assert (page.status, "příliš dlouhý" in page.alerts) == (422, True)
    assert page.typed("text").strip() == ANSWER
