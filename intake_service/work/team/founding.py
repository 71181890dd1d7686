"""Set-up of the desk: the first coordinator, the team's first key, the recovery key for the
centre's safe."""

from dataclasses import dataclass

from sqlalchemy import func, select

from intake_service import clock
from intake_service.store import vault
from intake_service.store.models import RecoveryKey, TeamKey
from intake_service.store.terms import Duty, Standing
from intake_service.store.vault import Pair
from intake_service.work.service import Service
from intake_service.work.team import people, recovery_key, totp
from intake_service.work.team.newcomers import Newcomer, NewPerson, check_password


class AlreadySetUp(Exception):
    """The desk has its team key; people join by invitation."""


@dataclass(frozen=True)
class Founding:
    """Set-up before it is finished; nothing is stored until the recovery key was retyped."""

    name: str
    password: str
    totp_secret: str
    recovery_key: str

    @property
    def last_group(self) -> str:
        """What has to be retyped from paper."""
        return self.recovery_key.split()[-1]


def prepare(service: Service, name: str, password: str) -> Founding:
    """Make everything that set-up shows; raises AlreadySetUp, WeakPassword."""
    with service.store.read() as session:
        if session.scalar(select(func.count()).select_from(TeamKey)):
            raise AlreadySetUp
    name = name.strip()  # as the login does
    check_password(password, name)
    return Founding(name, password, totp.new_secret(), recovery_key.write(Pair.new().private))


def found(service: Service, founding: Founding) -> NewPerson:
    """Finish set-up in one transaction: recovery key, team key, first coordinator."""
    recovery_public = Pair.of(recovery_key.read(founding.recovery_key)).public
    newcomer = Newcomer.of(service, founding.name, founding.password, founding.totp_secret)
    with service.store.write() as session:
        if session.scalar(select(func.count()).select_from(TeamKey)):
            raise AlreadySetUp
        session.add(
            RecoveryKey(
                version=1,
                public=recovery_public,
                mac=service.vault.mac("recovery key", vault.version_name(1), recovery_public),
                made_on=clock.today(),
            )
        )
        newcomer.join(session, Duty.COORDINATOR, Standing.ACTIVE)
        people.new_team_key(service, session)
    return newcomer.shown
