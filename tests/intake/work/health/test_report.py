"""Whoever runs the server gets one letter when something breaks, and one when it is mended."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from intake_service import clock
from intake_service.cli import main
from intake_service.work.health import report
from intake_service.work.health.report import Report
from tests.intake.post_office import PostOffice
from tests.intake.work.health.well import Machine
from tests.ports import free_port

OPERATOR = "spravce@posta.example"


@pytest.fixture
def well(well: Machine, post: PostOffice) -> Machine:
    """The well machine, with somebody who looks after it; the notice of today is out."""
    post.empty()
    well.set(operator=OPERATOR)
    return well


def reported(machine: Machine) -> Report:
    service = machine.running()
    found = report.report(service)
    service.close()
    return found


def lines(post: PostOffice) -> list[str]:
    """Who was told what, in the order of letters."""
    return [f"{each['To']}: {each.get_content().splitlines()[0]}" for each in post.letters]


BROKEN = f"{OPERATOR}: Na serveru něco nefunguje. Co, to řekne „kacko doctor“."
MENDED = f"{OPERATOR}: Na serveru už zase všechno funguje."


def test_nobody_is_told_while_all_is_well_or_something_is_only_due(
    well: Machine, post: PostOffice
) -> None:
    assert reported(well) == Report(frozenset())
    well.record(proven=None)
    assert reported(well) == Report(frozenset())
    assert lines(post) == []


def test_one_letter_when_it_breaks_and_one_when_it_is_mended(
    well: Machine, post: PostOffice
) -> None:
    stylesheet = next(well.settings.site.rglob("*.css"))
    stylesheet.rename(stylesheet.with_suffix(".away"))
    assert reported(well).told == {"frame"}
    for _minute in range(3):
        assert reported(well).told == frozenset()
    assert lines(post) == [BROKEN]
    stylesheet.with_suffix(".away").rename(stylesheet)
    assert reported(well).is_well_again
    assert not reported(well).is_well_again
    assert lines(post) == [BROKEN, MENDED]


def test_something_else_that_breaks_meanwhile_is_a_letter_of_its_own(
    well: Machine, post: PostOffice
) -> None:
    """And what comes and goes while the rest is bad is none."""
    well.record(made=clock.today() - timedelta(days=9))
    assert reported(well).told == {"backup"}
    well.record(sent=None)
    assert reported(well).told == {"copy"}
    well.record(sent=clock.today())
    reported(well)
    well.record(sent=None)
    assert reported(well).told == frozenset()
    assert lines(post) == [BROKEN, BROKEN]
    well.renew()
    assert reported(well).is_well_again


def test_a_letter_tells_nothing_of_what_it_is_about(well: Machine, post: PostOffice) -> None:
    well.record(made=None)
    reported(well)
    broken = post.last()
    well.renew()
    reported(well)
    assert len(broken.get_payload()) == len(post.last().get_payload())
    assert broken["Subject"] == post.last()["Subject"] == "Zpráva"
    assert "záloh" not in broken.get_content()


def test_a_letter_that_was_not_taken_is_written_at_the_next_tick(
    well: Machine, post: PostOffice
) -> None:
    post.refused.add(OPERATOR)
    well.record(made=None)
    found = reported(well)
    assert found.told == frozenset()
    assert "not sent: 550" in found.error
    post.refused.clear()
    assert reported(well).told == {"backup"}
    assert lines(post) == [BROKEN]


def test_without_an_operator_those_who_get_notices_are_told(
    well: Machine, post: PostOffice
) -> None:
    well.set(operator="")
    well.record(made=None)
    reported(well)
    assert post.last()["To"] == well.settings.notices_to


def test_without_mail_all_else_goes_on(well: Machine) -> None:
    well.set(smtp_host="")
    well.record(made=None)
    assert reported(well) == Report(frozenset({"backup"}))


def test_the_chores_look_by_themselves(
    well: Machine,
    post: PostOffice,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in well.settings.model_fields_set:
        monkeypatch.setenv(f"INTAKE_{name.upper()}", str(getattr(well.settings, name)))
    well.record(made=None)
    said = CliRunner().invoke(main, ["tick"])
    assert said.exit_code == 0
    assert "not well: backup; see `kacko doctor`" in said.output
    assert lines(post) == [BROKEN]


def test_a_damaged_record_of_what_was_told_is_begun_anew(well: Machine, post: PostOffice) -> None:
    (well.settings.data / report.FILE).write_text("{")
    well.record(made=None)
    assert reported(well).told == {"backup"}
    assert json.loads((well.settings.data / report.FILE).read_text()) == ["backup"]


def test_the_ping_stays_away_when_something_does_not_work(well: Machine, tmp_path: Path) -> None:
    pinged = tmp_path / "pinged"
    well.set(ping_command=f"touch {pinged}")
    well.record(made=None)
    reported(well)
    assert not pinged.exists()
    well.renew()
    reported(well)
    assert pinged.exists()


@pytest.mark.parametrize(
    ("command", "error"),
    [("false", "ended with 1"), ("/nowhere/ping", "FileNotFoundError")],
)
def test_a_ping_that_fails_is_said_and_stops_nothing(
    well: Machine, command: str, error: str
) -> None:
    well.set(ping_command=command)
    assert error in reported(well).error


def test_a_server_that_is_down_holds_the_chores_up_no_longer_than_it_may(well: Machine) -> None:
    well.set(smtp_port=free_port())
    well.record(made=None)
    assert "ConnectionRefused" in reported(well).error
