"""Commands that tell whether all is well."""

import json
from collections.abc import Sequence
from datetime import datetime

import click

from centre.language.i18n import speaking
from intake_service import clock
from intake_service.cli.opening import load
from intake_service.settings import BadSettings, load_settings
from intake_service.work.backups import record
from intake_service.work.health import examination, machine
from intake_service.work.health.examination import Examined
from intake_service.work.health.findings import Level

ENGLISH = "en"


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Every check, for other programs.")
def doctor(as_json: bool) -> None:
    """Look whether all is well; say of each check that is not what mends it.

    Ends with 0 when all is well, with 1 when somebody should see to something, with 2 when
    something does not work. Nothing is changed.
    """
    try:
        settings = load_settings()
    except BadSettings as error:
        _tell_settings(str(error), as_json=as_json)
        raise SystemExit(Level.BAD.value) from None
    with speaking(ENGLISH):
        with machine.opened(settings) as examined_machine:
            examined = examination.examine(examined_machine)
        if as_json:
            click.echo(_as_json(examined))
        else:
            _tell(examined)
    raise SystemExit(examination.worst(examined).value)


@click.command("note-drill")
@click.argument("day", type=click.DateTime(["%Y-%m-%d"]))
def note_drill(day: datetime) -> None:
    """Say that a backup of this machine was opened elsewhere on DAY (`kacko verify`)."""
    if day.date() > clock.today():
        raise click.ClickException(f"{day.date()} is yet to come")
    try:
        record.note(load().data, proven=day.date())
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}") from None


def _tell(examined: Sequence[Examined]) -> None:
    for each in examined:
        if each.finding:
            sign = "!!" if each.is_bad else "! "
            click.echo(f"{sign} {each.title}: {each.finding.fault} {each.finding.mend}")
    if examination.worst(examined) is Level.WELL:
        click.echo("All is well.", err=True)


def _as_json(examined: Sequence[Examined]) -> str:
    told = {
        "level": examination.worst(examined).name.lower(),
        "checks": [
            {
                "id": each.check.id,
                "level": each.level.name.lower() if each.was_seen else "unseen",
                "fault": str(each.finding.fault) if each.finding else "",
                "mend": str(each.finding.mend) if each.finding else "",
            }
            for each in examined
        ],
    }
    return json.dumps(told, indent=1, ensure_ascii=False)


def _tell_settings(error: str, *, as_json: bool) -> None:
    mend = "“kacko settings” lists them all; a service reads them at its start only."
    if as_json:
        fault = {"id": "settings", "level": "bad", "fault": error, "mend": mend}
        click.echo(json.dumps({"level": "bad", "checks": [fault]}, indent=1, ensure_ascii=False))
        return
    for line in error.splitlines():
        click.echo(f"!! Settings: {line} {mend}")
