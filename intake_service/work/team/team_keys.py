"""The team's pair of keys: who holds a share of it, and what the recovery key opens.

The team's private key is never written anywhere in clear: each who answers holds it sealed to their
own pair, and the centre's safe holds a recovery key that opens it too. No administrator can open
what a counsellor cannot.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store import vault
from intake_service.store.models import Counsellor, KeyShare, RecoveryKey, TeamKey, has_duty
from intake_service.store.terms import Duty, Standing
from intake_service.store.vault import Key, Pair, Swapped
from intake_service.work.service import Service
from intake_service.work.team import recovery_key


def holders(session: Session) -> list[Counsellor]:
    """Everybody who holds the team key; who was only given the duty waits for a colleague."""
    has_share = select(KeyShare.version).where(KeyShare.counsellor_id == Counsellor.id).exists()
    active = Counsellor.standing == Standing.ACTIVE
    return list(
        session.scalars(select(Counsellor).where(active, has_duty(Duty.ANSWERS), has_share))
    )


def make_new(service: Service, session: Session, given_to: Iterable[Counsellor]) -> TeamKey:
    """The next version of the team's pair, sealed to these people and to the recovery key."""
    session.flush()
    safe = newest_recovery_key(service, session)
    version = (session.scalar(select(func.max(TeamKey.version))) or 0) + 1
    pair = Pair.new()
    name = vault.version_name(version)
    key = TeamKey(
        version=version,
        public=pair.public,
        mac=service.vault.mac("team key", name, pair.public),
        sender_mac=service.vault.shared_mac("team key", name, pair.public),
        recovery_version=safe.version,
        recovery_box=seal_for_recovery(safe, version, pair.private),
        made_on=clock.today(),
    )
    session.add(key)
    session.flush()
    for person in given_to:
        give(service, session, person, {version: pair.private})
    return key


def give(service: Service, session: Session, person: Counsellor, team: Mapping[int, Key]) -> None:
    """Seal the team's private keys to somebody; raises vault.Swapped."""
    verify_person(service, person)
    for version, private in team.items():
        name = vault.version_name(version)
        box = vault.seal_to(person.public, private, b"share", person.id, name)
        session.merge(KeyShare(counsellor_id=person.id, version=version, box=box))


def take_away(session: Session, person: Counsellor) -> None:
    """Delete all that somebody holds of the team's keys."""
    session.execute(delete(KeyShare).where(KeyShare.counsellor_id == person.id))


def open_shares(
    service: Service, session: Session, person: Counsellor, private: Key
) -> dict[int, Key]:
    """The team's private keys by version, as somebody holds them, each checked against its MAC.

    Raises vault.Refused.
    """
    newest_recovery_key(service, session)
    publics = {}
    for row in session.scalars(select(TeamKey)):
        service.vault.verify(row.mac, "team key", vault.version_name(row.version), row.public)
        publics[row.version] = row.public
    team = {}
    for share in session.scalars(select(KeyShare).where(KeyShare.counsellor_id == person.id)):
        name = vault.version_name(share.version)
        key = Key(vault.unseal_from(private, share.box, b"share", person.id, name))
        if Pair.of(key).public != publics[share.version]:
            raise Swapped
        team[share.version] = key
    return team


def recover(session: Session, typed: str) -> dict[int, Key]:
    """The team's private keys by version, opened with the key from the safe.

    Raises recovery_key.BadRecoveryKey, and vault.Refused for the key of another desk.
    """
    private = recovery_key.read(typed)
    return {
        row.version: Key(
            vault.unseal_from(private, row.recovery_box, b"team", vault.version_name(row.version))
        )
        for row in session.scalars(select(TeamKey))
    }


def newest_recovery_key(service: Service, session: Session) -> RecoveryKey:
    """The public half of the key in the safe; raises vault.Swapped."""
    safe = session.scalars(select(RecoveryKey).order_by(RecoveryKey.version.desc()).limit(1)).one()
    service.vault.verify(safe.mac, "recovery key", vault.version_name(safe.version), safe.public)
    return safe


def announce_recovery_key(service: Service, session: Session, public: bytes) -> RecoveryKey:
    """The next version of the key in the safe."""
    version = (session.scalar(select(func.max(RecoveryKey.version))) or 0) + 1
    mac = service.vault.mac("recovery key", vault.version_name(version), public)
    safe = RecoveryKey(version=version, public=public, mac=mac, made_on=clock.today())
    session.add(safe)
    session.flush()
    return safe


def seal_for_recovery(safe: RecoveryKey, version: int, private: Key) -> bytes:
    """A version of the team's private key under the key in the safe."""
    return vault.seal_to(safe.public, private, b"team", vault.version_name(version))


def verify_person(service: Service, person: Counsellor) -> None:
    """Raise vault.Swapped when somebody's public key was swapped in the database."""
    service.vault.verify(person.mac, "counsellor", person.id, person.public)
