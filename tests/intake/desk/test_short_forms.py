"""Forms of the desk that belong to no enquiry hold nothing long, so an expired login keeps nothing.

What is written about an enquiry is sealed under its key and found again behind the login. These
forms have no such key: they hold a name, a number and ticks, and the login gives them back to copy.
"""

from collections.abc import Callable

import pytest
import time_machine
from sqlalchemy import func, select

from intake_service.store.models import Draft, StoredSession
from intake_service.store.terms import Duty
from intake_service.work.service import Service
from intake_service.work.team import people
from intake_service.work.team.newcomers import NAME_MAX
from tests.intake.browser import DeskVisitor, Person
from tests.intake.moments import later

PAGES = ("/prijem", "/tym", "/tym/{eva}/co-dela", "/tym/{eva}/odchod")
SHORT = {"hidden", "checkbox"}
LONGEST = "Jana Nepomucká z Havlíčkova Brodu"


@pytest.fixture
def addresses(service: Service, colleague: Callable[..., Person]) -> list[str]:
    """Every page with such a form."""
    colleague("Eva", Duty.EDITS)
    eva = people.colleague(service, "Eva").id.hex()
    return [page.format(eva=eva) for page in PAGES]


def sessions_of(service: Service) -> set[bytes]:
    """Which sessions are kept."""
    with service.store.read() as session:
        return set(session.scalars(select(StoredSession.id)))


def test_they_hold_a_name_a_number_and_ticks(desk: DeskVisitor, addresses: list[str]) -> None:
    typed = {}
    for address in addresses:
        page = desk.open(address)
        assert page.status == 200
        assert page.all("textarea") == []
        for each in page.all("input"):
            if each.get("type") not in SHORT:
                typed[each.get("name")] = address
    assert typed == {"name": "/tym", "more_days": "/prijem"}
    assert NAME_MAX <= 60


@pytest.mark.parametrize(
    ("path", "action", "typed"),
    [
        ("/tym", "/pozvat", {"name": LONGEST, "answers": "y"}),
        ("/tym", "/pozvat", {"name": "x", "edits": "y", "coordinates": "y"}),
        ("/prijem", "/prijem", {"more_days": "17"}),
        ("/prijem", "/prijem", {"more_days": "ještě nevím", "paused": "y"}),
    ],
)
def test_an_expired_login_gives_all_of_it_back_and_does_and_keeps_nothing(
    desk: DeskVisitor, service: Service, path: str, action: str, typed: dict[str, str]
) -> None:
    desk.open(path)
    before = [person.name for person in people.everybody(service)]
    logins = sessions_of(service)
    with time_machine.travel(later(hours=3)):
        page = desk.send(action, **typed)
        assert (page.status, page.title) == (403, "Přihlášení")
        assert "Přihlášení vypršelo" in page.alerts
        given_back = "\n".join(each.text or "" for each in page.all("textarea"))
        for name in ("name", "more_days"):
            assert typed.get(name, "") in given_back
    assert [person.name for person in people.everybody(service)] == before
    with service.store.read() as session:
        assert session.scalar(select(func.count()).select_from(Draft)) == 0
    assert sessions_of(service) <= logins
