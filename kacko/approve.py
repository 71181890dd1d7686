"""``kacko approve``: writes down that somebody has approved texts as they are now."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import click

from centre.approvals.given import Given
from centre.approvals.standing import ROLE_NAMES, Standing, in_words
from centre.approvals.writing import add
from centre.language.languages import LANGUAGES, ORIGINAL
from centre.reading.approval import Approval
from centre.reading.faults import Faults, file_name
from centre.reading.messages import suggestion
from centre.texts import content
from centre.texts.content import Content
from kacko import site
from site_plugins.run.reading import build_day


class NotApproved(click.ClickException):
    """A refusal in words; nothing was written."""

    def show(self, file: object = None) -> None:
        """Print the words as they are: faults begin with their file."""
        click.echo(self.message, err=True)


@click.command()
@click.argument("texts", nargs=-1, required=True, metavar="TEXT…")
@click.option(
    "--as", "role", type=click.Choice(list(ROLE_NAMES)), required=True, help="Jako kdo ho schválil."
)
@click.option("--by", required=True, help="Kdo ho schválil, třeba „MUDr. Jana Malá“.")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="Kdy; jinak dnes.")
@click.option(
    "--lang",
    type=click.Choice(list(LANGUAGES)),
    default=ORIGINAL,
    help="Jazyk textů, které nejsou psané celým jménem.",
)
def approve(
    texts: tuple[str, ...], role: Approval, by: str, day: datetime | None, lang: str
) -> None:
    """Zapíše, že někdo schválil texty tak, jak jsou teď.

    TEXT je jméno souboru (cs/pages/wound.md), nebo jen jméno textu (wound, intake/crisis).
    """
    root = site.content()
    today = build_day("")
    on = day.date() if day else today
    if on > today:
        raise NotApproved(f"{on:%-d. %-m. %Y} teprve bude; napište den, kdy text schválil.")
    if not by.strip():
        raise NotApproved("Napište za --by, kdo text schválil.")
    try:
        found = content.read_leniently(root, today)
        chosen = [_one(found, text, lang) for text in texts]
        given = [_given(each, role, by.strip(), on) for each in dict.fromkeys(chosen)]
        fresh = [each for each in given if not _is_known(found, each)]
        if fresh:
            add(root, fresh)
    except Faults as error:
        raise NotApproved(str(error)) from error
    except OSError as error:
        message = f"Schválení nejde uložit: {error.strerror} ({error.filename})."
        raise NotApproved(message) from error
    for each in given:
        told = "Zapsáno" if each in fresh else "Už je zapsáno"
        click.echo(f"{told}: {each.text}: {in_words(each)}")


def _one(found: Content, text: str, lang: str) -> Standing:
    """The one text that is meant. Raises NotApproved for none and for several."""
    standings = {each.name: each for each in found.standings}
    names = list(_names(found, text, lang))
    if len(names) > 1:
        raise NotApproved(f"Jméno „{text}“ má víc textů: {', '.join(names)}. Napište, který.")
    if not names:
        near = suggestion(text, [*standings, *(Path(name).stem for name in standings)])
        raise NotApproved(f"Text „{text}“ na webu není, nebo je v něm chyba{near}")
    return standings[names[0]]


def _names(found: Content, text: str, lang: str) -> Iterator[str]:
    """The names of all texts that may be meant."""
    file = file_name(Path(text))
    for each in (*found.pages, *found.passages, *found.replies):
        name = each.standing.name
        is_meant = text == name or file == each.text.file
        if is_meant or (each.lang == lang and f"/{name}".endswith(f"/{text}.md")):
            yield name


def _given(standing: Standing, role: Approval, by: str, on: date) -> Given:
    if role not in standing.needs:
        needs = ", ".join(ROLE_NAMES[each] for each in standing.needs) or "nikoho"
        raise NotApproved(
            f"{standing.name}: {ROLE_NAMES[role]} tu schvalovat nemusí; text potřebuje: {needs}."
        )
    return Given(
        text=standing.name, print=standing.print, role=role, approved_by=by, approved_on=on
    )


def _is_known(found: Content, given: Given) -> bool:
    """Whether the same person has already approved the same words."""
    return any(_said(each) == _said(given) for each in found.approvals.of(given.text))


def _said(given: Given) -> Sequence[str]:
    return (given.print, given.role, given.approved_by)
