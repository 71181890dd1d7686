"""``kacko edit``: the editor of the browser alone, on this machine."""

import getpass
import os
from pathlib import Path
from typing import Final

import click

from intake_service import local_editor, server
from intake_service.cli.opening import load, open_for
from intake_service.local_editor import NotLoopback
from intake_service.server import CannotListen
from kacko import serve, site
from site_plugins.run.publication import PRODUCT

PORT: Final = 8010


@click.command()
@click.option("--host", default="127.0.0.1", help="Adresa, jen tohoto počítače.")
@click.option("--port", default=PORT, type=click.IntRange(1, 65535), help="Port.")
@click.option("--as", "name", default="", help="Jméno do historie změn; jinak vaše přihlášení.")
def edit(host: str, port: int, name: str) -> None:
    """Otevře úpravy webu v prohlížeči na tomto počítači, bez pultu; web se po uložení přestaví."""
    content = site.content()
    os.environ.setdefault("INTAKE_DATA", str(_own_data(content)))
    settings = load().model_copy(update={"host": host, "port": port, "proxies": 0, "https": False})
    try:
        local_editor.require_loopback(host)
        server.check_port(settings)
        shown = serve.built(content)
        given = {"site": shown.output, "frame": shown.frame}
        with serve.watched(content, shown), serve.drafts_shown(content):
            service = open_for(settings.model_copy(update=given))
            server.edit(service, name or getpass.getuser())
    except NotLoopback:
        raise click.ClickException(
            f"{host} vidí i jiné počítače. Úpravy bez pultu běží jen tady, třeba na 127.0.0.1."
        ) from None
    except CannotListen as error:
        raise click.ClickException(str(error)) from None


def _own_data(content: Path) -> Path:
    """Apart from the desk's: the history of what was edited here."""
    return PRODUCT / "var" / f"edited-{content.absolute().name}"
