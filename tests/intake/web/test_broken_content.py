"""Whatever an editor breaks in the content, the service goes on: forms, mailbox, desk, chores, and
a restart of them all."""

import inspect
import json
import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from centre.approvals.given import Approvals
from centre.facts.loading import FILES
from centre.hours import live
from centre.texts import passages
from centre.texts.crisis_words import CRISIS_WORDS_FILE
from centre.texts.renderer import Renderer
from intake_service.desk import create_desk_app
from intake_service.sender import create_sender_app
from intake_service.settings import Settings
from intake_service.web import content_cache
from intake_service.web.content_cache import ContentCache
from intake_service.work import chores
from intake_service.work.service import open_service
from tests.intake.browser import DeskVisitor, Visitor
from tests.intake.conftest import Founded, cheap_keys
from tests.paths import ROOT
from tests.unprivileged import closed, unprivileged

CONTENT = ROOT / "content"
DATA = sorted(path.relative_to(CONTENT).as_posix() for path in CONTENT.glob("data/**/*.*"))
PASSAGES = sorted(path.relative_to(CONTENT).as_posix() for path in CONTENT.glob("*/intake/*.md"))
ONE_OF_EACH = ("data/hours.yaml", "data/results.csv", "cs/intake/crisis.md", "uk/intake/sent.md")
READ_BY_THE_SERVICE = {
    *(f"data/{name}" for name in (*FILES, CRISIS_WORDS_FILE)),
    *PASSAGES,
}
FORMS = ("/dotaz/o-sobe", "/en/ask/someone-close", "/uk/zapyt/znaidenyi-shpryts", "/dotaz/vzkaz")
QUESTION = "Dotaz z doby, kdy bylo všechno v pořádku."
SLIP = b'---\napproval: [\xc5\xa1,\n"\n'
"""No YAML, no front matter, no table."""


class House:
    """One machine with a content of its own, a waiting enquiry and somebody at the desk."""

    def __init__(self, settings: Settings, founded: Founded) -> None:
        self.settings = settings
        self._start()
        self.public.open(FORMS[0])
        self.receipt = self.public.send(text=QUESTION).receipt
        assert self.desk.log_in(replace(founded.coordinator)).status == 200

    def _start(self) -> None:
        self.service = open_service(self.settings)
        sender = create_sender_app(self.service)
        desk = create_desk_app(self.service)
        self.public = Visitor(sender)
        self.desk = DeskVisitor(desk)

    def restart(self) -> None:
        """End everything and start it again; the counsellor's browser stays open."""
        self.service.close()
        before = self.desk
        self._start()
        name = before.app.config["SESSION_COOKIE_NAME"]
        cookie = before.client.get_cookie(name)
        assert cookie
        self.desk.client.set_cookie(name, cookie.value)

    @contextmanager
    def broken(self, name: str) -> Iterator[Path]:
        """An editor's slip in one file, which is mended in the end."""
        path = self.settings.content / name
        sound = path.read_bytes()
        path.write_bytes(SLIP)
        try:
            yield path
        finally:
            path.write_bytes(sound)

    def goes_on(self) -> None:
        """Every form opens, the mailbox and the desk, and the chores are done."""
        for form in FORMS:
            assert self.public.open(form).status == 200, form
        self.public.open("/odpoved")
        self.public.send(receipt=self.receipt)
        assert self.public.page
        assert QUESTION in self.public.page.words
        chores.tick(self.service)
        assert QUESTION in self.desk.open("/dotaz/1").words

    @property
    def told(self) -> str:
        """What the desk says before anything else."""
        return self.desk.open("/").words


@pytest.fixture(scope="module")
def house(
    tmp_path_factory: pytest.TempPathFactory,
    founded: Founded,
    frame_file: Path,
) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(founded.data, folder / "data")
    shutil.copytree(CONTENT, folder / "content")
    settings = Settings(
        data=folder / "data",
        content=folder / "content",
        frame=frame_file,
        site=frame_file.parent / "output",
        form_seconds=0,
        wrong_receipts_network=100_000,
        sends_network=100_000,
        replies_network=100_000,
    )
    with pytest.MonkeyPatch.context() as patch, cheap_keys():
        patch.setattr(live, "CHECK_EVERY", 0.0)
        patch.setattr(content_cache, "LOOK_EVERY", 0.0)
        patch.setattr(ContentCache, "_read_passages", inspect.unwrap(ContentCache._read_passages))
        patch.setattr(passages, "_read", _once_a_text(passages._read))
        house = House(settings, founded)
        yield house
        house.service.close()


def _once_a_text(read: Callable[..., object]) -> Callable[..., object]:
    """Facts and pages stay the same here, so what was rendered once need not be again."""
    known: dict[tuple[str, str, bytes], object] = {}

    def read_once(path: Path, lang: str, renderer: Renderer, approvals: Approvals) -> object:
        try:
            key = (path.name, lang, path.read_bytes())
        except PermissionError:
            return read(path, lang, renderer, approvals)
        if key not in known:
            known[key] = read(path, lang, renderer, approvals)
        return known[key]

    return read_once


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_with_a_broken_file_everything_goes_on_also_after_a_restart(
    house: House, name: str
) -> None:
    with house.broken(name):
        house.goes_on()
        house.restart()
        house.goes_on()
        assert (f"{name}:" in house.told) is (name in READ_BY_THE_SERVICE)
    assert f"{name}:" not in house.told


def test_a_lost_list_of_crisis_words_is_told_at_the_desk(house: House) -> None:
    lost = house.settings.content / "data" / CRISIS_WORDS_FILE
    words = lost.read_bytes()
    lost.unlink()
    try:
        house.goes_on()
        assert f"{CRISIS_WORDS_FILE}:1: soubor chybí" in house.told
        house.restart()
        assert f"{CRISIS_WORDS_FILE}:1: soubor chybí" in house.told
    finally:
        lost.write_bytes(words)
    assert CRISIS_WORDS_FILE not in house.told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        *((name, name) for name in ("data/hours.yaml", "data/crisis_words.yaml")),
        *((name, name) for name in ("cs/intake/crisis.md", "cs/intake")),
        *((name, "data/hours.yaml") for name in ("data", ".")),
    ],
)
def test_with_what_may_not_be_read_everything_goes_on_also_after_a_restart(
    house: House, name: str, told: str
) -> None:
    def goes_on() -> str:
        house.restart()
        with closed(house.settings.content / name):
            house.goes_on()
            house.restart()
            house.goes_on()
            return house.told

    assert f"{told}:1: " in unprivileged(goes_on)
    house.restart()


@pytest.mark.usefixtures("whole_content")
@pytest.mark.parametrize("name", [each for each in (*DATA, *PASSAGES) if each not in ONE_OF_EACH])
def test_so_it_is_with_every_other_file(house: House, name: str) -> None:
    test_with_a_broken_file_everything_goes_on_also_after_a_restart(house, name)


def test_a_slip_is_logged_by_its_place_and_never_by_what_it_says(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    logger = logging.getLogger("intake")
    caplog.set_level(logging.INFO, "intake")
    logger.addHandler(caplog.handler)
    try:
        with house.broken("data/hours.yaml") as hours, house.broken("cs/intake/sent.md") as sent:
            for _ in range(2):
                house.goes_on()
                assert house.told
        house.goes_on()
        assert house.told
    finally:
        logger.removeHandler(caplog.handler)
    events = [json.loads(record.getMessage()) for record in caplog.records]
    places = [event["where"] for event in events if event["event"] == "content-faults"]
    # both faces say so, once each
    assert sorted(places) == [[], [], *([[f"{hours}:3", f"{sent}:1"]] * 2)]


def test_a_first_start_from_broken_facts_says_what_is_wrong(house: House, tmp_path: Path) -> None:
    with house.broken("data/hours.yaml"), pytest.raises(Exception, match=r"hours\.yaml:\d+"):
        open_service(house.settings.model_copy(update={"data": tmp_path / "new"}))
