"""The empty form of each kind in each language: rendered once, and filled in for each visitor.

What stands in it depends on the facts, the passages, the site's frame, the promised day and the
minute (whoever is open now closes once); of the visitor it has a token and the time alone.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_hex
from threading import Lock

from flask import current_app, g
from flask_wtf.csrf import generate_csrf

from centre.exchange.frame import Frame
from centre.facts.loading import Facts
from centre.texts.passages import Passages
from intake_service import clock
from intake_service.sender import robots
from intake_service.sender.forms import EnquiryForm, enquiry_form
from intake_service.web import content_cache
from intake_service.web.current import service
from intake_service.work.conversation.kinds import Kind
from intake_service.work.post import email_hints

_NAME = "empty forms"
_CSRF = "csrf"
_OPENED = "opened"


class Blanks:
    """Marks that stand in a page where something of the visitor is filled in."""

    def __init__(self, *names: str) -> None:
        salt = token_hex(8)  # nothing that staff wrote may look like a mark
        self.marks = {name: f"blank-{salt}-{name}" for name in names}

    def __getitem__(self, name: str) -> str:
        return self.marks[name]


class PreparedPage:
    """A page rendered with blanks; each of them stands in it once."""

    def __init__(self, html: str, blanks: Blanks) -> None:
        names = {mark: name for name, mark in blanks.marks.items()}
        pieces = re.split("|".join(f"({re.escape(mark)})" for mark in names), html)
        pieces = [piece for piece in pieces if piece is not None]
        self._fixed = [piece.encode() for piece in pieces[::2]]
        self._names = [names[mark] for mark in pieces[1::2]]
        if sorted(self._names) != sorted(names.values()):
            raise ValueError(f"blanks {self._names} in a page that has {list(names.values())}")

    def filled(self, values: Mapping[str, str]) -> bytes:
        """The page with a value in each blank; values are tokens that need no escaping."""
        found = [self._fixed[0]]
        for name, fixed in zip(self._names, self._fixed[1:], strict=True):
            found += (values[name].encode(), fixed)
        return b"".join(found)


@dataclass(frozen=True)
class Edition:
    """What an empty form is made of; the objects are the same for as long as nothing changes."""

    facts: Facts
    frame: Frame
    passages: Passages
    due_on: date
    hint_offered: bool
    minute: datetime

    def is_still(self, other: "Edition") -> bool:
        """Whether a page made of this is a page made of the other."""
        return (
            self.facts is other.facts
            and self.frame is other.frame
            and self.passages is other.passages
            and self.due_on == other.due_on
            and self.hint_offered == other.hint_offered
            and self.minute == other.minute
        )


class EmptyForms:
    """The forms of one app, by kind and language."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str], tuple[Edition, PreparedPage]] = {}
        self._rendering = Lock()

    def page(
        self, key: tuple[str, str], edition: Edition, make: Callable[[], PreparedPage]
    ) -> PreparedPage:
        """The page of this edition, made if it is not there yet."""
        found = self._find(key, edition)
        if found is None:
            with self._rendering:  # the others wait for the one that renders
                found = self._find(key, edition)
                if found is None:
                    found = make()
                    self._made[key] = (edition, found)
        return found

    def _find(self, key: tuple[str, str], edition: Edition) -> PreparedPage | None:
        made = self._made.get(key)
        return made[1] if made and made[0].is_still(edition) else None


def html(kind: Kind, due_on: date, render: Callable[[EnquiryForm], str]) -> bytes:
    """The empty form of a kind for this visitor; `render` makes the page around a form."""
    content = content_cache.in_use()
    edition = Edition(
        facts=service().facts,
        frame=content.frame,
        passages=content.passages,
        due_on=due_on,
        hint_offered=email_hints.are_offered(service()),
        minute=clock.now().replace(second=0, microsecond=0),
    )
    forms: EmptyForms = current_app.extensions.setdefault(_NAME, EmptyForms())
    page = forms.page((kind.id, g.lang), edition, lambda: _prepare(kind, render))
    return page.filled({_CSRF: generate_csrf(), _OPENED: robots.stamp()})


def _prepare(kind: Kind, render: Callable[[EnquiryForm], str]) -> PreparedPage:
    blanks = Blanks(_CSRF, _OPENED)
    form = enquiry_form(service(), kind, formdata=None)
    form.csrf_token.current_token = blanks[_CSRF]
    form.opened.data = blanks[_OPENED]
    return PreparedPage(render(form), blanks)
