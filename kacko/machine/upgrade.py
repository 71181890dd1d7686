"""``kacko upgrade``: a newer version, signed by somebody we trust; or the old one goes on.

Each step can be done twice, so whatever is killed is taken up by the next run. Data is never
returned to an older state: tables only grow, and the code of before works beside them.
"""

import fcntl
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import click

from kacko.machine import accounts, units
from kacko.machine.accounts import BUILDER, DESK, Account
from kacko.machine.releases import Release, Releases
from kacko.machine.signed_tags import NotFetched, NotTrusted, SignedTags, number

OPT: Final = Path("/opt/kacko")
SIGNERS: Final = Path("/etc/kacko/signers")


class NotUpgraded(click.ClickException):
    """The version of before is in use, as it was."""


@click.command()
@click.argument("tag", required=False)
def upgrade(tag: str | None) -> None:
    """Bring the newest version, or the one called TAG, if somebody we trust has signed it.

    A version that does not take the content, the database or the first request is not used.
    """
    releases = Releases(OPT)
    tags = SignedTags(OPT / "repository.git", SIGNERS)
    try:
        with _alone(releases):
            if not _resume(releases):
                _bring(releases, tags, tag)
    except (NotTrusted, NotFetched) as error:
        raise NotUpgraded(str(error)) from None


@contextmanager
def _alone(releases: Releases) -> Iterator[None]:
    with (releases.folder / ".upgrading").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotUpgraded("another upgrade is under way") from None
        yield


def _resume(releases: Releases) -> bool:
    """Finish what a killed upgrade has left; whether there was anything."""
    now = releases.current
    if now.was_in_use:
        return False
    click.echo(f"{now.name}: the last upgrade was not finished; it goes on")
    _take_into_use(releases, now, releases.before(now))
    return True


def _bring(releases: Releases, tags: SignedTags, tag: str | None) -> None:
    now = releases.current
    tags.fetch()
    wanted = tag or tags.newest()
    commit = tags.verified(wanted)
    if commit == now.commit:
        click.echo(f"{now.name} is in use already")
        return
    if not tags.follows(commit, now.commit) or (number(wanted) or ()) <= (number(now.name) or ()):
        raise NotUpgraded(f"{wanted} is not newer than {now.name}")
    release = _built(releases.named(wanted), tags, commit)
    _try_content(release)
    _migrate(release)
    click.echo(f"{release.name}: into use")
    releases.use(release)
    _take_into_use(releases, release, now)


def _built(release: Release, tags: SignedTags, commit: str) -> Release:
    """The code of a commit with its own environment, beside what is in use."""
    if release.is_built and release.commit == commit:
        return release
    click.echo(f"{release.name}: what it stands on, by hash (some minutes)")
    shutil.rmtree(release.folder, ignore_errors=True)
    tags.export(commit, release.folder)
    words = [release.folder / "deploy" / "build-release.sh", release.folder]
    if subprocess.run(words, check=False).returncode:  # noqa: S603 - signed
        raise NotUpgraded(f"{release.name} cannot be installed, see above")
    release.note_built(commit)
    return release


def _try_content(release: Release) -> None:
    click.echo(f"{release.name}: the content")
    if _as(BUILDER, release, "check"):
        raise NotUpgraded(f"{release.name} finds mistakes in the content, see above")


def _migrate(release: Release) -> None:
    if not units.have_a_database():
        return
    click.echo(f"{release.name}: the database")
    if _as(DESK, release, "migrate"):
        raise NotUpgraded(f"{release.name} cannot migrate the database, see above")


def _take_into_use(releases: Releases, release: Release, before: Release | None) -> None:
    """Units, faces, proxy, site; where the faces do not start, the one of before again."""
    try:
        _place(release)
    except units.NotStarted as error:
        if before is None:
            raise NotUpgraded(f"{release.name} does not start: {error}") from None
        releases.use(before)
        with suppress(units.NotStarted):  # the first reason is the one to tell
            _place(before)
        raise NotUpgraded(
            f"{release.name} does not start ({error}); {before.name} is in use again"
        ) from None
    release.note_in_use()
    if _as(BUILDER, release, "rebuild"):
        click.echo("The site stays as it was: nothing is published, or see above", err=True)
    releases.tidy()
    click.echo(f"{release.name} is in use")
    _as(DESK, release, "doctor")


def _place(release: Release) -> None:
    words = [release.folder / "deploy" / "place-units.sh"]
    if subprocess.run(words, check=False).returncode:  # noqa: S603 - signed
        raise units.NotStarted("place-units.sh")
    if units.are_started():
        units.renew()
    units.renew_proxy()


def _as(account: Account, release: Release, *words: str) -> int:
    return accounts.run_as(account, [str(release.kacko), *words])
