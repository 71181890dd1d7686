"""The second factor: RFC 6238 codes, each accepted once, and recovery codes for a lost phone."""

import hmac

import pyotp
from sqlalchemy import delete, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store import receipts, typed_codes, vault
from intake_service.store.models import Counsellor, RecoveryCode
from intake_service.store.receipts import ALPHABET
from intake_service.store.vault import Key, Place, Record, Vault

STEP = 30  # seconds
DIGITS = 6
TOLERANCE = 1  # steps to each side, for a phone whose clock is a little off
RECOVERY_CODES = 8
RECOVERY_CODE = 10  # characters: 50 bits, each good for one login
SECRET_LENGTH = 32  # characters of Base32: 160 bits, as RFC 4226 recommends
_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


class WrongCode(Exception):
    """The code is wrong, too old, or was used before."""


def new_secret() -> str:
    """A random secret as the Base32 text that an authenticator reads."""
    return pyotp.random_base32(SECRET_LENGTH)


def is_secret(text: str) -> bool:
    """Whether this can be a secret from `new_secret`."""
    return len(text) == SECRET_LENGTH and set(text) <= set(_BASE32)


def uri(secret: str, name: str, issuer: str) -> str:
    """The otpauth: address for a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=issuer)


def step_of(secret: str, code: str) -> int:
    """The time step in which this code is valid now; raises WrongCode."""
    totp = pyotp.TOTP(secret)
    now = clock.seconds() // STEP
    typed = typed_codes.forgive(code)
    for step in range(now - TOLERANCE, now + TOLERANCE + 1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), typed.encode()):
            return step
    raise WrongCode


def recovery_code_id(vault_: Vault, person: bytes, code: str) -> bytes | None:
    """What is kept of this code if it looks like a recovery code; an Argon2id: outside any
    transaction."""
    typed = typed_codes.forgive(code)
    if len(typed) > DIGITS and set(typed) <= set(ALPHABET):
        return vault_.recovery_code_id(person, typed)
    return None


def use_recovery_code(session: Session, code_id: bytes) -> None:
    """Accept a recovery code for good; raises WrongCode."""
    _once(session.execute(delete(RecoveryCode).where(RecoveryCode.id == code_id)))


def use(session: Session, person: Counsellor, private: Key, code: str) -> None:
    """Accept a code of the authenticator once; raises WrongCode."""
    step = step_of(unseal(private, person), code)
    _once(
        session.execute(
            update(Counsellor)
            .where(Counsellor.id == person.id, Counsellor.totp_step < step)
            .values(totp_step=step)
            .execution_options(synchronize_session=False)
        )
    )


def seal(private: Key, person: bytes, secret: str) -> bytes:
    """The secret under a key that only the counsellor's private half gives."""
    return vault.seal(_key(private), secret.encode("ascii"), Place(Record.TOTP, record=person))


def unseal(private: Key, person: Counsellor) -> str:
    """The secret of a counsellor; raises vault.Refused."""
    return vault.unseal(
        _key(private), person.totp_box, Place(Record.TOTP, record=person.id)
    ).decode("ascii")


def new_recovery_codes(vault_: Vault, person: bytes) -> tuple[list[str], list[RecoveryCode]]:
    """Fresh codes as they are shown once, and what is kept of them; eight Argon2id."""
    texts = [receipts.new()[:RECOVERY_CODE] for _ in range(RECOVERY_CODES)]
    rows = [
        RecoveryCode(id=vault_.recovery_code_id(person, text), counsellor_id=person)
        for text in texts
    ]
    half = RECOVERY_CODE // 2
    return [f"{text[:half]} {text[half:]}" for text in texts], rows


def _key(private: Key) -> Key:
    return vault.derive(private, "totp")


def _once(result: object) -> None:
    assert isinstance(result, CursorResult)
    if result.rowcount != 1:
        raise WrongCode
