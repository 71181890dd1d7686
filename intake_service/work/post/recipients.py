"""Who of the team gets which letter: each as they want it, by the names beside the addresses.

Addresses stand in a setting and in no table: „Jana <jana@posta.example>“ is Jana's, and one without
a name is the whole team's. A name that nobody here has is that of somebody who has left, or is
mistyped: no letter goes there while it reaches anybody else. What must reach somebody goes to those
who coordinate where nobody else wants it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_service.settings import Settings
from intake_service.store.models import Counsellor
from intake_service.store.terms import Duty, LetterChoice, Purpose, Standing
from intake_service.work.post import mail
from intake_service.work.service import Service
from intake_service.work.team import names

_DAILY: Final = frozenset(
    [
        Purpose.URGENT,
        Purpose.DAILY,
        Purpose.COORDINATOR,
        Purpose.WEBSITE,
        Purpose.DANGEROUS,
    ]
)
WANTED: Final = {
    LetterChoice.AT_ONCE: _DAILY | {Purpose.NEWS},
    LetterChoice.DAILY: _DAILY,
    LetterChoice.URGENT: frozenset([Purpose.URGENT]),
    LetterChoice.NONE: frozenset[Purpose](),
}
"""Which letters come with which choice."""
OF_THE_TEAM: Final = _DAILY
"""Which letters an address gets that is nobody's own."""
_OF_WORK: Final = frozenset([Duty.ANSWERS, Duty.COORDINATES])
CONCERNED: Final = {
    Purpose.URGENT: _OF_WORK,
    Purpose.DAILY: _OF_WORK,
    Purpose.NEWS: _OF_WORK,
    Purpose.COORDINATOR: frozenset([Duty.COORDINATES]),
    Purpose.WEBSITE: frozenset([Duty.COORDINATES, Duty.EDITS]),
    Purpose.DANGEROUS: frozenset(Duty),
    Purpose.ACCOUNT: frozenset[Duty](),
}
"""Whose duty a letter is about."""
MUST_REACH: Final = frozenset(
    [Purpose.URGENT, Purpose.COORDINATOR, Purpose.DANGEROUS, Purpose.ACCOUNT]
)
"""Letters that reach somebody whatever everybody has chosen."""


@dataclass(frozen=True)
class Recipient:
    """An address of the setting, the name beside it, and whose that is of those who work here."""

    address: str
    name: str
    owner: Counsellor | None

    def wants(self, purpose: Purpose) -> bool:
        """Whether a letter for this purpose goes here."""
        if self.owner is None:
            return not self.is_nobodys and purpose in OF_THE_TEAM
        return purpose in WANTED[self.owner.letters] and self.is_concerned(purpose)

    def is_concerned(self, purpose: Purpose) -> bool:
        """Whether the letter is about what its owner does here."""
        if self.owner is None:
            return not self.is_nobodys
        return not CONCERNED[purpose].isdisjoint(self.owner.duties)

    @property
    def is_nobodys(self) -> bool:
        """Whether the name is of nobody who works here."""
        return bool(self.name) and self.owner is None


def of(settings: Settings, session: Session, purpose: Purpose) -> list[str]:
    """The addresses that a letter goes to; those of coordinators, and at last all, where it must
    reach somebody and nobody wants it."""
    found = addressed(settings, session)
    chosen = [each for each in found if each.wants(purpose)]
    if not chosen and purpose in MUST_REACH:
        coordinators = [each for each in found if each.is_concerned(Purpose.COORDINATOR)]
        here = [each for each in found if not each.is_nobodys]
        chosen = coordinators or here or found
    return [each.address for each in chosen]


def own(settings: Settings, session: Session, is_theirs: Callable[[bytes], bool]) -> list[str]:
    """The addresses of one person, whatever letters they have chosen; `is_theirs` tells by an id
    who that is."""
    found = addressed(settings, session)
    return [each.address for each in found if each.owner and is_theirs(each.owner.id)]


def urgent_reaches_nobody(service: Service, session: Session) -> bool:
    """Whether nobody wants urgent letters, although letters are sent."""
    found = addressed(service.settings, session)
    sent = mail.is_set_up(service.settings) and bool(found)
    return sent and not any(each.wants(Purpose.URGENT) for each in found)


def nobody_wants_urgent(service: Service) -> bool:
    """The same, as it stands now."""
    with service.store.read() as session:
        return urgent_reaches_nobody(service, session)


def nobodys(settings: Settings, session: Session) -> int:
    """How many addresses have a name that nobody here has."""
    return sum(each.is_nobodys for each in addressed(settings, session))


def addressed(settings: Settings, session: Session) -> list[Recipient]:
    """Every address of the setting."""
    here = session.scalars(select(Counsellor).where(Counsellor.standing == Standing.ACTIVE)).all()
    owners = {names.comparable(each.name): each for each in here}
    return [
        Recipient(address, name, owners.get(names.comparable(name)) if name else None)
        for name, address in mail.named(settings.notices_to)
    ]
