"""The page of each premises, and what is said of hours on any page: all of it true on the next day
too."""

import re
from datetime import date
from string import Formatter
from xml.etree.ElementTree import Element

import pytest

from centre.facts.loading import Facts, load_facts
from centre.intake import addresses
from centre.language.i18n import speaking
from centre.language.languages import LANGUAGES, ORIGINAL
from site_plugins.files import calendars
from site_plugins.pages import now, period
from tests.built import BuiltSite, Written
from tests.paths import ROOT

DAY = date(2026, 11, 21)
HOUSE = "centrum-zdar"


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts(ROOT / "content" / "data", today=DAY)


def own_page(built_site: BuiltSite, lang: str = ORIGINAL, place: str = HOUSE) -> Written:
    return built_site.pages[addresses.page(place, "places", lang)]


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_every_house_has_a_page_in_every_language(built_site: BuiltSite, facts: Facts) -> None:
    for place in facts.premises:
        for lang in LANGUAGES:
            page = own_page(built_site, lang, place.id)
            assert page.all("h1")[0].text == place.name.in_(lang)
            for text in (place.directions, place.accessibility, place.address.street):
                assert (
                    " ".join(str(text if isinstance(text, str) else text.in_(lang)).split())
                    in page.text
                )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_tab_of_the_contact_page_names_the_towns(
    built_site: BuiltSite, facts: Facts, lang: str
) -> None:
    page = built_site.pages[built_site.frame.address("contact", lang)]
    shown = words(page.all("title")[0])
    assert all(" ".join(place.address.town.split()) in shown for place in facts.premises)


@pytest.mark.parametrize("page_id", ["contact", "outreach"])
def test_contact_and_outreach_lead_there(built_site: BuiltSite, facts: Facts, page_id: str) -> None:
    for lang in LANGUAGES:
        links = {
            link.get("href")
            for link in built_site.pages[built_site.frame.address(page_id, lang)].all("a")
        }
        if built_site.frame.link(page_id, lang).lang == lang:
            assert {addresses.page(place.id, "places", lang) for place in facts.premises} <= links


def test_the_way_is_offered_without_being_asked_for(built_site: BuiltSite, facts: Facts) -> None:
    place = facts.premises[0]
    links = {link.get("href"): link.get("rel") for link in own_page(built_site).all("a")}
    point = f"{place.coordinates.lat},{place.coordinates.lon}"
    assert f"geo:{point}" in links
    for host in ("https://mapy.com/", "https://www.openstreetmap.org/"):
        (found,) = [link for link in links if link.startswith(host)]
        assert links[found] == "noreferrer"
        assert str(place.coordinates.lat) in found
    assert "adresa je vymyšlená" in own_page(built_site).text


def test_only_houses_have_coordinates(built_site: BuiltSite, facts: Facts) -> None:
    known = {
        str(number)
        for place in facts.premises
        for number in (place.coordinates.lat, place.coordinates.lon)
    }
    for page in built_site.pages.values():
        found = set(re.findall(r"\b(?:4[89]|5[01]|1[2-8])\.\d{3,}\b", page.path.read_text("utf-8")))
        assert found <= known, page.address


def test_the_calendar_of_each_place_can_be_taken(built_site: BuiltSite, facts: Facts) -> None:
    (own,) = [
        link for link in own_page(built_site).all("a") if link.get("href", "").endswith(".ics")
    ]
    assert built_site.file(own.get("href")).is_file()
    for town in facts.towns:
        page = built_site.pages[addresses.page(town.id, "towns", ORIGINAL)]
        offered = [link.get("href") for link in page.all("a") if link.get("href").endswith(".ics")]
        by_appointment = town.id == "zdirec-nad-doubravou"  # which no calendar can know
        assert offered == ([] if by_appointment else [calendars.address_of(town.id)])
    outreach = built_site.pages[built_site.frame.address("outreach", ORIGINAL)]
    assert calendars.ALL in [link.get("href") for link in outreach.all("a")]


def test_each_of_the_next_fourteen_days_is_told_by_its_date(built_site: BuiltSite) -> None:
    days = [item for item in own_page(built_site).all("li") if item.get("data-day")]
    assert [item.get("data-day") for item in days] == [f"2026-{day}" for day in _fortnight()]
    assert words(days[2]) == "po 23. 11. 9.00–12.00, 13.00–17.00"
    assert words(days[1]) == "ne 22. 11. Zavřeno"
    text = own_page(built_site).text
    assert (
        "Platí od 21. listopadu 2026 do 4. prosince 2026. Naposledy ověřeno 21. listopadu 2026."
        in text
    )
    assert "Platí od 21. listopadu 2026, dokud neoznámíme změnu." in text


def _fortnight() -> list[str]:
    return [f"11-{day}" for day in range(21, 31)] + [f"12-0{day}" for day in range(1, 5)]


def test_closures_are_told_with_their_begin_and_end(built_site: BuiltSite) -> None:
    items = [item for item in own_page(built_site).all("li") if item.get("data-until")]
    assert [words(item) for item in items] == [
        "Zavřeno: středa 9. prosince 2026 9.00–10.30. Porada celého týmu.",
        "Jiná provozní doba: středa 23. prosince 2026 9.00–18.00. Před svátky máme otevřeno déle.",
        "Zavřeno: čtvrtek 24. prosince 2026 – pátek 1. ledna 2027. Vánoční přestávka.",
    ]
    assert [item.get("data-until") for item in items] == [
        "2026-12-09T10:30:00+01:00",
        "2026-12-23T18:00:00+01:00",
        "2027-01-02T00:00:00+01:00",
    ]
    assert "Porada" not in own_page(built_site, place="centrum-brod").text


def test_what_has_ended_is_told_no_more(facts: Facts) -> None:
    assert len(period.exceptions(facts, facts.places.values(), date(2026, 12, 10))) == 2
    (last,) = period.exceptions(facts, facts.places.values(), date(2027, 1, 1))
    assert last.reason == "Vánoční přestávka"
    assert period.exceptions(facts, facts.places.values(), date(2027, 1, 2)) == []


def test_an_exception_names_its_place_among_many(facts: Facts) -> None:
    assert (
        period.exceptions(facts, facts.premises, DAY)[0].places
        == "Kontaktní centrum Žďár nad Sázavou"
    )
    assert period.exceptions(facts, facts.premises, DAY)[2].places == ""


def test_a_week_holds_until_some_hours_begin_or_end(facts: Facts) -> None:
    def until(place: str, day: date) -> date | None:
        return period.ordinary_week(facts, [facts.places[place]], day).last

    assert until(HOUSE, DAY) is None
    assert until("zdar-nad-sazavou", DAY) == date(2027, 3, 31)
    assert until("zdar-nad-sazavou", date(2027, 4, 1)) == date(2027, 10, 31)
    assert until("zdar-nad-sazavou", date(2027, 11, 1)) is None
    assert period.ordinary_week(facts, facts.places.values(), DAY) == period.Period(
        DAY, date(2027, 3, 31)
    )


def test_the_words_for_the_script_fill_in_the_same_values_everywhere() -> None:
    spoken = {}
    for lang in LANGUAGES:
        with speaking(lang):
            spoken[lang] = now.sentences()
    for kind in ("premises", "town", "outreach"):
        for name, original in spoken["en"][kind].items():
            wanted = {field for _, field, _, _ in Formatter().parse(original) if field}
            for lang in LANGUAGES:
                said = spoken[lang][kind][name]
                assert {field for _, field, _, _ in Formatter().parse(said) if field} == wanted, (
                    said
                )


def test_a_date_is_put_together_in_every_language() -> None:
    for lang, wanted in {
        "cs": "ve středu 2. prosince",
        "en": "on Wednesday 2 December",
        "uk": "у середу 2 грудня",
    }.items():
        with speaking(lang):
            said = now.sentences()
        # No line ends inside it.
        assert f"{said['weekdays'][2]}2{said['months'][11]}" == wanted.replace(" ", "\xa0")
        assert len(said["weekdays"]) == 7
        assert len(said["months"]) == 12


def test_pages_of_places_are_in_the_sitemap_and_sheets_are_not(built_site: BuiltSite) -> None:
    listed = built_site.file("/sitemap.xml").read_text("utf-8")
    assert addresses.page(HOUSE, "places", "uk") in listed
    assert not [
        address
        for address in (addresses.sheet(sheet, "cs") for sheet in addresses.SHEETS)
        if address in listed
    ]
