"""Colleagues say to each other who answers; nothing of it keeps anybody from answering."""

from collections.abc import Callable

import pytest
import time_machine
from sqlalchemy import event

from intake_service.store.models import Absence, Call, Claim
from intake_service.work.casework import cases
from intake_service.work.colleagues import calls
from intake_service.work.service import Service
from intake_service.work.team import people
from intake_service.work.team.logins import Staff
from tests.intake import daily
from tests.intake.browser import DeskVisitor, Person, Visitor
from tests.intake.desk.shift.test_home import part
from tests.intake.moments import later

CASE = "/dotaz/1"

pytestmark = pytest.mark.usefixtures("cheap_receipts", "receipt")

IdOf = Callable[[str], str]


def press(visitor: DeskVisitor, action: str, **typed: str) -> None:
    visitor.open(CASE)
    visitor.send(action, **typed)


def hand_over(visitor: DeskVisitor, to: str, why: str = "away") -> None:
    press(visitor, "/predat/komu")
    visitor.send("/predat", to=to, why=why)


def test_who_answers_stands_at_the_enquiry_in_the_list_and_on_the_own_home(
    desk: DeskVisitor, eva: DeskVisitor
) -> None:
    press(eva, "/odpovim", text="Rozepsáno.")
    assert "Odpovídá Eva." in desk.open(CASE).words
    assert "odpovídá Eva" in desk.open("/").words
    assert "Otázka, která čeká." in (part(eva.open("/"), "odpovidam") or "")
    assert part(desk.open("/"), "odpovidam") is None
    assert eva.open(CASE).typed("text").strip() == "Rozepsáno."


def test_it_keeps_nobody_from_answering_and_ends_with_the_answer(
    desk: DeskVisitor, eva: DeskVisitor, service: Service
) -> None:
    press(eva, "/odpovim")
    press(desk, "/odpoved", text="Odpověď.")
    with service.store.read() as session:
        assert session.query(Claim).count() == 0
    assert part(eva.open("/"), "odpovidam") is None


def test_it_lapses_after_four_hours_and_is_erased(
    desk: DeskVisitor, eva: DeskVisitor, coordinator: Person, service: Service
) -> None:
    press(eva, "/odpovim")
    with time_machine.travel(later(hours=4, minutes=1)):
        desk.log_in(coordinator)
        assert "Odpovídá Eva" not in desk.open(CASE).words
        daily.tick(service)
        with service.store.read() as session:
            assert session.query(Claim).count() == 0


def test_it_is_freed_by_whoever_claimed_it_and_taken_over_by_a_colleague(
    desk: DeskVisitor, eva: DeskVisitor
) -> None:
    press(eva, "/odpovim")
    press(eva, "/uvolnit")
    assert "Odpovídá" not in desk.open(CASE).words
    press(eva, "/odpovim")
    press(desk, "/odpovim")
    assert "Odpovídá Jana." in eva.open(CASE).words


def test_what_is_handed_over_waits_for_its_next_working_day(
    desk: DeskVisitor, eva: DeskVisitor, coordinator: Person, id_of: IdOf
) -> None:
    hand_over(desk, id_of("Eva"), "knows-better")
    assert "Předáno, odpoví Eva: vyzná se v tom lépe." in desk.open(CASE).words
    assert "Otázka, která čeká." in (part(eva.open("/"), "odpovidam") or "")
    with time_machine.travel(later(hours=12)):
        desk.log_in(coordinator)
        assert "Odpovídá Eva." in desk.open(CASE).words


def test_handed_over_to_whoever_is_free_it_is_nobodys(desk: DeskVisitor, eva: DeskVisitor) -> None:
    press(eva, "/odpovim")
    hand_over(eva, "", "away")
    page = desk.open(CASE)
    assert "Odpovídá Eva" not in page.words
    assert "Předáno, odpoví, kdo bude moct: nejsem v práci." in page.words


def test_without_a_reason_nothing_is_handed_over(desk: DeskVisitor, eva: DeskVisitor) -> None:
    press(desk, "/predat/komu")
    assert desk.send("/predat", to="").status == 422
    assert "Předáno" not in desk.open(CASE).words


def test_nothing_unread_is_handed_over(
    desk: DeskVisitor, eva: DeskVisitor, public: Visitor, receipt: str, id_of: IdOf
) -> None:
    press(desk, "/predat/komu")
    public.open("/odpoved")
    public.send(receipt=receipt)
    public.send("/napsat", text="Ještě něco.")
    page = desk.send("/predat", to=id_of("Eva"), why="cannot")
    assert page.status == 409
    assert "Ještě něco." in page.words
    assert desk.open(CASE).status == 200


def test_who_is_away_frees_what_they_claimed_and_the_home_says_so(
    desk: DeskVisitor, eva: DeskVisitor, coordinator: Person, service: Service, id_of: IdOf
) -> None:
    press(eva, "/odpovim")
    desk.open("/tym")
    desk.send(f"/{id_of('Eva')}/chybi")
    assert "Dnes chybí: Eva" in desk.open("/").words
    assert "Odpovídá Eva" not in desk.open(CASE).words
    desk.open(f"{CASE}/predat")
    assert desk.page
    assert "Eva" not in "".join(desk.page.form("/predat").itertext())
    desk.open("/tym")
    desk.send(f"/{id_of('Eva')}/je-tu")
    assert "Dnes chybí" not in desk.open("/").words


def test_an_absence_is_over_the_next_day_and_erased(
    desk: DeskVisitor, eva: DeskVisitor, coordinator: Person, service: Service, id_of: IdOf
) -> None:
    desk.open("/tym")
    desk.send(f"/{id_of('Eva')}/chybi")
    with time_machine.travel(later(hours=24)):
        desk.log_in(coordinator)
        assert "Dnes chybí" not in desk.open("/").words
        daily.tick(service)
        with service.store.read() as session:
            assert session.query(Absence).count() == 0


def test_a_note_calls_a_colleague_until_they_have_seen_it(
    desk: DeskVisitor, eva: DeskVisitor, id_of: IdOf
) -> None:
    press(desk, "/poznamka", note="Podívej se prosím na ten absces.", call=id_of("Eva"))
    assert "Otázka, která čeká." in (part(eva.open("/"), "volaji-vas") or "")
    assert part(desk.open("/"), "volaji-vas") is None
    assert "Volá vás sem poznámka" in eva.open(CASE).words
    eva.send("/videno")
    assert part(eva.open("/"), "volaji-vas") is None


def test_a_note_calls_nobody_who_is_not_of_the_team(desk: DeskVisitor, service: Service) -> None:
    press(desk, "/poznamka", note="Poznámka.", call="00" * 16)
    assert "Poznámka." in desk.open(CASE).words
    with service.store.read() as session:
        assert session.query(Call).count() == 0


def test_two_who_answer_at_once_both_keep_their_text(desk: DeskVisitor, eva: DeskVisitor) -> None:
    eva.open(CASE)
    press(desk, "/odpoved", text="Janina odpověď.")
    page = eva.send("/odpoved", text="Evina odpověď.")
    assert page.status == 409
    assert "Janina odpověď." in page.words
    assert page.typed("text").strip() == "Evina odpověď."
    assert eva.open(CASE).typed("text").strip() == "Evina odpověď."


def test_what_a_leaver_had_claimed_is_free(
    desk: DeskVisitor, eva: DeskVisitor, service: Service, staff: Staff
) -> None:
    press(eva, "/odpovim")
    people.part_with(service, people.colleague(service, "Eva").id)
    assert cases.open_case(service, staff, 1).claim is None


def test_a_note_and_the_call_to_it_are_kept_together(service: Service, staff: Staff) -> None:
    commits: list[object] = []
    event.listen(service.store.engine, "commit", commits.append)
    calls.note(service, staff, 1, "Podívej se prosím.", called=staff.id)
    assert len(commits) == 1
    assert calls.is_called(service, staff, 1)
