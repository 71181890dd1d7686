"""The command that moves the database to a server."""

import click

from intake_service.cli.opening import with_service
from intake_service.work.backups import moving
from intake_service.work.backups.moving import NotMoved
from intake_service.work.service import Service


@click.command("move-to")
@click.argument("url")
@with_service
def move_database(service: Service, url: str) -> None:
    """Move the database from its file to an empty PostgreSQL database at URL.

    All or nothing: rows and digests of every table are compared first, and people and keys held
    against their seal. Stop the services before; afterwards INTAKE_DATABASE_URL names the server.
    The password belongs into ~/.pgpass, not into the URL.
    """
    try:
        moved = moving.move(service, url)
    except NotMoved as error:
        raise click.ClickException(f"nothing was moved: {error}") from None
    for table in moved.tables:
        click.echo(f"{table.name}: {table.rows}")
    click.echo(f"{moved.rows} rows are there, equal to those here; people and keys fit.")
    click.echo(f"The file of before: {moved.left}. It goes with the backups of its days.")
    click.echo(f"Now set INTAKE_DATABASE_URL={url}, and start the services.")
