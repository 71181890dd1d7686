"""The few terms that stand in clear in the tables, and that everybody above may name."""

from enum import StrEnum


class State(StrEnum):
    """Where an enquiry stands; `work/states.py` says what each state means."""

    WAITING = "waiting"
    ANSWERED = "answered"
    CLOSED = "closed"
    BINNED = "binned"


class Standing(StrEnum):
    """Where a counsellor stands with the team."""

    WAITS = "waits"
    ACTIVE = "active"


class Duty(StrEnum):
    """What a counsellor may do."""

    COUNSELLOR = "counsellor"
    COORDINATOR = "coordinator"


class Purpose(StrEnum):
    """What a letter is for."""

    HINT = "hint"
    URGENT = "urgent"
    DAILY = "daily"
    COORDINATOR = "coordinator"
