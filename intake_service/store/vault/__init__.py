"""All of the service's cryptography, and nothing else.

Primitives: XChaCha20-Poly1305 (IETF), X25519 sealed boxes and Argon2id of libsodium through PyNaCl;
keyed BLAKE2b (RFC 7693) with `person` as the label of each derived key. Sizes are bytes, keys are
32 bytes.

- *Server secret*: a file outside the database; every salt, MAC and cookie key is derived from it.
- *Receipt*: one Argon2id gives the row's `lookup_id`, the key that wraps the first thread key, and
  an X25519 pair that later ones are sealed to.
- *Enquiry*: a random thread key (messages) and a random staff key (what only the team reads); fresh
  ones for what is written after somebody has left the team.
- *Counsellor*: an X25519 pair whose private half is wrapped under the password.
- *Team*: an X25519 pair for each version; its private half is sealed to each counsellor and for
  recovery.
"""

from intake_service.store.vault.aead import SIZES, Place, Record, Role, seal, unseal
from intake_service.store.vault.derivation import ID_SIZE, KEY_SIZE, Key, derive, new_id, new_key
from intake_service.store.vault.derived_keys import ReceiptKeys, SenderPart, Vault
from intake_service.store.vault.faults import NotHeld, Refused, Swapped
from intake_service.store.vault.pairs import Pair, seal_to, unseal_from, version_name

__all__ = [
    "ID_SIZE",
    "KEY_SIZE",
    "SIZES",
    "Key",
    "NotHeld",
    "Pair",
    "Place",
    "ReceiptKeys",
    "Record",
    "Refused",
    "Role",
    "SenderPart",
    "Swapped",
    "Vault",
    "derive",
    "new_id",
    "new_key",
    "seal",
    "seal_to",
    "unseal",
    "unseal_from",
    "version_name",
]
