"""``kacko rollback``: back to the publication before."""

import click

from kacko import site
from site_plugins.run.releases import NothingBefore


@click.command()
def rollback() -> None:
    """Vrátí web k předchozímu zveřejnění, hned. Znovu spuštěno vrací dál.

    Noční sestavení pak vychází z toho, co tu zůstalo; nové zveřejnění z toho, co je napsáno.
    """
    centre = site.of_environment()
    try:
        click.echo(site.told(centre.roll_back()))
        click.echo(site.told(centre.rebuild()))
    except NothingBefore:
        raise click.ClickException("Není k čemu se vrátit.") from None
    except site.FAILURES as error:
        raise site.in_words(error) from error
