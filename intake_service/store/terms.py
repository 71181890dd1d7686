"""The few terms that stand in clear in the tables, and that everybody above may name."""

from enum import StrEnum


class State(StrEnum):
    """Where an enquiry stands; `work/states.py` says what each state means."""

    WAITING = "waiting"
    ANSWERED = "answered"
    CLOSED = "closed"
    BINNED = "binned"


class Standing(StrEnum):
    """Where somebody stands with the team."""

    WAITS = "waits"
    ACTIVE = "active"


class Duty(StrEnum):
    """What somebody of the team does; anybody may have several."""

    ANSWERS = "answers"
    """Reads and answers enquiries: the only duty that is given the team key."""
    COORDINATES = "coordinates"
    """Invites people, lets them go, says what they do, and turns the switches."""
    EDITS = "edits"
    """Writes the website, and sees no enquiry."""


class Purpose(StrEnum):
    """What a letter is for."""

    HINT = "hint"
    URGENT = "urgent"
    DAILY = "daily"
    COORDINATOR = "coordinator"
