"""``kacko common``: which texts are the centre's own, which are common, and what changed there."""

import click

from centre.layers.account import Account, account, note_seen
from centre.layers.folder import said
from kacko import site
from site_plugins.run.console import print_faults


@click.command()
@click.option("--seen", is_flag=True, help="Zapíše, že jste změny ve společných textech viděli.")
def common(seen: bool) -> None:
    """Vypíše, které texty jsou vaše, které společné, a co se ve společných od posledně změnilo."""
    root = site.content()
    found = account(root)
    if found is None:
        click.echo("Tento obsah nestojí na společných textech: všechno je v něm vlastní.")
        return
    tell(found)
    if faults := said(root)[1]:
        print_faults(faults)
        raise SystemExit(1)
    if seen:
        note_seen(root)
        click.echo("Zapsáno, že jste je viděli.")


def tell(found: Account) -> None:
    """Print the account, one file a line."""
    groups = (
        ("Vlastní", found.own),
        ("Společné", found.common),
        ("Společné, které se změnily", found.changed),
        ("Společné, které jste ještě neviděli", found.new),
        ("Společné, které už nejsou", found.gone),
        ("Cizojazyčný čtenář uvidí česky, váš text tu nemá překlad", found.untranslated),
    )
    for title, names in groups:
        click.echo(f"{title}: {len(names)}")
        if title != "Společné":
            for name in names:
                click.echo(f"    {name}")
