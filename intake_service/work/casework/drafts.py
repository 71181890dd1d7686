"""What is not given yet: answers, notes, offers, sealed as they are typed.

Each author has one slot for each kind of text in an enquiry. It is sealed under the enquiry's staff
key and goes with the enquiry, whoever deletes that.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store import vault
from intake_service.store.models import Draft, Enquiry
from intake_service.store.vault import ID_SIZE, Refused
from intake_service.work.casework import draft_slots, enquiry_keys
from intake_service.work.casework.draft_slots import DraftKind, NotKept
from intake_service.work.casework.draft_windows import (
    Content,
    PageState,
    Unfinished,
    Window,
    read_window,
)
from intake_service.work.casework.enquiry_keys import NoSuchEnquiry
from intake_service.work.conversation.key_rings import KeyRing
from intake_service.work.enquiry import hidden
from intake_service.work.rate_limits import Act
from intake_service.work.service import Service
from intake_service.work.team import logins
from intake_service.work.team.logins import Staff
from intake_service.work.team.sessions import SessionExpired

Texts = Mapping[DraftKind, Mapping[str, str]]
"""The fields of a page by what they will become."""


@dataclass(frozen=True)
class KeptDraft:
    """What was written but not given: the fields of its form by name."""

    number: int
    kind: DraftKind
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Drafts:
    """All that is unfinished in one enquiry."""

    mine: Mapping[str, Unfinished]
    """By kind, what the reader of the page has begun."""
    colleagues: list[Unfinished]
    """What others have begun and nobody has taken over."""

    def fields(self, *kinds: DraftKind) -> dict[str, str]:
        """The newest text of the reader in each field."""
        return {
            name: text
            for content in self.newest_of(kinds)
            for name, text in content.fields.items()
            if text.strip()
        }

    def newest(self, *kinds: DraftKind) -> Content | None:
        """What the reader wrote last of these."""
        return max(self.newest_of(kinds), key=lambda content: content.at, default=None)

    def others(self, *kinds: DraftKind) -> list[Content]:
        """What the reader has typed in other windows."""
        return [each for kind in kinds if kind in self.mine for each in self.mine[kind].others]

    @property
    def elsewhere(self) -> list[Content]:
        """All that the reader has typed and that may stand in no field of a page."""
        return [*self.others(*DraftKind), *self.newest_of([DraftKind.READING])]

    def newest_of(self, kinds: Iterable[DraftKind]) -> list[Content]:
        """What stands in the fields of a page that shows the newest text of each of these."""
        begun = [self.mine[kind].newest for kind in kinds if kind in self.mine]
        return [content for content in begun if content]


@dataclass(frozen=True)
class Writer:
    """Whose login has expired: the cookie that is left of it; the address is not kept."""

    cookie: bytes
    address: str | None


def keep_all(service: Service, staff: Staff, number: int, texts: Texts, window: Window) -> str:
    """Seal what stands in a window, each kind in its slot; what was typed in others stays.

    Returns the handle of the first kind that has any text. Raises enquiry_keys.NoSuchEnquiry,
    NotKept for what is far too long, vault.Refused, db.Unavailable.
    """
    handle = ""
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        keys = enquiry_keys.for_writing(service, session, staff, enquiry).staff
        for kind, fields in texts.items():
            is_written = any(text.strip() for text in fields.values())
            found = draft_slots.read_own(session, enquiry, keys, staff, kind)
            if is_written or found.contents:
                now = found.put(window, fields, clock.now())
                slot = draft_slots.write(service, session, enquiry, keys, now)
                handle = handle or (slot.hex() if is_written else "")
    return handle


def spend(
    service: Service,
    session: Session,
    staff: Staff,
    enquiry: Enquiry,
    keys: KeyRing,
    kind: DraftKind,
    window: Window | None,
) -> None:
    """Take a text that is given out of its slot, in the transaction that gives it."""
    if window is None:
        return
    found = draft_slots.read_own(session, enquiry, keys, staff, kind)
    if found.contents:
        draft_slots.write(service, session, enquiry, keys, found.spend(window, clock.now()))


def discard(service: Service, staff: Staff, number: int, window: str) -> None:
    """Throw away what this person typed in another window. Raises as `keep_all` does."""
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        keys = enquiry_keys.for_writing(service, session, staff, enquiry).staff
        for kind in DraftKind:
            found = draft_slots.read_own(session, enquiry, keys, staff, kind)
            if found.contents:
                draft_slots.write(service, session, enquiry, keys, found.without(window))


def take_over(service: Service, staff: Staff, number: int, author: bytes) -> None:
    """Go on with what a colleague who is away has begun; the colleague sees who did.

    Nothing happens where the colleague is still typing. Raises as `keep_all` does.
    """
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        keys = enquiry_keys.for_writing(service, session, staff, enquiry).staff
        for theirs in draft_slots.read_all(session, enquiry, keys):
            if theirs.author == author and theirs.newest and is_away(service, theirs):
                own = draft_slots.read_own(session, enquiry, keys, staff, DraftKind(theirs.kind))
                taken = own.put(Window.new(), theirs.newest.fields, clock.now())
                draft_slots.write(service, session, enquiry, keys, taken)
                draft_slots.write(
                    service, session, enquiry, keys, replace(theirs, taken_by=staff.name)
                )


def is_away(service: Service, unfinished: Unfinished) -> bool:
    """Whether its author has typed nothing for so long that the desk has logged them out."""
    idle = timedelta(minutes=service.settings.desk_idle_minutes)
    return unfinished.newest is None or clock.now() - unfinished.newest.at >= idle


def read(session: Session, enquiry: Enquiry, keys: KeyRing, staff: Staff) -> Drafts:
    """All that is unfinished in an enquiry; `keys` are its staff keys. Raises vault.Refused."""
    found = draft_slots.read_all(session, enquiry, keys)
    for kind in DraftKind:
        if not any((each.kind, each.author) == (kind, staff.id) for each in found):
            found.append(
                draft_slots.read_own(session, enquiry, keys, staff, kind)
            )  # of an earlier version
    return Drafts(
        mine={each.kind: each for each in found if each.author == staff.id and each.contents},
        colleagues=[
            each for each in found if each.author != staff.id and each.newest and not each.taken_by
        ],
    )


def keep_for(writer: Writer, service: Service, number: int, texts: Texts, page: PageState) -> str:
    """Seal what an expired login would lose; the handle, put through the login form, finds it.

    Raises NotKept for whoever was not logged in lately, a text longer than a message may be, and an
    enquiry that is not there, hidden from them, or damaged; rate_limits.Slowed.
    """
    lengths = (
        len(text.replace("\r\n", "\n")) for fields in texts.values() for text in fields.values()
    )
    if max(lengths, default=0) > service.settings.text_max:
        raise NotKept
    try:
        staff = logins.remember(service, writer.cookie)
    except SessionExpired as error:
        raise NotKept from error
    service.rate_limits.count(Act.DRAFT, writer.address)
    if number in hidden.numbers(service, staff):
        raise NotKept
    try:
        window = read_window(service.vault, staff.id, number, page) or Window.new()
        return keep_all(service, staff, number, texts, window)
    except (NoSuchEnquiry, Refused) as error:
        raise NotKept from error


def find(service: Service, staff: Staff, handle: str) -> KeptDraft | None:
    """Open what this person kept; None when there is none. The chores forget it after its time."""
    try:
        draft_id = bytes.fromhex(handle)
    except ValueError:
        return None
    with service.store.read() as session:
        row = session.get(Draft, draft_id) if len(draft_id) == ID_SIZE else None
        if row is None or clock.seconds() >= row.until:
            return None
        if row.enquiry_id is None:
            return _of_earlier_version(staff, row)
        enquiry = session.scalars(select(Enquiry).where(Enquiry.id == row.enquiry_id)).one()
        keys = enquiry_keys.open_all(service, staff, enquiry).staff
        found = [draft_slots.read_own(session, enquiry, keys, staff, kind) for kind in DraftKind]
    for each in found:
        slots = [draft_slots.slot(key.key, each.author, each.kind) for key in keys.keys.values()]
        if draft_id in slots and each.newest:
            return KeptDraft(enquiry.number, DraftKind(each.kind), each.newest.fields)
    return None  # a colleague's, or given since


def _of_earlier_version(staff: Staff, row: Draft) -> KeptDraft | None:
    """What an earlier version sealed to the whole team; there is none after `draft_hours`."""
    if row.key_version not in staff.team:
        return None
    name = vault.version_name(row.key_version)
    private = staff.team[row.key_version]
    content = json.loads(vault.unseal_from(private, row.box, b"draft", row.id, name))
    return KeptDraft(content["number"], DraftKind(content["what"]), content["fields"])
