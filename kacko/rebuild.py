"""``kacko rebuild``: what was published, as of today; for the nightly timer."""

import click

from kacko import site


@click.command()
def rebuild() -> None:
    """Sestaví znovu k dnešnímu dni, co je zveřejněno. Rozepsané úpravy čekají dál."""
    try:
        release = site.of_environment().rebuild()
    except site.FAILURES as error:
        raise site.in_words(error) from error
    click.echo(site.told(release))
