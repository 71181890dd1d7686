"""No published table lets a hidden cell be computed, whoever adds and subtracts."""

from collections import Counter
from collections.abc import Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre.language.i18n import number_words
from centre.listings.results import FEWEST_PUBLISHED
from intake_service.work.figures import counts, published, report
from intake_service.work.figures.counts import Month
from intake_service.work.figures.published import Published

NAMES = ["a", "b", "c", "d", "e"]
PARTS = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 12), max_size=5)
FEW_PARTS = st.dictionaries(st.sampled_from(NAMES[:4]), st.integers(0, 8), max_size=4)
SYRINGE = "found_syringe"

Shown = Mapping[str, int | None]

ENQUIRIES = st.lists(
    st.tuples(
        st.sampled_from(["2026-01", "2026-02", "2026-03"]),
        st.sampled_from(["counselling", "counselling", "relatives", "message", SYRINGE]),
        st.sampled_from(["cs", "cs", "en", "uk"]),
        st.sampled_from(["", "health", "law"]),
    ),
    max_size=40,
)


def tried(shown: Shown, total: int) -> list[dict[str, int]]:
    """Every table that would look like this one and has this sum."""
    hidden = [name for name, count in shown.items() if count is None]
    told = {name: count for name, count in shown.items() if count is not None}
    rest = total - sum(told.values())
    last_one_follows = product(range(1, rest + 1), repeat=max(len(hidden) - 1, 0))
    found = []
    for guess in last_one_follows:
        last = rest - sum(guess)
        if hidden and last >= 1:
            found.append(told | dict(zip(hidden, (*guess, last), strict=True)))
    return found


def possible(shown: Shown, total: int) -> dict[str, set[int]]:
    """Every value that each hidden part may have, by trying them all."""
    hidden = [name for name, count in shown.items() if count is None]
    tables = tried(shown, total)
    return {name: {table[name] for table in tables} for name in hidden}


def nobody_can_compute(shown: Shown, parts: Mapping[str, int]) -> None:
    """Each hidden part may still be any of several numbers, whoever knows the sum."""
    for name, values in possible(shown, sum(parts.values())).items():
        assert parts[name] in values
        assert len(values) >= FEWEST_PUBLISHED


@given(parts=PARTS)
def test_no_hidden_part_follows_from_the_sum(parts: dict[str, int]) -> None:
    told = published.group(parts)
    if told is None:
        return
    assert all(count is None or count >= FEWEST_PUBLISHED for count in told.shown.values())
    nobody_can_compute(told.shown, parts)


@given(parts=FEW_PARTS)
def test_no_hidden_part_follows_from_the_rule_by_which_it_was_hidden(
    parts: dict[str, int],
) -> None:
    told = published.group(parts)
    if told is None or not told.hides:
        return
    alike = [
        table
        for table in tried(told.shown, sum(parts.values()))
        if (other := published.group(table)) and other.shown == told.shown
    ]
    for name, count in told.shown.items():
        assert count is not None or len({table[name] for table in alike}) > published.ROOM


@given(parts=PARTS, finds=st.integers(0, 12))
def test_nothing_hides_behind_what_the_town_is_given(parts: dict[str, int], finds: int) -> None:
    told = published.group({**parts, SYRINGE: finds}, known=frozenset({SYRINGE}))
    if told is None:
        return
    assert told.shown.get(SYRINGE, 0) == finds
    nobody_can_compute({name: told.shown[name] for name in told.shown if name != SYRINGE}, parts)


@given(parts=PARTS)
def test_nothing_is_hidden_where_nothing_is_small(parts: dict[str, int]) -> None:
    large = {name: count + FEWEST_PUBLISHED for name, count in parts.items()}
    told = published.group(large)
    assert told is not None
    assert told.shown == large


def months_of(enquiries: list[tuple[str, str, str, str]]) -> dict[str, Month]:
    """The figures of these enquiries, counted by hand."""
    months: dict[str, Month] = {}
    for name, kind, language, topic in enquiries:
        month = months.setdefault(name, Month())
        month.by_kind[kind] += 1
        month.by_language[language] += 1
        if kind == "counselling":
            month.by_topic[topic] += 1
    return months


@given(enquiries=ENQUIRIES)
def test_no_cell_of_a_year_follows_from_any_table_of_it(
    enquiries: list[tuple[str, str, str, str]],
) -> None:
    """Before anything is rounded; that tells readers less still."""
    months = months_of(enquiries)
    told = published.before_rounding(months)
    if told.received is None:
        assert told == Published(pieces=0)
        return
    year = counts.total(months.values())
    without_finds = {
        name: month.received - month.by_kind[SYRINGE] for name, month in months.items()
    }
    apart = {kind: count for kind, count in year.by_kind.items() if kind != SYRINGE}
    tables = [
        (told.by_kind, apart),
        (told.by_language, year.by_language),
        (told.by_month, without_finds),
        (told.by_topic, year.by_topic),
    ]
    for table, parts in tables:
        shown = table.shown if table else {}
        nobody_can_compute({name: shown[name] for name in shown if name != SYRINGE}, parts)
    if told.by_topic and year.by_topic:
        assert told.by_kind
        assert told.by_kind.shown["counselling"] == sum(year.by_topic.values())


def counts_of(told: Published) -> dict[str, int]:
    """Every count that readers get, but syringes, by what it counts."""
    groups = {
        "kind": told.by_kind,
        "language": told.by_language,
        "month": told.by_month,
        "topic": told.by_topic,
        "relation": told.by_relation,
    }
    parts = {
        f"{title}.{name}": count
        for title, group in groups.items()
        if group
        for name, count in group.shown.items()
        if name != SYRINGE
    }
    wholes = {
        name: getattr(told, name)
        for name in ("received", "answered", "in_time", "minutes", "raters")
    }
    return {name: count for name, count in (parts | wholes).items() if count is not None}


@st.composite
def two_days_of_a_year(draw: st.DrawFn) -> tuple[dict[str, Month], dict[str, Month]]:
    """The months of a year, and the same months when more has come, been answered and rated."""
    sooner = draw(ENQUIRIES)
    found = []
    answered = 0
    for enquiries in (sooner, [*sooner, *draw(ENQUIRIES)]):
        months = months_of(enquiries)
        for month in months.values():
            answered = draw(st.integers(0, month.received))
            month.answered_by_kind["counselling"] = answered
            month.in_time = draw(st.integers(0, answered))
            month.answer_days[draw(st.integers(0, 9))] = answered
            month.minutes_by_kind["counselling"] = draw(st.integers(0, 60))
            month.ratings[draw(st.integers(1, 5))] = draw(st.integers(0, answered))
        found.append(months)
    return found[0], found[1]


@given(days=two_days_of_a_year())
def test_no_difference_of_two_published_tables_is_a_small_number(
    days: tuple[dict[str, Month], dict[str, Month]],
) -> None:
    sooner, later = (counts_of(published.of_year(months)) for months in days)
    small = set(range(1, FEWEST_PUBLISHED))
    differences = {name: abs(later[name] - sooner[name]) for name in later if name in sooner}
    assert not small & set(differences.values())
    within = {abs(one - other) for one, other in product(later.values(), repeat=2)}
    assert not small & within


@given(count=st.integers(FEWEST_PUBLISHED, 10_000))
def test_a_rounded_number_is_never_far_from_the_true_one_and_never_small(count: int) -> None:
    (told,) = counts_of(Published(pieces=0, received=count).rounded()).values()
    assert abs(told - count) < FEWEST_PUBLISHED / 2
    assert told >= FEWEST_PUBLISHED


@given(enquiries=ENQUIRIES)
def test_the_text_and_the_table_tell_the_same(enquiries: list[tuple[str, str, str, str]]) -> None:
    told = published.of_year(months_of(enquiries))
    words = report.text("2026", told, is_over=True)
    for _part, label, number in report.table(told):
        if label in ("všechny dotazy", "odpovězeno") and not isinstance(number, str):
            assert number_words(number) in words
        elif _part.startswith("Dotazy podle"):
            shown = number if isinstance(number, str) else number_words(number)
            assert f"{label} {shown}" in words


@given(kinds=PARTS, languages=PARTS)
def test_where_one_way_of_parting_hides_the_sum_none_tells_it(
    kinds: dict[str, int], languages: dict[str, int]
) -> None:
    rest = sum(kinds.values()) - sum(languages.values())
    if rest < 0:
        return
    by_language = Counter({**languages, "rest": rest})
    month = Month(by_kind=Counter(kinds), by_language=by_language)
    told = published.of_year({"2026-01": month})
    if published.group(kinds) is None or published.group(by_language) is None:
        assert told == Published(pieces=0)


def test_a_year_with_too_little_says_so_and_nothing_else() -> None:
    few = Month(by_kind=Counter(counselling=3), by_language=Counter(cs=3))
    told = published.of_year({"2026-01": few})
    words = report.text("2026", told, is_over=True)
    assert "málo" in words
    assert "3" not in words
    assert not any(number == 3 for _part, _label, number in report.table(told))


@pytest.mark.parametrize(("is_over", "says"), [(True, False), (False, True)])
def test_the_text_of_a_year_that_is_not_over_says_so(is_over: bool, says: bool) -> None:
    words = report.text("2026", Published(pieces=0), is_over=is_over)
    assert ("rok ještě neskončil" in words) is says
