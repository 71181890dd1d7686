"""A machine on which all is well."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from aiosmtpd.controller import Controller

from intake_service.settings import Settings
from tests.intake.conftest import Founded
from tests.intake.post_office import TEAM, PostOffice
from tests.intake.work.health.well import NOON, Machine, make_well


@pytest.fixture
def well(
    settings: Settings,
    founded: Founded,
    frame_file: Path,
    mail_server: Controller,
    post: PostOffice,
    cheap_passwords: None,
    cheap_receipts: None,
) -> Iterator[Machine]:
    """The machine, at a noon that stands still."""
    shutil.copytree(founded.data, settings.data)
    changed = {
        "smtp_host": "127.0.0.1",
        "smtp_port": mail_server.port,
        "smtp_tls": False,
        "smtp_seconds": 5.0,
        "mail_from": "Pošta <zprava@posta.example>",
        "notices_to": TEAM,
    }
    with time_machine.travel(NOON, tick=False) as time:
        yield make_well(settings.model_copy(update=changed), time, frame_file)
