"""Invitations: a code that is handed over makes somebody a login, which waits for a colleague."""

from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store import receipts
from intake_service.store.models import Invitation
from intake_service.store.terms import Duty, Standing
from intake_service.work.service import Service
from intake_service.work.team import names, people
from intake_service.work.team.newcomers import Newcomer, NewPerson
from intake_service.work.team.passwords import check_password


class NameTaken(ValueError):
    """Somebody of that name is here or invited."""


class NoSuchInvitation(Exception):
    """The code is unknown, used or too old, or the row says something else than it was made for."""


def invite(service: Service, name: str, duties: Iterable[Duty]) -> str:
    """Invite somebody; returns the code to hand over, which is kept only as a hash.

    Raises NameTaken, people.NoDuty, vault.Refused.
    """
    code = receipts.new()
    name = names.tidy(name)
    duties = people.some(duties)
    with service.store.write() as session:
        service.roster.verify(session)
        session.execute(delete(Invitation).where(Invitation.until <= clock.seconds()))
        invited = session.scalars(select(Invitation.name))
        is_invited = names.comparable(name) in map(names.comparable, invited)
        if is_invited or people.find(session, name):
            raise NameTaken
        until = clock.seconds() + service.settings.invitation_hours * 3600
        row = Invitation(name=name, duties=duties, until=until)
        row.id = _id(service, code, row)
        session.add(row)
    return " ".join(receipts.groups(code))


def invited_name(service: Service, code: str) -> str:
    """Whom an invitation is for; raises NoSuchInvitation."""
    with service.store.read() as session:
        return _find(service, session, code).name


def join(service: Service, code: str, password: str, totp_secret: str) -> NewPerson:
    """Accept an invitation; the person then waits for a colleague.

    Raises NoSuchInvitation, passwords.WeakPassword, vault.Refused.
    """
    name = invited_name(service, code)
    check_password(service.facts, password, name)
    with service.login_gate.enter():
        newcomer = Newcomer.of(service, name, password, totp_secret)
    with service.roster.change() as session:
        invitation = _find(service, session, code)
        if people.find(session, invitation.name):
            raise NoSuchInvitation  # a used one was put back
        newcomer.join(session, invitation.duties, Standing.WAITS)
        session.delete(invitation)
    return newcomer.shown


def _id(service: Service, code: str, row: Invitation) -> bytes:
    code_hash = service.vault.invitation_hash(code)
    return service.vault.invitation_id(code_hash, row.name, sorted(row.duties), row.until)


def _find(service: Service, session: Session, typed: str) -> Invitation:
    try:
        code = receipts.read(typed)
    except receipts.Misread as error:
        raise NoSuchInvitation from error
    for row in session.scalars(select(Invitation).where(Invitation.until > clock.seconds())):
        if row.id == _id(service, code, row):
            return row
    raise NoSuchInvitation
