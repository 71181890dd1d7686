"""``kacko builder``: shows drafts as pages, for the editor at the desk."""

import os

import click

from kacko import site
from kacko.builder.listening import socket_path
from kacko.builder.server import Server


@click.command()
def builder() -> None:
    """Ukazuje rozepsané texty jako stránky webu, pro editor na pultu; dokud ho něco neukončí."""
    path = socket_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    Server(site.content(), path, os.environ.get("BUILD_DAY", "")).run()
