"""Logging in and out of the desk; what somebody of the team holds while logged in."""

from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from intake_service.store import vault
from intake_service.store.models import Counsellor, RecoveryCode
from intake_service.store.terms import Act, Duty, Standing
from intake_service.store.vault import ID_SIZE, KEY_SIZE, Key, Pair, Place, Record, Refused, Swapped
from intake_service.work import heartbeat, rate_limits
from intake_service.work.audit import chain, login_changes
from intake_service.work.audit.login_changes import Tell
from intake_service.work.service import Service
from intake_service.work.team import login_days, names, people, sessions, team_keys, totp
from intake_service.work.team.passwords import check_password
from intake_service.work.team.sessions import Limits, SessionKind

REMEMBERED = 4 * 3600  # seconds after a login; a long meeting, and what was being written is kept
EPOCH_SIZE = 4  # bytes
IDENTITY_SIZE = ID_SIZE + EPOCH_SIZE + KEY_SIZE


class LoginRefused(Exception):
    """Name, password or code is wrong; which one is not told."""


class NotAdmitted(Exception):
    """All was right, but a colleague has to admit this person first."""


@dataclass(frozen=True)
class Staff:
    """Somebody of the team who is logged in, and the team's private keys by version, if they hold
    any."""

    id: bytes
    name: str
    duties: frozenset[Duty]
    private: Key
    team: dict[int, Key]

    @property
    def answers(self) -> bool:
        """Whether this person reads and answers: has the duty, and was given the key."""
        return Duty.ANSWERS in self.duties and bool(self.team)

    @property
    def coordinates(self) -> bool:
        """Whether this person invites people, lets them go, and turns the switches."""
        return Duty.COORDINATES in self.duties

    @property
    def edits(self) -> bool:
        """Whether this person changes the website."""
        return Duty.EDITS in self.duties

    @property
    def waits_for_key(self) -> bool:
        """Whether this person is to answer, and a colleague has yet to give them the key."""
        return Duty.ANSWERS in self.duties and not self.team

    @property
    def admits(self) -> bool:
        """Whether this person lets in those who wait."""
        return self.answers or self.coordinates


@dataclass(frozen=True)
class NewFactor:
    """What comes of another authenticator."""

    recovery_codes: list[str]
    cookie: bytes
    """The one session that goes on."""


@dataclass(frozen=True)
class Claimant:
    """Whoever gave a name and a password, before the second factor; a decoy where they were not
    right."""

    person: Counsellor
    private: Key
    is_known: bool
    stretched: Key
    """What Argon2id made of name and password, right or wrong: always the same of the same."""


def claimant(service: Service, name: str, password: str, address: str | None = None) -> Claimant:
    """Check a name and a password, and let nobody see whether they were right.

    An unknown name costs the same Argon2id, and a wrong password is followed by the same check of
    the second factor: time tells neither who works here nor that a password was right.

    `address` is for the rate limits only. Raises rate_limits.Slowed, rate_limits.Flooded,
    gates.Overloaded, and vault.Refused when a public key was swapped in the database.
    """
    service.rate_limits.count(rate_limits.Act.LOGIN, address)
    with service.store.read() as session:
        service.roster.verify(session)
        found = people.find(session, name)
    person, private = _decoy(service, name)
    is_known = False
    with service.login_gate.enter():
        key = service.vault.password_key(password, (found or person).id)
        with suppress(LoginRefused):
            private = _private(key, found or person)
            person = found or person
            is_known = found is not None
    team_keys.verify_person(service, person)
    if Pair.of(private).public != person.public:
        raise Swapped
    return Claimant(person=person, private=private, is_known=is_known, stretched=key)


def log_in(
    service: Service, name: str, password: str, code: str, address: str | None = None
) -> bytes:
    """Check all three and return the session's cookie.

    `address` is for the rate limits only. Raises LoginRefused, NotAdmitted, db.Unavailable, and as
    `claimant` does.
    """
    claims = claimant(service, name, password, address)
    person = claims.person
    private = claims.private
    with service.login_gate.enter():
        recovery_code = totp.recovery_code_id(service.vault, person.id, code)
    # A recovery code is a part of the roster, which is sealed anew when one is used.
    transaction = service.roster.change() if recovery_code else service.store.write()
    try:
        with transaction as session:
            if recovery_code:
                totp.use_recovery_code(session, recovery_code)
            else:
                totp.use(session, person, private, code)
            if claims.is_known and person.standing is Standing.ACTIVE:
                return let_in(service, session, person, private)
    except totp.WrongCode as error:
        raise LoginRefused from error
    if not claims.is_known:
        raise LoginRefused
    raise NotAdmitted  # the code is used up all the same


def let_in(service: Service, session: Session, person: Counsellor, private: Key) -> bytes:
    """Open the desk to somebody whose factors were right; returns the session's cookie.

    Raises vault.Refused.
    """
    team_keys.open_shares(service, session, person, private)
    heartbeat.note_presence(session)
    login_days.note(session, person.id)
    chain.forget_old_in(session, service.vault)  # the chores may lack the key
    return _begin(service, session, person, private)


def _decoy(service: Service, name: str) -> tuple[Counsellor, Key]:
    """A decoy counsellor and its private key, so that an unknown name costs the same time."""
    pair = Pair.new()
    person = service.vault.mac("decoy", names.comparable(name).encode())[:ID_SIZE]
    return Counsellor(
        id=person,
        public=pair.public,
        mac=service.vault.mac("counsellor", person, pair.public),
        private_box=bytes(vault.SIZES[0]),
        totp_box=totp.seal(pair.private, person, totp.new_secret()),
        standing=Standing.WAITS,
        session_epoch=0,
    ), pair.private


def resume(service: Service, cookie: bytes) -> Staff:
    """Who this cookie belongs to.

    Raises SessionExpired, also for somebody who has left or ended all sessions, and vault.Refused
    when people or keys are not as they were left.
    """
    payload = sessions.resume(service.store, SessionKind.DESK, cookie, limits(service))
    return _staff(service, payload)


def remember(service: Service, cookie: bytes) -> Staff:
    """Who was logged in with this cookie lately and still works here; raises as `resume` does."""
    return _staff(service, sessions.remember(service.store, SessionKind.DESK, cookie))


def _staff(service: Service, payload: bytes) -> Staff:
    private = private_of(payload)
    with service.store.read() as session:
        service.roster.verify(session)
        person = owner(session, payload)
        return Staff(
            id=person.id,
            name=person.name,
            duties=person.duties,
            private=private,
            team=team_keys.open_shares(service, session, person, private),
        )


def confirm(service: Service, staff: Staff, code: str, address: str | None = None) -> None:
    """Check a fresh code of somebody who is logged in; it is used up.

    Raises totp.WrongCode, rate_limits.Slowed, rate_limits.Flooded, db.Unavailable.
    """
    service.rate_limits.count(rate_limits.Act.LOGIN, address)
    with service.store.write() as session:
        totp.use(session, session.get_one(Counsellor, staff.id), staff.private, code)


def log_out(service: Service, cookie: bytes) -> None:
    """End the session; its cookie is dead."""
    with service.store.write() as session:
        sessions.end(session, SessionKind.DESK, cookie)


def end_everywhere(service: Service, staff: Staff) -> None:
    """End every session of somebody, wherever its cookie is. Raises vault.Refused."""
    end_sessions_of(service, staff.id)


def end_sessions_of(service: Service, person: bytes) -> None:
    """End every session of a colleague; they can log in again. Raises NoSuchPerson, vault.Refused.

    Nobody learns whether there were any: the rows name nobody.
    """
    with service.roster.change() as session:
        found = session.get(Counsellor, person)
        if found is None:
            raise people.NoSuchPerson
        found.session_epoch += 1


def change_password(
    service: Service,
    staff: Staff,
    old: str,
    new: str,
    address: str | None = None,
    *,
    tell: Tell,
) -> bytes:
    """Wrap the private half under a new password, and end every session but a new one.

    `tell` lets them know by a letter. Returns the cookie of the session that goes on. Raises
    passwords.WeakPassword, vault.Refused, and as `check_present_password` does.
    """
    check_password(service.facts, new, staff.name)
    check_present_password(service, staff, old, address)
    with service.login_gate.enter():
        key = service.vault.password_key(new, staff.id)
    with service.roster.change() as session:
        person = session.get_one(Counsellor, staff.id)
        person.private_box = vault.seal(
            key, staff.private, Place(Record.COUNSELLOR_KEY, record=staff.id)
        )
        login_changes.note_own(service, session, person, Act.CHANGED_PASSWORD, tell)
        return begin_anew(service, session, person, staff.private)


def change_second_factor(
    service: Service,
    staff: Staff,
    password: str,
    secret: str,
    code: str,
    address: str | None = None,
    *,
    tell: Tell,
) -> NewFactor:
    """Another authenticator and new recovery codes; the old ones are dead at once, and so is every
    session but a new one.

    `tell` lets them know by a letter. Raises totp.WrongCode, db.Unavailable, vault.Refused, and as
    `check_present_password` does.
    """
    step = totp.step_of(secret, code)
    check_present_password(service, staff, password, address)
    with service.login_gate.enter():
        shown, codes = totp.new_recovery_codes(service.vault, staff.id)
    with service.roster.change() as session:
        person = session.get_one(Counsellor, staff.id)
        person.totp_box = totp.seal(staff.private, staff.id, secret)
        person.totp_step = step
        session.execute(delete(RecoveryCode).where(RecoveryCode.counsellor_id == staff.id))
        session.add_all(codes)
        login_changes.note_own(service, session, person, Act.CHANGED_PHONE, tell)
        return NewFactor(shown, begin_anew(service, session, person, staff.private))


def check_present_password(
    service: Service, staff: Staff, password: str, address: str | None = None
) -> None:
    """Raise LoginRefused unless this is the password of somebody who is logged in.

    Whoever sits at an open desk guesses it no faster than at the login. `address` is for the rate
    limits only. Raises rate_limits.Slowed, rate_limits.Flooded, gates.Overloaded, too.
    """
    service.rate_limits.count(rate_limits.Act.LOGIN, address)
    with service.store.read() as session:
        person = session.get_one(Counsellor, staff.id)
    with service.login_gate.enter():
        _private(service.vault.password_key(password, staff.id), person)


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


def _begin(service: Service, session: Session, person: Counsellor, private: Key) -> bytes:
    """Open a session and return its cookie; its row names nobody, who it is lies sealed in it."""
    return sessions.begin(session, SessionKind.DESK, identity(person, private), limits(service))


def begin_anew(service: Service, session: Session, person: Counsellor, private: Key) -> bytes:
    """End every session of somebody but a new one; returns its cookie."""
    person.session_epoch += 1
    return _begin(service, session, person, private)


def identity(person: Counsellor, private: Key) -> bytes:
    """What a session holds of its owner: `IDENTITY_SIZE` bytes, until their sessions are ended."""
    return person.id + person.session_epoch.to_bytes(EPOCH_SIZE, "big") + private


def private_of(payload: bytes) -> Key:
    """The private half of whoever's `identity` this is."""
    return Key(payload[ID_SIZE + EPOCH_SIZE : IDENTITY_SIZE])


def owner(session: Session, payload: bytes) -> Counsellor:
    """Whose `identity` this is; raises SessionExpired where their sessions were ended since."""
    person = session.get(Counsellor, payload[:ID_SIZE])
    epoch = int.from_bytes(payload[ID_SIZE : ID_SIZE + EPOCH_SIZE], "big")
    is_here = person is not None and person.standing is Standing.ACTIVE
    if person is None or not is_here or person.session_epoch != epoch:
        raise sessions.SessionExpired
    return person


def _private(key: Key, person: Counsellor) -> Key:
    try:
        return Key(
            vault.unseal(key, person.private_box, Place(Record.COUNSELLOR_KEY, record=person.id))
        )
    except Refused as error:
        raise LoginRefused from error
