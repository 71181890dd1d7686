"""The cookies of the service, described once: a face sets its cookie by this, and readers are told
by this.

The site sets none. Texts are English messages; whoever shows them translates them.
"""

from dataclasses import dataclass
from typing import Literal

from centre.intake import maximums
from centre.language.i18n import N_, gettext


@dataclass(frozen=True, slots=True)
class CookieValue:
    """One thing that a cookie values: what for, and until when the service honours it."""

    key: str
    purpose: str
    """Message."""
    until: str
    """Message; may name ``minutes`` or ``hours``."""
    minutes: int = 0
    hours: int = 0

    def purpose_and_end(self) -> tuple[str, str]:
        """Purpose and end, in the language spoken."""
        return gettext(self.purpose), gettext(self.until) % {
            "minutes": self.minutes,
            "hours": self.hours,
        }


@dataclass(frozen=True, slots=True)
class Cookie:
    """One cookie.

    A browser forgets it when it closes, keeps it from scripts and sends it to nobody else.
    """

    plain_name: str
    same_site: Literal["Lax", "Strict"]
    values: tuple[CookieValue, ...]

    def name(self, *, tls: bool) -> str:
        """Its name: behind TLS with the prefix that binds it to this host (RFC 6265bis 4.1.3.2)."""
        return f"__Host-{self.plain_name}" if tls else self.plain_name


_AGAINST_FORGERY = CookieValue(
    "csrf_token",
    N_("It proves that a form was sent by you, and not by another website in your name."),
    N_("An opened form can be sent for %(hours)s hours."),
    hours=maximums.FORM_HOURS,
)

SENDER = Cookie(
    "kacko",
    "Lax",  # who comes back over a bookmark or a link still has the page with the receipt
    values=(
        _AGAINST_FORGERY,
        CookieValue(
            "sender",
            N_(
                "It shows you the reply code once more when you reload the page, and sends "
                "nothing twice."
            ),
            N_(
                "The code is shown for %(minutes)s minutes; the same text counts as sent for "
                "%(hours)s hours."
            ),
            minutes=maximums.RECEIPT_MINUTES,
            hours=maximums.SENT_HOURS,
        ),
        CookieValue(
            "mailbox",
            N_("It keeps your mailbox open, so that you need not type the code on every page."),
            N_("%(minutes)s minutes without a click, %(hours)s hours in any case."),
            minutes=maximums.MAILBOX_IDLE_MINUTES,
            hours=maximums.MAILBOX_HOURS,
        ),
    ),
)
"""What the public's pages of the service set; nothing before somebody opens a form or the mailbox.
"""

DESK = Cookie(
    "kacko-desk",
    "Strict",
    values=(
        _AGAINST_FORGERY,
        CookieValue(
            "desk", N_("It keeps a counsellor logged in."), N_("Until the log-out at the latest.")
        ),
        CookieValue(
            "editing",
            N_("It keeps somebody logged in who edits the website."),
            N_("%(hours)s hours, or until the log-out."),
            hours=maximums.EDITING_HOURS,
        ),
        CookieValue(
            "confirmed",
            N_("It says that somebody who edits has just proved who they are."),
            N_("%(minutes)s minutes."),
            minutes=maximums.CONFIRMED_MINUTES,
        ),
    ),
)
"""What the desk sets, for staff only."""

LOCAL_EDITOR = Cookie(
    "kacko-edit",
    "Strict",
    values=(
        _AGAINST_FORGERY,
        CookieValue(
            "local",
            N_("It keeps somebody logged in who edits the website."),
            N_("Until the editor is stopped."),
        ),
    ),
)
"""What `kacko edit` sets on the machine of whoever edits, and nowhere else."""
