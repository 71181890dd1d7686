"""Texts whose next review is overdue. Here it is advice; whether it stops publishing is decided there."""

from collections.abc import Iterator
from datetime import date

from centre.faults import Fault
from centre.sources import FrontMatter, PassageFront


def overdue(front: FrontMatter | PassageFront, day: date) -> Iterator[Fault]:
    """Advice when the day of the next review lies before ``day``."""
    if front.next_review and front.next_review < day:
        message = f"kontrola měla být do {front.next_review:%-d. %-m. %Y}; projděte text a posuňte obě data"
        yield front.fault("next_review", message)
