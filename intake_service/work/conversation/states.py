"""One table of states: what each means to the sender and to the desk, and what may happen in it."""

from dataclasses import dataclass
from datetime import date

from centre.language.i18n import N_, gettext
from intake_service.store.terms import State


@dataclass(frozen=True)
class Meaning:
    """What one state means."""

    label: str
    passage: str
    """The passage of `content/<lang>/intake/` that the sender reads in the mailbox."""
    waits_for_team: bool
    may_close: bool
    tells_reading: bool = False
    """Whether the desk shows if the sender has opened the answer."""
    may_be_published: bool = False
    """Whether there may be questions here that could be published."""
    in_bin: bool = False

    @property
    def at_the_desk(self) -> str:
        """What the desk calls it, in the language spoken."""
        return gettext(self.label)


MEANINGS = {
    State.WAITING: Meaning(
        label=N_("waits for an answer"),
        passage="mailbox-waiting",
        waits_for_team=True,
        may_close=False,
    ),
    State.ANSWERED: Meaning(
        label=N_("answered"),
        passage="mailbox-answered",
        waits_for_team=False,
        may_close=True,
        tells_reading=True,
        may_be_published=True,
    ),
    State.CLOSED: Meaning(
        label=N_("closed"),
        passage="mailbox-closed",
        waits_for_team=False,
        may_close=False,
        may_be_published=True,
    ),
    State.BINNED: Meaning(
        label=N_("in the bin"),
        passage="mailbox-closed",
        waits_for_team=False,
        may_close=False,
        in_bin=True,
    ),
}


def passage(state: State, due: date, today: date) -> str:
    """The passage for the sender; a missed day apologises by itself."""
    return "mailbox-late" if is_overdue(state, due, today) else MEANINGS[state].passage


def is_overdue(state: State, due: date, today: date) -> bool:
    """Whether the promised day has passed without an answer."""
    return MEANINGS[state].waits_for_team and due < today
