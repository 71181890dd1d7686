"""Adding a security key: the password is asked for again, then the key is touched."""

import secrets
from dataclasses import dataclass

from intake_service import clock
from intake_service.store import vault
from intake_service.store.models import Counsellor
from intake_service.store.terms import Act
from intake_service.store.vault import ID_SIZE, KEY_SIZE
from intake_service.work.audit import login_changes
from intake_service.work.audit.login_changes import Tell
from intake_service.work.security_keys import ceremonies, keys
from intake_service.work.security_keys.ceremonies import AnswerRefused
from intake_service.work.security_keys.keys import AT_MOST, SecurityKey
from intake_service.work.security_keys.origins import DeskOrigin
from intake_service.work.service import Service
from intake_service.work.team import logins, sessions
from intake_service.work.team.logins import Staff
from intake_service.work.team.sessions import Limits, SessionExpired, SessionKind

TOUCHED_WITHIN = Limits(idle=300, total=300)


class TooManyKeys(Exception):
    """Somebody has as many keys as one person can have."""


@dataclass(frozen=True)
class Question:
    """What the browser asks a key, and the cookie by which its answer is known; it serves once."""

    cookie: bytes
    options: str


def begin(
    service: Service,
    staff: Staff,
    origin: DeskOrigin,
    name: str,
    password: str,
    address: str | None = None,
) -> Question:
    """Check the password, and ask a new key.

    Raises TooManyKeys, db.Unavailable, vault.Refused, and as `logins.check_present_password` does.
    """
    present = keys.mine(service, staff)
    if len(present) >= AT_MOST:
        raise TooManyKeys
    logins.check_present_password(service, staff, password, address)
    challenge = secrets.token_bytes(KEY_SIZE)
    payload = challenge + staff.id + name.encode()
    with service.store.write() as session:
        cookie = sessions.begin(session, SessionKind.NEW_KEY, payload, TOUCHED_WITHIN)
    known = [each.credential for each in present]
    return Question(cookie, ceremonies.question_to_new(origin, challenge, staff.name, known))


def finish(
    service: Service, staff: Staff, origin: DeskOrigin, cookie: bytes, answer: str, *, tell: Tell
) -> None:
    """Keep the key that answered; `tell` lets its owner know by a letter.

    Raises AnswerRefused, TooManyKeys, db.Unavailable, vault.Refused.
    """
    try:
        with service.store.write() as session:
            payload = sessions.use_up(session, SessionKind.NEW_KEY, cookie)
    except SessionExpired as error:
        raise AnswerRefused from error
    challenge = payload[:KEY_SIZE]
    asked = payload[KEY_SIZE : KEY_SIZE + ID_SIZE]
    if asked != staff.id:
        raise AnswerRefused
    added = ceremonies.read_new(answer, challenge, origin)
    key = SecurityKey(
        id=vault.new_id(),
        name=payload[KEY_SIZE + ID_SIZE :].decode(),
        host=origin.host,
        credential=added.credential,
        public=added.public,
        count=added.count,
        added_on=clock.today(),
    )
    with service.roster.change() as session:
        present = keys.of(session, staff.id, staff.private)
        if len(present) >= AT_MOST:
            raise TooManyKeys
        if any(each.credential == key.credential for each in present):
            raise AnswerRefused
        keys.keep(session, staff.id, staff.private, key)
        person = session.get_one(Counsellor, staff.id)
        login_changes.note_own(service, session, person, Act.ADDED_KEY, tell)
