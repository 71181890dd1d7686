"""The tables: what is readable here is all that a stolen database tells.

These are kinds, states, days and staff. Everything else is sealed; models hold the bytes and never
open them. Limits that last minutes or hours are whole seconds since 1970, and their rows go when
they end.
"""

from intake_service.store.models.base import Base
from intake_service.store.models.enquiries import Enquiry, Epoch, Message, Note
from intake_service.store.models.figures import Figure, Slip
from intake_service.store.models.operation import Flood, Heartbeat, Switch, TombstoneMark
from intake_service.store.models.post import Letter, TickKey
from intake_service.store.models.proposals import ProposedDeletion, ProposedPage, Publication
from intake_service.store.models.short_lived import Confirmation, Draft, StoredSession
from intake_service.store.models.team import (
    Counsellor,
    Invitation,
    KeyShare,
    LoginDay,
    RecoveryCode,
    RecoveryKey,
    Roster,
    TeamKey,
    has_duty,
)

__all__ = [
    "Base",
    "Confirmation",
    "Counsellor",
    "Draft",
    "Enquiry",
    "Epoch",
    "Figure",
    "Flood",
    "Heartbeat",
    "Invitation",
    "KeyShare",
    "Letter",
    "LoginDay",
    "Message",
    "Note",
    "ProposedDeletion",
    "ProposedPage",
    "Publication",
    "RecoveryCode",
    "RecoveryKey",
    "Roster",
    "Slip",
    "StoredSession",
    "Switch",
    "TeamKey",
    "TickKey",
    "TombstoneMark",
    "has_duty",
]
