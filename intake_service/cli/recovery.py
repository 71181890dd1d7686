"""Commands about the key in the centre's safe, and about a backup that was put back."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from intake_service.cli.opening import with_service
from intake_service.cli.paper import retype
from intake_service.store.roster import NothingToAccept
from intake_service.store.vault import Refused
from intake_service.work.enquiry import hidden
from intake_service.work.service import Service
from intake_service.work.team import logins, people, recovery, recovery_key
from intake_service.work.team.logins import Staff

GROUPS = 14


@click.command("test-recovery-key")
@with_service
def try_recovery_key(service: Service) -> None:
    """Try the paper in the safe: every group is typed, and the desk says whether it opens."""
    typed = [click.prompt(f"Group {number} of {GROUPS}") for number in range(1, GROUPS + 1)]
    try:
        versions = recovery.try_key(service, " ".join(typed))
    except recovery_key.BadRecoveryKey:
        raise click.ClickException(
            "mistyped, or not a recovery key: the last group does not fit the others"
        ) from None
    except Refused:
        raise click.ClickException(
            "this is not the recovery key of this desk: it opens nothing here"
        ) from None
    click.echo(f"It opens. Versions of the team key that it opens: {versions}")


@click.command("new-recovery-key")
@with_service
def make_recovery_key(service: Service) -> None:
    """Make a new recovery key; the old paper opens nothing any more.

    Somebody who answers logs in here: only they can seal the team's keys to it.
    """
    with _logged_in(service) as staff:
        written = recovery.new_key()
        click.echo("\nWrite it on paper and keep it in the centre's safe; it is shown only now:\n")
        click.echo(f"    {written}\n")
        retype(written.split())
        try:
            recovery.renew(service, staff, written)
        except people.NoKeyToGive:
            raise click.ClickException("this person does not hold all keys of the team") from None
    click.echo(
        "The new key is in force. Burn the old paper. It still opens old backups until they are "
        "deleted."
    )


@click.command("accept-restored-roster")
@click.option("--yes", is_flag=True, help="Do not ask.")
@with_service
def accept_restored_roster(service: Service, yes: bool) -> None:
    """Say that you have put back a backup, so that the desk opens with the people in it."""
    click.echo("In these data the team is:\n")
    for each in people.everybody(service):
        click.echo(f"    {each.name}: {', '.join(sorted(each.duties))}")
    click.echo(
        "\nWith the backup come back: everybody who has left since, passwords and phones that were"
        "\nchanged since, recovery codes that were used since. Whoever knows one of them can log in"
        "\nagain. Afterwards let go whom you should (`kacko let-go`), and ask those who changed a"
        "\npassword because somebody knew it to change it again.\n"
    )
    if not yes:
        click.confirm("Is this a backup that you have put back yourselves?", abort=True)
    try:
        service.roster.accept()
    except NothingToAccept:
        raise click.ClickException("the people and keys are the newest known") from None
    click.echo("Accepted. Everybody has to log in again.")
    try:
        for name in people.let_go_again(service, watch=hidden.told_if_lost):
            click.echo(f"{name} had left before, and is out again.")
    except (people.LastCoordinator, people.LastCounsellor):
        raise click.ClickException(
            "somebody who had left is the last who coordinates or answers in these data; "
            "invite and admit somebody else, then let them go: `kacko let-go`"
        ) from None


@click.command("confirm-restore")
@click.confirmation_option(
    prompt="Deleted conversations, and people who left, may be back for good. Go on without"
    " the tombstones?"
)
@with_service
def confirm_restore(service: Service) -> None:
    """Open the doors after a restore whose tombstones are lost; a new stream begins."""
    service.tombstones.confirm()
    click.echo("The doors are open; the tombstones begin anew.")


@contextmanager
def _logged_in(service: Service) -> Iterator[Staff]:
    name = click.prompt("Name of somebody who answers")
    password = click.prompt("Password", hide_input=True)
    code = click.prompt("Code from the app, or a recovery code")
    try:
        cookie = logins.log_in(service, name, password, code)
    except (logins.LoginRefused, logins.NotAdmitted):
        raise click.ClickException("name, password or code is not right") from None
    try:
        yield logins.resume(service, cookie)
    finally:
        logins.log_out(service, cookie)
