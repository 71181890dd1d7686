"""The data directory: whose it is, who can read it, how much room is left."""

import os
import shutil
from pathlib import Path
from stat import S_IWGRP

from centre.language.i18n import N_
from intake_service.store import own_files
from intake_service.work.health.findings import Finding, NotSeen, bad, due
from intake_service.work.health.machine import Machine

MEGABYTE = 1_000_000
FULL = 200 * MEGABYTE
"""A migration, a backup and the write-ahead log need this much."""
NEARLY_FULL = 1000 * MEGABYTE


def data_directory(machine: Machine) -> Finding | None:
    """Whether it is there, of one owner, and closed to everybody else."""
    folder = machine.settings.data
    if not folder.is_dir():
        return bad(
            N_("There is no data directory %(folder)s."),
            N_("INTAKE_DATA names it; on a new machine “kacko setup” or “kacko restore” makes it."),
            folder=str(folder.absolute()),
        )
    for path, mode in own_files.too_open(folder, shared=machine.settings.shared):
        return bad(
            N_("Others can read %(path)s."),
            N_("Close it: chmod %(mode)s %(path)s"),
            path=str(path.absolute()),
            mode=f"{mode:o}",
        )
    return _owners(folder, shared=machine.settings.shared)


def _owners(folder: Path, *, shared: bool) -> Finding | None:
    of_folder = folder.stat()
    for path in sorted(own_files.written_by_all(folder)):
        status = path.stat()
        same = status.st_gid == of_folder.st_gid if shared else status.st_uid == of_folder.st_uid
        if not same:
            return bad(
                N_("%(path)s belongs to somebody else than its directory: it cannot be written."),
                N_("Run as root: chown --reference=%(folder)s %(path)s"),
                path=str(path.absolute()),
                folder=str(folder.absolute()),
            )
        if shared and not status.st_mode & S_IWGRP:
            return bad(
                N_("%(path)s is closed to other parts of the service: they cannot write it."),
                N_("Run as root: chmod %(mode)s %(path)s"),
                path=str(path.absolute()),
                mode=f"{own_files.SHARED_FILE_MODE:o}",
            )
    return None


def free_space(machine: Machine) -> Finding | None:
    """Whether the disk of the data directory takes anything, and how much still."""
    if not machine.settings.data.is_dir():
        raise NotSeen
    if os.statvfs(machine.settings.data).f_flag & os.ST_RDONLY:
        return bad(
            N_("The disk can only be read: nothing can be sent or answered."),
            N_("The system’s log says why; after a fault of the disk restore on another one."),
        )
    free = shutil.disk_usage(machine.settings.data).free
    mend = N_("Delete what nobody needs, old logs and backups first, or give it a larger disk.")
    if free < FULL:
        return bad(N_("The disk is full: %(free)s MB are left."), mend, free=free // MEGABYTE)
    if free < NEARLY_FULL:
        return due(
            N_("The disk is nearly full: %(free)s MB are left."), mend, free=free // MEGABYTE
        )
    return None
