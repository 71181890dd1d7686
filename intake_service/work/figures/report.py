"""A year for the yearly report, in words and as a table: only what may be published, and in both
the same."""

from collections.abc import Iterator
from dataclasses import dataclass

from centre.language.i18n import gettext, language_words, month_words, number_words
from centre.listings.results import FEWEST_PUBLISHED
from intake_service.work.figures import names
from intake_service.work.figures.published import Published


@dataclass(frozen=True)
class Told:
    """One number, and the sentence that holds it; empty where another one does."""

    label: str
    number: float
    sentence: str


@dataclass(frozen=True)
class ToldGroup:
    """Parts of a sum by their names; None is hidden."""

    title: str
    parts: list[tuple[str, int | None]]

    @property
    def sentence(self) -> str:
        """All parts in a line."""
        hidden = gettext("hidden")
        words = [
            f"{name} {hidden if count is None else number_words(count)}"
            for name, count in self.parts
        ]
        return f"{self.title}: {'; '.join(words)}."


def text(year: str, told: Published, *, is_over: bool) -> str:
    """The paragraphs to copy; every one says what is counted."""
    heading = gettext("Anonymous enquiries on the web in %(year)s") % {"year": year}
    if not is_over:
        heading = f"{heading} {gettext('(the year is not over)')}"
    lines = " ".join(each.sentence for each in _numbers(told) if each.sentence)
    groups = [each.sentence for each in _groups(told)]
    return "\n\n".join([heading, lines or _too_few(), *groups, _rest()])


def table(told: Published) -> Iterator[tuple[str, str, float | str]]:
    """The same for a spreadsheet: what is parted, the part, the number or that it is hidden."""
    whole = gettext("The whole year")
    numbers = list(_numbers(told))
    for each in numbers:
        yield whole, each.label, each.number
    if not numbers:
        yield whole, _too_few(), ""
    for group in _groups(told):
        for name, count in group.parts:
            yield group.title, name, gettext("hidden") if count is None else count
    yield gettext("What is counted"), _rest(), ""


def _numbers(told: Published) -> Iterator[Told]:
    if told.received is None:
        return
    whole = [
        (gettext("all enquiries"), told.received, gettext("We received %(count)s enquiries.")),
        (gettext("answered"), told.answered, gettext("We answered %(count)s of them.")),
        (gettext("of these in time"), told.in_time, gettext("%(count)s answers came in time.")),
        (
            gettext("median of days until the answer"),
            told.median_days,
            gettext("The median of days until the answer was %(count)s."),
        ),
        (
            gettext("minutes of work"),
            told.minutes,
            gettext("Minutes of work that we wrote down: %(count)s."),
        ),
    ]
    for label, number, sentence in whole:
        if number is not None:
            yield Told(label, number, sentence % {"count": number_words(number)})
    yield from _helped(told)
    if told.pieces:
        pieces = {"count": number_words(told.pieces)}
        sentence = gettext("Found syringes that we collected: %(count)s.") % pieces
        yield Told(gettext("pieces that we collected"), told.pieces, sentence)


def _helped(told: Published) -> Iterator[Told]:
    if told.helped is None or told.raters is None:
        return
    numbers = {"mean": number_words(told.helped), "count": number_words(told.raters)}
    sentence = gettext(
        "How the answer helped: %(mean)s of 5 on average, by %(count)s senders who told us."
    )
    yield Told(gettext("how the answer helped, 1 to 5"), told.helped, sentence % numbers)
    yield Told(gettext("how many gave a number"), told.raters, "")


def _groups(told: Published) -> Iterator[ToldGroup]:
    groups = [
        (gettext("Enquiries by kind"), told.by_kind, names.kind),
        (gettext("Enquiries by language"), told.by_language, language_words),
        (gettext("Enquiries by month, without found syringes"), told.by_month, month_words),
        (gettext("What people asked about themselves"), told.by_topic, names.topic),
        (gettext("Whom those close to somebody wrote about"), told.by_relation, names.relation),
    ]
    for title, group, name in groups:
        if group and group.tells:
            yield ToldGroup(title, [(name(part), count) for part, count in group.shown.items()])


def _too_few() -> str:
    return gettext("There were too few enquiries to tell how many.")


def _rest() -> str:
    fewest = {"fewest": FEWEST_PUBLISHED}
    return (
        gettext(
            "These are enquiries, not persons. Numbers under %(fewest)s are not told, nor others "
            "from which they could be worked out. The others are rounded to fives, so parts need "
            "not make up their sum; only found syringes are told as they are."
        )
        % fewest
    )
