"""Commands about people: who is here, inviting, admitting, duties, leaving."""

from pathlib import Path

import click

from intake_service.cli.opening import with_service
from intake_service.store.terms import Duty
from intake_service.store.vault import Refused
from intake_service.work.editing import dangerous_changes
from intake_service.work.enquiry import hidden
from intake_service.work.post import letters
from intake_service.work.security_keys import keys
from intake_service.work.service import Service
from intake_service.work.team import invitations, people, recovery_key

with_duties = click.option(
    "--duty",
    "duties",
    multiple=True,
    type=click.Choice([duty.value for duty in Duty]),
    help="What they do: answers (the default), coordinates, edits. May be given more than once.",
)


REFUSALS = (people.LastCoordinator, people.LastCounsellor, hidden.NobodyElse)
"""Why somebody stays as they are."""


@click.command("people")
@click.option(
    "--remove-keys",
    "loser",
    metavar="NAME",
    default="",
    help="Remove all security keys of NAME, who has lost one, and end their sessions.",
)
@click.option("--yes", is_flag=True, help="Remove them without asking first.")
@with_service
def list_people(service: Service, loser: str, yes: bool) -> None:
    """List who works or waits here, what they do, and how many security keys they have."""
    if loser:
        _remove_keys(service, loser, is_sure=yes)
        return
    for each in people.everybody(service):
        count = keys.count_of(service, each.id)
        has_keys = f"; security keys: {count}" if count else ""
        waits = "; waits to be admitted" if each.waits else ""
        click.echo(f"{each.name}: {', '.join(sorted(each.duties))}{has_keys}{waits}")


def _remove_keys(service: Service, name: str, *, is_sure: bool) -> None:
    person = _find(service, name)
    count = keys.count_of(service, person.id)
    if count == 0:
        raise click.ClickException(f"{person.name} has no security keys")
    if not is_sure:
        click.confirm(f"Remove all {count} security keys of {person.name}?", abort=True)
    count = keys.remove_all_of(service, person.id, tell=letters.post_account_changed)
    click.echo(f"{person.name}: {count} security keys removed; the app and paper still log in.")


@click.command()
@click.argument("name")
@with_duties
@with_service
def invite(service: Service, name: str, duties: tuple[str, ...]) -> None:
    """Invite NAME when no coordinator can; the code is for /pult/pozvanka, then comes `intake
    admit`."""
    try:
        code = invitations.invite(service, name, map(Duty, duties or (Duty.ANSWERS,)))
    except invitations.NameTaken:
        raise click.ClickException(f"somebody called {name} is here or invited already") from None
    click.echo(f"{code}\nGood once, for {service.settings.invitation_hours} hours.")


@click.command()
@click.argument("name")
@click.option("--recovery-key-file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_service
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


@click.command("duties")
@click.argument("name")
@with_duties
@with_service
def set_duties(service: Service, name: str, duties: tuple[str, ...]) -> None:
    """Say what NAME does from now on.

    Who is to answer gets the key from a colleague, or by `kacko admit`. Who no longer answers
    cannot read what comes from now on.
    """
    person = _find(service, name)
    try:
        people.set_duties(service, person.id, map(Duty, duties), watch=hidden.nobody_lost)
    except people.NoDuty:
        raise click.UsageError("say at least one --duty; who leaves: kacko let-go") from None
    except REFUSALS as error:
        raise click.ClickException(_who_else(error)) from None
    if Duty.EDITS in duties and Duty.EDITS not in person.duties:
        dangerous_changes.write_to_team(service)
    click.echo(f"{person.name}: {', '.join(sorted(duties))}")


@click.command("let-go")
@click.argument("name")
@with_service
def let_go(service: Service, name: str) -> None:
    """End NAME's access at once; what comes from now on is closed to them."""
    person = _find(service, name)
    try:
        people.part_with(service, person.id, watch=hidden.nobody_lost)
    except REFUSALS as error:
        raise click.ClickException(_who_else(error)) from None
    click.echo(f"{person.name} is out.")


def _find(service: Service, name: str) -> people.Colleague:
    try:
        return people.colleague(service, name)
    except people.NoSuchPerson:
        raise click.ClickException(f"nobody called {name} works or waits here") from None


def _who_else(error: Exception) -> str:
    if isinstance(error, people.LastCoordinator):
        return "this is the last coordinator; make another one first"
    if isinstance(error, hidden.NobodyElse):
        return "some enquiries nobody else would see; settle them first, or admit somebody else"
    return "nobody else holds the team key; admit somebody else first"
