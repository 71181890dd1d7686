"""Logging in and out of the desk; what a logged-in counsellor holds."""

from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from intake_service.store import vault
from intake_service.store.models import Counsellor, KeyShare, RecoveryCode, RecoveryKey, TeamKey
from intake_service.store.terms import Duty, Standing
from intake_service.store.vault import ID_SIZE, Key, Pair, Place, Record, Refused, Swapped
from intake_service.work import heartbeat
from intake_service.work.rate_limits import Act
from intake_service.work.service import Service
from intake_service.work.team import newcomers, people, sessions, totp
from intake_service.work.team.sessions import Limits, SessionKind

REMEMBERED = 4 * 3600  # seconds after a login; a long meeting, and what was being written is kept


class LoginRefused(Exception):
    """Name, password or code is wrong; which one is not told."""


class NotAdmitted(Exception):
    """All was right, but a colleague has to admit this person first."""


@dataclass(frozen=True)
class Staff:
    """A logged-in counsellor and the team's private keys by version."""

    id: bytes
    name: str
    duty: Duty
    private: Key
    team: dict[int, Key]

    @property
    def coordinates(self) -> bool:
        """Whether this person invites and admits."""
        return self.duty is Duty.COORDINATOR


def log_in(
    service: Service, name: str, password: str, code: str, address: str | None = None
) -> bytes:
    """Check all three and return the session's cookie.

    `address` is for the rate limits only. Raises LoginRefused, NotAdmitted, rate_limits.Slowed,
    rate_limits.Flooded, gates.Overloaded, db.Unavailable, and vault.Refused when a public key was
    swapped in the database.
    """
    service.rate_limits.count(Act.LOGIN, address)
    with service.store.read() as session:
        found = session.scalars(select(Counsellor).where(Counsellor.name == name)).first()
    # An unknown name costs the same Argon2id, and a wrong password the same check of the code: time
    # tells neither who works here nor that a password was right.
    decoy, private = _decoy(service)
    with service.login_gate.enter():
        key = service.vault.password_key(password, (found or decoy).id)
    person = decoy
    known = False
    with suppress(LoginRefused):
        private = _private(key, found or decoy)
        person = found or decoy
        known = found is not None
    people.verify_person(service, person)
    if Pair.of(private).public != person.public:
        raise Swapped
    try:
        with service.store.write() as session:
            totp.use(session, person, private, service.vault, code)
            if known and person.standing is Standing.ACTIVE:
                _team(service, session, person, private)
                heartbeat.note_presence(session)
                return sessions.begin(
                    session, SessionKind.DESK, person.id + private, limits(service)
                )
    except totp.WrongCode as error:
        raise LoginRefused from error
    if not known:
        raise LoginRefused
    raise NotAdmitted  # the code is used up all the same


def _decoy(service: Service) -> tuple[Counsellor, Key]:
    """A decoy counsellor and its private key, so that an unknown name costs the same time."""
    pair = Pair.new()
    person = vault.new_id()
    return Counsellor(
        id=person,
        public=pair.public,
        mac=service.vault.mac("counsellor", person, pair.public),
        private_box=bytes(vault.SIZES[0]),
        totp_box=totp.seal(pair.private, person, totp.new_secret()),
        standing=Standing.WAITS,
    ), pair.private


def resume(service: Service, cookie: bytes) -> Staff:
    """Who this cookie belongs to; raises SessionExpired, also for somebody who has left."""
    payload = sessions.resume(service.store, SessionKind.DESK, cookie, limits(service))
    return _staff(service, payload)


def remember(service: Service, cookie: bytes) -> Staff:
    """Who was logged in with this cookie lately and still works here; raises SessionExpired."""
    return _staff(service, sessions.remember(service.store, SessionKind.DESK, cookie))


def _staff(service: Service, payload: bytes) -> Staff:
    private = Key(payload[ID_SIZE:])
    with service.store.read() as session:
        person = session.get(Counsellor, payload[:ID_SIZE])
        if person is None or person.standing is not Standing.ACTIVE:
            raise sessions.SessionExpired
        return Staff(
            id=person.id,
            name=person.name,
            duty=person.duty,
            private=private,
            team=_team(service, session, person, private),
        )


def log_out(service: Service, cookie: bytes) -> None:
    """End the session; its cookie is dead."""
    with service.store.write() as session:
        sessions.end(session, SessionKind.DESK, cookie)


def change_password(service: Service, staff: Staff, old: str, new: str) -> None:
    """Wrap the private half under a new password; raises LoginRefused, newcomers.WeakPassword."""
    newcomers.check_password(new, staff.name)
    with service.store.read() as session:
        person = session.get_one(Counsellor, staff.id)
    with service.login_gate.enter():
        _private(service.vault.password_key(old, staff.id), person)
        key = service.vault.password_key(new, staff.id)
    with service.store.write() as session:
        person = session.get_one(Counsellor, staff.id)
        person.private_box = vault.seal(
            key, staff.private, Place(Record.COUNSELLOR_KEY, record=staff.id)
        )


def change_second_factor(
    service: Service, staff: Staff, password: str, secret: str, code: str
) -> list[str]:
    """Another authenticator and new recovery codes, which are returned; the old ones are dead at
    once.

    Raises LoginRefused for a wrong password, totp.WrongCode, gates.Overloaded, db.Unavailable.
    """
    step = totp.step_of(secret, code)
    with service.store.read() as session:
        person = session.get_one(Counsellor, staff.id)
    with service.login_gate.enter():
        _private(service.vault.password_key(password, staff.id), person)
    shown, codes = totp.new_recovery_codes(service.vault, staff.id)
    with service.store.write() as session:
        person = session.get_one(Counsellor, staff.id)
        person.totp_box = totp.seal(staff.private, staff.id, secret)
        person.totp_step = step
        session.execute(delete(RecoveryCode).where(RecoveryCode.counsellor_id == staff.id))
        session.add_all(codes)
    return shown


def recovery_codes_left(service: Service, staff: Staff) -> int:
    """How many recovery codes somebody has not used yet."""
    with service.store.read() as session:
        return len(
            session.scalars(
                select(RecoveryCode.id).where(RecoveryCode.counsellor_id == staff.id)
            ).all()
        )


def limits(service: Service) -> Limits:
    """How long a desk stays open."""
    return Limits(
        idle=service.settings.desk_idle_minutes * 60,
        total=service.settings.desk_hours * 3600,
        remembered=REMEMBERED,
    )


def _private(key: Key, person: Counsellor) -> Key:
    try:
        return Key(
            vault.unseal(key, person.private_box, Place(Record.COUNSELLOR_KEY, record=person.id))
        )
    except Refused as error:
        raise LoginRefused from error


def _team(service: Service, session: Session, person: Counsellor, private: Key) -> dict[int, Key]:
    """The team's private keys, each public half and the recovery key checked against their MACs."""
    for safe in session.scalars(select(RecoveryKey)):
        service.vault.verify(
            safe.mac, "recovery key", vault.version_name(safe.version), safe.public
        )
    publics = {}
    for row in session.scalars(select(TeamKey)):
        service.vault.verify(row.mac, "team key", vault.version_name(row.version), row.public)
        publics[row.version] = row.public
    team = {}
    for share in session.scalars(select(KeyShare).where(KeyShare.counsellor_id == person.id)):
        name = vault.version_name(share.version)
        key = Key(vault.unseal_from(private, share.box, b"share", person.id, name))
        if Pair.of(key).public != publics[share.version]:
            raise Swapped
        team[share.version] = key
    return team
