"""The built site: the frame that the forms stand in, its assets, its age, the certificate; whether
what staff save is in the repository of the content."""

from centre.exchange.frame import Frame, NoFrameError
from centre.language.i18n import N_
from intake_service import clock
from intake_service.work.editing import uncommitted
from intake_service.work.health import certificates
from intake_service.work.health.findings import Finding, NotSeen, bad, due
from intake_service.work.health.machine import Machine

HOUR = 3600
OLD_AFTER = 30 * HOUR  # seconds; it is built anew every night
ENDS_SOON = 20  # days; a certificate that renews itself never comes so near its end
ENDS_NOW = 7
KEEPS_FAILING = 2  # days; a merge takes an afternoon


def frame(machine: Machine) -> Finding | None:
    """Whether the frame is of this version, and all that it names is there."""
    path = machine.settings.frame
    build = N_("Build the site anew: “kacko rebuild”, or “kacko publish” for the first time.")
    where = str(path.absolute())
    try:
        found = Frame.read(path)
    except NoFrameError:
        words = (
            N_("The frame %(path)s does not fit this version.")
            if path.exists()
            else N_("The frame %(path)s is missing: no form can be shown.")
        )
        return bad(words, build, path=where)
    for address in found.assets.values():
        if not (machine.settings.site / address.lstrip("/")).is_file():
            return bad(
                N_("%(address)s is missing in %(site)s: pages lose their look."),
                build,
                address=address,
                site=str(machine.settings.site.absolute()),
            )
    return None


def build_is_of_today(machine: Machine) -> Finding | None:
    """Whether last night's build came about: opening hours go by the day."""
    try:
        built = machine.settings.frame.stat().st_mtime
    except FileNotFoundError:
        raise NotSeen from None
    age = clock.seconds() - int(built)
    if age <= OLD_AFTER:
        return None
    return bad(
        N_("The site was last built %(hours)s hours ago; its days are no longer right."),
        N_("Run “kacko rebuild” and read what it says; systemctl status kacko-rebuild.timer"),
        hours=age // HOUR,
    )


def certificate(machine: Machine) -> Finding | None:
    """How long the certificate of the site still lasts."""
    path = machine.settings.certificate
    if path is None:
        return None
    where = str(path.absolute())
    try:
        ends = certificates.ends_on(path)
    except OSError:
        return due(
            N_("The certificate %(path)s cannot be read."),
            N_("INTAKE_CERTIFICATE names it; it is no secret, so let the service’s user read it."),
            path=where,
        )
    except certificates.NotACertificate:
        return bad(
            N_("%(path)s is not a certificate."), N_("INTAKE_CERTIFICATE names it."), path=where
        )
    days = (ends - clock.today()).days
    renew = N_(
        "Renew it: certbot renew, then systemctl reload nginx; put a new one of your own in its"
        " place, then run deploy/install.sh"
    )
    if days < 0:
        return bad(
            N_("The certificate ended on %(ends)s: nobody reaches the site."), renew, ends=ends
        )
    if days <= ENDS_SOON:
        say = bad if days <= ENDS_NOW else due
        return say(N_("The certificate ends on %(ends)s, and was not renewed."), renew, ends=ends)
    return None


def history(machine: Machine) -> Finding | None:
    """Whether the repository of the content takes what staff save."""
    found = uncommitted.waiting(machine.settings)
    if found is None:
        return None
    keeps_failing = (clock.today() - found.since).days >= KEEPS_FAILING
    say = bad if keeps_failing else due
    return say(
        N_("Since %(since)s the content’s git repository has not taken what was saved: %(count)s."),
        uncommitted.WHY[found.obstacle],
        since=found.since,
        count=len(found.numbers),
    )
