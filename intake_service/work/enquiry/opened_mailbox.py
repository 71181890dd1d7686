"""What an open mailbox holds: which enquiry, and all that its sender's code opens."""

from dataclasses import dataclass
from typing import Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_service.store import vault
from intake_service.store.models import Enquiry
from intake_service.store.vault import ID_SIZE, KEY_SIZE, Key, Pair
from intake_service.work.conversation.key_rings import KeyRing
from intake_service.work.enquiry import epochs
from intake_service.work.service import Service
from intake_service.work.team.sessions import SessionExpired


class NothingOpens(Exception):
    """No conversation has this receipt: never had, deleted, or its time is over.

    All three look alike.
    """


@dataclass(frozen=True)
class OpenedMailbox:
    """What a mailbox session carries."""

    enquiry_id: bytes
    first_key: Key
    """The first thread key, which was wrapped under the receipt."""
    private: Key
    """The half that the later ones are sealed to."""

    def find(self, session: Session) -> Enquiry:
        """Its enquiry; raises NothingOpens."""
        enquiry = session.scalars(select(Enquiry).where(Enquiry.id == self.enquiry_id)).first()
        if enquiry is None:
            raise NothingOpens
        return enquiry

    @classmethod
    def read(cls, payload: bytes) -> Self:
        """What `payload` wrote; raises sessions.SessionExpired for one of an earlier version."""
        if len(payload) != ID_SIZE + 2 * KEY_SIZE:
            raise SessionExpired
        keys = payload[ID_SIZE:]
        return cls(payload[:ID_SIZE], Key(keys[:KEY_SIZE]), Key(keys[KEY_SIZE:]))

    @property
    def payload(self) -> bytes:
        """What the session keeps, sealed to its cookie."""
        return self.enquiry_id + self.first_key + self.private

    def keys(self, service: Service, enquiry: Enquiry) -> KeyRing:
        """The thread keys to read with; raises vault.Refused."""
        return epochs.senders_keys(service, enquiry, self.first_key, self.private)

    def keys_for_writing(self, service: Service, session: Session, enquiry: Enquiry) -> KeyRing:
        """The thread keys to write with, fresh ones where they are due; raises vault.Refused."""
        keys = self.keys(service, enquiry)
        public = Pair.of(self.private).public
        return epochs.for_writing(service, session, enquiry, keys, sender=public)

    def newest_key_if_sound(self, service: Service, enquiry: Enquiry) -> Key | None:
        """The newest thread key, or None for a damaged enquiry, which can still be deleted."""
        try:
            return self.keys(service, enquiry).newest.key
        except vault.Refused:
            return None
