"""Commands about the audit."""

import click

from intake_service.cli.opening import with_service
from intake_service.store.vault import NotHeld
from intake_service.work.audit import chain
from intake_service.work.service import Service


@click.group()
def audit() -> None:
    """The record of who of the team did what on which day."""


@audit.command()
@click.option("--head", "kept", default="", help="The end of the record that a letter brought.")
@with_service
def verify(service: Service, kept: str) -> None:
    """Look whether a line was removed, changed or moved; ends with 1 when one was.

    With --head also whether the record still holds all that it did when that letter was sent,
    within the last year.
    """
    try:
        verdict = chain.verify(service)
    except NotHeld:
        raise click.ClickException(
            "this needs the whole server secret, as the desk has it"
        ) from None
    click.echo(f"lines: {verdict.lines}; end of the record: {verdict.head}")
    if not verdict.is_whole:
        raise click.ClickException(
            f"line {verdict.broken_at} or one around it was removed, changed or moved. Compare the"
            " end of the record with the last letter, and with a backup."
        )
    if kept and not chain.holds(service, kept):
        raise click.ClickException(
            "the record does not hold that end: lines of before were removed, or the database was"
            " put back to an earlier day"
        )
