"""Fresh keys for a conversation: before anything is written after somebody has left the team.

Either side begins an epoch: it takes the thread key in use and public halves, nothing secret of the
other side. Everything but messages and notes is sealed anew, so that it always opens with the
newest keys; messages and notes stay under those they were written with.
"""

from sqlalchemy.orm import Session

from intake_service.store import vault
from intake_service.store.models import Enquiry, Epoch
from intake_service.store.roster import TeamPublicKey
from intake_service.store.vault import Key, Pair, Swapped
from intake_service.work.conversation import key_rings, notes, publication, threads
from intake_service.work.conversation.key_rings import FIRST, EpochKey, KeyRing
from intake_service.work.enquiry import feedback
from intake_service.work.enquiry.enquiries import team_key
from intake_service.work.post import email_hints
from intake_service.work.service import Service


def for_writing(
    service: Service,
    session: Session,
    enquiry: Enquiry,
    thread_keys: KeyRing,
    *,
    sender: bytes | None = None,
) -> KeyRing:
    """The thread keys to write with, after a fresh epoch has begun where one is due.

    `sender` is the public half of the receipt, where that is in hand: a conversation of an earlier
    version learns it now. Raises vault.Refused, enquiries.NotOpenYet.
    """
    team = team_key(service, session)
    is_new_half = sender is not None and enquiry.sender_public is None
    if is_new_half:
        enquiry.sender_public = sender
        first = thread_keys.at(FIRST).key
        enquiry.keys_mac = key_rings.mac_of_first(service.vault, enquiry, first)
    if is_new_half or is_due(enquiry, thread_keys, team):
        return _begin(service, session, enquiry, thread_keys, team)
    return thread_keys


def is_due(enquiry: Enquiry, thread_keys: KeyRing, team: TeamPublicKey) -> bool:
    """Whether something that is written now would be open to somebody who has left."""
    if enquiry.sender_public is not None and thread_keys.newest.version < team.version:
        return True
    if enquiry.epochs:
        return enquiry.epochs[-1].key_version < team.version
    return enquiry.key_version < team.version or not key_rings.is_vouched_for(enquiry)


def _begin(
    service: Service, session: Session, enquiry: Enquiry, before: KeyRing, team: TeamPublicKey
) -> KeyRing:
    """Fresh keys, sealed to the team's newest key and to the sender.

    Where the sender's half is not known yet, only the staff key is fresh. Raises vault.Refused when
    what is to be sealed anew was tampered with.
    """
    threads.check_count(enquiry, before, threads.last_position(session, enquiry))
    epoch = Epoch(
        enquiry_id=enquiry.id,
        number=FIRST + 1 + len(enquiry.epochs),
        key_version=team.version,
    )
    names = key_rings.names_of(epoch)
    staff_key = vault.new_key()
    epoch.staff_box = vault.seal_to(team.public, staff_key, b"staff", *names)
    after = before
    if enquiry.sender_public is not None:
        fresh = EpochKey(epoch.number, team.version, vault.new_key())
        epoch.thread_box = vault.seal_to(team.public, fresh.key, b"thread", *names)
        epoch.sender_box = vault.seal_to(enquiry.sender_public, fresh.key, b"sender", *names)
        after = before.with_newest(fresh)
        _seal_anew(session, enquiry, before.newest, fresh)
    epoch.mac = key_rings.mac_of_epoch(service.vault, epoch, before.newest.key)
    enquiry.epochs.append(epoch)
    if enquiry.notes_mac is None:  # from an earlier version: from now on notes are counted
        enquiry.notes_mac = notes.count_mac(staff_key, notes.count(session, enquiry))
    session.flush()
    return after


def senders_keys(service: Service, enquiry: Enquiry, first: Key, private: Key) -> KeyRing:
    """All thread keys, as the sender opens them; raises vault.Refused."""
    if enquiry.sender_public not in (None, Pair.of(private).public):
        raise Swapped

    def unseal(epoch: Epoch) -> Key:
        names = key_rings.names_of(epoch)
        return Key(vault.unseal_from(private, epoch.sender_box or b"", b"sender", *names))

    return key_rings.thread_keys(service.vault, enquiry, first, unseal)


def _seal_anew(session: Session, enquiry: Enquiry, before: EpochKey, after: EpochKey) -> None:
    """What either side changes in place moves to the fresh key."""
    email_hints.keep(enquiry, after, email_hints.address(enquiry, before))
    feedback.keep(enquiry, after, feedback.read(enquiry, before))
    offer = publication.read(session, enquiry, before)
    if offer is not None:
        publication.keep(session, enquiry, after, offer)
    threads.move_traces(session, before.key, after.key)
    messages = threads.last_position(session, enquiry)
    enquiry.count_mac = threads.count_mac(after.key, messages)
