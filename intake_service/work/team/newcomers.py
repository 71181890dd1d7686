"""Somebody new at the desk: password, pair, second factor, recovery codes."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store import vault
from intake_service.store.models import Counsellor, RecoveryCode
from intake_service.store.terms import Duty, Standing
from intake_service.store.vault import Pair, Place, Record
from intake_service.work.service import Service
from intake_service.work.team import totp

# characters; no rule of composition, taken as typed
PASSWORD_MIN = 15
PASSWORD_MAX = 512
GUESSES_MIN = 10**10  # each costs half a second of Argon2id: some 150 years of one processor
JUDGED = 72  # characters; the estimate takes long for more, and what stands behind them only helps
COMMON_HERE = (
    "heslo",
    "kacko",
    "káčko",
    "kontaktni",
    "kontaktní",
    "centrum",
    "poradna",
    "drogy",
    "administrator",
)
NAME_MAX = 60


class WeakPassword(ValueError):
    """Too short, or guessed at once."""


@dataclass(frozen=True)
class NewPerson:
    """What somebody needs to log in: shown once, kept nowhere readable."""

    name: str
    totp_secret: str
    recovery_codes: list[str]


def check_password(password: str, name: str) -> None:
    """Raise WeakPassword for what is short, or what guessing programs try first.

    Those are the words that people choose most, names, dates, rows of the keyboard, repetitions,
    and all of them in a row: zxcvbn (Wheeler, USENIX Security 2016) estimates how many guesses they
    take.
    """
    if not PASSWORD_MIN <= len(password) <= PASSWORD_MAX:
        raise WeakPassword
    # Its lists of words take 15 MB, and only the desk needs them, and rarely.
    from zxcvbn import zxcvbn

    judged = zxcvbn(password[:JUDGED], user_inputs=[name, *COMMON_HERE])
    if judged["guesses"] < GUESSES_MIN:
        raise WeakPassword


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
            joined_on=clock.today(),
        )
        return cls(row, codes, NewPerson(name, totp_secret, shown))

    def join(self, session: Session, duty: Duty, standing: Standing) -> None:
        """Store the person with a duty and a standing."""
        self.row.duty = duty
        self.row.standing = standing
        session.add(self.row)
        session.flush()
        session.add_all(self.codes)
