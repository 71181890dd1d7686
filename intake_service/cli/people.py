"""Commands about people: who is here, inviting, admitting, duties, leaving."""

from pathlib import Path

import click

from intake_service.cli.opening import with_service
from intake_service.store.terms import Duty
from intake_service.store.vault import Refused
from intake_service.work.service import Service
from intake_service.work.team import invitations, people, recovery_key

with_duties = click.option(
    "--duty",
    "duties",
    multiple=True,
    type=click.Choice([duty.value for duty in Duty]),
    help="What they do: answers (the default), coordinates, edits. May be given more than once.",
)


@click.command("people")
@with_service
def list_people(service: Service) -> None:
    """List who works or waits here, and what they do."""
    for each in people.everybody(service):
        waits = "; waits to be admitted" if each.waits else ""
        click.echo(f"{each.name}: {', '.join(sorted(each.duties))}{waits}")


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
        people.set_duties(service, person.id, map(Duty, duties))
    except people.NoDuty:
        raise click.UsageError("say at least one --duty; who leaves: kacko let-go") from None
    except (people.LastCoordinator, people.LastCounsellor) as error:
        raise click.ClickException(_who_else(error)) from None
    click.echo(f"{person.name}: {', '.join(sorted(duties))}")


@click.command("let-go")
@click.argument("name")
@with_service
def let_go(service: Service, name: str) -> None:
    """End NAME's access at once; what comes from now on is closed to them."""
    person = _find(service, name)
    try:
        people.part_with(service, person.id)
    except (people.LastCoordinator, people.LastCounsellor) as error:
        raise click.ClickException(_who_else(error)) from None
    click.echo(f"{person.name} is out.")


def _find(service: Service, name: str) -> people.Colleague:
    try:
        return people.colleague(service, name)
    except people.NoSuchPerson:
        raise click.ClickException(f"nobody called {name} works or waits here") from None


def _who_else(error: people.LastCoordinator | people.LastCounsellor) -> str:
    if isinstance(error, people.LastCoordinator):
        return "this is the last coordinator; make another one first"
    return "nobody else holds the team key; admit somebody else first"
