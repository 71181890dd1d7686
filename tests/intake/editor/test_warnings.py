"""A warning in Czech, or in all languages, until a day; and its end before that day."""

from pathlib import Path

import pytest

from centre.editing import rewriting
from tests.intake.browser import DeskVisitor

WARNING = {
    "title_cs": "Falešné tablety",
    "area_cs": "Žďár nad Sázavou",
    "what_cs": "V oběhu jsou tablety, které vypadají jako lék na uklidnění.",
    "advice_cs": "Začněte malým kouskem a nebuďte sami. Volejte [[helpline:155]].",
    "source_cs": "Naše terénní práce.",
    "until": "20. 12. 2026",
}


def alerts(content: Path) -> str:
    return (content / "data" / "alerts.yaml").read_text("utf-8")


def test_czech_is_enough(eva: DeskVisitor, content: Path) -> None:
    before = alerts(content)
    eva.open("/web/varovani")
    shown = eva.send("/varovani", **WARNING)
    assert "Varování do 20. prosince 2026: Falešné tablety." in shown.words
    assert f"Co se děje: {WARNING['what_cs']}" in shown.words
    assert alerts(content) == before
    saved = eva.send("/varovani")
    assert saved.title == "Uloženo", saved.alerts
    new = rewriting.read(alerts(content))["alerts"][-1]
    assert new["id"] == "falesne-tablety"
    assert (new["valid_from"], new["valid_to"]) == ("2026-12-01", "2026-12-20")
    assert new["title"] == {"cs": "Falešné tablety"}
    assert new["certainty"] == "unverified"
    assert rewriting.read(alerts(content))["checked_on"] == "2026-12-01"
    assert eva.send("/vzit-zpet").title == "Vzato zpět"
    assert alerts(content) == before


def test_other_languages_stand_beside_it(eva: DeskVisitor, content: Path) -> None:
    eva.open("/web/varovani")
    eva.send("/varovani", **WARNING, title_en="Fake tablets", certainty="likely")
    assert eva.send("/varovani").title == "Uloženo"
    new = rewriting.read(alerts(content))["alerts"][-1]
    assert new["title"] == {"cs": "Falešné tablety", "en": "Fake tablets"}
    assert new["certainty"] == "likely"


def test_a_warning_ends_before_its_day(eva: DeskVisitor, content: Path) -> None:
    page = eva.open("/web/varovani")
    link = next(each.get("href") for each in page.all("a") if "/konec" in (each.get("href") or ""))
    eva.open(link)
    saved = eva.send("/konec")
    assert saved.title == "Uloženo", saved.alerts
    assert "už neplatí" in saved.words
    assert rewriting.read(alerts(content))["alerts"][0]["valid_to"] == "2026-11-30"
    assert eva.open(link).status == 404


def test_one_that_began_today_goes_whole(eva: DeskVisitor, content: Path) -> None:
    eva.open("/web/varovani")
    eva.send("/varovani", **WARNING)
    eva.send("/varovani")
    eva.open("/web/varovani/falesne-tablety/konec")
    assert eva.send("/konec").title == "Uloženo"
    assert "falesne-tablety" not in alerts(content)


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"title_cs": ""}, "title_cs", "několika slovy, před čím varujete"),
        ({"area_cs": ""}, "area_cs", "kde se to děje"),
        ({"what_cs": ""}, "what_cs", "co se děje"),
        ({"advice_cs": ""}, "advice_cs", "co s tím lidé můžou udělat"),
        ({"source_cs": ""}, "source_cs", "odkud to víme, bez jmen"),
        ({"until": ""}, "until", "do kdy varovat"),
        ({"until": "2026-11-30"}, "until", "Tenhle den už byl."),
        ({"until": "2028-12-31"}, "", "nejdéle 365 dní"),
        ({"what_cs": "Feťáci berou tablety."}, "what_cs", "člověka sráží"),
    ],
)
def test_a_mistake_stands_at_its_field_and_changes_nothing(
    eva: DeskVisitor, content: Path, typed: dict[str, str], field: str, said: str
) -> None:
    before = alerts(content)
    eva.open("/web/varovani")
    page = eva.send("/varovani", **{**WARNING, **typed})
    if page.status == 200:
        page = eva.send("/varovani")
    assert page.status == 422
    assert said in page.alerts
    wrong = [each.get("href") for each in page.all("a") if said in "".join(each.itertext())]
    assert wrong == ([f"#{field}"] if field else [])
    sent = page.fields("/varovani")
    assert {name: sent[name] for name in typed} == typed
    assert alerts(content) == before


def test_a_centre_without_warnings_begins_the_file(eva: DeskVisitor, content: Path) -> None:
    (content / "data" / "alerts.yaml").unlink()
    eva.open("/web/varovani")
    eva.send("/varovani", **WARNING)
    assert eva.send("/varovani").title == "Uloženo"
    assert "Falešné tablety" in alerts(content)
