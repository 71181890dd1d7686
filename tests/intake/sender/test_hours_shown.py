"""Hours and closures on the pages of both faces: dated, from the same facts as the site, never
stale."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from centre.facts.loading import load_facts
from centre.hours import live
from centre.intake import addresses
from centre.language.languages import LANGUAGES
from intake_service import clock
from intake_service.desk import create_desk_app
from intake_service.sender import create_sender_app
from intake_service.work import switches
from intake_service.work.service import Service
from intake_service.work.switches import Switches
from tests.built import BuiltSite
from tests.intake.browser import DeskVisitor, Page, Person, Visitor
from tests.intake.process import RemoteVisitor, Server
from tests.paths import ROOT

ASK = "/dotaz/o-sobe"
BOX = "/odpoved"
INBOX = "/"
STEERING = "/prijem"
MONDAY = datetime(2026, 11, 23, 12, 30, tzinfo=clock.PRAGUE)  # the centre has its lunch break
BEFORE_CHRISTMAS = datetime(2026, 12, 22, 10, 0, tzinfo=clock.PRAGUE)
BREAK = "Od 24. prosince do 1. ledna máme zavřeno a nejedeme ani do terénu. Vánoční přestávka."
PATIENCE = 90  # seconds until a running server has looked at its files

pytestmark = pytest.mark.usefixtures("cheap_receipts")


class Editor:
    """Somebody who edits the facts under a running service."""

    def __init__(self, content: Path) -> None:
        self.content = content

    def replace(self, file: str, old: str, new: str) -> None:
        path = self.content / "data" / file
        before = path.read_text("utf-8")
        assert old in before
        path.write_text(before.replace(old, new, 1), "utf-8")

    def close(self, first: date, last: date, reason: str) -> None:
        """The only exception from now on."""
        closure = f"{{date: {first}, until: {last}, places: all, reason: {reason}}}"
        file = self.content / "data" / "closures.yaml"
        file.write_text(f"checked_on: 2026-11-21\nclosures:\n  - {closure}\n", "utf-8")


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return Editor(tmp_path / "content")


@pytest.fixture
def edited(
    opened: Callable[..., Service], editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> Service:
    """A service on the editor's files, which looks at them at each request."""
    monkeypatch.setattr(live, "CHECK_EVERY", 0.0)
    monkeypatch.setattr(live, "load_facts", load_facts)
    return opened(content=editor.content)


@pytest.fixture
def at_the_desk(edited: Service, coordinator: Person) -> DeskVisitor:
    visitor = DeskVisitor(create_desk_app(edited))
    visitor.log_in(coordinator)
    return visitor


@pytest.fixture
def monday() -> Iterator[None]:
    with time_machine.travel(MONDAY):
        yield


def folded(page: Page) -> str:
    """What stands behind „Kdy nás zastihnete“."""
    (found,) = [
        each for each in page.all("details") if "Kdy nás zastihnete" in "".join(each.itertext())
    ]
    return " ".join(" ".join(found.itertext()).split()).replace(" ,", ",")


@pytest.mark.usefixtures("monday")
def test_a_form_tells_the_next_opening_hours_by_date(public: Visitor) -> None:
    assert folded(public.open(ASK)) == (
        "Kdy nás zastihnete po 23. 11. Žďár nad Sázavou 13.00–17.00 Havlíčkův Brod 13.00–17.00"
        " út 24. 11. Žďár nad Sázavou 13.00–18.00"
    )


def test_a_time_by_appointment_says_so_in_words_of_its_own(public: Visitor) -> None:
    with time_machine.travel(MONDAY + timedelta(days=3, hours=-6)):
        assert "9.00–11.00 (po domluvě)" in public.open(ASK).words


@pytest.mark.usefixtures("monday")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_whoever_meets_a_pause_reads_when_and_where_somebody_can_be_met(
    public: Visitor, service: Service, lang: str
) -> None:
    switches.turn_to(service, Switches(paused=True))
    page = public.open(addresses.intake("counselling", lang))
    days = [each.get("data-day") for each in page.all("li") if each.get("data-day")]
    assert days == ["2026-11-23", "2026-11-24", "2026-11-25"]
    assert "Ledeč nad Sázavou" not in page.words  # outreach was there in the morning
    assert "Světlá nad Sázavou" in page.words


@pytest.mark.usefixtures("monday")
def test_a_notice_that_points_to_the_phone_says_when_it_is_answered(
    public: Visitor, service: Service
) -> None:
    public.open(ASK)
    switches.turn_to(service, Switches(paused=True))
    page = public.send(text="Dlouho jsem to psal.")
    assert page.status == 503
    assert (
        "Nejbližší provozní doba: po 23. 11. Žďár nad Sázavou 13.00–17.00; Havlíčkův Brod"
        in page.alerts
    )


def test_a_break_that_delays_the_answer_is_told_wherever_it_is_promised(public: Visitor) -> None:
    with time_machine.travel(BEFORE_CHRISTMAS):
        form = public.open(ASK)
        receipt = public.send(text="Kdy se ozvete?")
        public.open(BOX)
        mailbox = public.send(receipt=receipt.receipt)
    for page in (form, receipt, mailbox):
        assert "úterý 5. ledna" in page.words
        assert BREAK in page.words
    with time_machine.travel(MONDAY):
        assert BREAK not in public.open(ASK).words


def test_a_late_answer_comes_with_the_hours_of_the_phone(public: Visitor) -> None:
    with time_machine.travel(MONDAY):
        public.open(ASK)
        receipt = public.send(text="Ozvete se?").receipt
    with time_machine.travel(MONDAY + timedelta(days=14)):
        public.open(BOX)
        assert "Nejbližší provozní doba: po 7. 12. Žďár" in public.send(receipt=receipt).words


@pytest.mark.parametrize(
    ("at", "today", "following"),
    [
        (datetime(2026, 12, 24, 9, tzinfo=UTC), "čtvrtek 24. prosince", "po 4. 1."),
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), "čtvrtek 31. prosince", "po 4. 1."),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), "pátek 1. ledna", "po 4. 1."),
        (
            datetime(2027, 3, 28, 0, 59, tzinfo=UTC),
            "neděle 28. března",
            "út 30. 3.",
        ),  # 1:59, Easter
        (
            datetime(2027, 3, 28, 1, 0, tzinfo=UTC),
            "neděle 28. března",
            "út 30. 3.",
        ),  # 3:00, a minute later
        (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), "neděle 31. října", "po 1. 11."),  # 2:30
        (
            datetime(2027, 10, 31, 1, 30, tzinfo=UTC),
            "neděle 31. října",
            "po 1. 11.",
        ),  # 2:30 once more
        (datetime(2027, 10, 31, 22, 59, tzinfo=UTC), "neděle 31. října", "po 1. 11."),
        (datetime(2027, 10, 31, 23, 0, tzinfo=UTC), "pondělí 1. listopadu", "po 1. 11."),
    ],
)
def test_both_faces_know_the_day_when_it_is_hard_to_tell(
    service: Service, coordinator: Person, at: datetime, today: str, following: str
) -> None:
    with time_machine.travel(at):
        assert folded(Visitor(create_sender_app(service)).open(ASK)).startswith(
            f"Kdy nás zastihnete {following} "
        )
        desk = DeskVisitor(create_desk_app(service))
        desk.log_in(coordinator)
        assert today in desk.open(INBOX).words


@pytest.mark.usefixtures("monday")
def test_a_closure_written_under_the_running_service_is_told_at_once(
    edited: Service, editor: Editor
) -> None:
    public = Visitor(create_sender_app(edited))
    assert "ve čtvrtek 26. listopadu" in public.open(ASK).words
    editor.close(date(2026, 11, 24), date(2026, 11, 27), "stěhování")
    page = public.open(ASK)
    assert "ve\xa0středu\xa02.\xa0prosince" in page.text
    assert (
        "Od 24. listopadu do 27. listopadu máme zavřeno a nejedeme ani do terénu. Stěhování."
        in page.words
    )
    assert folded(page).endswith(
        "po 30. 11. Žďár nad Sázavou 9.00–12.00, 13.00–17.00 Havlíčkův Brod 13.00–17.00"
    )


@pytest.mark.usefixtures("monday")
def test_a_slip_is_told_to_the_desk_alone_and_the_last_good_hours_stay(
    edited: Service, editor: Editor, at_the_desk: DeskVisitor
) -> None:
    public = Visitor(create_sender_app(edited))
    before = folded(public.open(ASK))
    editor.replace("hours.yaml", "day: út", "day: utery")
    assert folded(public.open(ASK)) == before
    assert "utery" not in public.page.text
    for page in (INBOX, STEERING):
        told = at_the_desk.open(page).words
        assert "je v nich chyba" in told
        assert "hours.yaml:10: hours.0.blocks.2.day: je tu „utery“" in told
    editor.replace("hours.yaml", "day: utery", "day: út")
    assert "je v nich chyba" not in at_the_desk.open(INBOX).words


@pytest.mark.usefixtures("monday")
def test_the_desk_sees_who_is_where_today(
    edited: Service, editor: Editor, at_the_desk: DeskVisitor
) -> None:
    told = at_the_desk.open(INBOX).words
    assert "pondělí 23. listopadu" in told
    assert "Centrum Havlíčkův Brod: 13.00–17.00" in told
    assert "Terén Ledeč nad Sázavou: 9.00–11.30" in told  # the whole day, whatever the hour
    editor.close(date(2026, 11, 23), date(2026, 11, 23), "porucha topení")
    told = at_the_desk.open(INBOX).words
    assert "Zavřeno: porucha topení" in told
    assert "V pondělí 23. listopadu máme zavřeno a nejedeme ani do terénu. Porucha topení." in told


@pytest.mark.usefixtures("monday")
def test_the_desk_sees_the_week_ahead_and_closures_for_two_months(at_the_desk: DeskVisitor) -> None:
    page = at_the_desk.open(STEERING)
    days = [each.get("data-day") for each in page.all("li") if each.get("data-day")]
    assert days == [f"2026-11-{number}" for number in range(23, 28)]
    assert BREAK in page.words
    assert "Naposledy ověřeno 21. listopadu 2026." in page.words


def test_a_server_follows_the_files_without_a_restart(
    tmp_path: Path, built_site: BuiltSite, editor: Editor
) -> None:
    (tmp_path / "house").mkdir()
    server = Server(tmp_path / "house", built_site, editor.content)
    (tmp_path / "password").write_text("čtyři slova která nepatří k sobě")
    secrets = [f"--totp-file={tmp_path / 'totp'}", f"--recovery-file={tmp_path / 'recovery'}"]
    server.command("setup", "--name=Jana", f"--password-file={tmp_path / 'password'}", *secrets)
    server.start()
    try:
        visitor = RemoteVisitor(server)
        assert "Povodeň" not in visitor.open(ASK).words
        editor.close(clock.today(), clock.today() + timedelta(30), "povodeň")
        pause = threading.Event()
        until = time.monotonic() + PATIENCE
        while "Povodeň" not in visitor.open(ASK).words:
            assert time.monotonic() < until
            pause.wait(0.1)
    finally:
        server.stop()
