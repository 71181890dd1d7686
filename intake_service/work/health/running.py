"""What has to happen by itself: chores by the minute, on a clock that is right, behind a proxy."""

from datetime import datetime

from centre.language.i18n import N_
from intake_service import clock
from intake_service.work import heartbeat, proxies
from intake_service.work.health.findings import Finding, NotSeen, bad
from intake_service.work.health.machine import Machine

LATE_AFTER = 15 * 60  # seconds; the chores run every minute, and one run may wait for a mail server
FAST_BY = 5 * 60  # seconds


def clock_is_right(machine: Machine) -> Finding | None:
    """Whether the clock goes on from where it was."""
    done_at = heartbeat.done_at(machine.settings)
    if done_at is not None and done_at > clock.seconds() + FAST_BY:
        return bad(
            N_("The clock says %(today)s, but the chores already ran on %(ran_on)s."),
            N_("Set the clock of the machine right: timedatectl set-ntp true"),
            today=clock.today(),
            ran_on=datetime.fromtimestamp(done_at, clock.PRAGUE).date(),
        )
    with machine.reading() as session:
        jump = heartbeat.jump_in(session)
    if jump is None:
        return None
    return bad(
        N_("The clock has jumped from %(since)s to %(today)s, so nothing is erased."),
        N_("Set it right; if today is right: “kacko confirm-date YYYY-MM-DD”, or at the desk."),
        since=jump.since,
        today=jump.to,
    )


def chores(machine: Machine) -> Finding | None:
    """Whether they ran to their end a moment ago."""
    if not machine.settings.data.is_dir():
        raise NotSeen
    done_at = heartbeat.done_at(machine.settings)
    mend = N_("See why: systemctl status kacko-tick.timer kacko-tick, then “kacko tick” by hand.")
    if done_at is None:
        return bad(N_("The chores have never run to their end."), mend)
    if clock.seconds() - done_at > LATE_AFTER:
        return bad(
            N_("The chores last ran to their end %(minutes)s minutes ago."),
            mend,
            minutes=(clock.seconds() - done_at) // 60,
        )
    return None


def proxies_are_counted(machine: Machine) -> Finding | None:
    """Whether requests come through as many proxies as the setting says."""
    if not proxies.were_noted_lately(machine.settings):
        return None
    return bad(
        N_(
            "INTAKE_PROXIES is %(proxies)s, but the headers of requests tell otherwise: all "
            "visitors share one limit."
        ),
        N_("Count the proxies that name the visitor’s address, one for nginx alone, and restart."),
        proxies=machine.settings.proxies,
    )
