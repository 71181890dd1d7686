"""Opens the service for a command, and says in one sentence what keeps it from opening."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from centre.reading.faults import Faults
from intake_service import settings
from intake_service.settings import BadSettings, Settings
from intake_service.store.db import Unavailable
from intake_service.store.roster import RosterRefused
from intake_service.store.schema import NotMigrated
from intake_service.store.vault import Refused
from intake_service.work.service import (
    NoDatabase,
    NoDataDirectory,
    Service,
    WrongSecret,
    open_service,
)

RESTORED = (
    "This database does not belong to the tombstones beside it: it was restored, or they were lost."
    " What people deleted may be back, so the forms and mailboxes stay closed. Put the newest"
    " tombstones there and start again; if there are none: kacko confirm-restore"
)


def with_service(command: Callable[..., None]) -> Callable[..., None]:
    """Open the service for a command on a database that is there, and say where it worked."""

    @wraps(command)
    def opened(*args: Any, **kwargs: Any) -> None:
        service = _open(load(), may_be_new=False)
        try:
            command(service, *args, **kwargs)
        except RosterRefused as error:
            raise click.ClickException(str(error)) from None
        finally:
            service.close()
        click.echo(f"Done in {service.store.place}", err=True)

    return opened


def with_new_service(command: Callable[..., None]) -> Callable[..., None]:
    """Open the service for a command that may begin a new database, and say first where.

    It begins one where INTAKE_DATA or INTAKE_DATABASE_URL says so, or with `--new`.
    """

    @wraps(command)
    def opened(*args: Any, new: bool, **kwargs: Any) -> None:
        loaded = load()
        service = _open(loaded, may_be_new=new or loaded.place_is_chosen)
        click.echo(f"Working in {service.store.place}", err=True)
        try:
            command(service, *args, **kwargs)
        except RosterRefused as error:
            raise click.ClickException(str(error)) from None
        finally:
            service.close()

    about = "Make a new database in the default place, too."
    return click.option("--new", is_flag=True, help=about)(opened)


def open_for(loaded: Settings) -> Service:
    """The service over settings of the command's own, on a database that may be new."""
    return _open(loaded, may_be_new=True)


def load() -> Settings:
    """The settings; a bad one ends the command in one sentence."""
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
            "`kacko setup` makes a new one there; in the default place only with --new."
        ) from None
    except (Refused, WrongSecret, NotMigrated) as error:
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
