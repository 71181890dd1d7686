"""Alerts: told on home, on their page and in the feed while they hold, then gone, and the editor is
told."""

from datetime import date, datetime, timedelta
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from centre.intake import addresses
from centre.language.i18n import speaking
from centre.language.languages import ORIGINAL
from centre.listings.alerts import Alert
from centre.texts import content
from centre.texts.content import Content
from site_plugins.files import alerts
from tests.built import BuiltSite, Written
from tests.paths import ROOT
from tests.site.conftest import Draft

ATOM = {"a": "http://www.w3.org/2005/Atom"}
CONTENT = ROOT / "content"
ORIGIN = "https://kacko.example.org"
SAMPLE = "ukazka-silnejsi-tablety"
FIRST = date(2026, 11, 16)
LAST = date(2027, 4, 30)


def on(day: date) -> Content:
    """The content as of ``day``."""
    return content.read(CONTENT, day)


def feed(built_site: BuiltSite, address: str) -> ElementTree.Element:
    return ElementTree.fromstring(built_site.file(address).read_bytes())


def notices(page: Written) -> list[Element]:
    return [
        each
        for each in page.all("p")
        if "notice" in each.get("class", "") and each.get("data-until")
    ]


@pytest.mark.parametrize("lang", ["cs", "en", "uk"])
def test_home_tells_an_alert_in_force_and_leads_to_it(built_site: BuiltSite, lang: str) -> None:
    home = built_site.pages[built_site.frame.pages["home"][lang].address]
    (notice,) = [each for each in notices(home) if SAMPLE in ElementTree.tostring(each, "unicode")]
    (link,) = notice.iter("a")
    address, _, anchor = link.get("href").partition("#")
    assert anchor in built_site.pages[address].anchors()
    assert datetime.fromisoformat(notice.get("data-until")).date() == LAST + timedelta(1)
    (alert,) = on(FIRST).listings.alerts_in_force
    assert alert.title.in_(lang) in "".join(link.itertext())


def test_the_page_of_alerts_tells_it_all(built_site: BuiltSite) -> None:
    page = built_site.pages[built_site.frame.address("alerts", ORIGINAL)]
    for said in (
        "Platí od 16. listopadu 2026 do 30. dubna 2027.",
        "Kde:",
        "Co se děje:",
        "Co můžete udělat:",
    ):
        assert said in page.text
    assert "Odkud to víme:" in page.text
    assert "Nejspíš je to tak, potvrzené to ale není." in page.text
    assert [link for link in page.all("a") if link.get("href") == "tel:155"]


@pytest.mark.parametrize(
    ("day", "holds"),
    [(FIRST - timedelta(1), False), (FIRST, True), (LAST, True), (LAST + timedelta(1), False)],
)
def test_an_alert_holds_from_its_first_to_its_last_day(day: date, holds: bool) -> None:
    found = on(day)
    with speaking(ORIGINAL):
        assert bool(alerts.notices(found)) is holds
        html = found.text(found.pages.get("alerts", ORIGINAL)).html
    assert (SAMPLE in html) is holds
    assert ("Teď žádné varování neplatí." in html) is not holds
    assert (SAMPLE in alerts.feed(found, ORIGINAL, ORIGIN)) is holds


def test_an_alert_that_has_ended_is_told_to_the_editor_and_stops_nothing(draft: Draft) -> None:
    draft.replace("data/alerts.yaml", "valid_to: 2027-04-30", "valid_to: 2026-11-20")
    code, lines = draft.check()
    assert code == 0
    line = draft.line("data/alerts.yaml", "    valid_to")
    told = f"data/alerts.yaml:{line}: alerts.0.valid_to: varování skončilo 2026-11-20"
    assert any(told in line for line in lines), lines


@pytest.mark.parametrize(("lang", "address"), addresses.WARNINGS_FEED.items())
def test_a_feed_is_what_readers_of_feeds_expect(
    built_site: BuiltSite, lang: str, address: str
) -> None:
    """The elements that RFC 4287 requires (4.1.1, 4.1.2), each once, ids and addresses absolute."""
    root = feed(built_site, address)
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == lang
    (entry,) = root.findall("a:entry", ATOM)
    for element in (root, entry):
        for name in ("title", "id", "updated"):
            assert len(element.findall(f"a:{name}", ATOM)) == 1
        updated = datetime.fromisoformat(element.findtext("a:updated", "", ATOM))
        assert updated.tzinfo is not None
    assert root.find("a:author/a:name", ATOM) is not None
    links = {link.get("rel"): link.get("href") for link in root.findall("a:link", ATOM)}
    assert links["self"] == ORIGIN + address
    assert entry.findtext("a:id", "", ATOM) == f"tag:kacko.example.org,2026-11-16:alerts/{SAMPLE}"
    target = entry.find("a:link", ATOM).get("href")
    assert SAMPLE in built_site.pages[target.partition("#")[0].removeprefix(ORIGIN)].anchors()


@pytest.mark.parametrize("lang", ["cs", "en", "uk"])
def test_home_says_in_its_head_where_the_feed_is(built_site: BuiltSite, lang: str) -> None:
    home = built_site.pages[built_site.frame.pages["home"][lang].address]
    feeds = [each for each in home.all("link") if each.get("type") == "application/atom+xml"]
    titles = {each.get("href"): each.get("title") for each in feeds}
    assert titles[ORIGIN + addresses.WARNINGS_FEED[lang]]


def test_a_page_without_alerts_names_no_feed(built_site: BuiltSite) -> None:
    page = built_site.pages[built_site.frame.address("crisis", ORIGINAL)]
    assert not [each for each in page.all("link") if each.get("type") == "application/atom+xml"]


def test_an_empty_feed_still_says_when_it_changed() -> None:
    root = ElementTree.fromstring(alerts.feed(on(LAST + timedelta(1)), ORIGINAL, ORIGIN))
    assert root.findall("a:entry", ATOM) == []
    assert root.findtext("a:updated", "", ATOM).startswith("2026-11-21T00:00:00")


def test_the_same_facts_give_the_same_feed() -> None:
    assert alerts.feed(on(FIRST), "uk", ORIGIN) == alerts.feed(on(FIRST), "uk", ORIGIN)


def test_the_newest_alert_comes_first(draft: Draft) -> None:
    text = (draft.folder / "data/alerts.yaml").read_text("utf-8")
    first = text[text.index("  - id") :]
    newer = first.replace(SAMPLE, "novejsi").replace(
        "valid_from: 2026-11-16", "valid_from: 2026-11-20"
    )
    (draft.folder / "data/alerts.yaml").write_text(text + newer, "utf-8")
    in_force: list[Alert] = content.read(draft.folder, date(2026, 11, 21)).listings.alerts_in_force
    assert [alert.id for alert in in_force] == ["novejsi", SAMPLE]
