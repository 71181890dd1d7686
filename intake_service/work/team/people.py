"""Who may read: invitations, admission, leaving.

The team's private key is never written anywhere in clear: each counsellor holds it sealed to their
own pair, and the centre's safe holds a recovery key that opens it too. No administrator can open
what a counsellor cannot.
"""

from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store import receipts, vault
from intake_service.store.models import Counsellor, Invitation, KeyShare, RecoveryKey, TeamKey
from intake_service.store.terms import Duty, Standing
from intake_service.store.vault import ID_SIZE, Key, Pair
from intake_service.work.service import Service
from intake_service.work.team import recovery_key
from intake_service.work.team.newcomers import Newcomer, NewPerson, check_password


class NameTaken(ValueError):
    """Somebody of that name is here or invited."""


class NoSuchInvitation(Exception):
    """The code is unknown, used or too old."""


class NoSuchPerson(Exception):
    """Nobody of that name waits or works here."""


class LastCoordinator(Exception):
    """Without this person nobody could invite and admit."""


@dataclass(frozen=True)
class Colleague:
    """Somebody of the team, as the others see them."""

    id: bytes
    name: str
    duty: Duty
    standing: Standing


def invite(service: Service, name: str, duty: Duty) -> str:
    """Invite somebody; returns the code to hand over, which is kept only as a hash.

    Raises NameTaken.
    """
    code = receipts.new()
    with service.store.write() as session:
        session.execute(delete(Invitation).where(Invitation.until <= clock.seconds()))
        taken = select(Counsellor.id).where(Counsellor.name == name)
        invited = select(Invitation.id).where(Invitation.name == name)
        if session.scalars(taken).first() or session.scalars(invited).first():
            raise NameTaken
        until = clock.seconds() + service.settings.invitation_hours * 3600
        session.add(Invitation(id=_invitation_id(service, code), name=name, duty=duty, until=until))
    return " ".join(receipts.groups(code))


def invited_name(service: Service, code: str) -> str:
    """Whom an invitation is for; raises NoSuchInvitation."""
    with service.store.read() as session:
        return _invitation(service, session, code).name


def join(service: Service, code: str, password: str, totp_secret: str) -> NewPerson:
    """Accept an invitation; the person then waits for a colleague.

    Raises NoSuchInvitation, WeakPassword.
    """
    name = invited_name(service, code)
    check_password(password, name)
    with service.login_gate.enter():
        newcomer = Newcomer.of(service, name, password, totp_secret)
    with service.store.write() as session:
        invitation = _invitation(service, session, code)
        newcomer.join(session, invitation.duty, Standing.WAITS)
        session.delete(invitation)
    return newcomer.shown


def admit(service: Service, counsellor_id: bytes, team: dict[int, Key]) -> None:
    """Give somebody who waits the team's keys; raises NoSuchPerson, vault.Refused."""
    with service.store.write() as session:
        person = session.get(Counsellor, counsellor_id)
        if person is None or person.standing is not Standing.WAITS:
            raise NoSuchPerson
        verify_person(service, person)
        for version, private in team.items():
            session.add(_share(person, version, private))
        person.standing = Standing.ACTIVE


def admit_with_recovery_key(service: Service, name: str, typed: str) -> None:
    """Admit somebody when no colleague can: with the key from the safe.

    Raises NoSuchPerson, recovery_key.BadRecoveryKey, vault.Refused.
    """
    private = recovery_key.read(typed)
    with service.store.read() as session:
        person = session.scalars(select(Counsellor).where(Counsellor.name == name)).first()
        team = {row.version: _recovered(row, private) for row in session.scalars(select(TeamKey))}
    if person is None:
        raise NoSuchPerson
    admit(service, person.id, team)


def part_with(service: Service, counsellor_id: bytes) -> None:
    """Let somebody go: out at the next click, and a new team key for all that comes.

    Nothing of them is kept but their name in what they wrote, so they may come back under the same
    name. Raises NoSuchPerson, LastCoordinator, vault.Refused.
    """
    with service.store.write() as session:
        person = session.get(Counsellor, counsellor_id)
        if person is None:
            raise NoSuchPerson
        others = select(func.count()).where(
            Counsellor.duty == Duty.COORDINATOR,
            Counsellor.standing == Standing.ACTIVE,
            Counsellor.id != person.id,
        )
        if not session.scalar(others):
            raise LastCoordinator
        service.tombstones.leave(session, person.id)
        session.delete(person)
        new_team_key(service, session)


def new_team_key(service: Service, session: Session) -> TeamKey:
    """The next version of the team's pair, sealed to everybody who works here and to the recovery
    key."""
    session.flush()
    safe = session.scalars(select(RecoveryKey).order_by(RecoveryKey.version.desc()).limit(1)).one()
    service.vault.verify(safe.mac, "recovery key", vault.version_name(safe.version), safe.public)
    version = (session.scalar(select(func.max(TeamKey.version))) or 0) + 1
    pair = Pair.new()
    name = vault.version_name(version)
    key = TeamKey(
        version=version,
        public=pair.public,
        mac=service.vault.mac("team key", name, pair.public),
        recovery_version=safe.version,
        recovery_box=vault.seal_to(safe.public, pair.private, b"team", name),
        made_on=clock.today(),
    )
    session.add(key)
    session.flush()
    for person in session.scalars(select(Counsellor).where(Counsellor.standing == Standing.ACTIVE)):
        verify_person(service, person)
        session.add(_share(person, version, pair.private))
    return key


def verify_person(service: Service, person: Counsellor) -> None:
    """Raise vault.Refused when somebody's public key was swapped in the database."""
    service.vault.verify(person.mac, "counsellor", person.id, person.public)


def everybody(service: Service) -> list[Colleague]:
    """All who work or wait here, by name."""
    with service.store.read() as session:
        rows = session.scalars(select(Counsellor).order_by(Counsellor.name))
        return [
            Colleague(id=row.id, name=row.name, duty=row.duty, standing=row.standing)
            for row in rows
        ]


def _share(person: Counsellor, version: int, private: Key) -> KeyShare:
    box = vault.seal_to(person.public, private, b"share", person.id, vault.version_name(version))
    return KeyShare(counsellor_id=person.id, version=version, box=box)


def _recovered(row: TeamKey, private: Key) -> Key:
    return Key(
        vault.unseal_from(private, row.recovery_box, b"team", vault.version_name(row.version))
    )


def _invitation_id(service: Service, code: str) -> bytes:
    return service.vault.mac("invitation", code.encode())[:ID_SIZE]


def _invitation(service: Service, session: Session, code: str) -> Invitation:
    try:
        row = session.get(Invitation, _invitation_id(service, receipts.read(code)))
    except receipts.Misread as error:
        raise NoSuchInvitation from error
    if row is None or clock.seconds() >= row.until:
        raise NoSuchInvitation
    return row
