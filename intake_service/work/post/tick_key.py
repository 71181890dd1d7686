"""The key of the chores: hints are sealed to its public half, which stands in the database under a
MAC.

The private half is a file of its own, outside the database and its backup; only the chores read it.
It belongs into memory (`INTAKE_TICK_KEY`), so that a machine that is carried off tells no address:
when it is lost, the next tick makes another pair, and hints that wait are sealed anew as soon as a
counsellor is at the desk. A public half that was swapped is refused by whoever would seal to it,
and replaced at the next tick.

Several machines on one database have a key each, or the same file. Only the one whose key is
announced sends letters; another one announces its own when the first has not been heard of for
half an hour.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store import server_secret, vault
from intake_service.store.models import TickKey
from intake_service.store.vault import Key, Pair, Swapped
from intake_service.work.post import mail
from intake_service.work.service import Service

FILE = "tick-key"
HEARD_WITHIN: Final = 30 * 60
"""Seconds that a machine may be silent before another takes its place; chores run each minute."""


@dataclass(frozen=True)
class HeldKey:
    """The private half that this machine holds, and which of the announced ones it is."""

    private: Key
    version: int


def public(service: Service, session: Session) -> TickKey | None:
    """The newest public half; None before the first tick of a service that sends mail.

    Raises vault.Swapped.
    """
    row = session.scalars(select(TickKey).order_by(TickKey.version.desc()).limit(1)).first()
    if row is not None:
        service.vault.verify_shared(
            row.mac, "tick key", vault.version_name(row.version), row.public
        )
    return row


def versions(service: Service) -> list[int]:
    """All versions, the newest first."""
    with service.store.read() as session:
        return list(session.scalars(select(TickKey.version).order_by(TickKey.version.desc())))


def held(service: Service) -> HeldKey | None:
    """The key by which this machine sends letters, made and announced where that is due.

    None where no mail is set up, and while another machine on the same database sends them.
    Raises db.Unavailable.
    """
    if not mail.is_set_up(service.settings):
        return None
    pair = _pair(service)
    with service.store.write() as session:
        newest = session.scalar(select(func.max(TickKey.version))) or 0
        row = _trusted(service, session)
        if row is None or not (row.public == pair.public or _is_heard_of(service, row)):
            row = _announced(service, session, pair, newest + 1)
        if row.public != pair.public:
            return None
        row.heard_at = clock.seconds()
        return HeldKey(private=pair.private, version=row.version)


def _pair(service: Service) -> Pair:
    on_disk = service.settings.data / FILE
    path = service.settings.tick_key or on_disk
    if path != on_disk:
        on_disk.unlink(missing_ok=True)  # from before it was kept in memory
    return Pair.of(Key(server_secret.read(path, size=vault.KEY_SIZE)))


def _trusted(service: Service, session: Session) -> TickKey | None:
    """The newest public half, unless somebody swapped it."""
    try:
        return public(service, session)
    except Swapped:
        return None


def _is_heard_of(service: Service, row: TickKey) -> bool:
    """Whether another machine works with this key. A file of SQLite has one machine."""
    return service.store.is_shared and abs(clock.seconds() - row.heard_at) < HEARD_WITHIN


def _announced(service: Service, session: Session, pair: Pair, version: int) -> TickKey:
    name = vault.version_name(version)
    mac = service.vault.shared_mac("tick key", name, pair.public)
    row = TickKey(version=version, public=pair.public, mac=mac, heard_at=0)
    session.add(row)
    return row
