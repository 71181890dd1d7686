"""Remarks before an answer goes: what could harm first, at most three, in the sender's language."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from centre.facts.loading import load_facts
from centre.hours.timetable import Timetable
from centre.texts.replies.gaps import without_gaps
from centre.texts.replies.suggestions import CRISIS
from intake_service import clock
from intake_service.work.replies import (
    fact_remarks,
    live_templates,
    plain_remarks,
    remarks,
    word_remarks,
)
from intake_service.work.replies.remark import Answer, Remark
from intake_service.work.service import Service
from tests.paths import ROOT

DATA = ROOT / "content" / "data"
FACTS = load_facts(DATA)
TIMETABLE = Timetable(FACTS)
WEDNESDAY = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_a_day() -> Iterator[None]:
    with time_machine.travel(WEDNESDAY):
        yield


def told(text: str, lang: str = "cs", *, urgent: bool = False) -> list[Remark]:
    """Everything that there is to say on an answer."""
    answer = Answer(text, lang, urgent)
    return [
        *fact_remarks.no_ambulance_first(answer),
        *fact_remarks.doses(answer),
        *word_remarks.in_order(answer),
        *fact_remarks.other_hours(answer, TIMETABLE),
        *fact_remarks.unknown_phones(answer, FACTS),
        *fact_remarks.links_elsewhere(answer, FACTS),
        *plain_remarks.in_order(answer, DATA),
    ]


@pytest.mark.parametrize(
    ("lang", "text", "quote", "better"),
    [
        ("cs", "Musíte přestat.", "Musíte", "Co by vám teď pomohlo"),
        ("cs", "Proč jste to udělala?", "Proč jste", "Co tomu předcházelo"),
        ("cs", "To je psychóza.", "To je psychóza", "Posoudí to lékař"),
        ("cs", "Máte závislost.", "Máte závislost", "Posoudí to lékař"),
        ("cs", "Všechno bude dobré.", "Všechno bude dobré", "co dodržíme"),
        ("cs", "Nikdo se to nedozví.", "Nikdo se to nedozví", "co dodržíme"),
        ("cs", "Vyhoďte ho.", "Vyhoďte ho", "víc cest"),
        ("cs", "Stačí chtít.", "Stačí chtít", "víc cest"),
        ("cs", "Vezměte si 50 mg.", "50 mg", "Dávky nepíšeme"),
        ("cs", "Stačí 0,5ml a půl gramu.", "0,5ml", "Dávky nepíšeme"),
        ("cs", "Jak se jmenujete?", "Jak se jmenujete", "se neptáme"),
        ("cs", "Napište nám svou adresu.", "Napište nám svou adresu", "se neptáme"),
        ("cs", "Kde bydlíte?", "Kde bydlíte", "se neptáme"),
        ("cs", "Od koho kupujete?", "Od koho kupujete", "se neptáme"),
        ("cs", "Váš syn byl u nás v pondělí.", "byl u nás", "nikomu neříkáme"),
        ("cs", "Chodí k nám pravidelně.", "Chodí k nám", "nikomu neříkáme"),
        ("cs", "Otevřeno je v pondělí 3.15–4.20.", "3.15–4.20", "jiné hodiny"),
        ("cs", "Volejte 777 123 456.", "777 123 456", "číslici po číslici"),
        ("cs", "Zavolejte na 116 112.", "116 112", "číslici po číslici"),
        ("cs", "Jděte na KHS.", "KHS", "Vypište ji celou"),
        ("cs", "Zavolej nám a přijď.", "Zavolej", "Vykáme"),
        (
            "cs",
            "Víc je na https://www.facebook.com/neco.",
            "https://www.facebook.com/neco",
            "mimo náš",
        ),
        ("en", "You must stop.", "You must", "Co by vám teď pomohlo"),
        ("en", "Why did you do it?", "Why did you", "Co tomu předcházelo"),
        ("en", "You have depression.", "You have depression", "Posoudí to lékař"),
        ("en", "Everything will be fine.", "Everything will be fine", "co dodržíme"),
        ("en", "He was here on Monday.", "He was here", "nikomu neříkáme"),
        ("en", "What is your name?", "What is your name", "se neptáme"),
        ("uk", "Ви мусите кинути.", "Ви мусите", "Co by vám teď pomohlo"),
        ("uk", "Чому ви це зробили?", "Чому ви", "Co tomu předcházelo"),
        ("uk", "Це психоз.", "Це психоз", "Posoudí to lékař"),
        ("uk", "Усе буде добре.", "Усе буде добре", "co dodržíme"),
        ("uk", "Він був у нас.", "був у нас", "nikomu neříkáme"),
        ("uk", "Як вас звати?", "Як вас звати", "se neptáme"),
        ("uk", "Прийміть 5 мг.", "5 мг", "Dávky nepíšeme"),
        ("uk", "Подзвони нам.", "Подзвони", "Vykáme"),
    ],
)
def test_a_hint_quotes_the_words_and_offers_better_ones(
    lang: str, text: str, quote: str, better: str
) -> None:
    [remark] = told(text, lang)
    assert remark.quote == quote
    assert better in remark.advice


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("cs", "Nemusíte přestat. Přijít nemusíte hned."),
        ("cs", "Jestli byl u nás, nikomu neříkáme."),
        ("cs", "Jméno ani adresu psát nemusíte."),
        ("cs", "Může to být psychóza, posoudí to lékař."),
        ("cs", "Volejte 155 nebo 116 123. Naše číslo je +420 000 000 001, i 000 000 002."),
        ("cs", "„Zavolej mi,“ můžete mu říct."),
        ("cs", "Přišlo 155 lidí za 20 dní a 3 litry vody."),
        ("cs", "Mámy i tátové, kteří mají HIV nebo chodí na SMS poradnu."),
        ("cs", "Víc je na https://kacko.example.org/rana."),
        ("en", "You need not stop. We tell nobody whether he comes to us."),
        ("uk", "Ви не мусите кидати. Чи ходить він до нас, ми не кажемо."),
    ],
)
def test_what_is_right_gets_no_hint(lang: str, text: str) -> None:
    assert told(text, lang) == []


def test_hours_of_the_timetable_are_right_on_their_day_only() -> None:
    [interval, *_] = TIMETABLE.intervals(
        FACTS.premises[0].id, clock.today(), clock.today().replace(day=30)
    )
    hours = f"{interval.start:%-H.%M}–{interval.end:%-H.%M}"
    assert told(f"Otevřeno máme {hours}.") == []
    [remark] = told(f"V neděli máme otevřeno {hours}.")
    assert remark.quote == hours


@pytest.mark.parametrize("beginning", ["Volejte 155.", "Dobrý den,\n\nvolejte hned 155 nebo 112."])
def test_a_crisis_needs_155_in_its_first_line(beginning: str) -> None:
    assert told(f"{beginning}\n\nKdo je s vámi?", urgent=True) == []
    [remark] = told("Dobrý den,\n\nděkujeme.\n\nVolejte 155.", urgent=True)
    assert remark == Remark("", "Dotaz může být naléhavý: patří sem na začátek 155?")
    assert told("Dobrý den,\n\nděkujeme.", urgent=False) == []


def test_a_sentence_of_more_than_twenty_words_is_to_be_split() -> None:
    words = " ".join(["slovo"] * 21)
    [remark] = told(f"Krátká. Dlouhé {words}.")
    assert remark.quote == "Dlouhé slovo slovo slovo slovo …"
    assert "22" in remark.advice
    assert told(f"{' '.join(['slovo'] * 20)}.") == []


def test_no_more_than_three_are_told_and_what_could_harm_first(service: Service) -> None:
    text = "Zavolej na KHS, 777 123 456. Proč jste to vzala? Musíte přestat. Dejte si 5 mg."
    preview = remarks.look_at(service, text, "cs", urgent=True)
    assert preview.text == text
    assert [each.quote for each in preview.remarks] == ["", "5 mg", "Proč jste"]


def test_no_common_template_gets_a_hint(service: Service) -> None:
    found = {}
    for each in live_templates.templates(service):
        filled = live_templates.with_template(service, "", each.name, "message", each.lang)
        urgent = CRISIS in each.front.topics or each.front.for_children
        if remarks_on_it := told(without_gaps(filled, "…"), each.lang, urgent=urgent):
            found[each.standing.name] = remarks_on_it
    assert found == {}


@pytest.mark.parametrize("lang", ["cs", "en", "uk"])
def test_the_longest_answer_is_looked_through_at_once(lang: str) -> None:
    for text in ("jsi " * 5000, "9.00–" * 4000, "1" * 20_000, "www." * 5000, "a" * 20_000):
        told(text, lang, urgent=True)
