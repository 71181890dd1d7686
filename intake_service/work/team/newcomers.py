"""Somebody new at the desk: password, pair, second factor, recovery codes."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store import vault
from intake_service.store.models import Counsellor, RecoveryCode
from intake_service.store.terms import Duty, Standing
from intake_service.store.vault import Pair, Place, Record
from intake_service.work.service import Service
from intake_service.work.team import totp

NAME_MAX = 60


@dataclass(frozen=True)
class NewPerson:
    """What somebody needs to log in: shown once, kept nowhere readable."""

    name: str
    totp_secret: str
    recovery_codes: list[str]


@dataclass(frozen=True)
class Newcomer:
    """Somebody's keys before they are stored.

    Making them costs an Argon2id: outside any transaction.
    """

    row: Counsellor
    codes: list[RecoveryCode]
    shown: NewPerson

    @classmethod
    def of(cls, service: Service, name: str, password: str, totp_secret: str) -> "Newcomer":
        """Make all the keys of one person."""
        person = vault.new_id()
        pair = Pair.new()
        key = service.vault.password_key(password, person)
        shown, codes = totp.new_recovery_codes(service.vault, person)
        row = Counsellor(
            id=person,
            name=name,
            public=pair.public,
            mac=service.vault.mac("counsellor", person, pair.public),
            private_box=vault.seal(key, pair.private, Place(Record.COUNSELLOR_KEY, record=person)),
            totp_box=totp.seal(pair.private, person, totp_secret),
            totp_step=0,
            session_epoch=0,
            joined_on=clock.today(),
        )
        return cls(row, codes, NewPerson(name, totp_secret, shown))

    def join(self, session: Session, duties: Iterable[Duty], standing: Standing) -> None:
        """Store the person with their duties and a standing."""
        self.row.duties = frozenset(duties)
        self.row.standing = standing
        session.add(self.row)
        session.flush()
        session.add_all(self.codes)
