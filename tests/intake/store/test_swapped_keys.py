"""A public key that was swapped in the database stops all before anything is sealed to it."""

from collections.abc import Callable

import pytest

from intake_service.desk import create_desk_app
from intake_service.sender import create_sender_app
from intake_service.store import vault
from intake_service.store.vault import Pair
from intake_service.work.service import Service
from tests.intake.browser import DeskVisitor, Person, Visitor
from tests.intake.web.test_damage import sql, swap

pytestmark = pytest.mark.usefixtures("cheap_receipts")

ASK = "/dotaz/o-sobe"
TEXT = "Moje otázka."


@pytest.mark.parametrize("table", ["team_key", "recovery_key", "counsellor"])
def test_a_public_key_of_the_intruder_stops_everything_before_it_is_used(
    opened: Callable[..., Service], coordinator: Person, table: str
) -> None:
    """Otherwise what comes from now on could be read with the intruder's private half."""
    service = opened()
    sql(service, f"UPDATE {table} SET public = :public", public=Pair.new().public)
    desk = DeskVisitor(create_desk_app(service))
    page = desk.log_in(coordinator)
    assert page.status == 503
    assert coordinator.password not in page.text
    public = Visitor(create_sender_app(service))
    public.open(ASK)
    if table == "team_key":
        page = public.send(text=TEXT)
        assert (page.status, page.typed()) == (503, TEXT)
        assert "Teď nic nemůžeme přijmout" in page.alerts
        assert sql(service, "SELECT count(*) FROM enquiry") == [(0,)]


@pytest.mark.parametrize("table", ["team_key", "recovery_key"])
def test_who_is_logged_in_when_a_key_is_swapped_is_stopped_at_the_next_click(
    desk: DeskVisitor, public: Visitor, service: Service, table: str
) -> None:
    public.open(ASK)
    public.send(text=TEXT)
    sql(service, f"UPDATE {table} SET public = :public", public=Pair.new().public)
    page = desk.open("/")
    assert page.status == 503
    assert TEXT not in page.words
    assert desk.open("/dotaz/1").title == page.title


def test_a_share_of_the_intruders_team_key_is_refused(
    opened: Callable[..., Service], coordinator: Person
) -> None:
    service = opened()
    other = Pair.new()
    [(person, public)] = sql(service, "SELECT id, public FROM counsellor")
    assert isinstance(person, bytes)
    assert isinstance(public, bytes)
    box = vault.seal_to(public, other.private, b"share", person, vault.version_name(1))
    sql(service, "UPDATE key_share SET box = :box", box=box)
    assert DeskVisitor(create_desk_app(service)).log_in(coordinator).status == 503


def test_another_person_under_the_same_name_opens_nothing(
    opened: Callable[..., Service], coordinator: Person, colleague: Callable[..., Person]
) -> None:
    """The rows of two people exchanged: the password of one does not open the pair of the other."""
    service = opened()
    eva = colleague("Eva")
    sql(service, *swap("counsellor", "private_box", "name = 'Eva'", "name = 'Jana'"))
    for person in (eva, coordinator):
        assert DeskVisitor(create_desk_app(service)).log_in(person).status == 503
