"""``kacko approvals``: what waits for whom, what was approved, and what has changed since."""

from collections.abc import Iterator

import click

from centre.approvals.standing import ROLE_NAMES, in_words
from centre.language.languages import ORIGINAL
from centre.reading.approval import Approval
from centre.reading.faults import Faults
from centre.texts import content
from centre.texts.content import Content
from centre.texts.pages import Page
from centre.texts.passages import Passage
from centre.texts.replies.templates import ReplyTemplate
from kacko import site
from kacko.approve import NotApproved
from site_plugins.run.reading import build_day


@click.command()
@click.option(
    "--as", "role", type=click.Choice(list(ROLE_NAMES)), help="Jen to, co čeká na jednoho z nich."
)
def approvals(role: Approval | None) -> None:
    """Vypíše, které texty čekají na lékaře, právníka a rodilé mluvčí, a co už kdo schválil."""
    try:
        found = content.read_leniently(site.content(), build_day(""))
    except Faults as error:
        raise NotApproved(str(error)) from error
    for each in [role] if role else ROLE_NAMES:
        click.echo("\n".join(waiting(found, each)))
    if role is None:
        click.echo("\n".join(given(found)))
    for fault in found.faults:
        click.echo(str(fault), err=True)


def waiting(found: Content, role: Approval) -> Iterator[str]:
    """The texts that wait for ``role``, one a line, those that lost its approval with what they
    lost."""
    texts = [text for text in _texts(found) if role in text.standing.waits_for]
    yield f"Čeká na schválení, {ROLE_NAMES[role]}: {len(texts)}"
    for text in texts:
        yield f"    [ ] {_title(text)}: {text.text.file}"
        yield from (f"        podle: {source}" for source in text.front.sources)
        for lost in text.standing.lost:
            if lost.role == role:
                yield f"        text se změnil po schválení ({in_words(lost)})"


def given(found: Content) -> Iterator[str]:
    """The approvals of present words, one a line."""
    present = [(text, each) for text in _texts(found) for each in text.standing.given]
    yield f"Schváleno: {len(present)}"
    for text, each in present:
        yield f"    [x] {_title(text)}: {text.text.file}: {in_words(each)}"


def _texts(found: Content) -> list[Page | Passage | ReplyTemplate]:
    return [*found.pages, *found.passages, *found.replies]


def _title(text: Page | Passage | ReplyTemplate) -> str:
    """„Rána“, „šablona odpovědi Rána“, or „pasáž formuláře crisis“ for what has no title; any
    other language is named."""
    if isinstance(text, Page):
        title = text.front.title
    elif isinstance(text, ReplyTemplate):
        title = f"šablona odpovědi {text.front.title}"
    else:
        title = f"pasáž formuláře {text.standing.name.rpartition('/')[2].removesuffix('.md')}"
    return title if text.lang == ORIGINAL else f"{title} ({text.lang})"
