"""What somebody should have looked at again by now: texts, helplines, the certificate.

Here all of it is advice; whether it stops publishing is decided there.
"""

from collections.abc import Iterator
from datetime import date

from centre.approvals.standing import Standing, in_words
from centre.facts.loading import Facts
from centre.reading.faults import Fault
from centre.reading.front_matter import FrontMatter, PassageFront

CHECK_GROWS_OLD_DAYS = 90
"""A helpline that nobody has called for longer may have moved."""

RENEWAL_TAKES_DAYS = 90
"""So long before its end a certificate is spoken of: a new one takes its time."""


def overdue(front: FrontMatter | PassageFront, day: date) -> Iterator[Fault]:
    """Advice when the day of the next review lies before ``day``."""
    if front.next_review and front.next_review < day:
        message = (
            f"kontrola měla být do {_words(front.next_review)}; projděte text a posuňte obě data"
        )
        yield front.fault("next_review", message)


def lost_approvals(front: FrontMatter | PassageFront, standing: Standing) -> Iterator[Fault]:
    """Advice on every approval that a text has lost, since somebody changed its words."""
    for given in standing.lost:
        message = f"text se změnil po schválení ({in_words(given)}); dejte ho schválit znovu"
        yield front.fault("approval", message)


def old_checks(facts: Facts, day: date, older_than: int = CHECK_GROWS_OLD_DAYS) -> Iterator[Fault]:
    """Advice on every helpline whose number nobody has checked for more than so many days."""
    for line in facts.helplines.values():
        age = (day - line.checked).days
        if age > older_than:
            message = f"číslo {line.number} nikdo neověřil {age} dní; zavolejte tam a datum opravte"
            yield line.fault("checked", message)


def ended_certificate(facts: Facts, day: date) -> Iterator[Fault]:
    """Advice when the certificate has ended, or soon will."""
    certificate = facts.centre.certificate
    if certificate is None:
        return
    left = (certificate.valid_until - day).days
    if left < 0:
        message = (
            f"certifikát platil do {_words(certificate.valid_until)}; dopište nový, nebo ho smažte"
        )
        yield certificate.fault("valid_until", message)
    elif left <= RENEWAL_TAKES_DAYS:
        message = f"certifikát končí {_words(certificate.valid_until)}; požádejte o nový"
        yield certificate.fault("valid_until", message)


def _words(day: date) -> str:
    return f"{day:%-d. %-m. %Y}"
