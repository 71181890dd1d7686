"""What was typed into a form that could not be taken: every field of it goes back to its writer."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import request
from werkzeug.exceptions import HTTPException

from centre.language.i18n import N_, gettext
from intake_service.web import guard
from intake_service.work import texts
from intake_service.work.conversation.kinds import KINDS

LABELS = {
    "text": N_("Your text, so that it does not get lost:"),
    "note": N_("New note"),
    "title": N_("Title"),
    "lead": N_("In short"),
    "question": N_("Question"),
    "answer": N_("Answer"),
    "name": N_("Name"),
    "more_days": N_("Working days more than usual"),
    "look_at": N_("What to look at"),
    "changed": N_("The answer, as you would change it"),
    "remark": N_("A line for the author"),
    "unread_why": N_("Why it goes without being read"),
    "supervision": N_("A question for supervision"),
}
"""Fields of the desk, and those that both faces have, as messages."""
BROUGHT_ALONG = frozenset(
    [
        "after",
        "attempt",
        "author",
        "csrf_token",
        "day",
        "draft",
        "homepage",
        "item",
        "mark",
        "opened",
        "other",
        "press",
        "secret",
        "seen",
        "switch",
        "tick",
        "ticket",
        "turn",
        "window",
    ]
)
"""What a page brings along; nobody typed it."""
CHOSEN = frozenset(
    [
        "call",
        "duty",
        "kind",
        "language",
        "paused",
        "people",
        "rating",
        "reading",
        "reason",
        "remind_on",
        "remind_when",
        "remind_why",
        "to",
        "why",
    ]
)
"""What one press brings back."""
SECRETS = frozenset(["again", "code", "invitation", "old", "password", "receipt"])
"""What nobody else may read from the screen afterwards."""


@dataclass(frozen=True)
class GivenBack:
    """One field, under a label in the reader's language.

    The text begins with a line end, since a browser drops the first one of a text area.
    """

    label: str
    text: str


def typed() -> list[GivenBack]:
    """Everything that was typed into the form that was sent, in the order of its fields."""
    if request.method != "POST" or request.mimetype not in guard.FORMS:
        return []
    try:
        fields = list(request.form.items(multi=True))
    except HTTPException:
        return []
    left_out = BROUGHT_ALONG | CHOSEN | SECRETS
    return [_field(name, text) for name, text in fields if text.strip() and name not in left_out]


def kept(fields: Mapping[str, str]) -> list[GivenBack]:
    """What was typed into these fields, for a page that has no form for it any more."""
    return [_field(name, text) for name, text in fields.items() if text.strip()]


def _field(name: str, text: str) -> GivenBack:
    label = gettext(LABELS.get(name, LABELS["text"]))
    if name not in LABELS:
        for kind in KINDS.values():
            if hasattr(kind.fields, name):
                label = kind.label(name)
                text = kind.words(name, text)
                break
    return GivenBack(label, "\n" + texts.showable(text))
