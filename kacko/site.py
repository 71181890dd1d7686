"""Which content and which folder of releases the commands about the site work on."""

import os
from pathlib import Path
from typing import Final

import click

from site_plugins.run.publication import NotBuilt, Site
from site_plugins.run.releases import Busy, NewerPublication, NotOurs, Release, Releases

CONTENT: Final = "KACKO_CONTENT"
SITE: Final = "KACKO_SITE"


def content() -> Path:
    """The folder of the content that staff edit."""
    return Path(os.environ.get(CONTENT) or "content")


def of_environment() -> Site:
    """The site as the environment says."""
    return Site(content(), Releases(Path(os.environ.get(SITE) or "var/site")))


class NotPublished(click.ClickException):
    """A refusal in words; what was served is still served."""

    def show(self, file: object = None) -> None:
        """Print the words as they are: faults begin with their file."""
        click.echo(self.message, err=True)


def in_words(error: Exception) -> NotPublished:
    """Why a build did not come to be."""
    match error:
        case Busy():
            return NotPublished("Zrovna se sestavuje jiná verze webu. Zkuste to za chvíli znovu.")
        case NewerPublication():
            return NotPublished(
                "Mezitím se zveřejnilo nebo na pultu změnilo něco jiného. Zveřejněte prosím znovu."
            )
        case NotOurs() | NotBuilt():
            return NotPublished(str(error).rstrip())
        case OSError():
            return NotPublished(f"Web nejde uložit: {error.strerror} ({error.filename}).")
    raise error


FAILURES = (NotBuilt, Busy, NotOurs, NewerPublication, OSError)


def told(release: Release) -> str:
    """One line about what is served now."""
    return f"Na webu je zveřejnění č. {release.record.publication} ke dni {release.record.day}."
