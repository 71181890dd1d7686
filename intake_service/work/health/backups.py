"""Whether there is a backup, elsewhere too, and whether one was proven to open."""

import os
from datetime import date

from centre.language.i18n import N_
from intake_service import clock
from intake_service.work.backups.record import RECORD, Record
from intake_service.work.health.findings import Finding, NotSeen, bad, due
from intake_service.work.health.machine import Machine

OLD_AFTER = 2  # days; one night may fail
DRILL_EVERY = 190  # days


def backup(machine: Machine) -> Finding | None:
    """Whether one was made lately."""
    if not machine.settings.data.is_dir():
        raise NotSeen
    if not machine.settings.backup_key:
        return due(
            N_("No backups are made: INTAKE_BACKUP_KEY is empty."),
            N_("Make a key pair elsewhere (age-keygen), put its public half there, set a timer."),
        )
    made = _readable(machine).made
    mend = N_("Run “kacko backup” and read what it says; systemctl status kacko-backup.timer")
    if made is None:
        return bad(N_("No backup was ever made."), mend)
    return bad(N_("The last backup was made on %(day)s."), mend, day=made) if _old(made) else None


def copy_elsewhere(machine: Machine) -> Finding | None:
    """Whether one has left this machine lately."""
    record = _record(machine)
    if not machine.settings.backup_command:
        return due(
            N_("Backups lie on this machine only, and go with its disk."),
            N_("Set INTAKE_BACKUP_COMMAND, for example rsync {file} to another machine."),
        )
    mend = N_("Run “kacko backup” and read what the command says: is the other machine there?")
    if record.sent is None:
        return bad(N_("No backup has ever left this machine."), mend)
    if _old(record.sent):
        return bad(N_("The last backup left this machine on %(day)s."), mend, day=record.sent)
    return None


def drill(machine: Machine) -> Finding | None:
    """Whether one was opened within half a year."""
    proven = _record(machine).proven
    mend = N_(
        "“kacko verify” one where the private key is, then say so here: “kacko note-drill DAY”."
    )
    if proven is None:
        return due(N_("Nobody has tried yet whether a backup opens."), mend)
    if (clock.today() - proven).days > DRILL_EVERY:
        return due(N_("Whether a backup opens was last tried on %(day)s."), mend, day=proven)
    return None


def _record(machine: Machine) -> Record:
    """The days of backups. Raises NotSeen where none was made."""
    record = _readable(machine)
    if not machine.settings.backup_key or record.made is None:
        raise NotSeen
    return record


def _readable(machine: Machine) -> Record:
    """Raises NotSeen where another user keeps the days to itself."""
    file = machine.settings.data / RECORD
    if file.exists() and not os.access(file, os.R_OK):
        raise NotSeen
    return Record.read(machine.settings.data)


def _old(day: date) -> bool:
    return (clock.today() - day).days > OLD_AFTER
