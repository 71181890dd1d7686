"""The tables: what is readable here is all that a stolen database tells.

These are kinds, states, days and staff. Everything else is sealed; models hold the bytes and never
open them. Limits that last minutes or hours are whole seconds since 1970, and their rows go when
they end.
"""

from intake_service.store.models.audit import AuditHead, AuditLine
from intake_service.store.models.base import Base
from intake_service.store.models.colleagues import (
    Absence,
    Call,
    Claim,
    Reading,
    Recusal,
    SupervisionItem,
)
from intake_service.store.models.complaints import HiddenNumber, Hiding, RegisterEntry
from intake_service.store.models.enquiries import (
    Enquiry,
    Epoch,
    Message,
    Note,
    Reminder,
    Summary,
)
from intake_service.store.models.figures import Figure, Slip
from intake_service.store.models.finds import Find
from intake_service.store.models.notebook import NotebookEntry
from intake_service.store.models.operation import Flood, Heartbeat, Switch, TombstoneMark
from intake_service.store.models.post import Letter, TickKey
from intake_service.store.models.proposals import ProposedDeletion, ProposedPage, Publication
from intake_service.store.models.short_lived import Confirmation, Draft, StoredSession
from intake_service.store.models.tallies import Tally
from intake_service.store.models.team import (
    Counsellor,
    Invitation,
    KeyShare,
    LoginDay,
    RecoveryCode,
    RecoveryKey,
    Roster,
    SecurityKey,
    TeamKey,
    has_duty,
)

__all__ = [
    "Absence",
    "AuditHead",
    "AuditLine",
    "Base",
    "Call",
    "Claim",
    "Confirmation",
    "Counsellor",
    "Draft",
    "Enquiry",
    "Epoch",
    "Figure",
    "Find",
    "Flood",
    "Heartbeat",
    "HiddenNumber",
    "Hiding",
    "Invitation",
    "KeyShare",
    "Letter",
    "LoginDay",
    "Message",
    "Note",
    "NotebookEntry",
    "ProposedDeletion",
    "ProposedPage",
    "Publication",
    "Reading",
    "RecoveryCode",
    "RecoveryKey",
    "Recusal",
    "RegisterEntry",
    "Reminder",
    "Roster",
    "SecurityKey",
    "Slip",
    "StoredSession",
    "Summary",
    "SupervisionItem",
    "Switch",
    "Tally",
    "TeamKey",
    "TickKey",
    "TombstoneMark",
    "has_duty",
]
