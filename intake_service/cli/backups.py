"""Commands about backups: make one, try one anywhere, put one back."""

from collections.abc import Sequence
from pathlib import Path

import click

from centre.hours.live import LiveFacts
from centre.reading.faults import Faults
from centre.reading.last_good import LastGood
from intake_service import clock
from intake_service.cli.opening import load
from intake_service.settings import Settings
from intake_service.store.db import Unavailable
from intake_service.store.schema import NotMigrated, Standing
from intake_service.store.vault import age_files
from intake_service.work.backups import making, migrating, opening, record
from intake_service.work.backups.making import BackupFailed
from intake_service.work.backups.migrating import FOLDER, Kept, MigrationFailed, NoTables
from intake_service.work.backups.opening import NotRestored, Opened
from intake_service.work.service import LAST_GOOD_FACTS

identity_option = click.option(
    "--identity",
    "identities",
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="File with the private key, as age-keygen writes it.",
)
file_argument = click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))


@click.command("backup")
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
def make_backup(folder: Path | None) -> None:
    """Make an encrypted backup, while the service runs.

    It goes to FOLDER (`backups` in the data directory by default) and from there, by
    INTAKE_BACKUP_COMMAND, to another machine. Those older than `backup_days` are deleted.
    """
    settings = load()
    try:
        made = making.make(
            settings, folder or settings.data / FOLDER, backup_days=_backup_days(settings)
        )
    except BackupFailed as error:
        raise click.ClickException(f"no backup was made: {error}") from None
    click.echo(f"{made.file} ({_size(made.file)}), checked and read back")
    for path in made.gone:
        click.echo(f"{path.name}: deleted, its days are over")
    record.note(settings.data, made=clock.today())
    if not settings.backup_command:
        click.echo("It lies on this machine only: set INTAKE_BACKUP_COMMAND", err=True)
        return
    try:
        making.send(settings.backup_command, made.file)
    except BackupFailed as error:
        raise click.ClickException(f"the backup was made, but not sent away: {error}") from None
    record.note(settings.data, sent=clock.today())
    click.echo("Sent away.")


@click.command("verify")
@file_argument
@identity_option
def verify_backup(file: Path, identities: Path) -> None:
    """Try a backup as a whole, on any machine; the private key never has to come to the server."""
    try:
        with opening.opened(file, _identities(identities)) as backup:
            _tell(backup)
    except NotRestored as error:
        raise click.ClickException(str(error)) from None
    settings = load()
    if (settings.data / record.RECORD).exists():
        record.note(settings.data, proven=clock.today())


@click.command("restore")
@file_argument
@identity_option
@click.option(
    "--content",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder, empty or not there yet, for the centre's content of the backup.",
)
def restore_backup(file: Path, identities: Path, content: Path | None) -> None:
    """Put a backup back on a machine that has no database; nothing is written over.

    Put the newest tombstones beside the database first, and start the services afterwards.
    """
    settings = load()
    try:
        with opening.opened(file, _identities(identities)) as backup:
            _tell(backup)
            opening.put_back(settings, backup, content=content)
    except NotRestored as error:
        raise click.ClickException(f"nothing was put back: {error}") from None
    record.note(settings.data, proven=clock.today())
    click.echo(f"Database and secret are in place in {settings.data.resolve()}. Now:")
    for step in NEXT:
        click.echo(f"  - {step}")


@click.command("migrate")
def migrate_database() -> None:
    """Bring the database up to date after an upgrade of the program; a backup is made first.

    It happens as a whole or not at all. The services may run meanwhile; restart them afterwards.
    """
    settings = load()
    try:
        done = migrating.migrate(
            settings, backup_days=lambda: _backup_days(settings), kept=_tell_kept
        )
    except NoTables as error:
        raise click.ClickException(
            f"there is no database in {error}; `kacko setup` makes one"
        ) from None
    except NotMigrated as error:
        raise click.ClickException(str(error)) from None
    except BackupFailed as error:
        raise click.ClickException(
            f"nothing was changed, because no backup could be made: {error}"
        ) from None
    except MigrationFailed as error:
        raise click.ClickException(
            f"nothing was changed, the database is as it was. A step failed: {error}"
        ) from None
    except Unavailable as error:
        raise click.ClickException(
            f"nothing was changed, the database says: {error.__cause__}"
        ) from None
    if done.before.standing is Standing.OLDER:
        click.echo(f"From {done.before.revision} to {done.after.revision}. Restart the services.")
    elif done.before.standing is Standing.NEWER:
        click.echo(f"Nothing to do: {done.before.revision} is newer, and this program works on it.")
    else:
        click.echo(f"Nothing to do: {done.before.revision} is up to date.")


def _tell_kept(kept: Kept) -> None:
    if kept.is_encrypted:
        click.echo(f"Backup: {kept.file}")
        return
    click.echo(f"Copy of before: {kept.file}")
    click.echo(
        "It is not encrypted, because INTAKE_BACKUP_KEY is empty. It goes with the days of backups "
        "(backup_days); delete it sooner if all is well.",
        err=True,
    )


NEXT = (
    "`migrate`, if the backup is of an earlier version of the program",
    "compare the settings of then, in settings-of-backup.env there, with those of now",
    "put the newest `tombstones` into the data directory, unless they are there",
    "`accept-restored-roster`, after a look at who is in it",
    "`tick`; it says what else is wrong",
    "build the site, start the services",
)


def _tell(backup: Opened) -> None:
    click.echo(f"Made {backup.made} by version {backup.version}, schema {backup.revision or '–'}.")
    if backup.conversations is None:
        click.echo("The dump can be read; its rows are counted once they are back.")
    else:
        click.echo(
            f"Database whole, secret fits: {backup.conversations} conversations, "
            f"{backup.people} people of the team."
        )


def _identities(path: Path) -> Sequence[age_files.Identity]:
    try:
        return age_files.read_identities(path)
    except age_files.BadKey as error:
        raise click.ClickException(str(error)) from None


def _backup_days(settings: Settings) -> int:
    kept = LastGood(settings.copies / LAST_GOOD_FACTS)
    try:
        return LiveFacts(settings.content / "data", kept).facts.centre.retention.backup_days
    except Faults as faults:
        raise click.ClickException(f"backup_days cannot be read:\n{faults}") from None


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1_000_000:.1f} MB"
