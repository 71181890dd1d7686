"""How an answer helped: one to five and a sentence, sealed to the conversation; the number also for
figures.

Something is sealed in every conversation: the rows do not tell who gave feedback. The number is
sealed to the team once more, as a slip that names no enquiry, so that figures outlive the
conversation.
"""

import json
from dataclasses import dataclass

from sqlalchemy.orm import Session

from intake_service.store import vault
from intake_service.store.models import Enquiry
from intake_service.store.roster import TeamPublicKey
from intake_service.store.vault import ID_SIZE, Key, Place, Record, Role
from intake_service.work.conversation.key_rings import EpochKey, KeyRing
from intake_service.work.enquiry import slips

SENTENCE_MAX = 200  # characters; with them it stays in the smallest class of size
ABOUT = "feedback"


@dataclass(frozen=True)
class Feedback:
    """What a sender thinks of the answer; `rating` is 1 (did not help) to 5 (helped a lot)."""

    rating: int
    sentence: str = ""


def keep(enquiry: Enquiry, epoch: EpochKey, feedback: Feedback | None) -> None:
    """Seal the feedback to the conversation; None seals that there is none."""
    content = {"rating": feedback.rating, "sentence": feedback.sentence} if feedback else {}
    plain = json.dumps(content, ensure_ascii=False).encode()
    enquiry.feedback_box = vault.seal(epoch.key, plain, _place(enquiry, epoch))


def read(enquiry: Enquiry, epoch: EpochKey) -> Feedback | None:
    """What was given, if anything; raises vault.Refused."""
    if enquiry.feedback_box is None:
        return None  # asked under an earlier version
    place = _place(enquiry, epoch)
    content = json.loads(vault.unseal(epoch.key, enquiry.feedback_box, place))
    return Feedback(content["rating"], content["sentence"]) if content else None


def count(
    session: Session, team: TeamPublicKey, enquiry: Enquiry, keys: KeyRing, rating: int
) -> None:
    """Count the number for the figures; a second one of the same sender takes the place of the
    first."""
    facts = {"month": f"{enquiry.received_on:%Y-%m}", "rating": str(rating)}
    for each in keys.keys.values():
        slips.take_back(session, _slip_id(each.key))
    slips.store(session, team, _slip_id(keys.newest.key), {"about": ABOUT, **facts})


def _slip_id(thread_key: Key) -> bytes:
    return vault.derive(thread_key, "feedback slip", size=ID_SIZE)


def _place(enquiry: Enquiry, epoch: EpochKey) -> Place:
    return Place(
        Record.FEEDBACK,
        enquiry.id,
        enquiry.lookup_id,
        role=Role.SENDER,
        version=epoch.version,
    )
