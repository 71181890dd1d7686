"""A rewritten question and answer that could be published, and what its sender says to it.

Both are sealed under the newest thread key, so that the sender reads the one and gives the other.
Consent is for one text, word for word: a changed text has to be asked about again. Something is
sealed as consent from the beginning; the rows do not tell what was answered.
"""

import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Self

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from centre.exchange.published_questions import Question
from intake_service.store import models, vault
from intake_service.store.models import Counsellor, Enquiry, ProposedPage
from intake_service.store.vault import Key, Place, Record, Role
from intake_service.work.conversation.key_rings import EpochKey
from intake_service.work.conversation.proposals import Proposal, may_propose


class Consent(StrEnum):
    """What the sender says to it."""

    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class NotAgreed(Exception):
    """The sender did not agree to this text, or does not agree any more."""


@dataclass(frozen=True)
class Offer:
    """A text that could be published, and what its sender says to it."""

    question: Question
    consent: Consent
    page: str = ""
    """The id of the page, once it was published."""
    mark: str = ""
    """Stands for these words alone; whoever agrees says to which."""
    proposal: Proposal | None = None
    """That somebody of the team proposes to write the page."""

    def answered(self, consent: Consent) -> Self:
        """The same text with another word of its sender; a proposal falls with the yes."""
        kept = self.proposal if consent is Consent.GIVEN else None
        return replace(self, consent=consent, proposal=kept)

    @property
    def agreed(self) -> bool:
        """Whether the sender agrees to this text."""
        return self.consent is Consent.GIVEN

    @property
    def undecided(self) -> bool:
        """Whether the sender has not said anything yet."""
        return self.consent is Consent.ASKED

    @property
    def declined(self) -> bool:
        """Whether the sender does not want it: then nobody asks again."""
        return self.consent in (Consent.REFUSED, Consent.WITHDRAWN)


def read(session: Session, enquiry: Enquiry, epoch: EpochKey) -> Offer | None:
    """What was offered for publishing, if anything; raises vault.Refused."""
    row = session.get(models.Publication, enquiry.id)
    if row is None:
        return None
    text = _unseal(epoch, row.text_box, Record.PUBLICATION, enquiry)
    answer = _unseal(epoch, row.consent_box, Record.CONSENT, enquiry)
    question = Question(**text["question"])
    mark = _mark(epoch.key, question)
    proposal = _proposal(text.get("proposal"))
    consent = Consent(answer["consent"]) if answer["mark"] == mark else Consent.ASKED
    return Offer(
        question=question,
        consent=consent,
        page=text["page"],
        mark=mark,
        proposal=proposal if proposal and _stands(session, enquiry, proposal) else None,
    )


def keep(session: Session, enquiry: Enquiry, epoch: EpochKey, offer: Offer) -> None:
    """Seal a text and what its sender says to it, in the place of an earlier one."""
    text = {
        "question": asdict(offer.question),
        "page": offer.page,
        "proposal": _written(offer.proposal),
    }
    answer = {"consent": offer.consent, "mark": _mark(epoch.key, offer.question)}
    row = models.Publication(
        enquiry_id=enquiry.id,
        text_box=_seal(epoch, text, Record.PUBLICATION, enquiry),
        consent_box=_seal(epoch, answer, Record.CONSENT, enquiry),
    )
    session.merge(row)
    session.flush()
    if offer.proposal is None or offer.page:
        stop(session, enquiry)
    else:
        session.merge(
            ProposedPage(
                enquiry_id=enquiry.id,
                counsellor_id=offer.proposal.by,
                proposed_on=offer.proposal.on,
            )
        )


def stop(session: Session, enquiry: Enquiry) -> None:
    """Let a proposal stand no more, whether or not it can be read."""
    session.execute(delete(ProposedPage).where(ProposedPage.enquiry_id == enquiry.id))


def proposed(session: Session) -> list[tuple[Enquiry, Proposal]]:
    """What is proposed to be published, by number, as the rows alone tell it."""
    rows = session.execute(
        select(Enquiry, ProposedPage, Counsellor)
        .join(ProposedPage, ProposedPage.enquiry_id == Enquiry.id)
        .join(Counsellor, Counsellor.id == ProposedPage.counsellor_id)
    )  # few: in the order of all enquiries the database would go through those
    found = [
        (enquiry, Proposal(by=person.id, name=person.name, on=row.proposed_on))
        for enquiry, row, person in rows
        if may_propose(person)
    ]
    return sorted(found, key=lambda each: each[0].number)


def _stands(session: Session, enquiry: Enquiry, proposal: Proposal) -> bool:
    row = session.get(ProposedPage, enquiry.id)
    if row is None or (row.counsellor_id, row.proposed_on) != (proposal.by, proposal.on):
        return False
    person = session.get(Counsellor, row.counsellor_id)
    return person is not None and may_propose(person)


def forget(session: Session, enquiry: Enquiry) -> None:
    """Offer it no more."""
    session.execute(delete(models.Publication).where(models.Publication.enquiry_id == enquiry.id))


def _written(proposal: Proposal | None) -> dict[str, str] | None:
    if proposal is None:
        return None
    return {"by": proposal.by.hex(), "name": proposal.name, "on": proposal.on.isoformat()}


def _proposal(written: dict[str, str] | None) -> Proposal | None:
    """None too for what an earlier version wrote, which knew of no proposals."""
    if written is None:
        return None
    by = bytes.fromhex(written["by"])
    return Proposal(by=by, name=written["name"], on=date.fromisoformat(written["on"]))


def _seal(epoch: EpochKey, content: object, record: Record, enquiry: Enquiry) -> bytes:
    plain = json.dumps(content, ensure_ascii=False).encode()
    return vault.seal(epoch.key, plain, _place(epoch, record, enquiry))


def _unseal(epoch: EpochKey, box: bytes, record: Record, enquiry: Enquiry) -> Any:
    return json.loads(vault.unseal(epoch.key, box, _place(epoch, record, enquiry)))


def _mark(thread_key: Key, question: Question) -> str:
    words = (part.encode() for part in asdict(question).values())
    return vault.derive(thread_key, "published text", *words, size=vault.ID_SIZE).hex()


def _place(epoch: EpochKey, record: Record, enquiry: Enquiry) -> Place:
    role = Role.TEAM if record is Record.PUBLICATION else Role.SENDER
    return Place(record, enquiry.id, enquiry.lookup_id, role=role, version=epoch.version)
