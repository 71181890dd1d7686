"""Facts in an answer that do not agree with ours: 155, hours, phones, links; and doses, which we
never write."""

import re
from collections.abc import Iterator
from datetime import time, timedelta
from typing import Final
from urllib.parse import urlsplit

from centre.facts.loading import Facts
from centre.hours.timetable import Timetable
from centre.language.i18n import gettext, speaking, weekday_words
from centre.texts.replies.composing import GREETING
from intake_service import clock
from intake_service.work.replies.remark import Answer, Remark

_AMBULANCE: Final = re.compile(r"(?<!\d)(?:155|112)(?!\d)")
_DOSE: Final = re.compile(
    r"(?<![\w.,])\d+(?:[.,]\d+)?\s?(?:mg|ml|mcg|µg|g|gram\w*|miligram\w*|mililitr\w*|мг|мл|г"
    r"|грам\w*)(?!\w)"
)
_HOURS: Final = re.compile(
    r"(?<![\d.:])(\d{1,2})[.:](\d{2})\s?(?:[–—-]|až|do|to|до)\s?(\d{1,2})[.:](\d{2})(?![\d:]|\.\d)"
)
_PHONE: Final = re.compile(
    r"(?<![\w.,/+-])(?:(?:\+|00)420[ -]?)?\d{3}[ -]?\d{3}[ -]?\d{3}(?![\w/-])"
    r"|(?<!\d)116[ -]?\d{3}(?!\d)"
)
_LINK: Final = re.compile(r"(?:https?://|www\.)[^\s<>()]+", re.IGNORECASE)
_WEEKDAY_BEFORE = 40  # characters; farther off it belongs to other hours
_WEEKS = timedelta(days=14)  # odd and even ones


def no_ambulance_first(answer: Answer) -> Iterator[Remark]:
    """In a crisis the first thing to read is whom to call."""
    if answer.urgent and not _AMBULANCE.search(_beginning(answer)):
        yield Remark(
            "", gettext("A word of a crisis stands in the question: does 155 belong first?")
        )


def doses(answer: Answer) -> Iterator[Remark]:
    """A number with a unit of a medicine or a substance."""
    if quote := answer.first(_DOSE):
        yield Remark(quote, gettext("We write no doses. Leave it out, or send them to a doctor."))


def other_hours(answer: Answer, timetable: Timetable) -> Iterator[Remark]:
    """Hours that are on no day of the next two weeks ours, or not on the weekday before them.

    Those in a line with the number of a helpline are its own.
    """
    ours = _hours_by_weekday(timetable)
    numbers = [line.number for line in timetable.facts.helplines.values()]
    for found in _HOURS.finditer(answer.text):
        if any(number in _line_around(answer.text, found.start()) for number in numbers):
            continue
        weekday = _weekday_before(answer, found.start())
        days = ours.values() if weekday is None else [ours[weekday]]
        hours = tuple(map(int, found.groups()))
        if not any(hours in day for day in days):
            yield Remark(found[0], gettext("Our timetable says something else. Please compare."))
            return


def unknown_phones(answer: Answer, facts: Facts) -> Iterator[Remark]:
    """A number that is neither ours nor a helpline that we know."""
    known = {phone.digits[-9:] for phone in facts.centre.contacts.phones.values()}
    known |= {line.digits[-9:] for line in facts.helplines.values()}
    for found in _PHONE.finditer(answer.text):
        if re.sub(r"\D", "", found[0])[-9:] not in known:
            advice = gettext("This number is none of ours. Compare it digit by digit.")
            yield Remark(found[0], advice)
            return


def links_elsewhere(answer: Answer, facts: Facts) -> Iterator[Remark]:
    """A link that leaves the centre's website."""
    ours = {urlsplit(facts.centre.base_url).hostname}
    ours |= {urlsplit(line.url).hostname for line in facts.helplines.values() if line.url}
    for found in _LINK.finditer(answer.text):
        address = found[0] if "://" in found[0] else f"https://{found[0]}"
        if _host(address) not in ours:
            advice = gettext("The link leaves our website: we do not know who sees that.")
            yield Remark(found[0].rstrip(".,;:!?"), advice)
            return


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _beginning(answer: Answer) -> str:
    """The first line that says anything."""
    with speaking(answer.lang):
        greeting = gettext(GREETING)
    lines = (line.strip() for line in answer.text.splitlines())
    return next((line for line in lines if line and line != greeting), "")


_HoursOfADay = set[tuple[int, ...]]


def _hours_by_weekday(timetable: Timetable) -> dict[int, _HoursOfADay]:
    hours: dict[int, _HoursOfADay] = {weekday: set() for weekday in range(7)}
    today = clock.today()
    for place in timetable.facts.places:
        for interval in timetable.intervals(place, today, today + _WEEKS):
            opens = _on_the_clock(interval.start.time())
            closes = _on_the_clock(interval.end.time())
            hours[interval.start.weekday()].add((*opens, *closes))
    return hours


def _on_the_clock(moment: time) -> tuple[int, int]:
    return moment.hour, moment.minute


def _line_around(text: str, position: int) -> str:
    """The line of the text in which the position lies."""
    begin = text.rfind("\n", 0, position) + 1
    return text[begin:].partition("\n")[0]


def _weekday_before(answer: Answer, position: int) -> int | None:
    """The last weekday named shortly before a place in the text."""
    before = answer.text[max(0, position - _WEEKDAY_BEFORE) : position].lower()
    with speaking(answer.lang):
        places = {weekday: _last(_stem(weekday), before) for weekday in range(7)}
    weekday = max(places, key=lambda each: places[each])
    return weekday if places[weekday] >= 0 else None


def _stem(weekday: int) -> str:
    """What all cases of a weekday's name begin with."""
    name = weekday_words(weekday).lower()
    return name[:-1] if len(name) > 4 else name


def _last(stem: str, text: str) -> int:
    """Where the last word begins that begins so; -1 for none."""
    found = [each.start() for each in re.finditer(rf"(?<!\w){re.escape(stem)}", text)]
    return found[-1] if found else -1
