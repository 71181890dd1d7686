"""`intake`: setting up, running and looking after the service from a terminal."""

import sys
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click
import segno

from centre.exchange.frame import Frame, NoFrameError
from centre.intake import addresses
from centre.reading.faults import Faults
from intake_service import clock, sample, server, settings
from intake_service.settings import BadSettings, Settings
from intake_service.store import typed_codes
from intake_service.store.db import Unavailable
from intake_service.store.terms import Duty
from intake_service.store.vault import Refused
from intake_service.work import chores, heartbeat
from intake_service.work.enquiry import enquiries
from intake_service.work.service import (
    NoDatabase,
    NoDataDirectory,
    Service,
    WrongSecret,
    open_service,
)
from intake_service.work.team import founding, newcomers, people, recovery_key, totp
from intake_service.work.team.founding import Founding
from intake_service.work.team.newcomers import NewPerson

ISSUER = "Káčko"
RESTORED = (
    "This database does not belong to the tombstones beside it: it was restored, or they were lost."
    " What people deleted may be back, so the forms and mailboxes stay closed. Put the newest"
    " tombstones there and start again; if there are none: intake confirm-restore"
)


@click.group()
def main() -> None:
    """The anonymous intake service of a contact centre."""


def _with_service(command: Callable[..., None]) -> Callable[..., None]:
    """Open the service for a command on a database that is there, and say where it worked."""

    @wraps(command)
    def opened(*args: Any, **kwargs: Any) -> None:
        service = _open(_load(), may_be_new=False)
        try:
            command(service, *args, **kwargs)
        finally:
            service.close()
        click.echo(f"Done in {service.store.place}", err=True)

    return opened


def _with_new_service(command: Callable[..., None]) -> Callable[..., None]:
    """Open the service for a command that may begin a new database, and say first where.

    It begins one where INTAKE_DATA or INTAKE_DATABASE_URL says so, or with `--new`.
    """

    @wraps(command)
    def opened(*args: Any, new: bool, **kwargs: Any) -> None:
        loaded = _load()
        service = _open(loaded, may_be_new=new or loaded.place_is_chosen)
        click.echo(f"Working in {service.store.place}", err=True)
        try:
            command(service, *args, **kwargs)
        finally:
            service.close()

    about = "Make a new database in the default place, too."
    return click.option("--new", is_flag=True, help=about)(opened)


def _load() -> Settings:
    try:
        return settings.load_settings()
    except BadSettings as error:
        raise click.ClickException(f"settings: {error}") from None


def _open(loaded: Settings, *, may_be_new: bool) -> Service:
    """The service; what can go wrong is one sentence, never a traceback."""
    try:
        service = open_service(loaded, may_be_new=may_be_new)
    except NoDataDirectory as error:
        raise click.ClickException(f"the data directory cannot be used: {error}") from None
    except NoDatabase as error:
        raise click.ClickException(
            f"there is no database in {error}. Where is it? INTAKE_DATA names its directory. "
            "`intake setup` makes a new one there; in the default place only with --new."
        ) from None
    except (Refused, WrongSecret) as error:
        raise click.ClickException(str(error)) from None
    except Faults as faults:
        raise click.ClickException(
            f"the centre's facts in {loaded.content.resolve()} have mistakes:\n{faults}"
        ) from None
    except Unavailable as error:
        raise click.ClickException(f"the database cannot be opened: {error.__cause__}") from None
    if service.tombstones.closed_since():
        click.echo(RESTORED, err=True)
    for fault in service.live.faults:
        message = f"{fault.file}:{fault.line} has a mistake; the last good facts are in use"
        click.echo(message, err=True)
    return service


@main.command("settings")
def list_settings() -> None:
    """List every setting with its default and meaning."""
    for name, default, meaning in settings.table():
        click.echo(f"{name}={default}\n    {meaning}")


@main.command()
@click.option("--name", help="Name of the first coordinator.")
@click.option(
    "--password-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read it here.",
)
@click.option(
    "--totp-file",
    type=click.Path(path_type=Path),
    help="Write the TOTP secret here instead of showing it.",
)
@click.option(
    "--recovery-file",
    type=click.Path(path_type=Path),
    help="Write the recovery key and codes here.",
)
@_with_new_service
def setup(
    service: Service,
    name: str | None,
    password_file: Path | None,
    totp_file: Path | None,
    recovery_file: Path | None,
) -> None:
    """Set up the desk: the first coordinator and the recovery key.

    With all options, without a terminal.
    """
    files = (password_file, totp_file, recovery_file)
    if any(files) and not (all(files) and name):
        raise click.UsageError(
            "--name, --password-file, --totp-file and --recovery-file go together"
        )
    name = name or click.prompt("Name of the first coordinator")
    if password_file:
        password = password_file.read_text(encoding="utf-8").rstrip("\n")
    else:
        password = click.prompt(
            "Password (15 characters or more)", hide_input=True, confirmation_prompt=True
        )
    try:
        plan = founding.prepare(service, name, password)
    except founding.AlreadySetUp:
        raise click.ClickException(
            "the desk is set up already; people join by invitation"
        ) from None
    except newcomers.WeakPassword:
        raise click.ClickException(
            "this password is easy to guess; take 15 characters or more"
        ) from None
    if totp_file and recovery_file:
        _write_secret(recovery_file, plan.recovery_key)
        _write_secret(totp_file, plan.totp_secret)
        newcomer = founding.found(service, plan)
        _write_secret(recovery_file, "\n".join([plan.recovery_key, *newcomer.recovery_codes]))
    else:
        _confirm_by_hand(plan)
        _show_codes(founding.found(service, plan))
    click.echo("The desk is set up; the forms are open.")


@main.command()
@click.argument("name")
@click.option("--coordinator", is_flag=True, help="Somebody who invites and admits, too.")
@_with_service
def invite(service: Service, name: str, coordinator: bool) -> None:
    """Invite NAME when no coordinator can; the code is for /pult/pozvanka, then comes `intake
    admit`."""
    try:
        code = people.invite(
            service, name.strip(), Duty.COORDINATOR if coordinator else Duty.COUNSELLOR
        )
    except people.NameTaken:
        raise click.ClickException(f"somebody called {name} is here or invited already") from None
    click.echo(f"{code}\nGood once, for {service.settings.invitation_hours} hours.")


@main.command()
@click.argument("name")
@click.option("--recovery-key-file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_with_service
def admit(service: Service, name: str, recovery_key_file: Path | None) -> None:
    """Admit NAME with the recovery key, when no colleague can."""
    if recovery_key_file:
        typed = recovery_key_file.read_text(encoding="utf-8").splitlines()[0]
    else:
        typed = click.prompt("Recovery key", hide_input=True)
    try:
        people.admit_with_recovery_key(service, name, typed)
    except people.NoSuchPerson:
        raise click.ClickException(f"nobody called {name} waits for admission") from None
    except (recovery_key.BadRecoveryKey, Refused):
        raise click.ClickException(
            "this is not the recovery key of this desk; check it group by group"
        ) from None
    click.echo(f"{name} can log in now.")


@main.command()
@_with_service
def tick(service: Service) -> None:
    """Do the chores once: erase what has ended, keep the promise of retention, empty the log."""
    done = chores.tick(service)
    emptied = "yes" if done.forgotten else "no"
    click.echo(
        f"conversations deleted: {done.deleted}; letters sent: {done.sent}; log emptied: {emptied}"
    )
    if done.jumped:
        click.echo(
            "The clock has jumped, so nothing was erased. If its date is right, a coordinator"
            " confirms it at the desk, or you do: intake confirm-date YYYY-MM-DD"
        )

    if done.closed:
        raise click.ClickException("nothing was sent: the doors are closed after a restore")


@main.command("confirm-restore")
@click.confirmation_option(
    prompt="Deleted conversations, and people who left, may be back for good. Go on without"
    " the tombstones?"
)
@_with_service
def confirm_restore(service: Service) -> None:
    """Open the doors after a restore whose tombstones are lost; a new stream begins."""
    service.tombstones.confirm()
    click.echo("The doors are open; the tombstones begin anew.")


@main.command("confirm-date")
@click.argument("day", type=click.DateTime(["%Y-%m-%d"]))
@_with_service
def confirm_date(service: Service, day: datetime) -> None:
    """Say that DAY is today, after the clock has jumped; then the chores erase again."""
    try:
        heartbeat.confirm_date(service, day.date())
    except heartbeat.OtherDay:
        raise click.ClickException(
            f"the clock says {clock.today()}; set it right if that is wrong"
        ) from None
    click.echo("The date is confirmed; the chores go on.")


@main.command("run")
@_with_new_service
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
    click.echo(f"\n  site   {root}/\n  ask    {root}{addresses.intake('counselling', 'cs')}")
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
            "until `intake setup` is done.\n"
        )
    click.echo("  Ctrl-C stops everything.")


def _confirm_by_hand(plan: Founding) -> None:
    click.echo(
        "\nRecovery key. Write it on paper and keep it in the centre's safe; "
        "it is shown only now:\n"
    )
    click.echo(f"    {plan.recovery_key}\n")
    while typed_codes.forgive(click.prompt("Retype its last group")) != plan.last_group:
        click.echo("That is not the last group; look at the paper once more.")
    click.echo("\nAdd this to your authenticator app:\n")
    show_totp(plan.totp_secret, plan.name)
    while True:
        try:
            totp.step_of(plan.totp_secret, click.prompt("Code that the app shows now"))
        except totp.WrongCode:
            click.echo("That is not the code; wait for the next one.")
        else:
            return


def show_totp(secret: str, name: str) -> None:
    """Print a TOTP secret as text and as a QR code."""
    click.echo(f"    TOTP secret: {secret}\n")
    segno.make(totp.uri(secret, name, ISSUER), error="l").terminal(out=sys.stdout, compact=True)
    click.echo()


def _show_codes(newcomer: NewPerson) -> None:
    click.echo("\nRecovery codes for a lost phone, each good for one login:\n")
    for code in newcomer.recovery_codes:
        click.echo(f"    {code}")


def _write_secret(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text + "\n", encoding="utf-8")
