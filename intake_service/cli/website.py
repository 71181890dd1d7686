"""„Stav webu“ on the terminal."""

import click

from centre.language.i18n import date_words, speaking
from centre.language.languages import ORIGINAL
from intake_service.cli.opening import with_service
from intake_service.work.editing import commits, site_state, uncommitted
from intake_service.work.editing.site_state import FileState
from intake_service.work.editing.uncommitted import Waiting
from intake_service.work.service import Service


@click.command("state")
@with_service
def show_state(service: Service) -> None:
    """Say how the website stands: what is wrong, what runs out, what readers do not see yet.

    The same as the editor's page „Stav webu“ at the desk.
    """
    with speaking(ORIGINAL):
        state = site_state.of_served(service)
        _tell("Co je špatně", state.wrong)
        _tell("Na co se podívat", state.to_look_at)
        for title in state.unpublished:
            click.echo(f"Uloženo, a na webu to ještě není: {title}")
        if state.uncommitted:
            click.echo(_not_committed(state.uncommitted))
        click.echo(site_state.in_numbers(service))


@click.command("commit")
@with_service
def commit(service: Service) -> None:
    """Commit what staff have saved and what was not taken by the content's git repository then.

    The chores do the same where they hold the server secret.
    """
    commits.catch_up(service)
    with speaking(ORIGINAL):
        waiting = uncommitted.waiting(service.settings)
        click.echo(_not_committed(waiting) if waiting else "V repozitáři obsahu nic nechybí.")


def _not_committed(waiting: Waiting) -> str:
    count = len(waiting.numbers)
    since = date_words(waiting.since)
    return f"Uloženo, ale ne v repozitáři obsahu: {count}, od {since}. {waiting.why}"


def _tell(title: str, states: tuple[FileState, ...]) -> None:
    if states:
        click.echo(f"{title}:")
    for state in states:
        for matter in state.matters:
            click.echo(f"  {state.file}:{matter.line}: {matter.words}")
