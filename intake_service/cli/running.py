"""Commands that run the service: settings, chores, the server."""

from datetime import datetime

import click

from centre.exchange.frame import Frame, NoFrameError
from centre.intake import addresses
from centre.language.languages import ORIGINAL
from intake_service import clock, sample, server, settings
from intake_service.cli.opening import with_new_service, with_service
from intake_service.cli.paper import show_totp
from intake_service.work import chores, heartbeat
from intake_service.work.enquiry import enquiries
from intake_service.work.health import report
from intake_service.work.health.report import Report
from intake_service.work.service import Service


@click.command("settings")
def list_settings() -> None:
    """List every setting with its default and meaning."""
    for name, default, meaning in settings.table():
        click.echo(f"{name}={default}\n    {meaning}")


@click.command()
@with_service
def tick(service: Service) -> None:
    """Do the chores once: erase what has ended, keep the promise of retention, empty the log."""
    done = chores.tick(service)
    emptied = "yes" if done.forgotten else "no"
    click.echo(
        f"conversations deleted: {done.deleted}; letters sent: {done.sent}; log emptied: {emptied}"
    )
    _tell(report.report(service))
    if done.jumped:
        click.echo(
            "The clock has jumped, so nothing was erased. If its date is right, a coordinator"
            " confirms it at the desk, or you do: kacko confirm-date YYYY-MM-DD"
        )
    if done.roster:
        raise click.ClickException(f"nobody is let in: {done.roster}")
    if done.closed:
        raise click.ClickException("nothing was sent: the doors are closed after a restore")


def _tell(found: Report) -> None:
    if found.bad:
        click.echo(f"not well: {', '.join(sorted(found.bad))}; see `kacko doctor`", err=True)
    if found.told or found.is_well_again:
        click.echo("The operator was told.", err=True)
    if found.error:
        click.echo(found.error, err=True)


@click.command("confirm-date")
@click.argument("day", type=click.DateTime(["%Y-%m-%d"]))
@with_service
def confirm_date(service: Service, day: datetime) -> None:
    """Say that DAY is today, after the clock has jumped; then the chores erase again."""
    try:
        heartbeat.confirm_date(service, day.date())
    except heartbeat.OtherDay:
        raise click.ClickException(
            f"the clock says {clock.today()}; set it right if that is wrong"
        ) from None
    click.echo("The date is confirmed; the chores go on.")


@click.command("run")
@with_new_service
def serve(service: Service) -> None:
    """Serve the built site, the forms and the desk here, with the chores, until Ctrl-C."""
    try:
        Frame.read(service.settings.frame)
        server.check_port(service.settings)
        _greet(service, sample.desk(service))
        server.run(service)
    except (NoFrameError, server.CannotListen, sample.SampleLeft) as error:
        raise click.ClickException(str(error)) from None


def _greet(service: Service, desk: sample.SampleDesk | None) -> None:
    """Say where everything is, and how to get into the desk."""
    root = f"http://{service.settings.host}:{service.settings.port}"
    click.echo(f"\n  site   {root}/\n  ask    {root}{addresses.intake('counselling', ORIGINAL)}")
    click.echo(f"  desk   {root}{addresses.DESK}\n")
    if desk:
        click.echo(
            f"  The content is the sample, so here is a desk to try:\n\n    name: {desk.name}"
        )
        click.echo(f"    password: {desk.password}")
        show_totp(desk.totp_secret, desk.name)
    elif not enquiries.is_open(service):
        click.echo(
            "  The desk is not set up: the forms answer 503 with the phone "
            "until `kacko setup` is done.\n"
        )
    click.echo("  Ctrl-C stops everything.")
