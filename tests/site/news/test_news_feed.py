"""The feed of news, as readers of feeds expect it (Atom, RFC 4287)."""

from datetime import date, datetime
from xml.etree import ElementTree

import pytest

from centre.intake import addresses
from centre.texts import content
from site_plugins.files.news_feed import feed
from tests.built import BuiltSite
from tests.paths import ROOT

ATOM = {"a": "http://www.w3.org/2005/Atom"}
ORIGIN = "https://kacko.example.org"
TITLES = {
    "cs": ["Přineste teplé oblečení", "Terén ve Žďáru i večer", "Výroční zpráva za rok 2025"],
    "en": [
        "Přineste teplé oblečení (in Czech)",
        "Outreach in the evening, too",
        "Výroční zpráva za rok 2025 (in Czech)",
    ],
}


@pytest.mark.parametrize(("lang", "titles"), TITLES.items())
def test_it_tells_each_piece_with_an_absolute_address(
    built_site: BuiltSite, lang: str, titles: list[str]
) -> None:
    address = addresses.NEWS_FEED[lang]
    root = ElementTree.fromstring(built_site.file(address).read_bytes())
    links = {link.get("rel"): link.get("href") for link in root.findall("a:link", ATOM)}
    assert links["self"] == ORIGIN + address
    assert root.find("a:author/a:name", ATOM) is not None
    entries = root.findall("a:entry", ATOM)
    assert [entry.findtext("a:title", "", ATOM) for entry in entries] == titles
    for entry in entries:
        target = entry.find("a:link", ATOM).get("href")
        assert target.removeprefix(ORIGIN) in built_site.pages
        assert datetime.fromisoformat(entry.findtext("a:updated", "", ATOM)).tzinfo
    last = entries[-1]
    assert last.findtext("a:id", "", ATOM) == "tag:kacko.example.org,2026-06-30:news/report-2025"
    assert f'href="{ORIGIN}/dokumenty/' in last.findtext("a:summary", "", ATOM)


def test_it_changes_with_its_newest_piece_and_not_with_the_day() -> None:
    found = [
        feed(content.read(ROOT / "content", day), "cs", ORIGIN)
        for day in (date(2026, 11, 21), date(2027, 1, 21))
    ]
    assert found[0] == found[1]
    root = ElementTree.fromstring(found[0])
    assert root.findtext("a:updated", "", ATOM) == "2026-11-16T00:00:00+01:00"


@pytest.mark.parametrize("lang", addresses.NEWS_FEED)
def test_home_and_the_page_of_news_name_it_in_their_heads(built_site: BuiltSite, lang: str) -> None:
    home = built_site.frame.address("home", lang)
    for address in (home, addresses.page("", "news", lang)):
        links = [
            each.get("href")
            for each in built_site.pages[address].all("link")
            if each.get("type") == "application/atom+xml"
        ]
        assert ORIGIN + addresses.NEWS_FEED[lang] in links
