"""A team of three in a house of their own, so that its year has nothing but their week."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.browser.conftest import Company
from tests.browser.house import House, running
from tests.browser.people import Counsellor, Newcomer, Sender
from tests.built import BuiltSite


@pytest.fixture(scope="module")
def house(site: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The server, and nobody has asked anything yet."""
    with running(site, tmp_path_factory.mktemp("team")) as house:
        yield house


@dataclass(frozen=True)
class Team:
    """Everybody of the week, each with a phone and without script."""

    house: House
    jana: Counsellor
    """The coordinator."""
    eva: Counsellor
    petr: Counsellor
    sender: Sender


@pytest.fixture
def team(company: Company, house: House) -> Team:
    """Jana has invited two newcomers, and all three are logged in."""
    jana = company.meet(Counsellor, script=False)
    jana.log_in(house.coordinator)
    return Team(
        house=house,
        jana=jana,
        eva=_newcomer(company, jana, "Eva Nová"),
        petr=_newcomer(company, jana, "Petr Dlouhý"),
        sender=company.meet(Sender, script=False),
    )


def _newcomer(company: Company, jana: Counsellor, name: str) -> Counsellor:
    """Somebody who was invited, joined, was admitted and has logged in."""
    code = jana.invite(name)
    invited = company.meet(Newcomer, script=False)
    invited.show_invitation(code)
    person = invited.join(name)
    jana.admit(name)
    desk = company.meet(Counsellor, script=False)
    desk.log_in(person)
    return desk
