"""One enquiry, all who work on it, and everything about it that must not be half there."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from intake_service.store.models import Enquiry, Letter
from intake_service.work.casework import cases, deletion, draft_slots, drafts, enquiry_keys
from intake_service.work.casework.draft_slots import DraftKind
from intake_service.work.casework.draft_windows import Window
from intake_service.work.casework.enquiry_keys import NoSuchEnquiry
from intake_service.work.casework.seen import NewerMessage
from intake_service.work.casework.taking_back import AlreadyOpened
from intake_service.work.colleagues import reading
from intake_service.work.conversation import threads
from intake_service.work.conversation.proposals import NotYet
from intake_service.work.enquiry import expiry, mailbox
from intake_service.work.enquiry.opened_mailbox import NothingOpens, OpenedMailbox
from intake_service.work.figures import counts, minutes
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.intake.desk.figures import counted

REFUSED = (AlreadyOpened, NewerMessage, NoSuchEnquiry, NothingOpens, NotYet)
"""What the work says instead of doing anything."""


@dataclass(frozen=True)
class Standing:
    """How an enquiry stands: in clear, in its thread, in what is unfinished, in the figures."""

    clear: tuple[object, ...]
    messages: tuple[tuple[bool, str], ...]
    unfinished: dict[str, tuple[str, ...]]
    """The answers that each has begun and not sent, by name."""
    figures: tuple[object, ...]

    @property
    def last_position(self) -> int:
        """Position of the last message; 0 where the enquiry is deleted."""
        return len(self.messages)


@dataclass(frozen=True)
class Life:
    """An enquiry in a service, its sender's mailbox, and two who may answer it."""

    service: Service
    box: OpenedMailbox
    staff: Staff
    second: Staff
    number: int = 1

    def within(self, service: Service) -> "Life":
        """The same where another service has been opened."""
        return replace(self, service=service)

    @property
    def standing(self) -> Standing:
        """How it stands; looking changes nothing."""
        months = counts.read(self.service, self.staff).months.values()
        figures = (*counted.table(self.service), *(month.minutes for month in months))
        with self.service.store.read() as session:
            enquiry = session.get(Enquiry, self.number)
            if enquiry is None:
                return Standing((), (), {}, figures)
            keys = enquiry_keys.open_all(self.service, self.staff, enquiry)
            thread = threads.read(session, enquiry, keys.thread)
            assert thread == threads.read(session, enquiry, self.box.keys(self.service, enquiry))
            begun = {}
            for who in (self.staff, self.second):
                own = draft_slots.read_own(session, enquiry, keys.staff, who, DraftKind.ANSWER)
                written = [each for each in own.contents if each.is_written]
                begun[who.name] = tuple(each.fields["text"] for each in written)
            clear = tuple(getattr(enquiry, name) for name in CLEAR)
            letters = session.scalar(select(func.count()).select_from(Letter))
        messages = tuple((each.from_team, each.text) for each in thread)
        return Standing((*clear, letters), messages, begun, figures)


CLEAR = (
    "state",
    "due_on",
    "last_on",
    "settled_on",
    "closed_on",
    "read",
    "read_position",
    "taken_back",
)
"""What stands of it in clear and changes."""


@dataclass(frozen=True)
class Step:
    """Something that somebody does to an enquiry; done again, it changes nothing more."""

    name: str
    act: Callable[[Life], object]

    def happen(self, life: Life) -> None:
        """Do it, or be refused."""
        with suppress(*REFUSED):
            self.act(life)

    def __repr__(self) -> str:
        return self.name


def save(who: str, window: Window, text: str) -> Step:
    """The script saves what stands in a window."""

    def act(life: Life) -> None:
        texts = {DraftKind.ANSWER: {"text": text}}
        drafts.keep_all(life.service, getattr(life, who), life.number, texts, window)

    return Step(f"{who} types {text!r} in {window.id}", act)


def send(who: str, window: Window, text: str, after: int) -> Step:
    """Somebody presses the button below a text."""

    def act(life: Life) -> None:
        author: Staff = getattr(life, who)
        cases.answer(life.service, author, life.number, text, after=after, window=window)

    return Step(f"{who} sends {text!r} after {after}", act)


def take_back(position: int) -> Step:
    """The team takes an answer back."""
    return Step(
        f"take back {position}",
        lambda life: reading.take_back(life.service, life.staff, life.number, position=position),
    )


def note_minutes(spent: int, position: int) -> Step:
    """Somebody says how long it took."""
    return Step(
        f"{spent} minutes for {position}",
        lambda life: minutes.note(life.service, life.second, life.number, spent, position=position),
    )


def take_over() -> Step:
    """A colleague goes on with what the other has begun."""
    return Step(
        "take over",
        lambda life: drafts.take_over(life.service, life.second, life.number, life.staff.id),
    )


def write_again(text: str, after: int) -> Step:
    """The sender writes once more."""
    return Step(
        f"sender writes {text!r} after {after}",
        lambda life: mailbox.write_again(life.service, life.box, text, after=after),
    )


def propose_deletion(after: int) -> Step:
    """A colleague proposes to delete it."""
    return Step(
        "propose deletion",
        lambda life: deletion.propose(life.service, life.second, life.number, after=after),
    )


def delete(after: int) -> Step:
    """The second person deletes it."""
    return Step(
        "delete", lambda life: deletion.delete(life.service, life.staff, life.number, after=after)
    )


READ = Step("sender reads", lambda life: mailbox.contents(life.service, life.box))
EXPIRE = Step("days are over", lambda life: expiry.apply_retention(life.service))
DELETE_ALL = Step("sender deletes", lambda life: mailbox.delete_all(life.service, life.box, b""))
