"""Publishing at the desk: offer a rewritten text, write it as a page of the site, take it down.

A page wants its sender's yes, and two people of the team or seven days: one proposes it, another
writes it. Until then it lies nowhere but sealed in the database, where no build finds it.
"""

from contextlib import suppress
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre.exchange import published_questions
from centre.exchange.published_questions import Question
from intake_service import clock
from intake_service.store import models, vault
from intake_service.store.models import Enquiry
from intake_service.store.terms import Act, State
from intake_service.work import site_changes
from intake_service.work.audit import chain
from intake_service.work.casework import drafts, enquiry_keys, second_person
from intake_service.work.casework.draft_slots import DraftKind
from intake_service.work.casework.draft_windows import Window
from intake_service.work.conversation import kinds, publication, threads
from intake_service.work.conversation.key_rings import KeyRing
from intake_service.work.conversation.proposals import Proposal
from intake_service.work.conversation.publication import Consent, NotAgreed, Offer
from intake_service.work.enquiry import hidden
from intake_service.work.post import email_hints
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff


class NotNow(Exception):
    """There is no answer yet, the sender declined, or it is published already."""


class NotInOrder(Exception):
    """The check of the content found something; `sentences` say what, in Czech."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__()
        self.sentences = sentences


class TextChanged(Exception):
    """Other words stand there than those that were read."""


class CannotWrite(Exception):
    """The folder with the content cannot be written."""


@dataclass(frozen=True)
class ListedOffer:
    """An offered text in the list; `shown` says whether its page is in the content."""

    number: int
    offer: Offer
    shown: bool

    @property
    def waits_for_second(self) -> bool:
        """Whether somebody proposes to write its page."""
        return self.offer.agreed and not self.offer.page and self.offer.proposal is not None


@dataclass(frozen=True)
class ListedProposal:
    """That somebody proposes to publish the text of an enquiry."""

    number: int
    proposal: Proposal


def offer(
    service: Service,
    staff: Staff,
    number: int,
    question: Question,
    *,
    window: Window | None = None,
) -> None:
    """Ask the sender about a text that passes the check of the content, in the place of an earlier
    one.

    `window` is where it was typed: nothing of it stays unfinished there. Raises
    NoSuchEnquiry, NotNow, NotInOrder.
    """
    with service.store.read() as session:
        enquiry = enquiry_keys.find(session, number)
        _check_may_offer(session, enquiry, enquiry_keys.thread_keys(service, staff, enquiry))
    _checked_page(service, question, published_questions.new_id(service.settings.content, question))
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        keys = enquiry_keys.for_writing(service, session, staff, enquiry)
        _check_may_offer(session, enquiry, keys.thread)
        drafts.spend(service, session, staff, enquiry, keys.staff, DraftKind.OFFER, window)
        publication.keep(session, enquiry, keys.thread.newest, Offer(question, Consent.ASKED))
        enquiry.read = False
        email_hints.post(service, session, enquiry, keys.thread.newest)


def _check_may_offer(session: Session, enquiry: Enquiry, keys: KeyRing) -> None:
    if not may_offer(session, enquiry, publication.read(session, enquiry, keys.newest)):
        raise NotNow


def may_offer(session: Session, enquiry: Enquiry, before: Offer | None) -> bool:
    """Whether the sender may be asked now: never before the answer, never again after a no."""
    if before and (before.declined or before.page):
        return False
    answered = (
        enquiry.state in (State.ANSWERED, State.CLOSED) and threads.answers(session, enquiry) > 0
    )
    return kinds.find(enquiry.kind).promises_an_answer and answered


def take_back(service: Service, staff: Staff, number: int) -> None:
    """Do not ask any more. Raises NoSuchEnquiry, NotNow when it is published already."""
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        keys = enquiry_keys.thread_keys(service, staff, enquiry)
        offer = publication.read(session, enquiry, keys.newest)
        if offer and offer.page:
            raise NotNow
        publication.forget(session, enquiry)


def propose(service: Service, staff: Staff, number: int, *, mark: str) -> None:
    """Propose to write the page; a proposal that stands already stays as it is.

    `mark` says which words were read. Raises NoSuchEnquiry, NotAgreed, TextChanged.
    """
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        offer = _agreed(session, enquiry, enquiry_keys.thread_keys(service, staff, enquiry), mark)
        if not offer.page and not offer.proposal:
            newest = enquiry_keys.for_writing(service, session, staff, enquiry).thread.newest
            proposal = Proposal(by=staff.id, name=staff.name, on=clock.today())
            publication.keep(session, enquiry, newest, replace(offer, proposal=proposal))


def stop(service: Service, number: int) -> None:
    """Take a proposal back, whoever made it; it takes no key. Raises NoSuchEnquiry."""
    with service.store.write() as session:
        publication.stop(session, enquiry_keys.find(session, number))


def publish(service: Service, staff: Staff, number: int, *, mark: str) -> str:
    """Write the page and return its id; doing it twice writes the same page.

    `mark` says which words were read. Raises NoSuchEnquiry, NotAgreed, TextChanged, NotYet,
    NotInOrder, CannotWrite.
    """
    while True:
        try:
            return _publish(service, staff, number, mark)
        except FileExistsError:
            continue  # a colleague's page has taken the name meanwhile


def _publish(service: Service, staff: Staff, number: int, mark: str) -> str:
    root = service.settings.content
    with service.store.read() as session:
        enquiry = enquiry_keys.find(session, number)
        keys = enquiry_keys.thread_keys(service, staff, enquiry)
        agreed = _agreed(session, enquiry, keys, mark)
        if not agreed.page:
            second_person.check(session, staff, agreed.proposal)
    if agreed.page and is_shown(service, agreed):
        return agreed.page
    taken = {each.offer.page for each in list_offers(service, staff)}
    page_id = agreed.page or published_questions.new_id(root, agreed.question, taken=taken)
    text = _checked_page(service, agreed.question, page_id)
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        newest = enquiry_keys.for_writing(service, session, staff, enquiry).thread.newest
        now = publication.read(session, enquiry, newest)
        if now is None or not now.agreed or now.question != agreed.question:
            raise NotAgreed
        if not now.page:
            second_person.check(session, staff, now.proposal)
        publication.keep(session, enquiry, newest, replace(now, page=page_id))
        chain.note(service, session, staff.name, Act.PUBLISHED, number)
        try:
            # While nobody can withdraw; what fails undoes the rest.
            published_questions.write(root, page_id, text)
        except FileExistsError:
            raise
        except OSError as error:
            raise CannotWrite from error
    site_changes.tell(service.settings)
    return page_id


def take_down(service: Service, staff: Staff, number: int) -> None:
    """Remove the page. Raises NoSuchEnquiry, CannotWrite."""
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        newest = enquiry_keys.for_writing(service, session, staff, enquiry).thread.newest
        offer = publication.read(session, enquiry, newest)
        if offer is None or not offer.page:
            return
        try:
            published_questions.path(service.settings.content, offer.page).unlink(missing_ok=True)
        except OSError as error:
            raise CannotWrite from error
        publication.keep(session, enquiry, newest, replace(offer, page="", proposal=None))
        chain.note(service, session, staff.name, Act.TOOK_DOWN, number)
    site_changes.tell(service.settings)


def list_offers(
    service: Service, staff: Staff, *, only_proposed: bool = False
) -> list[ListedOffer]:
    """All texts that were offered, the newest enquiry first; one that is damaged is left out.

    With `only_proposed` those that somebody proposes to publish.
    """
    found = []
    with service.store.read() as session:
        out_of_sight = hidden.ids(service, session, staff)
        offers = models.ProposedPage if only_proposed else models.Publication
        ids = session.scalars(select(offers.enquiry_id)).all()
        offered = session.scalars(select(Enquiry).where(Enquiry.id.in_(ids))).all() if ids else []
        for enquiry in sorted(offered, key=lambda enquiry: -enquiry.number):
            if enquiry.id in out_of_sight:
                continue
            with suppress(vault.Refused):
                keys = enquiry_keys.thread_keys(service, staff, enquiry)
                offer = publication.read(session, enquiry, keys.newest)
                if offer:
                    found.append(ListedOffer(enquiry.number, offer, is_shown(service, offer)))
    return found


def list_proposed(service: Service) -> list[ListedProposal]:
    """All texts that somebody proposes to publish, by number, for whoever may not read them."""
    with service.store.read() as session:
        return [
            ListedProposal(enquiry.number, proposal)
            for enquiry, proposal in publication.proposed(session)
        ]


def is_shown(service: Service, offer: Offer) -> bool:
    """Whether its page is in the content, from where the next build takes it."""
    return (
        bool(offer.page) and published_questions.path(service.settings.content, offer.page).exists()
    )


def _agreed(session: Session, enquiry: Enquiry, keys: KeyRing, mark: str) -> Offer:
    offer = publication.read(session, enquiry, keys.newest)
    if offer is None or not offer.agreed:
        raise NotAgreed
    if offer.mark != mark:
        raise TextChanged
    return offer


def _checked_page(service: Service, question: Question, page_id: str) -> str:
    """The file, if the check finds nothing in it; takes seconds. Raises NotInOrder."""
    today = clock.today()
    in_archive = published_questions.has_archive(service.settings.content)
    text = published_questions.page(question, page_id, today, in_archive=in_archive)
    if found := published_questions.faults(service.settings.content, today, page_id, text):
        raise NotInOrder([fault.message for fault in found])
    return text
