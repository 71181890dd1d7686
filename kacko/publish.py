"""``kacko publish``: what staff have written, before the public."""

import sys

import click

from kacko import site

NOTHING = "Pro čtenáře se nic nezmění, jen den, ke kterému je web sestaven."


@click.command()
@click.option("--yes", is_flag=True, help="Na nic se neptat.")
def publish(yes: bool) -> None:
    """Zveřejní, co je napsáno: sestaví, zkontroluje, řekne, co se změní, a přepne.

    Ukázku odmítne. V terminálu se napřed zeptá.
    """
    centre = site.of_environment()
    try:
        release = centre.build()
        for line in centre.changes(release) or [NOTHING]:
            click.echo(line)
        if not yes and sys.stdin.isatty() and not click.confirm("Zveřejnit?"):
            centre.discard(release)
            raise click.Abort
        centre.serve(release)
    except site.FAILURES as error:
        raise site.in_words(error) from error
    click.echo(site.told(release))
