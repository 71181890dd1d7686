"""The key of the chores: hints are sealed to its public half, which stands in the database under a
MAC.

The private half is a file of its own, outside the database and its backup; only the chores read it.
It belongs into memory (`INTAKE_TICK_KEY`), so that a machine that is carried off tells no address:
when it is lost, the next tick makes another pair, and hints that wait are sealed anew as soon as a
counsellor is at the desk. A public half that was swapped is refused by whoever would seal to it,
and replaced at the next tick.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_service.store import server_secret, vault
from intake_service.store.models import TickKey
from intake_service.store.vault import Key, Pair, Swapped
from intake_service.work.post import mail
from intake_service.work.service import Service

FILE = "tick-key"


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


def private(service: Service) -> Key | None:
    """The private half, made at the first tick; None where no mail is set up."""
    if not mail.is_set_up(service.settings):
        return None
    on_disk = service.settings.data / FILE
    path = service.settings.tick_key or on_disk
    if path != on_disk:
        on_disk.unlink(missing_ok=True)  # from before it was kept in memory
    pair = Pair.of(Key(server_secret.read(path, size=vault.KEY_SIZE)))
    if not _is_announced(service, pair):
        _announce(service, pair)
    return pair.private


def _is_announced(service: Service, pair: Pair) -> bool:
    """Whether hints are sealed to this pair: nobody swapped its public half, or lost its file."""
    try:
        with service.store.read() as session:
            row = public(service, session)
    except Swapped:
        return False
    return row is not None and row.public == pair.public


def _announce(service: Service, pair: Pair) -> None:
    newest = max(versions(service), default=0)
    name = vault.version_name(newest + 1)
    with service.store.write() as session:
        mac = service.vault.shared_mac("tick key", name, pair.public)
        session.add(TickKey(version=newest + 1, public=pair.public, mac=mac))
