"""Secrets, people and keys: whether they fit each other, and whether anybody opens what comes."""

from sqlalchemy import func, select

from centre.language.i18n import N_
from intake_service.store.models import (
    Counsellor,
    Enquiry,
    Epoch,
    KeyShare,
    SecurityKey,
    TeamKey,
    has_duty,
)
from intake_service.store.roster import RosterChanged, RosterRestored
from intake_service.store.terms import Duty, Standing
from intake_service.store.vault import Refused, Vault
from intake_service.work import tombstones
from intake_service.work.health.findings import Finding, NotSeen, bad, due
from intake_service.work.health.machine import Machine
from intake_service.work.security_keys import origins
from intake_service.work.service import WrongSecret, check_secret, secret_file


def server_secret(machine: Machine) -> Finding | None:
    """Whether it is the one that the database was filled under."""
    file = secret_file(machine.settings)
    where = str(file.absolute())
    mend = N_("Put back the one of the same backup as the database; a new one opens nothing.")
    if not file.exists():
        if machine.store is None or not machine.store.is_made():
            raise NotSeen
        return bad(N_("The server secret %(file)s is missing."), mend, file=where)
    try:
        vault = Vault.in_file(file)
    except Refused:
        return bad(N_("The server secret %(file)s is cut off or not one."), mend, file=where)
    with machine.reading():
        assert machine.store is not None
    try:
        check_secret(vault, machine.store, file)
    except WrongSecret:
        return bad(N_("The server secret %(file)s is not the database’s."), mend, file=where)
    return None


def roster(machine: Machine) -> Finding | None:
    """Whether people and keys in the database are as this service left them."""
    _require_fitting_secret(machine)
    with machine.reading() as session:
        try:
            machine.roster.verify(session)
        except RosterRestored:
            return bad(
                N_("People and keys are older than the newest known, so nobody is let in."),
                N_(
                    "If a backup was put back: “kacko accept-restored-roster”, after a look at "
                    "who is in it."
                ),
            )
        except RosterChanged:
            return bad(
                N_("Somebody has changed people or keys in the database past this program."),
                N_("Put the last backup back, then “kacko accept-restored-roster”."),
            )
    return None


def restored(machine: Machine) -> Finding | None:
    """Whether the doors are closed because the database came back without its tombstones."""
    with machine.reading() as session:
        since = tombstones.closed_since(session)
    if since is None:
        return None
    return bad(
        N_(
            "Forms and mailboxes are closed since %(since)s: the database was restored without "
            "its tombstones."
        ),
        N_(
            "Put the newest “tombstones” there and restart; if there are none: "
            "“kacko confirm-restore”."
        ),
        since=since,
    )


def openers(machine: Machine) -> Finding | None:
    """Whether somebody of the team holds each key that anything is sealed to."""
    with machine.reading() as session:
        newest = session.scalar(select(func.max(TeamKey.version)))
        if newest is None:
            return bad(
                N_("The desk is not set up, so the forms are closed."),
                N_("Set it up: “kacko setup”."),
            )
        works = (Counsellor.standing == Standing.ACTIVE) & has_duty(Duty.ANSWERS)
        held = select(KeyShare.version).join(Counsellor).where(works)
        opened = set(session.scalars(held))
        used = {newest, *session.scalars(select(Enquiry.key_version).distinct())}
        used |= set(session.scalars(select(Epoch.key_version).distinct()))
    if used <= opened:
        return None
    return bad(
        N_("Nobody of the team can open what comes, or a part of what came."),
        N_(
            "“kacko invite NAME --duty answers”, then “kacko admit NAME” with the recovery key "
            "from the safe."
        ),
    )


def security_keys(machine: Machine) -> Finding | None:
    """Whether the settings name an address at which security keys can answer."""
    named = origins.named(machine.settings)
    with machine.reading() as session:
        count = session.scalar(select(func.count()).select_from(SecurityKey)) or 0
    if count and not named:
        return bad(
            N_("Security keys answer nowhere, and the team has some: %(count)s."),
            N_("INTAKE_DESK_ORIGINS names the addresses at which the desk is opened."),
            count=count,
        )
    for origin in named:
        if origin.address.startswith("https:") and not machine.settings.https:
            return due(
                N_("Security keys are to answer at %(address)s, and the service knows no TLS."),
                N_("Set INTAKE_HTTPS to true behind TLS, or mend INTAKE_DESK_ORIGINS."),
                address=origin.address,
            )
    return None


def _require_fitting_secret(machine: Machine) -> None:
    if machine.vault is None or server_secret(machine) is not None:
        raise NotSeen
