"""What a sender can save, the code and a reminder, tells nothing of us to whoever finds it."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine

from centre.intake import addresses
from centre.language.languages import LANGUAGES
from intake_service import clock
from intake_service.store import receipts
from tests.intake.browser import Visitor

MONDAY = datetime(2026, 11, 23, 12, 0, tzinfo=clock.PRAGUE)
TEXT = "Otázka."

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_note_with_the_code_tells_nothing_of_us(public: Visitor, lang: str) -> None:
    with time_machine.travel(MONDAY):
        public.open(addresses.intake("counselling", lang))
        sent = public.send(text=TEXT)
        (link,) = [each for each in sent.all("a") if each.get("download") is not None]
        note = public.client.get(link.get("href"))
    assert note.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert note.headers["Content-Disposition"] == 'attachment; filename="note.txt"'
    assert note.headers["Cache-Control"] == "no-store"
    day = {
        "cs": "ve čtvrtek 26. listopadu",
        "en": "on Thursday 26 November",
        "uk": "у четвер 26 листопада",
    }
    what = {"cs": "Zkontrolovat zprávu", "en": "Check the message", "uk": "Перевірити повідомлення"}
    code = " ".join(receipts.groups(receipts.read(sent.receipt)))
    assert note.get_data(as_text=True) == f"{what[lang]} {day[lang]}\r\n\r\n{code}\r\n"


def test_the_note_is_for_the_browser_that_sent_and_for_half_an_hour(public: Visitor) -> None:
    with time_machine.travel(MONDAY) as now:
        public.open(addresses.intake("counselling", "cs"))
        sent = public.send(text=TEXT)
        stranger = Visitor(public.app).client.get(sent.path + ".txt")
        assert (stranger.status_code, stranger.headers["Location"]) == (303, sent.path)
        now.shift(timedelta(minutes=31))
        assert public.client.get(sent.path + ".txt").status_code == 303
    assert public.client.get("/odeslano/nonsense.txt").status_code == 404


def test_the_reminder_is_for_the_promised_day_and_tells_nothing_of_us(
    public: Visitor, lang: str
) -> None:
    box = addresses.intake("mailbox", lang)
    with time_machine.travel(MONDAY) as now:
        public.open(addresses.intake("counselling", lang))
        receipt = public.send(text=TEXT).receipt
        public.open(box)
        public.send(receipt=receipt)
        told = {}
        for day, moment in (
            (23, MONDAY),
            (25, MONDAY + timedelta(days=2)),
            (27, MONDAY + timedelta(days=4)),
        ):
            now.move_to(moment)
            public.open(box)
            public.send(receipt=receipt)
            told[day] = public.client.get(f"{box}/pripominka.ics").get_data(as_text=True)
    assert [re.search(r"DTSTART;VALUE=DATE:(\d+)", each).group(1) for each in told.values()] == [
        "20261126",
        "20261126",
        "20261128",  # the promise was missed; look tomorrow
    ]
    what = {"cs": "Zkontrolovat zprávu", "en": "Check the message", "uk": "Перевірити повідомлення"}
    lines = [each.partition(":")[0] for each in told[23].split("\r\n")]
    assert f"SUMMARY:{what[lang]}" in told[23]
    assert set(lines) <= {
        "BEGIN",
        "PRODID",
        "VERSION",
        "UID",
        "DTSTAMP",
        "DTSTART;VALUE=DATE",
        "SUMMARY",
        "END",
        "",
    }
    assert not any(secret in told[23] for secret in (receipt[:4], "localhost", "kacko", "odpoved"))


def test_without_an_open_mailbox_there_is_no_reminder(public: Visitor) -> None:
    assert public.open("/odpoved/pripominka.ics").path == "/odpoved"
