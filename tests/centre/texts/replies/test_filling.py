"""A template becomes an answer: facts of now, plain words, whole lines."""

from dataclasses import replace
from datetime import date

import pytest

from centre.facts.loading import load_facts
from centre.reading.front_matter import Text
from centre.texts.replies.filling import filled
from centre.texts.snippets import FactSnippets
from tests.paths import ROOT

FACTS = load_facts(ROOT / "content" / "data")
SNIPPETS = FactSnippets(FACTS, date(2026, 11, 29))
VALUES = {"answer_day": "ve středu", "next_opening": "v pondělí 9.00–16.00", "next_outreach": None}


def answer(source: str, lang: str = "cs") -> str:
    return filled(Text("sablona.md", 1, source, lang), SNIPPETS, VALUES)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("Volejte [[helpline:155]].", "Volejte 155."),
        ("Volejte [[ tel:centre ]].", "Volejte +420 000 000 001 (ukázka)."),
        ("Otevřeno: [[value:next_opening]].", "Otevřeno: v pondělí 9.00–16.00."),
        ("Patříme pod [[fact:provider]].", "Patříme pod Ukázkový poskytovatel, z.ú."),
        ("Od [[fact:minimum_age]] let.", "Od 15 let."),
        (
            "Pište na [[helpline:rodicovska-linka]].",
            "Pište na Rodičovská linka (https://www.rodicovskalinka.cz/).",
        ),
        ("„[[tel:neznamy]]“", "„[[tel:neznamy]]“"),
        ("Dlouhá věta\nna dvou řádcích.\n\nDruhá.", "Dlouhá věta na dvou řádcích.\n\nDruhá."),
        ("Třeba:\n\n- jedna\n  a půl\n- dvě\n1. tři", "Třeba:\n\n- jedna a půl\n- dvě\n1. tři"),
    ],
)
def test_marks_become_the_facts_of_now_in_plain_words(source: str, words: str) -> None:
    assert answer(source) == words


def test_what_the_centre_does_not_have_takes_its_line_along() -> None:
    out = "Terén: [[value:next_outreach]]."
    assert answer(f"Přijďte.\n\n- V centru.\n- {out}\n\n{out}") == "Přijďte.\n\n- V centru."


@pytest.mark.parametrize(("lang", "words"), [("en", "(sample)"), ("uk", "(зразок)")])
def test_facts_speak_the_language_of_the_template(lang: str, words: str) -> None:
    assert words in answer("[[tel:centre]]", lang)


@pytest.mark.parametrize(
    ("naloxone", "words"),
    [("yes", "Naloxon v centru máme."), ("ask", "Zeptejte se nás"), ("no", "")],
)
def test_naloxone_is_promised_only_where_there_is_some(naloxone: str, words: str) -> None:
    centre = FACTS.centre.model_copy(update={"naloxone": naloxone})
    snippets = FactSnippets(replace(FACTS, centre=centre), date(2026, 11, 29))
    found = filled(Text("sablona.md", 1, "[[fact:naloxone]]", "cs"), snippets, VALUES)
    assert words in found
    assert bool(words) == bool(found)
