"""The page of each town with outreach: when the team comes, how to meet them, what they bring."""

import json
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from centre.facts.loading import Facts, load_facts
from centre.facts.places import Town
from centre.hours.timetable import Timetable
from centre.intake import addresses
from centre.language.i18n import short_day, speaking
from centre.language.languages import LANGUAGES, ORIGINAL
from tests.built import DAY, BuiltSite, Pelican, Written
from tests.paths import ROOT
from tests.site.conftest import Draft

TODAY = date.fromisoformat(DAY)
BROD = "havlickuv-brod"
ODD_AND_EVEN = "bystrice-nad-pernstejnem"
MEETING = """  - date: 2026-11-24
    from: "14:00"
    to: "16:00"
    places: [havlickuv-brod]
    reason: Porada
"""


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts(ROOT / "content" / "data", today=TODAY)


def page_of(built_site: BuiltSite, town: str, lang: str = ORIGINAL) -> Written:
    return built_site.pages[addresses.page(town, "towns", lang)]


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def visits(page: Written) -> list[str]:
    return [each.get("data-day", "") for each in page.all("li") if each.get("data-day")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_town_has_a_page_in_every_language(
    built_site: BuiltSite, facts: Facts, lang: str
) -> None:
    for town in facts.towns:
        page = page_of(built_site, town.id, lang)
        assert page.lang == lang
        title = words(page.all("h1")[0])
        assert title.endswith(f": {town.title_in(lang)}")
        switch = {link.get("href") for link in page.all("a") if link.get("hreflang")}
        assert {addresses.page(town.id, "towns", other) for other in LANGUAGES} <= switch


def test_it_tells_the_next_days_that_the_timetable_knows(
    built_site: BuiltSite, facts: Facts
) -> None:
    timetable = Timetable(facts)
    for town in facts.towns:
        told = visits(page_of(built_site, town.id))
        assert 2 <= len(told) <= 4
        for day in told:
            assert timetable.day(town.id, date.fromisoformat(day)).blocks, town.id
    with speaking(ORIGINAL):
        rows = [words(each) for each in page_of(built_site, BROD).all("li") if each.get("data-day")]
        assert rows[0] == f"{' '.join(short_day(date(2026, 11, 24)).split())} 14.00–18.00"


def test_odd_and_even_weeks_are_told_apart(built_site: BuiltSite) -> None:
    page = page_of(built_site, ODD_AND_EVEN)
    assert "st 13.30–16.30 (liché týdny); pá 9.00–12.00 (sudé týdny)" in page.text
    assert visits(page)[:2] == ["2026-11-27", "2026-12-02"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_says_how_to_recognise_and_reach_the_team(
    built_site: BuiltSite, facts: Facts, lang: str
) -> None:
    page = page_of(built_site, BROD, lang)
    assert " ".join(facts.centre.recognise.in_(lang).split()) in page.text
    assert facts.centre.contacts.phone("outreach").number in page.text
    assert str(facts.centre.wait_minutes) in page.text
    links = {link.get("href") for link in page.all("a")}
    for page_id in ("outreach", "arranging", "first-visit"):
        assert built_site.frame.address(page_id, lang) in links


def test_it_names_kinds_of_places_and_never_a_spot(built_site: BuiltSite, facts: Facts) -> None:
    town = next(each for each in facts.towns if each.id == "zdirec-nad-doubravou")
    assert town.kinds == ("street", "station", "stop")
    assert "Kudy chodíme: ulice, nádraží, zastávky." in page_of(built_site, town.id).text
    assert not {"geo", "coordinates"} & set(Town.model_fields)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_one_can_get_is_what_the_text_about_outreach_leads_to(
    built_site: BuiltSite, lang: str
) -> None:
    frame = built_site.frame
    (services,) = [
        each
        for each in page_of(built_site, BROD, lang).all("ul")
        if "services" in each.get("class", "")
    ]
    offered = [link.get("href") for link in services.iter("a")]
    led_to = {
        link.get("href") for link in built_site.pages[frame.address("outreach", lang)].all("a")
    }
    assert set(offered) <= led_to
    assert offered[0] == frame.address("exchange", lang)  # in the order of need
    assert frame.address("social-help", lang) in offered
    assert len([each for each in services.iter() if each.tag.endswith("}svg")]) == len(offered)


def test_search_engines_and_calendars_know_it(built_site: BuiltSite, facts: Facts) -> None:
    sitemap = built_site.file("/sitemap.xml").read_text("utf-8")
    for town in facts.towns:
        address = addresses.page(town.id, "towns", ORIGINAL)
        assert f"{address}</loc>" in sitemap
        (script,) = [
            each
            for each in page_of(built_site, town.id).all("script")
            if "json" in each.get("type", "")
        ]
        place = json.loads("".join(script.itertext()))
        assert place["@type"] == "Place"
        assert place["url"].endswith(address)
        assert "geo" not in place


def test_only_its_own_closure_is_announced_and_says_what_it_means(
    draft: Draft, pelican: Pelican, tmp_path: Path
) -> None:
    closures = draft.folder / "data" / "closures.yaml"
    written = closures.read_text("utf-8")
    closures.write_text(written.replace("closures:\n", f"closures:\n{MEETING}", 1), "utf-8")
    site = BuiltSite.beneath(tmp_path)
    built = pelican(str(draft.folder), *site.options)
    assert built.returncode == 0, built.stderr
    told = "Terén Havlíčkův Brod: v úterý 24. listopadu přijedeme až v 16.00. Porada."
    announced = {
        address
        for address, page in site.pages.items()
        if any(each.get("class") == "notice" and words(each) == told for each in page.all("p"))
    }
    assert {"/", "/kontakt/", "/teren/", "/teren/havlickuv-brod/", "/poprve-u-nas/"} <= announced
    assert "/sluzby/vymenny-program/" in announced
    for address in ("/mista/centrum-zdar/", "/teren/zdar-nad-sazavou/", "/krize/", "/prava/"):
        assert address in site.pages
        assert address not in announced
