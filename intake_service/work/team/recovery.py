"""The key in the centre's safe: tried whole, and made anew."""

from sqlalchemy import delete, select

from intake_service.store.models import RecoveryKey, TeamKey
from intake_service.store.vault import Pair, Swapped
from intake_service.work.service import Service
from intake_service.work.team import people, recovery_key, team_keys
from intake_service.work.team.logins import Staff


def try_key(service: Service, typed: str) -> int:
    """How many versions of the team key the paper opens: all there are.

    Raises recovery_key.BadRecoveryKey, and vault.Refused for the key of another desk or an old one.
    """
    with service.store.read() as session:
        service.roster.verify(session)
        safe = team_keys.newest_recovery_key(service, session)
        if Pair.of(recovery_key.read(typed)).public != safe.public:
            raise Swapped
        return len(team_keys.recover(session, typed))


def new_key() -> str:
    """A recovery key as it is written on paper; nothing is stored yet."""
    return recovery_key.write(Pair.new().private)


def renew(service: Service, staff: Staff, written: str) -> None:
    """Take this recovery key instead of the present one, whose boxes are deleted.

    The team's keys are sealed to it by somebody who holds them, and a new team key is made: the old
    paper, with an old copy of the database, opens nothing that comes from now on. Raises
    people.NoKeyToGive, recovery_key.BadRecoveryKey, vault.Refused.
    """
    public = Pair.of(recovery_key.read(written)).public
    with service.roster.change() as session:
        safe = team_keys.announce_recovery_key(service, session, public)
        for key in session.scalars(select(TeamKey)):
            if key.version not in staff.team:
                raise people.NoKeyToGive
            key.recovery_version = safe.version
            key.recovery_box = team_keys.seal_for_recovery(
                safe, key.version, staff.team[key.version]
            )
        session.flush()
        session.execute(delete(RecoveryKey).where(RecoveryKey.version != safe.version))
        team_keys.make_new(service, session, team_keys.holders(session))
    service.store.forget_deleted()
