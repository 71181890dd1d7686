"""All checks in their order, and what each of them finds."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from centre.language.i18n import N_, gettext
from intake_service.store.db import Unavailable
from intake_service.store.schema import NotMigrated
from intake_service.work.health import (
    answers,
    backups,
    content,
    database,
    files,
    keys,
    mail,
    running,
    website,
)
from intake_service.work.health.findings import Finding, Level, NotSeen
from intake_service.work.health.machine import Machine


@dataclass(frozen=True)
class HealthCheck:
    """Something that is well or not. `look` raises NotSeen, db.Unavailable or OSError where it
    cannot tell."""

    id: str
    title: str
    """A message."""
    look: Callable[[Machine], Finding | None]


RUNNING: Sequence[HealthCheck] = (
    HealthCheck("data", N_("Data directory"), files.data_directory),
    HealthCheck("space", N_("Free space"), files.free_space),
    HealthCheck("database", N_("Database"), database.database),
    HealthCheck("schema", N_("Version of the database"), database.schema),
    HealthCheck("secret", N_("Server secret"), keys.server_secret),
    HealthCheck("roster", N_("People and their keys"), keys.roster),
    HealthCheck("restore", N_("Deleted stays deleted"), keys.restored),
    HealthCheck("openers", N_("Who can open enquiries"), keys.openers),
    HealthCheck("security-keys", N_("Security keys"), keys.security_keys),
    HealthCheck("clock", N_("Clock"), running.clock_is_right),
    HealthCheck("chores", N_("Chores"), running.chores),
    HealthCheck("proxies", N_("Proxies"), running.proxies_are_counted),
    HealthCheck("mail", N_("Mail"), mail.letters_leave),
    HealthCheck("backup", N_("Backup"), backups.backup),
    HealthCheck("copy", N_("Backup elsewhere"), backups.copy_elsewhere),
    HealthCheck("drill", N_("Backup that opens"), backups.drill),
    HealthCheck("frame", N_("Frame and assets"), website.frame),
    HealthCheck("build", N_("Built site"), website.build_is_of_today),
    HealthCheck("certificate", N_("Certificate"), website.certificate),
    HealthCheck("facts", N_("Facts of the centre"), content.facts),
    HealthCheck("history", N_("History of the content"), website.history),
    HealthCheck("answers", N_("Answers"), answers.answers),
)
"""What can be bad."""
EVERYTHING: Sequence[HealthCheck] = (
    *RUNNING,
    HealthCheck("recipients", N_("Who gets e-mails"), mail.letters_are_for_people_here),
    HealthCheck("helplines", N_("Helplines"), content.helplines),
    HealthCheck("approvals", N_("Approvals"), content.approvals),
    HealthCheck("texts", N_("Texts"), content.texts),
)
"""The rest is at most due."""


@dataclass(frozen=True)
class Examined:
    """What a check found; without a finding all is well there, or it could not look."""

    check: HealthCheck
    finding: Finding | None = None
    was_seen: bool = True

    @property
    def title(self) -> str:
        """What was looked at, in the language spoken."""
        return gettext(self.check.title)

    @property
    def level(self) -> Level:
        """How bad it is."""
        return self.finding.level if self.finding else Level.WELL

    @property
    def is_bad(self) -> bool:
        """Whether something does not work."""
        return self.level is Level.BAD


def examine(machine: Machine, checks: Sequence[HealthCheck] = EVERYTHING) -> list[Examined]:
    """What each check finds, in their order."""
    return [_examined(machine, check) for check in checks]


def worst(examined: Iterable[Examined]) -> Level:
    """The level of the whole."""
    return max((each.level for each in examined), default=Level.WELL)


def _examined(machine: Machine, check: HealthCheck) -> Examined:
    try:
        return Examined(check, check.look(machine))
    except (NotSeen, NotMigrated, Unavailable, OSError):
        return Examined(check, was_seen=False)  # what hides it is found by a check of its own
