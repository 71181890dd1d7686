"""Who may read: invited, joined, admitted by a colleague; and out at the next click."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from intake_service.store import vault
from intake_service.store.models import Counsellor
from intake_service.store.terms import Duty, Standing
from intake_service.store.vault import Refused
from intake_service.work.casework import cases
from intake_service.work.service import Service
from intake_service.work.team import logins, people, recovery_key
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Person, Visitor

pytestmark = pytest.mark.usefixtures("cheap_receipts")

ASK = "/dotaz/o-sobe"
PASSWORD = "docela jiná slova pro Evu"


def ask(sender_app: Flask, text: str) -> None:
    public = Visitor(sender_app)
    public.open(ASK)
    assert public.send(text=text).receipt


def person_of(service: Service, name: str) -> Counsellor:
    with service.store.read() as session:
        return session.scalars(select(Counsellor).where(Counsellor.name == name)).one()


def test_a_counsellor_reads_and_admits_but_invites_nobody_and_lets_nobody_go(
    desk_app: Flask, service: Service, colleague: Callable[..., Person]
) -> None:
    eva = DeskVisitor(desk_app)
    eva.log_in(colleague("Eva"))
    colleague("Petr", admitted=False)
    jana = person_of(service, "Jana").id.hex()
    eva.open("/tym")
    token = eva.token("/odhlaseni")
    assert "Pozvat kolegu" not in eva.page.words
    for path in ("/tym/pozvat", f"/tym/{jana}/odchod"):
        assert eva.post(path, csrf_token=token, name="Zdeněk", coordinates="y").status == 403
    assert eva.open(f"/tym/{jana}/odchod").status == 403
    eva.open("/tym")
    assert "Čekají na přijetí" not in eva.send("/prijmout").words
    assert [each.name for each in people.everybody(service)] == ["Eva", "Jana", "Petr"]


def test_who_leaves_is_out_at_the_next_click_and_cannot_come_back(
    desk: DeskVisitor, desk_app: Flask, colleague: Callable[..., Person], service: Service
) -> None:
    eva = colleague("Eva")
    visitor = DeskVisitor(desk_app)
    visitor.log_in(eva)
    assert visitor.open("/").title == "Dotazy"
    eva_id = person_of(service, "Eva").id.hex()
    desk.open(f"/tym/{eva_id}/odchod")
    assert "Eva" in desk.page.title
    assert "Eva" not in desk.send("/odchod").words
    assert visitor.open("/").path == "/prihlaseni"
    gone = visitor.log_in(eva)
    assert (gone.status, "nesouhlasí" in gone.alerts) == (403, True)
    assert visitor.log_in(eva, code=eva.recovery_codes[0]).status == 403


def test_who_comes_back_gets_new_keys_under_the_old_name(
    desk_app: Flask, sender_app: Flask, colleague: Callable[..., Person], service: Service
) -> None:
    """The way out of a forgotten password."""
    before = colleague("Eva")
    people.part_with(service, person_of(service, "Eva").id)
    ask(sender_app, "Mezitím.")
    after = colleague("Eva")
    visitor = DeskVisitor(desk_app)
    assert visitor.log_in(before).status == 403
    assert "Mezitím." in visitor.log_in(after).words


def test_the_keys_of_who_left_open_nothing_that_comes_afterwards(
    sender_app: Flask, colleague: Callable[..., Person], service: Service, staff: Staff
) -> None:
    """Even with everything that they had in their hands, and the whole database."""
    eva = colleague("Eva")
    held = logins.resume(service, logins.log_in(service, eva.name, eva.password, eva.code()))
    ask(sender_app, "Před odchodem.")
    assert cases.open_case(service, held, 1).messages[0].text == "Před odchodem."
    people.part_with(service, held.id)
    ask(sender_app, "Po odchodu.")
    with pytest.raises(Refused):
        cases.open_case(service, held, 2)
    with pytest.raises(
        Refused
    ):  # the keys of before the departure do not even fit for those who stay
        cases.open_case(service, staff, 2)


def test_who_stays_reads_what_comes_afterwards_at_once(
    desk: DeskVisitor, sender_app: Flask, colleague: Callable[..., Person], service: Service
) -> None:
    colleague("Eva")
    ask(sender_app, "Před odchodem.")
    people.part_with(service, person_of(service, "Eva").id)
    ask(sender_app, "Po odchodu.")
    words = desk.open("/").words
    assert "Před odchodem." in words
    assert "Po odchodu." in words
    late = colleague("Petr")
    assert set(
        logins.resume(service, logins.log_in(service, "Petr", late.password, late.code())).team
    ) == {
        1,
        2,
    }


def test_the_last_coordinator_stays(
    desk: DeskVisitor, colleague: Callable[..., Person], service: Service
) -> None:
    colleague("Eva")
    jana = person_of(service, "Jana").id.hex()
    desk.open(f"/tym/{jana}/odchod")
    page = desk.send("/odchod")
    assert (page.status, "Je to poslední koordinátor" in page.alerts) == (409, True)
    assert person_of(service, "Jana").standing is Standing.ACTIVE
    # One who waits does not count.
    colleague("Petr", Duty.ANSWERS, Duty.COORDINATES, admitted=False)
    desk.open(f"/tym/{jana}/odchod")
    assert desk.send("/odchod").status == 409


def test_when_no_colleague_can_the_recovery_key_admits(
    desk_app: Flask,
    sender_app: Flask,
    service: Service,
    colleague: Callable[..., Person],
    coordinator: Person,
) -> None:
    ask(sender_app, "Otázka.")
    eva = colleague("Eva", admitted=False)
    wrong = recovery_key.write(vault.Pair.new().private)
    other = "1" if coordinator.recovery_key.endswith("0") else "0"
    for key in (wrong, coordinator.recovery_key[:-1] + other, "", "nonsense", wrong * 2):
        with pytest.raises((recovery_key.BadRecoveryKey, Refused)):
            people.admit_with_recovery_key(service, "Eva", key)
    with pytest.raises(people.NoSuchPerson):
        people.admit_with_recovery_key(service, "Nikdo", coordinator.recovery_key)
    typed = coordinator.recovery_key.lower().replace(" ", "\n").replace("0", "o")
    people.admit_with_recovery_key(service, "Eva", typed)
    visitor = DeskVisitor(desk_app)
    visitor.log_in(eva)
    assert visitor.open("/dotaz/1").written == ["Otázka."]
