"""`kacko tell-failure`: a letter to whoever runs the server, when a unit of systemd has failed."""

from pathlib import Path
from typing import Final

import click

from centre.language import i18n
from centre.language.i18n import gettext
from centre.language.languages import ORIGINAL
from intake_service import clock
from intake_service.cli.opening import load
from intake_service.work.post import mail

QUIET: Final = 24 * 3600
"""Seconds until the same part is told of again: what fails every minute is one letter a day."""


@click.command("tell-failure")
@click.argument("unit")
@click.option(
    "--told-in",
    "told_in",
    required=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder that remembers what was told when.",
)
def tell_failure(unit: str, told_in: Path) -> None:
    """Write a letter without content to INTAKE_OPERATOR (or INTAKE_NOTICES_TO): UNIT has failed.

    It opens no database, so it works when the database does not.
    """
    settings = load()
    to = [address for _, address in mail.named(settings.operator or settings.notices_to)]
    if not (mail.is_set_up(settings) and to):
        click.echo("Nobody is told: INTAKE_OPERATOR and a mail server are not set.", err=True)
        return
    told = told_in / Path(unit).name
    if clock.seconds() - _told_at(told) < QUIET:
        click.echo("That was told less than a day ago.")
        return
    with i18n.speaking(ORIGINAL):
        text = gettext("Part %(part)s of the server has failed. Please have a look at it.")
        letter = mail.write(settings, to, text % {"part": unit.removeprefix("kacko-")})
    try:
        mail.mailer(settings)(letter)
    except mail.CannotSend as error:
        raise click.ClickException(f"the letter was not sent: {error}") from None
    told.write_text(str(clock.seconds()), "ascii")
    click.echo("Told.")


def _told_at(file: Path) -> int:
    """The second at which a part was told of last; 0 where it never was, or that cannot be read."""
    try:
        return int(file.read_text("ascii"))
    except (OSError, ValueError):
        return 0
