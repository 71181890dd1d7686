"""Set-up of the desk: the first coordinator, the team's first key, the recovery key for the
centre's safe."""

from dataclasses import dataclass

from sqlalchemy import func, select

from intake_service.store.models import TeamKey
from intake_service.store.terms import Duty, Standing
from intake_service.store.vault import Pair
from intake_service.work.service import Service
from intake_service.work.team import names, recovery_key, team_keys, totp
from intake_service.work.team.newcomers import Newcomer, NewPerson
from intake_service.work.team.passwords import check_password


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
    def groups(self) -> list[str]:
        """What has to be retyped from paper, group by group."""
        return self.recovery_key.split()


def prepare(service: Service, name: str, password: str) -> Founding:
    """Make everything that set-up shows; raises AlreadySetUp, passwords.WeakPassword."""
    with service.store.read() as session:
        if session.scalar(select(func.count()).select_from(TeamKey)):
            raise AlreadySetUp
    name = names.tidy(name)
    check_password(service.facts, password, name)
    return Founding(name, password, totp.new_secret(), recovery_key.write(Pair.new().private))


def found(service: Service, founding: Founding) -> NewPerson:
    """Finish set-up in one transaction: recovery key, team key, first coordinator."""
    recovery_public = Pair.of(recovery_key.read(founding.recovery_key)).public
    newcomer = Newcomer.of(service, founding.name, founding.password, founding.totp_secret)
    with service.roster.change() as session:
        if session.scalar(select(func.count()).select_from(TeamKey)):
            raise AlreadySetUp
        team_keys.announce_recovery_key(service, session, recovery_public)
        newcomer.join(session, tuple(Duty), Standing.ACTIVE)
        team_keys.make_new(service, session, [newcomer.row])
    return newcomer.shown
