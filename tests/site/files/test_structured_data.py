"""What search engines read: only terms that schema.org knows, and hours that the timetable agrees
with."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from playwright.sync_api import Route, sync_playwright

from centre.facts.loading import Facts, load_facts
from centre.facts.opening_hours import Block
from centre.hours.timetable import Timetable
from site_plugins.files.schema_hours import DAYS_AHEAD, hours_of
from site_plugins.files.structured_data import _Graph, as_script
from tests.built import BuiltSite
from tests.centre.hours.test_three_agree import set_ups
from tests.examples import examples
from tests.paths import ROOT, SMALL_CENTRE
from tests.site.files.schema_org import (
    ORG,
    check,
    document_of,
    of_type,
    one,
    open_on,
    values,
    without_seams,
)

SMALL = SMALL_CENTRE
DAY = date(2026, 11, 21)
DAYS = [DAY + timedelta(n) for n in range(DAYS_AHEAD)]
WITH_DATA = ("/", "/kontakt/", "/sluzby/testovani/", "/mista/centrum-zdar/", "/en/", "/uk/")


def by_timetable(timetable: Timetable, place_id: str, day: date) -> Any:
    blocks = timetable.day(place_id, day).blocks
    return without_seams(
        (f"{each.start:%H:%M}", f"{each.end:%H:%M}") for each in blocks if not each.by_appointment
    )


@pytest.fixture(scope="module")
def small() -> Facts:
    return load_facts(SMALL, today=DAY)


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts(ROOT / "content" / "data", today=DAY)


@pytest.fixture(scope="module")
def home(built_site: BuiltSite) -> Any:
    return check(document_of(built_site.pages["/"]))


def test_every_document_uses_schema_org_as_it_is(built_site: BuiltSite) -> None:
    documents = {address: document_of(page) for address, page in built_site.pages.items()}
    assert {address for address, found in documents.items() if found} >= set(WITH_DATA)
    for found in documents.values():
        assert not found or check(found)


def test_only_pages_that_a_search_leads_to_carry_data(built_site: BuiltSite) -> None:
    for address, page in built_site.pages.items():
        parts = address.strip("/").split("/")
        expected = (
            parts[-1] in ("", "en", "uk")
            or parts[-1] in ("kontakt", "contact", "kontakty")
            or bool({"sluzby", "services", "posluhy"} & set(parts[:-1]))
            or bool({"mista", "places", "mistsia"} & set(parts[:-1]))
            or bool({"teren", "outreach", "autrich"} & set(parts[:-1]))
        )
        assert bool(document_of(page)) is expected, address


def test_the_page_for_a_wrong_address_and_the_sheets_have_none(built_site: BuiltSite) -> None:
    assert document_of(built_site.pages["/404.html"]) is None


def test_the_organisation_is_told(home: Any) -> None:
    (centre,) = of_type(home, "NGO")
    assert values(centre, "legalName") == ["Ukázkový poskytovatel, z.ú."]
    identifiers = {
        one(each, "propertyID"): one(each, "value") for each in centre[ORG + "identifier"]
    }
    assert identifiers == {"IČO": "00000000", "RPSS": "0000000"}
    assert centre[ORG + "url"] == [{"@id": "https://kacko.example.org/"}]
    assert len(centre[ORG + "location"]) == len(of_type(home, "Place")) == 9


def test_special_hours_and_all_others_agree_with_the_timetable(home: Any, facts: Facts) -> None:
    timetable = Timetable(facts)
    for place in of_type(home, "Place"):
        place_id = place["@id"].partition("#place-")[2]
        for day in DAYS:
            assert open_on(place, day) == by_timetable(timetable, place_id, day), (place_id, day)


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=set_ups())
def test_any_hours_agree_with_the_timetable(small: Facts, drawn: dict[str, Any]) -> None:
    facts = replace(
        small,
        hours=dict.fromkeys(small.places, drawn["blocks"]),
        closures=drawn["closures"],
        specials=drawn["specials"],
    )
    timetable = Timetable(facts)
    first = date(2026, 12, 1)
    days = [first + timedelta(n) for n in range(DAYS_AHEAD)]
    told = hours_of(facts, timetable, "dum", days)
    (place,) = check({"@context": "https://schema.org", "@type": "Place", "name": "dům", **told})
    for day in days:
        assert open_on(place, day) == by_timetable(timetable, "dum", day), day


def test_days_between_two_holidays_stay_open(small: Facts) -> None:
    daily = [
        Block.model_validate({"day": day, "from": "9:00", "to": "12:00"})
        for day in ("po", "út", "st", "čt", "pá", "so", "ne")
    ]
    facts = replace(small, hours={**small.hours, "dum": tuple(daily)}, closures=(), specials=())
    days = [date(2026, 10, 15) + timedelta(n) for n in range(DAYS_AHEAD)]
    special = hours_of(facts, Timetable(facts), "dum", days)["specialOpeningHoursSpecification"]
    assert [(each["validFrom"], each["validThrough"]) for each in special] == [
        ("2026-10-28", "2026-10-28"),
        ("2026-11-17", "2026-11-17"),
    ]


def test_the_christmas_break_is_one_entry(home: Any) -> None:
    (house,) = [
        place for place in of_type(home, "Place") if place["@id"].endswith("#place-centrum-zdar")
    ]
    last = house[ORG + "specialOpeningHoursSpecification"][-1]
    assert [one(last, name) for name in ("opens", "closes", "validFrom", "validThrough")] == [
        *("00:00", "00:00", "2026-12-24", "2027-01-01"),
    ]


def test_only_houses_have_coordinates_and_a_street(home: Any) -> None:
    for place in of_type(home, "Place"):
        is_house = "#place-centrum-" in place["@id"]
        assert (ORG + "geo" in place) is is_house
        (address,) = place[ORG + "address"]
        assert (ORG + "streetAddress" in address) is is_house


def test_a_sample_gives_nobody_a_way_to_call_or_write(built_site: BuiltSite) -> None:
    for address, page in built_site.pages.items():
        text = json.dumps(document_of(page), ensure_ascii=False)
        assert "telephone" not in text, address
        assert "@example.org" not in text, address
        assert "000 000" not in text, address


def test_a_real_centre_gives_its_phones_and_its_e_mail(small: Facts) -> None:
    graph = _Graph(small, "cs", "https://centrum.example.org")
    house, *others = [graph.place(place) for place in small.places.values()]
    found, *_ = check(
        {"@context": "https://schema.org", "@graph": [graph.organisation(), house, *others]}
    )
    points = found[ORG + "contactPoint"]
    assert [values(point, "telephone") for point in points] == [
        ["+420601234567"],
        ["+420602345678"],
        [],
    ]
    assert values(points[-1], "email") == ["kontakt@example.org"]
    assert house["telephone"] == "+420601234567"


def test_a_service_costs_nothing_and_says_who_gives_it(built_site: BuiltSite) -> None:
    (service,) = check(document_of(built_site.pages["/sluzby/testovani/"]))
    (offer,) = service[ORG + "offers"]
    assert (one(offer, "price"), one(offer, "priceCurrency")) == ("0", "CZK")
    (provider,) = service[ORG + "provider"]
    assert provider["@id"] == "https://kacko.example.org/#centre"
    assert [one(area, "name") for area in service[ORG + "areaServed"]] == [
        "Žďár nad Sázavou",
        "Havlíčkův Brod",
    ]


def test_a_page_tells_its_data_in_its_own_language(built_site: BuiltSite) -> None:
    names = {
        lang: document_of(built_site.pages[address])["@graph"][0]["name"]
        for lang, address in (("cs", "/"), ("en", "/en/"), ("uk", "/uk/"))
    }
    assert names == {
        "cs": "Kontaktní centrum Káčko (ukázka)",
        "en": "Káčko drop-in centre (sample)",
        "uk": "Контактний центр «Качко» (зразок)",
    }


def test_no_text_can_leave_the_element() -> None:
    nasty = "</script><script>alert(1)</script><!-- & ]]>"
    script = as_script({"@context": "https://schema.org", "name": nasty})
    assert script.count("<") == 2
    assert json.loads(re.sub("<[^>]*>", "", script))["name"] == nasty


@pytest.mark.browser
def test_the_strict_policy_lets_the_data_stand(built_site: BuiltSite) -> None:
    """Under the policy of the shipped proxy; a script that would run shows that the policy is
    awake."""
    headers = (ROOT / "deploy" / "nginx" / "headers.conf").read_text("utf-8")
    (policy,) = re.findall(r'Content-Security-Policy "([^"]+)"', headers)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
            ],
        )
        page = browser.new_page()
        refused = []
        page.on(
            "console",
            lambda message: refused.append(message.text) if message.type == "error" else None,
        )
        body = built_site.file("/").read_text("utf-8")

        def answer(route: Route) -> None:
            path = route.request.url.removeprefix("http://kacko.test")
            if path.startswith("/assets/"):
                route.fulfill(path=built_site.file(path))
            elif path in ("/", "/awake"):
                html = (
                    body
                    if path == "/"
                    else body.replace("<body", "<script>document.title = 1</script><body", 1)
                )
                route.fulfill(
                    body=html, content_type="text/html", headers={"Content-Security-Policy": policy}
                )
            else:
                route.fulfill(status=404, body="")

        page.route("**/*", answer)
        page.goto("http://kacko.test/")
        told = page.evaluate(
            """JSON.parse(document.querySelector('script[type="application/ld+json"]').text)"""
        )
        assert told == document_of(built_site.pages["/"])
        assert not [text for text in refused if "script" in text]
        page.goto("http://kacko.test/awake")
        assert [text for text in refused if "script" in text]
        browser.close()
