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


class ReadingRule(StrEnum):
    """Which answers a colleague reads before they go."""

    OFF = "off"
    NEWCOMERS = "newcomers"
    """Of whoever has been here for less than three months."""
    MARKED = "marked"
    """In a crisis, and where a child writes."""
    ALL = "all"


class LetterChoice(StrEnum):
    """Which letters somebody of the team wants."""

    AT_ONCE = "at-once"
    """One for each message of a sender, and all that come daily."""
    DAILY = "daily"
    """What waits, in the morning; what is urgent, at once."""
    URGENT = "urgent"
    NONE = "none"


class Purpose(StrEnum):
    """What a letter is for."""

    HINT = "hint"
    URGENT = "urgent"
    NEWS = "news"
    """Somebody wrote; for those of the team who want to hear at once."""
    DAILY = "daily"
    COORDINATOR = "coordinator"
    WEBSITE = "website"
    DANGEROUS = "dangerous"
    """Something was changed in which a mistake may harm somebody."""
    ACCOUNT = "account"
    """The way that somebody of the team logs in was changed; for them alone."""


class FindOutcome(StrEnum):
    """How a find of syringes ended."""

    COLLECTED = "collected"
    NOT_FOUND = "not-found"
    POLICE = "police"
    """The municipal police took it over."""
    OWN = "own"
    """Nobody reported it: outreach workers came upon it, and collected it."""


class FindPlace(StrEnum):
    """In what sort of place syringes lay: never more exactly than this."""

    PLAYGROUND = "playground"
    SCHOOL = "school"
    PARK = "park"
    STATION = "station"
    STREET = "street"
    OTHER = "other"


class Counted(StrEnum):
    """What a tally counts."""

    ANSWER_DAYS = "answer-days"
    """First answers, by the days until each."""
    READ_BY_COLLEAGUE = "read"
    """Answers that a colleague read before they went."""
    MINUTES = "minutes"
    """Minutes that the team says it took to answer."""
    AT_COUNTER = "counter"
    """Reply codes that were looked up at the counter, whatever they open."""


class Act(StrEnum):
    """What somebody of the team did, as the audit tells it."""

    OPENED = "opened"
    ANSWERED = "answered"
    TOOK_BACK = "took-back"
    CLOSED = "closed"
    SETTLED = "settled"
    WANTS_DELETED = "wants-deleted"
    DELETED = "deleted"
    PUBLISHED = "published"
    TOOK_DOWN = "took-down"
    EXPORTED = "exported"
    ADMITTED = "admitted"
    CHANGED_PASSWORD = "changed-password"  # noqa: S105 - the name of an act
    CHANGED_PHONE = "changed-phone"
    ADDED_KEY = "added-key"
    REMOVED_KEY = "removed-key"
    REMOVED_KEYS = "removed-keys"
    """All security keys of a person, by a command on the server."""
