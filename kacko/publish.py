"""``kacko publish``: what staff have written, before the public."""

import click

from kacko import site


@click.command()
def publish() -> None:
    """Zveřejní, co je napsáno: sestaví, zkontroluje, a teprve pak přepne. Ukázku odmítne."""
    centre = site.of_environment()
    try:
        release = centre.build()
        centre.serve(release)
    except site.FAILURES as error:
        raise site.in_words(error) from error
    click.echo(site.told(release))
