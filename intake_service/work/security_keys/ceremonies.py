"""What a browser is asked, and what its key answered (WebAuthn Level 3, sections 7.1 and 7.2).

No attestation is asked for: which make a key is, is nobody's business. The password was given
already, so the key need not know its owner, and holds no list of where it is used.
"""

from dataclasses import dataclass
from typing import Any, Final

from intake_service.work.security_keys.keys import SecurityKey
from intake_service.work.security_keys.origins import DeskOrigin

ANSWER_MAX: Final = 16_000  # characters; that of a key has some hundreds
PATIENCE: Final = 120_000  # milliseconds until the browser gives up


class AnswerRefused(Exception):
    """The answer is not that of such a key to this question, at this address."""


@dataclass(frozen=True)
class Added:
    """What a new key said of itself."""

    credential: bytes
    public: bytes
    count: int


def question_to_new(
    origin: DeskOrigin, challenge: bytes, person: str, has_already: list[bytes]
) -> str:
    """What the browser is asked to make a new key known; JSON."""
    # The library takes ten megabytes with its own, and only the desk needs it, and rarely.
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers import structs

    options = generate_registration_options(
        rp_id=origin.host,
        rp_name=origin.host,
        user_name=person,
        challenge=challenge,
        timeout=PATIENCE,
        attestation=structs.AttestationConveyancePreference.NONE,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.DISCOURAGED,
            user_verification=structs.UserVerificationRequirement.DISCOURAGED,
        ),
        exclude_credentials=[
            structs.PublicKeyCredentialDescriptor(id=each) for each in has_already
        ],
    )
    return options_to_json(options)


def question_to_known(origin: DeskOrigin, challenge: bytes, allowed: list[bytes]) -> str:
    """What the browser is asked at a login, and which keys may answer; JSON."""
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers import structs

    options = generate_authentication_options(
        rp_id=origin.host,
        challenge=challenge,
        timeout=PATIENCE,
        allow_credentials=[structs.PublicKeyCredentialDescriptor(id=each) for each in allowed],
        user_verification=structs.UserVerificationRequirement.DISCOURAGED,
    )
    return options_to_json(options)


def read_new(answer: str, challenge: bytes, origin: DeskOrigin) -> Added:
    """What a new key answered; raises AnswerRefused."""
    from webauthn import verify_registration_response

    try:
        found = verify_registration_response(
            credential=_short(answer),
            expected_challenge=challenge,
            expected_rp_id=origin.host,
            expected_origin=origin.address,
        )
    except Exception as error:  # whoever sends it chooses at what the library stumbles
        raise AnswerRefused from error
    return Added(found.credential_id, found.credential_public_key, found.sign_count)


def which(answer: str, known: list[SecurityKey]) -> SecurityKey:
    """Which of these keys has answered; raises AnswerRefused."""
    from webauthn.helpers import parse_authentication_credential_json

    try:
        credential = parse_authentication_credential_json(_short(answer)).raw_id
    except Exception as error:
        raise AnswerRefused from error
    for each in known:
        if each.credential == credential:
            return each
    raise AnswerRefused


def read_known(answer: str, challenge: bytes, origin: DeskOrigin, key: SecurityKey) -> int:
    """How often a key has signed, by its answer at a login; raises AnswerRefused.

    The count is the caller's matter: a copy of a key is to be told from a wrong answer.
    """
    from webauthn import verify_authentication_response

    try:
        found: Any = verify_authentication_response(
            credential=_short(answer),
            expected_challenge=challenge,
            expected_rp_id=origin.host,
            expected_origin=origin.address,
            credential_public_key=key.public,
            credential_current_sign_count=0,
        )
    except Exception as error:
        raise AnswerRefused from error
    return int(found.new_sign_count)


def _short(answer: str) -> str:
    if len(answer) > ANSWER_MAX:
        raise AnswerRefused
    return answer
