"""A letter to whoever runs the server, when a part of it has failed."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from aiosmtpd.controller import Controller
from click.testing import Result

from tests.intake.post_office import MORNING, PostOffice

OPERATOR = "spravce@posta.example"


@pytest.fixture
def tell(
    intake: Callable[..., Result],
    mail_server: Controller,
    post: PostOffice,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., Result]:
    """Says that the chores have failed, some hours after the first morning."""
    for name, value in {
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": mail_server.port,
        "SMTP_TLS": "false",
        "MAIL_FROM": "zprava@posta.example",
        "OPERATOR": OPERATOR,
    }.items():
        monkeypatch.setenv(f"INTAKE_{name}", str(value))

    def tell(hours: int = 0) -> Result:
        with time_machine.travel(MORNING + timedelta(hours=hours)):
            return intake("tell-failure", "kacko-tick", f"--told-in={tmp_path}")

    return tell


def test_the_operator_is_told_which_part_has_failed_and_no_more(
    tell: Callable[..., Result], post: PostOffice
) -> None:
    assert tell().exit_code == 0
    (letter,) = post.letters
    assert letter["To"] == OPERATOR
    assert "Část tick na serveru selhala." in letter.get_content()
    assert "kacko" not in letter.as_string().lower()


def test_what_fails_every_minute_is_one_letter_a_day(
    tell: Callable[..., Result], post: PostOffice
) -> None:
    for hours in (0, 1, 23):
        assert tell(hours).exit_code == 0
    assert len(post.letters) == 1
    tell(25)
    assert len(post.letters) == 2


def test_a_memory_that_cannot_be_read_stops_no_letter(
    tell: Callable[..., Result], post: PostOffice, tmp_path: Path
) -> None:
    (tmp_path / "kacko-tick").write_bytes(b"\xff\x00")
    assert tell().exit_code == 0
    tell(1)
    assert len(post.letters) == 1


def test_a_letter_that_nobody_took_is_tried_again(
    tell: Callable[..., Result], post: PostOffice
) -> None:
    post.refused.add(OPERATOR)
    assert tell().exit_code == 1
    post.refused.clear()
    assert tell().exit_code == 0
    assert len(post.letters) == 1


def test_without_a_mail_server_it_says_that_nobody_is_told(
    tell: Callable[..., Result], post: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("INTAKE_SMTP_HOST")
    assert "Nobody is told" in tell().output
    assert post.letters == []
