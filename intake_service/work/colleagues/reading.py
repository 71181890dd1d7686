"""An answer that a colleague reads before it goes, or, in a crisis, after its first sentences went.

It lies sealed under the staff key. It never goes by itself: the reader sends it, its author does
with the reader's changes, or without them when nobody has read it for four working hours.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from sqlalchemy.orm import Session

from centre.hours import working_time
from centre.language.i18n import gettext
from intake_service import clock
from intake_service.store import models
from intake_service.store.models import Enquiry
from intake_service.work.casework import cases, draft_slots, drafts, enquiry_keys, taking_back
from intake_service.work.casework.draft_slots import DraftKind
from intake_service.work.casework.draft_windows import Window, new_name
from intake_service.work.casework.enquiry_keys import EnquiryKeys
from intake_service.work.casework.seen import NewerMessage
from intake_service.work.colleagues import reading_records, reading_turns
from intake_service.work.colleagues.reading_records import Given, Reading, Stage
from intake_service.work.conversation import notes, threads
from intake_service.work.conversation.key_rings import KeyRing
from intake_service.work.enquiry import claims, figures
from intake_service.work.service import Service
from intake_service.work.team import people
from intake_service.work.team.logins import Staff

PATIENCE = timedelta(hours=4)  # of working time


class NotNow(Exception):
    """It was read, changed or sent meanwhile, or it is not this person's to do."""


def may_go_unread(service: Service, reading: Reading) -> bool:
    """Whether nobody has read it for so long that its author may send it."""
    waited = working_time.between(service.facts, reading.asked_at, clock.now())
    return reading.is_asked and waited >= PATIENCE


def find(service: Service, staff: Staff, number: int) -> Reading | None:
    """What is to be read in an enquiry. Raises NoSuchEnquiry, vault.Refused."""
    with service.store.read() as session:
        enquiry = enquiry_keys.find(session, number)
        row = session.get(models.Reading, enquiry.id)
        keys = enquiry_keys.open_all(service, staff, enquiry).staff if row else None
        return reading_records.open_row(enquiry, keys, row) if row and keys else None


def ask(
    service: Service,
    staff: Staff,
    number: int,
    text: str,
    look_at: str,
    *,
    after: int,
    window: Window | None = None,
) -> None:
    """Put an answer before colleagues; `look_at` is one line for them.

    `after` is the position of the last message seen, `window` where it was typed. Raises NotNow
    where an answer waits to be read already, NoSuchEnquiry, NewerMessage, vault.Refused,
    db.Unavailable.
    """
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        keys = enquiry_keys.for_writing(service, session, staff, enquiry)
        before = _of(session, enquiry, keys)
        if before and not before.is_given:
            raise NotNow
        if threads.last_position(session, enquiry) > after:
            raise NewerMessage
        drafts.spend(service, session, staff, enquiry, keys.staff, DraftKind.ANSWER, window)
        new = _begun(staff, number, Stage.ASKED, text, after)
        given = before.given if before else ()
        asked = replace(new, look_at=look_at.strip(), given=given)
        reading_records.keep(session, enquiry, keys.staff, asked)
        claims.take(session, enquiry, staff.id)


def note_given(
    session: Session, staff: Staff, enquiry: Enquiry, keys: EnquiryKeys, position: int
) -> None:
    """Let colleagues read what this person has sent at once, beside what waits already."""
    given = Given(staff.id.hex(), staff.name, position)
    found = _of(session, enquiry, keys)
    if found is None:
        found = _begun(staff, enquiry.number, Stage.GIVEN, "", position)
    mark = new_name() if found.is_given else found.mark  # what else waits is not overtaken by it
    noted = replace(found, given=(*found.given, given), mark=mark)
    reading_records.keep(session, enquiry, keys.staff, noted)


def take_back(service: Service, staff: Staff, number: int, *, position: int) -> None:
    """Take a message back that nobody has to read then. Raises as `taking_back.take_back` does."""
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        keys = enquiry_keys.for_writing(service, session, staff, enquiry)
        taking_back.take_back_in(service, session, staff, enquiry, keys, position)
        found = _of(session, enquiry, keys)
        if found and any(each.position == position for each in found.given):
            given = tuple(each for each in found.given if each.position != position)
            _keep_given(session, enquiry, keys, replace(found, given=given))


def agree(
    service: Service, staff: Staff, number: int, mark: str, *, window: Window | None = None
) -> None:
    """Send what a colleague wrote, as it is. Raises NotNow, NewerMessage and as `ask` does."""
    team = people.everybody(service)
    with service.store.write() as session:
        enquiry, keys, reading = _at(service, session, staff, number, mark)
        if not reading.is_asked or reading.is_by(staff):
            raise NotNow
        if not reading_turns.author_sees(service, session, team, enquiry, reading):
            raise NotNow
        drafts.spend(service, session, staff, enquiry, keys.staff, DraftKind.READING, window)
        _send(service, session, staff, enquiry, keys, replace(reading, reader=staff.name))


def return_changed(
    service: Service,
    staff: Staff,
    number: int,
    mark: str,
    changes: Mapping[str, str],
    *,
    after: int,
    window: Window | None = None,
) -> None:
    """Give the text back to its author, as `changed` and with a `remark`.

    `after` is the position of the last message that the reader has seen. Raises as `agree` does.
    """
    with service.store.write() as session:
        enquiry, keys, reading = _at(service, session, staff, number, mark)
        if not reading.is_asked or reading.is_by(staff):
            raise NotNow
        if threads.last_position(session, enquiry) > after:
            raise NewerMessage
        drafts.spend(service, session, staff, enquiry, keys.staff, DraftKind.READING, window)
        returned = replace(
            reading,
            stage=Stage.RETURNED,
            reader=staff.name,
            changed=changes["changed"],
            remark=changes["remark"].strip(),
            after=after,
            mark=new_name(),
        )
        reading_records.keep(session, enquiry, keys.staff, returned)


def accept(service: Service, staff: Staff, number: int, mark: str) -> None:
    """Send the text as its reader changed it. Raises as `agree` does."""
    with service.store.write() as session:
        enquiry, keys, reading = _at(service, session, staff, number, mark)
        if not reading.is_returned or not reading.is_by(staff):
            raise NotNow
        _send(service, session, staff, enquiry, keys, reading)


def send_unread(service: Service, staff: Staff, number: int, mark: str, reason: str) -> None:
    """Send what nobody has read in time; the reason is noted. Raises as `agree` does."""
    with service.store.write() as session:
        enquiry, keys, reading = _at(service, session, staff, number, mark)
        if not reading.is_by(staff) or not may_go_unread(service, reading):
            raise NotNow
        _send(service, session, staff, enquiry, keys, reading)
        noted = gettext("Sent without being read by a colleague: %(reason)s") % {"reason": reason}
        notes.add(session, enquiry, keys.staff, noted, by=staff.name)


def go_on_writing(service: Service, staff: Staff, number: int, mark: str) -> None:
    """Put the text into the field of this person's answer, the author's own wording beside what a
    reader has changed: as `may_take_over` says. Raises NotNow and as `ask` does."""
    found = find(service, staff, number)
    if found is None or not reading_turns.may_take_over(service, staff, found):
        raise NotNow
    with service.store.write() as session:
        enquiry, keys, reading = _at(service, session, staff, number, mark)
        if reading.stage is not found.stage:
            raise NotNow
        put = draft_slots.read_own(session, enquiry, keys.staff, staff, DraftKind.ANSWER)
        for text in (reading.text, reading.newest_text):
            put = put.put(Window.new(), {"text": text}, clock.now())
        draft_slots.write(service, session, enquiry, keys.staff, put)
        _end(session, enquiry, keys, reading)


def has_read(service: Service, staff: Staff, number: int, mark: str) -> None:
    """Note that what went already was read. Raises NotNow and as `ask` does."""
    with service.store.write() as session:
        enquiry, keys, reading = _at(service, session, staff, number, mark)
        if not reading.is_given or not reading.waits_for(staff):
            raise NotNow
        own = tuple(each for each in reading.given if each.author == staff.id.hex())
        read = tuple(each for each in reading.given if each not in own)
        _keep_given(session, enquiry, keys, replace(reading, given=own))
        by = replace(reading, given=read).sent_by
        _note_reader(session, enquiry, keys.staff, replace(reading, by=by, reader=staff.name))


def _begun(staff: Staff, number: int, stage: Stage, text: str, after: int) -> Reading:
    return Reading(
        number=number,
        stage=stage,
        author=staff.id.hex(),
        by=staff.name,
        text=text,
        look_at="",
        after=after,
        asked_at=clock.now(),
    )


def _at(
    service: Service, session: Session, staff: Staff, number: int, mark: str
) -> tuple[Enquiry, EnquiryKeys, Reading]:
    """The reading as a page showed it; raises NotNow where it stands otherwise."""
    enquiry = enquiry_keys.find(session, number)
    keys = enquiry_keys.for_writing(service, session, staff, enquiry)
    reading = _of(session, enquiry, keys)
    if reading is None or reading.mark != mark:
        raise NotNow
    return enquiry, keys, reading


def _of(session: Session, enquiry: Enquiry, keys: EnquiryKeys) -> Reading | None:
    row = session.get(models.Reading, enquiry.id)
    return reading_records.open_row(enquiry, keys.staff, row) if row else None


def _send(
    service: Service,
    session: Session,
    staff: Staff,
    enquiry: Enquiry,
    keys: EnquiryKeys,
    reading: Reading,
) -> None:
    """Send it in its author's name, once, unless somebody wrote after it was last looked at; a
    first sentence that went meanwhile is no answer."""
    messages = threads.read(session, enquiry, keys.thread)
    newer = (each for each in messages if each.position > reading.after)
    if any(each.is_answer or not each.from_team for each in newer):
        raise NewerMessage
    text = reading.newest_text
    after = messages[-1].position
    cases.give(service, session, enquiry, keys, text, by=reading.by, who=staff.name, after=after)
    _end(session, enquiry, keys, reading)
    if reading.reader:
        _note_reader(session, enquiry, keys.staff, reading)
        figures.count_read(session, enquiry)


def _note_reader(session: Session, enquiry: Enquiry, keys: KeyRing, reading: Reading) -> None:
    names = {"author": reading.by, "reader": reading.reader}
    text = gettext("Written by %(author)s, read by %(reader)s.") % names
    notes.add(session, enquiry, keys, text, by=reading.reader)


def _end(session: Session, enquiry: Enquiry, keys: EnquiryKeys, reading: Reading) -> None:
    """Let nobody read the text any more; what went at once is read still."""
    if reading.given:
        first = reading.given[0]
        mark = new_name()
        rest = replace(reading, stage=Stage.GIVEN, author=first.author, by=first.by, mark=mark)
        reading = replace(rest, text="", look_at="", reader="", changed="", remark="")
        reading_records.keep(session, enquiry, keys.staff, reading)
    else:
        session.delete(session.get_one(models.Reading, enquiry.id))


def _keep_given(session: Session, enquiry: Enquiry, keys: EnquiryKeys, reading: Reading) -> None:
    """Keep it with other sentences that went already."""
    if reading.is_given:
        _end(session, enquiry, keys, reading)
    else:
        reading_records.keep(session, enquiry, keys.staff, reading)
