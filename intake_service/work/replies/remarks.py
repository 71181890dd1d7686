"""What an answer is told before it goes: at most three remarks, none of which blocks."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from intake_service.work.replies import fact_remarks, plain_remarks, word_remarks
from intake_service.work.replies.remark import Answer, Remark
from intake_service.work.service import Service

MOST_TOLD: Final = 3


@dataclass(frozen=True, slots=True)
class Preview:
    """An answer that is not sent yet, as it will be read, and what to look at once more."""

    text: str
    remarks: tuple[Remark, ...]


def look_at(service: Service, text: str, lang: str, *, urgent: bool) -> Preview:
    """The answer as the sender will read it; ``lang`` is the language of the enquiry."""
    answer = Answer(text=text, lang=lang, urgent=urgent)
    return Preview(text, tuple(islice(_remarks(service, answer), MOST_TOLD)))


def _remarks(service: Service, answer: Answer) -> Iterator[Remark]:
    """All remarks; what could harm comes before what only reads badly."""
    yield from fact_remarks.no_ambulance_first(answer)
    yield from fact_remarks.doses(answer)
    yield from word_remarks.in_order(answer)
    yield from fact_remarks.other_hours(answer, service.live.timetable)
    yield from fact_remarks.unknown_phones(answer, service.facts)
    yield from fact_remarks.links_elsewhere(answer, service.facts)
    yield from plain_remarks.in_order(answer, service.settings.content / "data")
