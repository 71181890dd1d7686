"""An enquiry to practise on: a newcomer makes it with a press, and does everything with it that is
done with a real one. Nobody waits for it, no figure counts it, and it goes after a week."""

import secrets

from centre.language.i18n import N_, gettext
from centre.language.languages import ORIGINAL
from intake_service.store import vault
from intake_service.work.casework import enquiry_keys, junk
from intake_service.work.conversation import kinds
from intake_service.work.conversation.kinds import EXERCISE
from intake_service.work.enquiry import enquiries, mailbox
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff

TEXTS = (
    N_(
        "Hello, I have been using pervitin for two years and would like to cut down. I am afraid "
        "that I cannot do it alone. Where do I begin?"
    ),
    N_(
        "Hello, I found a syringe in my son’s room. He is seventeen. I do not know whether to tell "
        "him, and what to say."
    ),
    N_(
        "Good day, I have a red, swollen place on my arm after an injection, and it hurts. Do I "
        "have to go to a doctor, or can you look at it?"
    ),
)
"""What is asked, as messages."""


def make(service: Service) -> int:
    """Make an exercise and return its number; nobody has its reply code.

    Raises gates.Overloaded, enquiries.NotOpenYet, vault.Swapped, db.Unavailable.
    """
    text = gettext(secrets.choice(TEXTS))
    return enquiries.keep_exercise(
        service, Submission(EXERCISE, ORIGINAL, text, cookie=vault.new_key())
    )


def discard(service: Service, staff: Staff, number: int) -> None:
    """Delete an exercise; nothing happens to any other enquiry. Raises NoSuchEnquiry."""
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        if not kinds.find(enquiry.kind).is_exercise:
            return
        junk.delete(service, session, staff, enquiry)
    mailbox.forget(service.store)
