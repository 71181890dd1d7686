"""A security key in software: signs what a browser would ask it, as far as the desk can see."""

import json
import re
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from html import unescape

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import bytes_to_base64url

from intake_service import clock
from intake_service.store import vault
from intake_service.work.security_keys import keys
from intake_service.work.security_keys.keys import SecurityKey
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.intake.browser import Page

IS_TOUCHED = 0x01
BRINGS_KEY = 0x40


@dataclass
class SoftwareKey:
    """A key that holds one credential; what it says of itself can be forged by the test."""

    count: int = 0
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def made_known(self, page: Page, origin: str) -> str:
        """The answer to a page that asks a new key."""
        asked = options_of(page)
        attested = (
            bytes(16)
            + len(self.credential).to_bytes(2, "big")
            + self.credential
            + cbor2.dumps(self._public())
        )
        data = self._data(asked["rp"]["id"], IS_TOUCHED | BRINGS_KEY) + attested
        return self._answer(
            clientDataJSON=_client_data("webauthn.create", asked["challenge"], origin),
            attestationObject=cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data}),
        )

    def touched(self, page: Page, origin: str, *, flags: int = IS_TOUCHED) -> str:
        """The answer to a page that asks at a login; each touch counts."""
        asked = options_of(page)
        self.count += 1
        data = self._data(asked["rpId"], flags)
        client = _client_data("webauthn.get", asked["challenge"], origin)
        signature = self.private.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=data, signature=signature)

    def _answer(self, **response: bytes) -> str:
        name = bytes_to_base64url(self.credential)
        told = {each: bytes_to_base64url(value) for each, value in response.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": told})

    def _data(self, host: str, flags: int) -> bytes:
        counted = self.count.to_bytes(4, "big")
        return sha256(host.encode()).digest() + bytes([flags]) + counted

    def _public(self) -> dict[int, int | bytes]:
        """Its public half, as COSE writes a point of P-256 (RFC 9053, section 7.1.1)."""
        point = self.private.public_key().public_numbers()
        return {
            1: 2,
            3: -7,
            -1: 1,
            -2: point.x.to_bytes(32, "big"),
            -3: point.y.to_bytes(32, "big"),
        }


def options_of(page: Page) -> dict[str, dict[str, str] | str]:
    """What a page asks the browser."""
    found = re.search(r'data-options="([^"]*)"', page.text)
    assert found, page.words
    return json.loads(unescape(found[1]))


def _client_data(kind: str, challenge: str, origin: str) -> bytes:
    return json.dumps({"type": kind, "challenge": challenge, "origin": origin}).encode()


def have_key(service: Service, staff: Staff, name: str) -> None:
    """Somebody has one more security key."""
    key = SecurityKey(
        id=vault.new_id(),
        name=name,
        host="localhost",
        credential=vault.new_key(),
        public=vault.new_key(),
        count=0,
        added_on=clock.today(),
    )
    with service.roster.change() as session:
        keys.keep(session, staff.id, staff.private, key)
