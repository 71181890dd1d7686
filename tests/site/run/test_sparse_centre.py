"""A real centre that knows of its house no more than the address, and sets no age: everything still
holds."""

import json
import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from icalendar import Calendar

from centre.facts.loading import load_facts
from centre.intake import addresses
from centre.language.languages import LANGUAGES
from tests.built import BuiltSite, Pelican
from tests.paths import ROOT
from tests.site.files.schema_org import check, document_of, nodes

HOUSE = "centrum-zdar"
ADDRESS = "Ukázková 1, 591 01 Žďár nad Sázavou"


def without(text: str, field: str, indent: str) -> str:
    """The lines of a YAML file without a field and all that belongs to it."""
    return re.sub(rf"^{indent}{field}:.*\n(?:{indent} .*\n)*", "", text, flags=re.M)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as a real centre that leaves out what it may."""
    folder = tmp_path_factory.mktemp("sparse") / "content"
    shutil.copytree(ROOT / "content", folder)
    centre = (folder / "data/centre.yaml").read_text("utf-8").replace("demo: true", "demo: false")
    centre = re.sub(r"\+420 000 000 00(\d)", r"+420 601 234 56\1", centre)
    for field in ("minimum_age", "certificate", "opening_note", "funders"):
        centre = without(centre, field, "")
    (folder / "data/centre.yaml").write_text(without(centre, "founded", "  "), "utf-8")
    places = (folder / "data/places.yaml").read_text("utf-8")
    for field in ("coordinates", "accessibility", "directions"):
        places = without(places, field, "    ")
    (folder / "data/places.yaml").write_text(places, "utf-8")
    for invented in (
        "alerts.yaml",
        "documents.yaml",
        "funder_tables.yaml",
        "judgements.yaml",
        "partners.yaml",
        "results.csv",
    ):
        (folder / "data" / invented).unlink()
    for told in ("documents", "cs/news", "en/news", "uk/news"):
        shutil.rmtree(folder / told)
    return folder


@pytest.fixture(scope="module")
def site(content: Path, pelican: Pelican) -> BuiltSite:
    site = BuiltSite.beneath(content.parent)
    built = pelican(str(content), *site.options)
    assert built.returncode == 0, built.stderr
    return site


def test_the_facts_are_sound(content: Path) -> None:
    house = load_facts(content / "data").places[HOUSE]
    assert (house.coordinates, house.accessibility, house.directions) == (None, None, None)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_stands_where_nothing_is_known(site: BuiltSite, lang: str) -> None:
    for address in (addresses.page(HOUSE, "places", lang), site.frame.address("contact", lang)):
        page = site.pages[address]
        assert "None" not in page.text
        assert "Ukázková 1" in page.text
        empty = [
            each
            for each in page.all("p")
            if not "".join(each.itertext()).strip() and "hidden" not in each.attrib
        ]
        assert not empty
    headings = {
        "".join(each.itertext())
        for each in site.pages[addresses.page(HOUSE, "places", lang)].all("h2")
    }
    assert not headings & {"Jak se dostanete dovnitř", "Getting in", "Як зайти"}


@pytest.mark.parametrize("address", ["/mista/centrum-zdar/", "/kontakt/"])
def test_maps_find_the_house_by_its_address(site: BuiltSite, address: str) -> None:
    links = [link.get("href") for link in site.pages[address].all("a")]
    geo, mapy, osm = (
        next(link for link in links if link.startswith(way))
        for way in ("geo:", "https://mapy", "https://www.open")
    )
    assert [parse_qs(urlsplit(link).query) for link in (mapy, osm)] == [
        {"q": [ADDRESS]},
        {"query": [ADDRESS]},
    ]
    assert geo.startswith("geo:0,0?q=")
    assert parse_qs(geo.partition("?")[2]) == {"q": [ADDRESS]}


def test_an_age_limit_is_not_spoken_of(site: BuiltSite) -> None:
    for page_id in ("ask", "first-visit"):
        for lang in LANGUAGES:
            text = site.pages[site.frame.address(page_id, lang)].text
            assert not re.search(r"až od|only for people aged|лише з \d", text)
            assert "116 111" in text


def test_calendars_and_data_for_search_engines_name_no_coordinates(site: BuiltSite) -> None:
    for path in site.output.rglob("*.ics"):
        assert not [
            event for event in Calendar.from_ical(path.read_bytes()).events if "GEO" in event
        ]
    for address in ("/", "/kontakt/", "/mista/centrum-zdar/"):
        found = check(document_of(site.pages[address]))
        assert not [node for node in nodes(found) if any(name.endswith("/geo") for name in node)]
    places = json.loads(site.file("/hours.json").read_text("utf-8"))["places"]
    assert places[HOUSE]["address"] == ADDRESS


def test_map_poster_and_cards_are_made_all_the_same(site: BuiltSite) -> None:
    assert '<svg class="map"' in site.file(site.frame.address("outreach", "cs")).read_text("utf-8")
    for sheet in addresses.SHEETS:
        assert "Ukázková 1" in site.pages[addresses.sheet(sheet, "cs")].text


@pytest.mark.parametrize(
    ("address", "number", "words"),
    [
        (
            "/domluva-po-telefonu/",
            "+420601234562",
            "Dobrý den, chci se domluvit na setkání. Město a čas:",
        ),
        (
            "/en/found-syringe/",
            "+420601234563",
            "Hello, I have found a syringe. Where, and how many:",
        ),
    ],
)
def test_a_phone_that_takes_messages_offers_one_with_a_beginning(
    site: BuiltSite, address: str, number: str, words: str
) -> None:
    links = [link.get("href") for link in site.pages[address].all("a")]
    assert f"tel:{number}" in links
    (sms,) = [link for link in links if link.startswith("sms:")]
    to, _, text = sms.partition("?")
    assert (to, parse_qs(text)) == (f"sms:{number}", {"body": [f"{words} "]})


def test_who_has_no_credit_reads_that_the_outreach_team_calls_back(site: BuiltSite) -> None:
    for address in ("/", "/teren/", "/domluva-po-telefonu/"):
        assert "Nemáte kredit? Prozvoňte nás, zavoláme zpátky." in site.pages[address].text
    assert "Prozvoňte" not in site.pages["/nalezena-strikacka/"].text
