"""Who may do what: admission, duties, leaving."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_service.store.models import Counsellor, KeyShare
from intake_service.store.terms import Act, Duty, Standing
from intake_service.store.vault import Key
from intake_service.work.audit import chain
from intake_service.work.service import Service
from intake_service.work.team import names, team_keys


class NoSuchPerson(Exception):
    """Nobody of that name waits or works here."""


class NoDuty(ValueError):
    """Somebody has to do something here."""


class NoKeyToGive(Exception):
    """Only who holds the team key can give it to somebody who is to answer."""


class LastCoordinator(Exception):
    """Without this person nobody could invite and admit."""


class LastCounsellor(Exception):
    """Without this person nobody but the recovery key could open what is sent."""


Watch = Callable[[Service, Session], AbstractContextManager[None]]
"""Looks over a change of the team, within its transaction."""


def _nobody_watches(_service: Service, _session: Session) -> AbstractContextManager[None]:
    return nullcontext()


@dataclass(frozen=True)
class Colleague:
    """Somebody of the team, as the others see them."""

    id: bytes
    name: str
    duties: frozenset[Duty]
    standing: Standing
    holds_key: bool
    """Whether they hold the team key."""

    @property
    def waits(self) -> bool:
        """Whether a colleague has to admit them, to the desk or to what is written there."""
        lacks_key = Duty.ANSWERS in self.duties and not self.holds_key
        return self.standing is Standing.WAITS or lacks_key


def some(duties: Iterable[Duty]) -> frozenset[Duty]:
    """These duties; raises NoDuty where there are none."""
    chosen = frozenset(duties)
    if not chosen:
        raise NoDuty
    return chosen


def find(session: Session, name: str) -> Counsellor | None:
    """Somebody who works or waits here, by a name however it is typed."""
    wanted = names.comparable(name)
    people = session.scalars(select(Counsellor))
    return next((each for each in people if names.comparable(each.name) == wanted), None)


def admit(service: Service, counsellor_id: bytes, team: Mapping[int, Key], *, by: str = "") -> None:
    """Let in somebody who waits, and give them the team's keys if they are to answer.

    `by` is the name of who admits them; without one, it is a command on the server.

    Raises NoSuchPerson, NoKeyToGive, vault.Refused.
    """
    with service.roster.change() as session:
        person = _get(session, counsellor_id)
        if not _colleague(session, person).waits:
            raise NoSuchPerson
        if Duty.ANSWERS in person.duties:
            if not team:
                raise NoKeyToGive
            team_keys.give(service, session, person, team)
        person.standing = Standing.ACTIVE
        chain.note(service, session, by, Act.ADMITTED, person=person.name)


def admit_with_recovery_key(service: Service, name: str, typed: str) -> None:
    """Admit somebody when no colleague can: with the key from the safe.

    Raises NoSuchPerson, recovery_key.BadRecoveryKey, vault.Refused.
    """
    with service.store.read() as session:
        service.roster.verify(session)
        person = find(session, name)
        team = team_keys.recover(session, typed)
    if person is None:
        raise NoSuchPerson
    admit(service, person.id, team)


def set_duties(
    service: Service,
    counsellor_id: bytes,
    duties: Iterable[Duty],
    team: Mapping[int, Key] | None = None,
    *,
    watch: Watch = _nobody_watches,
) -> None:
    """Say what somebody does from now on.

    Who no longer answers loses the team's keys, and a new one is made for all that comes. Who is to
    answer is given the keys in `team`; without any, they wait for a colleague who holds them.
    `watch` looks over the change within its transaction.
    Raises NoDuty, NoSuchPerson, LastCoordinator, LastCounsellor, vault.Refused, and what `watch`
    raises.
    """
    chosen = some(duties)
    with service.roster.change() as session, watch(service, session):
        person = _get(session, counsellor_id)
        given = chosen - person.duties
        taken = person.duties - chosen
        _check_who_stays(session, person, taken)
        person.duties = chosen
        if Duty.ANSWERS in taken:
            team_keys.take_away(session, person)
            team_keys.make_new(service, session, team_keys.holders(session))
        elif Duty.ANSWERS in given and person.standing is Standing.ACTIVE:
            team_keys.give(service, session, person, team or {})


def part_with(service: Service, counsellor_id: bytes, *, watch: Watch = _nobody_watches) -> None:
    """Let somebody go: out at the next click, and a new team key for all that comes.

    Nothing of them is kept but their name in what they wrote, so they may come back under the same
    name. `watch` looks over the change within its transaction. Raises NoSuchPerson,
    LastCoordinator, LastCounsellor, vault.Refused, and what `watch` raises.
    """
    with service.roster.change() as session, watch(service, session):
        person = _get(session, counsellor_id)
        _check_who_stays(session, person, person.duties)
        service.tombstones.leave(session, person.id)
        had_key = _colleague(session, person).holds_key
        session.delete(person)
        session.flush()
        if had_key:
            team_keys.make_new(service, session, team_keys.holders(session))


def let_go_again(service: Service, *, watch: Watch = _nobody_watches) -> list[str]:
    """Let go whom a restored backup brought back, as far as tombstones tell; returns their names.

    `watch` looks over each change within its transaction. Raises LastCoordinator, LastCounsellor,
    vault.Refused.
    """
    back = [each for each in everybody(service) if service.tombstones.has_left(each.id)]
    for each in back:
        part_with(service, each.id, watch=watch)
    return [each.name for each in back]


def everybody(service: Service) -> list[Colleague]:
    """All who work or wait here, by name."""
    with service.store.read() as session:
        return everybody_in(session)


def everybody_in(session: Session) -> list[Colleague]:
    """The same within a transaction."""
    rows = session.scalars(select(Counsellor).order_by(Counsellor.name)).all()
    return [_colleague(session, row) for row in rows]


def colleague(service: Service, name: str) -> Colleague:
    """Somebody who works or waits here, by a name however it is typed; raises NoSuchPerson."""
    with service.store.read() as session:
        row = find(session, name)
        if row is None:
            raise NoSuchPerson
        return _colleague(session, row)


def _get(session: Session, counsellor_id: bytes) -> Counsellor:
    person = session.get(Counsellor, counsellor_id)
    if person is None:
        raise NoSuchPerson
    return person


def _colleague(session: Session, row: Counsellor) -> Colleague:
    share = select(KeyShare.version).where(KeyShare.counsellor_id == row.id).limit(1)
    return Colleague(
        id=row.id,
        name=row.name,
        duties=row.duties,
        standing=row.standing,
        holds_key=session.scalar(share) is not None,
    )


def _check_who_stays(session: Session, person: Counsellor, lost: frozenset[Duty]) -> None:
    """Raise unless somebody else coordinates and answers, where this person no longer does."""
    if person.standing is not Standing.ACTIVE:
        return
    active = select(Counsellor).where(Counsellor.standing == Standing.ACTIVE)
    others = [each for each in session.scalars(active) if each.id != person.id]
    if Duty.COORDINATES in lost and not any(Duty.COORDINATES in each.duties for each in others):
        raise LastCoordinator
    keepers = team_keys.holders(session)
    if Duty.ANSWERS in lost and keepers == [person]:
        raise LastCounsellor
