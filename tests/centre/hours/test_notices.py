"""What a closure means to a reader."""

from dataclasses import replace
from datetime import date, time

import pytest

from centre.facts.loading import Facts, load_facts
from centre.facts.opening_hours import Closure
from centre.hours.notices import notice
from centre.hours.timetable import Timetable
from centre.language.i18n import speaking
from tests.paths import ROOT

BROD = "havlickuv-brod"  # Tuesdays and Thursdays 14–18
HOUSE = "centrum-zdar"  # Mondays 9–12 and 13–17
TUESDAY = date(2026, 12, 1)
MONDAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts(ROOT / "content" / "data", today=TUESDAY)


def said(facts: Facts, lang: str = "cs", **closure: object) -> str:
    closed = Closure.model_validate({"places": BROD, "date": TUESDAY, **closure})
    with speaking(lang):
        return str(notice(Timetable(replace(facts, closures=(closed,), specials=())), closed))


@pytest.mark.parametrize(
    ("closure", "sentence"),
    [
        (
            {},
            "Terén Havlíčkův Brod: v úterý 1. prosince nejedeme. "
            "Příště ve čtvrtek 3. prosince ve 14.00.",
        ),
        (
            {"reason": "Jsme nemocní"},
            "Terén Havlíčkův Brod: v úterý 1. prosince nejedeme. Jsme nemocní. "
            "Příště ve čtvrtek 3. prosince ve 14.00.",
        ),
        (
            {"until": date(2026, 12, 8)},
            "Terén Havlíčkův Brod: od 1. prosince do 8. prosince nejedeme. "
            "Příště ve čtvrtek 10. prosince ve 14.00.",
        ),
        (
            {"from": time(14), "to": time(16)},
            "Terén Havlíčkův Brod: v úterý 1. prosince přijedeme až v 16.00.",
        ),
        (
            {"from": time(16, 30), "to": time(18)},
            "Terén Havlíčkův Brod: v úterý 1. prosince skončíme už v 16.30.",
        ),
        (
            {"from": time(15), "to": time(16)},
            "Terén Havlíčkův Brod: v úterý 1. prosince tam v čase 15.00–16.00 nebudeme.",
        ),
        (
            {"from": time(13), "to": time(19)},
            "Terén Havlíčkův Brod: v úterý 1. prosince nejedeme. "
            "Příště ve čtvrtek 3. prosince ve 14.00.",
        ),
        (
            {"date": MONDAY, "places": HOUSE, "from": time(9), "to": time(12, 30)},
            "Kontaktní centrum Žďár nad Sázavou: v pondělí 30. listopadu otevřeme až ve 13.00.",
        ),
        (
            {"date": MONDAY, "places": HOUSE, "from": time(12), "to": time(24 - 7)},
            "Kontaktní centrum Žďár nad Sázavou: v pondělí 30. listopadu zavřeme už ve 12.00.",
        ),
        (
            {"places": ["centrum-zdar", "centrum-brod"]},
            "Kontaktní centrum Žďár nad Sázavou, Kontaktní centrum Havlíčkův Brod: "
            "v úterý 1. prosince máme zavřeno.",
        ),
        ({"places": "all"}, "V úterý 1. prosince máme zavřeno a nejedeme ani do terénu."),
    ],
)
def test_a_closure_says_what_changes_for_a_reader(
    facts: Facts, closure: dict[str, object], sentence: str
) -> None:
    assert said(facts, **closure) == sentence


def test_it_is_said_in_every_language(facts: Facts) -> None:
    assert said(facts, "en") == (
        "Outreach Havlíčkův Brod: on Tuesday 1 December we do not come. "
        "Next time on Thursday 3 December at 14:00."
    )
    assert said(facts, "uk").startswith(
        "На вулиці Havlíčkův Brod: у вівторок 1 грудня не приїдемо."
    )
