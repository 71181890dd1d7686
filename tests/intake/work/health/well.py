"""A machine on which all is well, at noon of a day on which the sample's facts are fresh."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import time_machine

from centre.exchange.frame import Frame
from centre.language.i18n import speaking
from intake_service import clock
from intake_service.settings import Settings
from intake_service.work.backups.record import Record
from intake_service.work.health import machine
from intake_service.work.health.examination import EVERYTHING, Examined, HealthCheck, examine
from intake_service.work.service import Service, open_service
from tests.intake import daily
from tests.paths import ROOT

NOON = "2026-11-25T12:00:00+01:00"


@dataclass
class Machine:
    """The machine, with hands to spoil something on it."""

    settings: Settings
    time: time_machine.Traveller

    def set(self, **changed: object) -> None:
        """Change settings."""
        self.settings = self.settings.model_copy(update=changed)

    def running(self) -> Service:
        """The service, to be closed by whoever asked."""
        return open_service(self.settings)

    def tick(self) -> None:
        """Let the chores run once."""
        service = self.running()
        daily.tick(service)
        service.close()

    def pass_time(self, **time: float) -> None:
        """Let time pass in which all that has to happen happens."""
        self.time.shift(timedelta(**time))
        self.renew()

    def renew(self) -> None:
        """Tonight's build, tonight's backup, this minute's chores."""
        now = clock.seconds()
        os.utime(self.settings.frame, (now, now))
        today = clock.today()
        Record(made=today, sent=today, proven=today).write(self.settings.data)
        self.tick()

    def record(self, **days: object) -> None:
        """What is known of backups."""
        known = Record.read(self.settings.data)
        known.model_copy(update=days).write(self.settings.data)

    def own_content(self) -> Path:
        """A content that may be changed."""
        copied = self.settings.data.parent / "content"
        shutil.copytree(ROOT / "content", copied)
        self.set(content=copied)
        return copied

    def examined(self, checks: Sequence[HealthCheck] = EVERYTHING) -> dict[str, Examined]:
        """How each check stands, as `kacko doctor` sees it in English."""
        with machine.opened(self.settings) as opened:
            return {each.check.id: each for each in examine(opened, checks)}

    def told(self) -> dict[str, str]:
        """Fault and mend of each check that is not well."""
        with speaking("en"):
            return {
                name: f"{each.finding.fault} {each.finding.mend}"
                for name, each in self.examined().items()
                if each.finding
            }


def make_well(settings: Settings, time: time_machine.Traveller, built: Path) -> Machine:
    """All that is there on a machine that was set up, built and backed up today."""
    folder = settings.data.parent / "release"
    frame = folder / "frame.json"
    site = folder / "public"
    site.mkdir(parents=True)
    shutil.copy(built, frame)
    for address in Frame.read(frame).assets.values():
        asset = site / address.lstrip("/")
        asset.parent.mkdir(parents=True, exist_ok=True)
        asset.touch()
    changed = {"frame": frame, "site": site, "backup_key": "age1", "backup_command": "true"}
    well = Machine(settings.model_copy(update=changed), time)
    well.renew()
    return replace(well)
