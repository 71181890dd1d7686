"""The command ``kacko`` with all that it can do."""

from importlib import import_module
from typing import Final

import click

from kacko import environment
from kacko.machine import accounts

OF_THE_MACHINE: Final = {"upgrade": "kacko.machine.upgrade:upgrade"}
OF_THE_SITE: Final = {
    "approvals": "kacko.approvals:approvals",
    "approve": "kacko.approve:approve",
    "builder": "kacko.builder.command:builder",
    "check": "site_plugins.checks.check_content:main",
    "common": "kacko.common:common",
    "edit": "kacko.edit:edit",
    "new": "kacko.new:new",
    "publish": "kacko.publish:publish",
    "rebuild": "kacko.rebuild:rebuild",
    "rollback": "kacko.rollback:rollback",
    "serve": "kacko.serve:serve",
}
"""Where each command is. It is looked up only when it is called: what the service does every minute
loads nothing of the site's build, and the site's build nothing of the service."""
OF_THE_SERVICE: Final = "intake_service.cli:main"


class Commands(click.Group):
    """All commands of both halves."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Their names, in the order of the alphabet."""
        own = (*OF_THE_MACHINE, *OF_THE_SITE)
        return sorted([*own, *_service().list_commands(context)])

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of that name."""
        if place := OF_THE_SITE.get(name) or OF_THE_MACHINE.get(name):
            return _found(place)
        return _service().get_command(context, name)

    def resolve_command(
        self, context: click.Context, words: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that ``words`` begin with; on an installed machine the right user does it."""
        name, command, others = super().resolve_command(context, words)
        if name and command:
            accounts.hand_over(name, words)
        return name, command, others


def _service() -> click.Group:
    group = _found(OF_THE_SERVICE)
    assert isinstance(group, click.Group)
    return group


def _found(place: str) -> click.Command:
    module, _, name = place.partition(":")
    command = getattr(import_module(module), name)
    assert isinstance(command, click.Command)
    return command


@click.command("kacko", cls=Commands)
def commands() -> None:
    """Web a poradna kontaktního centra: obsah, zveřejnění, provoz."""


def main() -> None:
    """``kacko``."""
    environment.load()
    commands()


def intake() -> None:
    """``intake``, as the commands of the service were called before; for one more version."""
    click.echo("`intake` will go with the next version; the command is now `kacko`.", err=True)
    main()
