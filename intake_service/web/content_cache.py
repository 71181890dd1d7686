"""What pages are made of besides templates: the site's frame and the passages of staff, looked at
once a second."""

import threading
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Generic, TypeVar

from flask import Flask, current_app

from centre.exchange.frame import Frame, NoFrameError
from centre.facts.loading import Facts
from centre.reading.faults import Fault
from centre.reading.files import Stamp, file_stamp
from centre.reading.last_good import LastGood
from centre.texts.pages import read_pages
from centre.texts.passages import Passages
from centre.texts.passages_in_use import passage_stamps, read_passages_in_use
from centre.texts.renderer import PageLinks, Renderer
from centre.texts.snippets import FactSnippets
from intake_service import clock
from intake_service.web import log
from intake_service.work.conversation import urgency
from intake_service.work.replies import live_templates
from intake_service.work.service import Service

LOOK_EVERY = 1.0  # seconds; a look at all passages costs more than a hundred stat calls
LAST_GOOD_PASSAGES = "last-good-passages.zip"
"""In the data directory: what stands in for a passage that an editor has broken."""

_NAME = "content"

Value = TypeVar("Value")


@dataclass(frozen=True)
class Cached(Generic[Value]):
    """Something read from files, which version of them it was, and what is wrong with them."""

    version: object
    value: Value
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Look:
    """Which versions of all files lay there at some moment of the monotonic clock."""

    at: float
    frame: Stamp
    passages: tuple[tuple[Path, Stamp], ...]


class ContentCache:
    """The frame that the site wrote and the passages of staff, read again when they change."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._look: Look | None = None
        self._look_logged: Look | None = None
        self._frame: Cached[Frame] | None = None
        self._passages: Cached[Passages] | None = None
        self._last_good = LastGood(service.settings.copies / LAST_GOOD_PASSAGES)
        self._reading = threading.Lock()
        self._logged: tuple[Fault, ...] = ()

    @property
    def frame(self) -> Frame:
        """Addresses of pages, menu, style sheet; raises centre.exchange.frame.NoFrameError before
        the first build."""
        version = self._last_look().frame
        if self._frame is None or self._frame.version != version:
            self._frame = Cached(version, Frame.read(self._service.settings.frame))
        return self._frame.value

    @property
    def passages(self) -> Passages:
        """The passages, with the facts of now: of a broken one the last good copy."""
        passages = self._newest_passages()
        if self._look is not self._look_logged:
            self._look_logged = self._look
            self._log(self._faults(passages))
        return passages.value

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong now with files that the service reads."""
        faults = self._faults(self._newest_passages())
        self._log(faults)
        return (*faults, *live_templates.faults(self._service))

    def _faults(self, passages: Cached[Passages]) -> tuple[Fault, ...]:
        crisis_words = urgency.faults(self._service.settings.content / "data")
        return (*self._service.live.faults, *crisis_words, *passages.faults)

    def _log(self, faults: tuple[Fault, ...]) -> None:
        """Say where editors have made mistakes, once for each change; never what stands there."""
        if faults != self._logged:
            self._logged = faults
            log.event("content-faults", where=[f"{each.file}:{each.line}" for each in faults[:20]])

    def _newest_passages(self) -> Cached[Passages]:
        facts = self._service.facts
        look = self._last_look()
        version = (id(facts), clock.today(), look.frame, look.passages)
        known = self._passages
        # Reading takes seconds: one thread does it, the others go on with what there is.
        if (known is None or known.version != version) and self._reading.acquire(
            blocking=known is None
        ):
            try:
                if self._passages is known:
                    self._passages = self._read_passages(version, facts)
            finally:
                self._reading.release()
        assert self._passages is not None
        return self._passages

    def _last_look(self) -> Look:
        """The last look at the files, no older than LOOK_EVERY."""
        now = monotonic()
        look = self._look
        if look is None or now - look.at >= LOOK_EVERY:
            settings = self._service.settings
            passages = tuple(sorted(passage_stamps(settings.content).items()))
            if look is not None and look.passages == passages:
                passages = look.passages  # the same object: quick to compare at every visit
            look = Look(now, file_stamp(settings.frame), passages)
            self._look = look
        return look

    def _read_passages(self, version: object, facts: Facts) -> Cached[Passages]:
        content = self._service.settings.content
        renderer = Renderer(FactSnippets(facts, clock.today()), self._page_links(content))
        passages, faults = read_passages_in_use(content, renderer, self._last_good)
        return Cached(version, passages, tuple(faults))

    def _page_links(self, content: Path) -> PageLinks:
        """The pages that passages may link to: those of the site as it was built."""
        try:
            return self.frame
        except NoFrameError:
            return read_pages(content)[0]


def install(app: Flask, service: Service) -> ContentCache:
    """Give `app` its content; the first visitor after a start does not wait until it is read."""
    content = ContentCache(service)
    assert content.passages
    app.extensions[_NAME] = content
    return content


def in_use() -> ContentCache:
    """The frame and the passages of this face."""
    cached: ContentCache = current_app.extensions[_NAME]
    return cached
