"""Files in the age format (https://age-encryption.org/v1), which the plain `age` tool opens too.

Keys are X25519 in age's own spelling: a *recipient* `age1…` encrypts, an *identity*
`AGE-SECRET-KEY-1…` decrypts. Only the first has to lie on the server.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Final

import pyrage
from pyrage.x25519 import Identity, Recipient

__all__ = [
    "BadKey",
    "CannotOpen",
    "Identity",
    "Recipient",
    "decrypt",
    "encrypt",
    "new_identity",
    "read_identities",
    "read_recipients",
]

IDENTITY: Final = "AGE-SECRET-KEY-1"


class BadKey(ValueError):
    """What was given is no key of age's."""


class CannotOpen(Exception):
    """The file is not in the age format, was changed or cut off, or is for another key."""


def read_recipients(written: str) -> tuple[Recipient, ...]:
    """The keys in a setting, split by commas or spaces. Raises BadKey, which names the wrong one
    unless that is a private one."""
    return tuple(_recipient(each) for each in written.replace(",", " ").split())


def _recipient(written: str) -> Recipient:
    if written.upper().startswith(IDENTITY):
        raise BadKey("this is the private key: it must not lie on this machine; give age1…")
    try:
        return Recipient.from_str(written)
    except pyrage.RecipientError:
        raise BadKey(f"{written} is no public key of age's (age1…)") from None


def read_identities(path: Path) -> tuple[Identity, ...]:
    """The private keys in a file as `age-keygen` writes it: one a line, remarks after `#`.

    Raises BadKey, OSError.
    """
    try:
        lines = path.read_text("ascii").splitlines()
    except UnicodeDecodeError:
        raise BadKey(f"{path} is no file of age-keygen") from None
    written = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    try:
        identities = tuple(Identity.from_str(each) for each in written)
    except pyrage.IdentityError:
        identities = ()
    if not identities:
        raise BadKey(f"{path} holds no private key of age's ({IDENTITY}…)")
    return identities


def new_identity() -> Identity:
    """A fresh key pair."""
    return Identity.generate()


def encrypt(source: BinaryIO, target: BinaryIO, recipients: Sequence[Recipient]) -> None:
    """Write `source` to `target`, for any of `recipients` to open.

    The library keeps silent where the disk is full: read back what was written.
    """
    pyrage.encrypt_io(source, target, list(recipients))


def decrypt(source: BinaryIO, target: BinaryIO, identities: Sequence[Identity]) -> None:
    """Write what `source` holds to `target`.

    Raises CannotOpen; what was written until then must not be used. Raises OSError of the disk.
    """
    try:
        pyrage.decrypt_io(source, target, list(identities))
    except pyrage.DecryptError as error:
        raise CannotOpen(str(error)) from None
    except OSError as error:
        if error.errno is None:  # so the library says that a piece was changed or is missing
            raise CannotOpen(str(error)) from None
        raise
