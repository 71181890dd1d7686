"""`kacko setup`: the first coordinator and the recovery key."""

from pathlib import Path

import click

from intake_service.cli.opening import with_new_service, with_service
from intake_service.cli.paper import retype, show_totp
from intake_service.work.service import Service
from intake_service.work.team import founding, passwords, totp
from intake_service.work.team.founding import Founding
from intake_service.work.team.newcomers import NewPerson


@click.command()
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
@with_new_service
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
    except passwords.WeakPassword:
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


def _confirm_by_hand(plan: Founding) -> None:
    click.echo(
        "\nRecovery key. Write it on paper and keep it in the centre's safe; "
        "it is shown only now:\n"
    )
    click.echo(f"    {plan.recovery_key}\n")
    retype(plan.groups)
    click.echo("\nAdd this to your authenticator app:\n")
    show_totp(plan.totp_secret, plan.name)
    while True:
        try:
            totp.step_of(plan.totp_secret, click.prompt("Code that the app shows now"))
        except totp.WrongCode:
            click.echo("That is not the code; wait for the next one.")
        else:
            return


@click.command("split-secret")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_service
def split_secret(service: Service, file: Path) -> None:
    """Write the sender's part of the server secret to FILE, for a process of its own user."""
    if not service.vault.is_whole:
        raise click.ClickException("this is the sender's part already; it has no further parts")
    fresh = file.with_name(f".{file.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    fresh.write_bytes(bytes(service.vault.sender))
    fresh.replace(file)


def _show_codes(newcomer: NewPerson) -> None:
    click.echo("\nRecovery codes for a lost phone, each good for one login:\n")
    for code in newcomer.recovery_codes:
        click.echo(f"    {code}")


def _write_secret(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text + "\n", encoding="utf-8")
