"""The page about privacy: its lists come from the facts and from what the service is built on.

How long what is kept, which cookies there are, and who gets data stand under the headings that
speak of them.
"""

from dataclasses import dataclass
from typing import Any

from pelican import signals

from centre.facts.centre import Retention
from centre.intake import cookies, maximums
from centre.intake.cookies import Cookie
from centre.language.i18n import gettext, in_years, ngettext
from site_plugins.pages.sections import sections
from site_plugins.run.build import build_of

PAGE = "privacy"
RETENTION = "jak-dlouho"
COOKIES = "cookies"
RECIPIENTS = "komu"
ANCHORS = (RETENTION, COOKIES, RECIPIENTS)
"""Anchors of the headings that a list belongs to."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that is kept, and when it is deleted; both in words."""

    name: str
    until: str


@dataclass(frozen=True, slots=True)
class ShownCookie:
    """A cookie as readers may find it in their browser, and whose it is."""

    name: str
    whose: str
    holds: tuple[tuple[str, str], ...]


def kept(retention: Retention) -> list[Kept]:
    """What the service keeps and until when, in the language spoken."""
    return [
        Kept(
            gettext("A conversation in which nobody writes"),
            _closed_after(retention.close_after_days),
        ),
        Kept(gettext("A question or a message"), _deleted_after(retention.delete_after_days)),
        Kept(gettext("A report of a found syringe"), _deleted_after(retention.found_syringe_days)),
        Kept(gettext("A complaint"), _deleted_after(retention.complaint_days)),
        Kept(
            gettext("The line of a complaint in the register: day, subject, result"),
            gettext("We keep it for %(years)s.")
            % {"years": in_years(retention.complaint_register_years)},
        ),
        Kept(gettext("What we have not dealt with"), _unsettled_for(retention.unsettled_days)),
        Kept(
            gettext("The reply code on the page after sending"),
            gettext("We erase it after %(minutes)s minutes, and do not know it any more.")
            % {"minutes": maximums.RECEIPT_MINUTES},
        ),
        Kept(
            gettext("Your e-mail for a notice"),
            gettext(
                "It goes with the conversation, or when you switch the notice off. "
                "In the queue of letters it stays until it is sent, %(days)s days at most."
            )
            % {"days": maximums.HINT_DAYS},
        ),
        Kept(gettext("Encrypted backups"), _backups_for(retention.backup_days)),
    ]


def shown_cookies() -> list[ShownCookie]:
    """All cookies of the service, in the language spoken."""
    return [
        _shown(cookies.SENDER, gettext("In forms and in the mailbox")),
        _shown(cookies.DESK, gettext("Only for workers of the centre who are logged in")),
    ]


def add_lists(generator: Any, content: Any) -> None:
    """Give the page its own template and its lists."""
    if content.doc.id != PAGE:
        return
    build = build_of(generator)
    html = build.content.text(content.doc).body
    content.template = PAGE
    generator.context |= {
        "sections": sections(html),
        "kept": {RETENTION: kept(build.content.facts.centre.retention)},
        "cookies": {COOKIES: shown_cookies()},
        "recipients": {RECIPIENTS: build.content.facts.centre},
    }


def _shown(cookie: Cookie, whose: str) -> ShownCookie:
    return ShownCookie(
        cookie.name(tls=True), whose, tuple(value.purpose_and_end() for value in cookie.values)
    )


def _closed_after(days: int) -> str:
    sentence = ngettext(
        "We close it after %(days)s quiet day. If you write, it opens again.",
        "We close it after %(days)s quiet days. If you write, it opens again.",
        days,
    )
    return sentence % {"days": days}


def _deleted_after(days: int) -> str:
    sentence = ngettext(
        "We delete it %(days)s day after we have answered it or dealt with it otherwise.",
        "We delete it %(days)s days after we have answered it or dealt with it otherwise.",
        days,
    )
    return sentence % {"days": days}


def _unsettled_for(days: int) -> str:
    sentence = ngettext(
        "It waits until we deal with it. We delete it %(days)s day after your last message at the"
        " latest.",
        "It waits until we deal with it. We delete it %(days)s days after your last message at the"
        " latest.",
        days,
    )
    return sentence % {"days": days}


def _backups_for(days: int) -> str:
    sentence = ngettext(
        "What was deleted stays in them for %(days)s day at most.",
        "What was deleted stays in them for %(days)s days at most.",
        days,
    )
    return sentence % {"days": days}


def register() -> None:
    """Called by Pelican."""
    signals.page_generator_write_page.connect(add_lists)
