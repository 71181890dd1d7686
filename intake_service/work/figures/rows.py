"""The figures of a stretch of time as rows: what is counted, how many, and what that means."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from centre.intake.counted_figures import NOT_TOLD
from centre.language.i18n import gettext, language_words, number_words
from intake_service.work.figures import names
from intake_service.work.figures.counts import Month
from intake_service.work.syringes.counting import OUTCOMES


@dataclass(frozen=True)
class Row:
    """One line of the figures."""

    id: str
    """What it is called for other programs, as in `data/funder_tables.yaml`."""
    label: str
    value: str
    """The number, in the language spoken."""
    number: float
    means: str = ""
    """What is counted; nothing where the section says it for all of its rows."""


@dataclass(frozen=True)
class Section:
    """Rows that belong together."""

    id: str
    title: str
    rows: list[Row]
    means: str = ""
    """What rows count that do not say it themselves."""

    def meaning(self, row: Row) -> str:
        """What a row counts."""
        return row.means or self.means


def sections(month: Month, *, with_sealed: bool) -> list[Section]:
    """All figures, each with what is counted; of what is sealed only where it was opened."""
    found = [
        _received(month),
        _languages(month),
        *([_topics(month), _relations(month)] if with_sealed else []),
        _answers(month, with_sealed=with_sealed),
        _syringes(month),
    ]
    return [section for section in found if section.rows]


def _received(month: Month) -> Section:
    sent = gettext("Sent by the forms in that month, without junk. One person may send several.")
    flood = gettext(
        "Presses of the button that were asked to wait; the same text may be sent later."
    )
    rows = [
        _count("received", month.received, sent),
        *_parts("received", month.by_kind, names.kind),
        _count("turned-away", month.turned_away, flood),
    ]
    by_kind = gettext("Each enquiry is of one kind.")
    return Section("received", gettext("Enquiries received"), rows, by_kind)


def _languages(month: Month) -> Section:
    means = gettext("The language of the form in which an enquiry came.")
    rows = list(_parts("language", month.by_language, language_words))
    return Section("language", names.of_figure("language"), rows, means)


def _topics(month: Month) -> Section:
    means = gettext("What was chosen in the form about oneself. The choice is voluntary.")
    rows = _by_size("topic", month.by_topic, names.topic)
    return Section("topic", names.of_figure("topic"), rows, means)


def _relations(month: Month) -> Section:
    means = gettext("What was chosen in the form about someone close. The choice is voluntary.")
    rows = _by_size("relation", month.by_relation, names.relation)
    return Section("relation", names.of_figure("relation"), rows, means)


def _answers(month: Month, *, with_sealed: bool) -> Section:
    first = gettext("Enquiries of that month that have a first answer, whenever it came.")
    in_time = gettext("The first answer came until the end of the promised day.")
    read = gettext("Answers that somebody else of the team read before they went.")
    rows = [
        _count("answered", month.answered, first),
        _count("in-time", month.in_time, in_time),
        *_median(month),
        *_parts("answered", month.answered_by_kind, _answered_kind),
        _count("read-by-colleague", month.read_by_colleague, read),
        *_minutes(month),
        *_at_counter(month),
        *(_ratings(month) if with_sealed else ()),
        *_erased(month),
    ]
    by_kind = gettext("Each answered enquiry is of one kind.")
    return Section("answered", gettext("Answers"), rows, by_kind)


def _answered_kind(kind: str) -> str:
    return names.of_figure(f"answered.{kind}")


def _median(month: Month) -> Iterator[Row]:
    if (median := month.median_days) is not None:
        yield Row(
            "median-days",
            gettext("median of days until the answer"),
            number_words(median),
            median,
            gettext("Half of the first answers came within so many calendar days."),
        )


def _minutes(month: Month) -> Iterator[Row]:
    if month.minutes:
        means = gettext("As the team wrote them down after sending; not all answers have them.")
        yield _count("minutes", month.minutes, means)


def _at_counter(month: Month) -> Iterator[Row]:
    if month.at_counter:
        means = gettext("How often the number of an enquiry was said to somebody with its code.")
        yield _count("at-counter", month.at_counter, means)


def _ratings(month: Month) -> Iterator[Row]:
    if (helped := month.helped) is not None:
        means = gettext("The mean of what %(count)s senders gave in the mailbox.")
        label = gettext("how the answer helped, 1 to 5")
        raters = means % {"count": month.raters}
        yield Row("helped", label, number_words(helped), helped, raters)
        yield _count("raters", month.raters, gettext("Senders who gave a number in the mailbox."))


def _erased(month: Month) -> Iterator[Row]:
    if month.erased:
        yield _count("erased", month.erased, gettext("Nobody had settled them for a year."))


def _syringes(month: Month) -> Section:
    order = {outcome.value: month.finds[outcome] for outcome in OUTCOMES}
    rows = list(_parts("finds", Counter(order), names.outcome))
    if rows:
        pieces = gettext("Of reports and own finds that were dealt with in that month.")
        rows.append(_count("pieces", month.pieces, pieces))
    means = gettext("Finds that ended so in that month; a report and an own find count once each.")
    return Section("syringes", names.of_figure("finds"), rows, means)


def _count(figure: str, count: int, means: str) -> Row:
    return Row(figure, names.of_figure(figure), number_words(count), count, means)


def _parts(whole: str, counts: Counter[str], name: Callable[[str], str]) -> Iterator[Row]:
    for part, count in counts.items():
        if count:
            yield Row(f"{whole}.{part or NOT_TOLD}", name(part), number_words(count), count)


def _by_size(whole: str, counts: Counter[str], name: Callable[[str], str]) -> list[Row]:
    """The largest first, and at the end those who told nothing."""
    ordered = sorted(counts.items(), key=lambda part: (part[0] == "", -part[1], part[0]))
    return list(_parts(whole, Counter(dict(ordered)), name))
