"""Logging in with a security key in the place of a code: name and password first, then a touch.

Whoever gives a wrong name or password is asked for a touch as well, of keys that nobody has, and
hears only afterwards that one of the three was wrong.
"""

import secrets

from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store import vault
from intake_service.store.vault import KEY_SIZE, Key, Place, Record
from intake_service.work.security_keys import ceremonies, keys
from intake_service.work.security_keys.adding import TOUCHED_WITHIN, Question
from intake_service.work.security_keys.ceremonies import AnswerRefused
from intake_service.work.security_keys.keys import AT_MOST, SecurityKey
from intake_service.work.security_keys.origins import DeskOrigin
from intake_service.work.service import Service
from intake_service.work.team import logins, sessions
from intake_service.work.team.logins import IDENTITY_SIZE, Claimant, LoginRefused
from intake_service.work.team.sessions import SessionExpired, SessionKind

_KNOWN = b"\1"
_DECOY = b"\0"
_PLACE = Place(Record.SESSION)


class MayBeCopied(LoginRefused):
    """All was right, but the key counts no further than before: somebody may have a copy."""


def begin(
    service: Service, origin: DeskOrigin, name: str, password: str, address: str | None = None
) -> Question:
    """Ask for a touch of one of somebody's keys.

    Raises as `logins.claimant` does.
    """
    claims = logins.claimant(service, name, password, address)
    challenge = secrets.token_bytes(KEY_SIZE)
    known = _KNOWN if claims.is_known else _DECOY
    payload = known + logins.identity(claims.person, claims.private) + challenge
    # The browser holds the cookie before the key was touched: it opens nothing without the server.
    box = vault.seal(_key(service), payload, _PLACE)
    with service.store.write() as session:
        cookie = sessions.begin(session, SessionKind.KEY_LOGIN, box, TOUCHED_WITHIN)
        allowed = _allowed(session, claims, origin)
    allowed += _decoys(claims.stretched, AT_MOST - len(allowed))
    return Question(cookie, ceremonies.question_to_known(origin, challenge, sorted(allowed)))


def finish(service: Service, origin: DeskOrigin, cookie: bytes, answer: str) -> bytes:
    """Check the answer of the key and return the session's cookie; a question serves once.

    Raises MayBeCopied, LoginRefused, db.Unavailable, vault.Refused.
    """
    try:
        with service.store.write() as session:
            box = sessions.use_up(session, SessionKind.KEY_LOGIN, cookie)
        payload = vault.unseal(_key(service), box, _PLACE)
        identity = payload[1 : 1 + IDENTITY_SIZE]
        if payload[:1] != _KNOWN:
            raise LoginRefused
        with service.roster.change() as session:
            person = logins.owner(session, identity)
            private = logins.private_of(identity)
            present = keys.of(session, person.id, private)
            key = _checked(present, origin, payload[1 + IDENTITY_SIZE :], answer)
            keys.keep(session, person.id, private, key)
            if not key.may_be_copied:
                return logins.let_in(service, session, person, private)
    except (SessionExpired, AnswerRefused) as error:
        raise LoginRefused from error
    raise MayBeCopied


def _key(service: Service) -> Key:
    """What seals a waiting question: whoever reads the database and knows a password lacks it."""
    return Key(service.vault.mac("key login"))


def _checked(
    present: list[SecurityKey], origin: DeskOrigin, challenge: bytes, answer: str
) -> SecurityKey:
    """The key that answered, as it stands after that."""
    here = [each for each in present if each.host == origin.host]
    key = ceremonies.which(answer, here)
    count = ceremonies.read_known(answer, challenge, origin, key)
    return key if key.may_be_copied else keys.used(key, count=count, on=clock.today())


def _allowed(session: Session, claims: Claimant, origin: DeskOrigin) -> list[bytes]:
    if not claims.is_known:
        return []
    present = keys.of(session, claims.person.id, claims.private)
    return [each.credential for each in present if each.host == origin.host]


def _decoys(stretched: Key, count: int) -> list[bytes]:
    """Names of keys that nobody has: the same ones whenever the same name and password are given,
    as true ones would be."""
    return [
        b"".join(vault.derive(stretched, "key decoy", bytes([number, half])) for half in (0, 1))
        for number in range(count)
    ]
