"""What is new: on home, on a page of its own, by year; and nothing at all where nothing is."""

from datetime import date, datetime
from xml.etree.ElementTree import Element

import pytest

from centre.exchange.frame import Frame
from centre.texts import content
from centre.texts.content import Content
from site_plugins.pages import news
from site_plugins.run.build import Build
from site_plugins.run.differences import differences
from tests.built import BuiltSite, Written
from tests.site.conftest import Draft

DAY = date(2026, 11, 21)
LISTS = {"cs": "/aktuality/", "en": "/en/news/", "uk": "/uk/novyny/"}
ITEM = {
    "cs": "/aktuality/vecerni-teren/",
    "en": "/en/news/evening-outreach/",
    "uk": "/uk/novyny/vechirnii-autrich/",
}
NEWEST_FIRST = ["/aktuality/teple-obleceni/", ITEM["cs"], "/aktuality/vyrocni-zprava-2025/"]
ENDS = "cs/news/winter-clothes.md"


def pieces(page: Written) -> list[Element]:
    return [each for each in page.all("li") if each.find("h2/a") is not None]


def home(built_site: BuiltSite, lang: str) -> Written:
    return built_site.pages[built_site.frame.address("home", lang)]


def build_of(found: Content) -> Build:
    return Build(found.day, watch=False, output=found.root, content=found)


@pytest.mark.parametrize("lang", LISTS)
def test_home_shows_the_two_newest_below_its_doors_and_leads_to_all(
    built_site: BuiltSite, lang: str
) -> None:
    page = home(built_site, lang)
    (section,) = [each for each in page.all("section") if each.get("aria-labelledby") == "news"]
    shown = ["/aktuality/teple-obleceni/", ITEM[lang]]
    assert [link.get("href") for link in section.iter("a")] == [*shown, LISTS[lang]]
    order = [each for each in page.tree.iter() if each.get("class") == "doors" or each is section]
    assert order[-1] is section


def test_the_page_of_news_has_the_newest_first(built_site: BuiltSite) -> None:
    found = pieces(built_site.pages[LISTS["cs"]])
    assert [each.find("h2/a").get("href") for each in found] == NEWEST_FIRST
    assert "16. listopadu 2026" in " ".join(found[0].itertext()).replace("\xa0", " ")


def test_what_nobody_translated_is_there_in_czech_and_says_so(built_site: BuiltSite) -> None:
    found = pieces(built_site.pages[LISTS["en"]])
    czech, english, _ = [each.find("h2/a") for each in found]
    assert "".join(czech.itertext()).strip() == "Přineste teplé oblečení (in Czech)"
    assert czech.get("hreflang") == "cs"
    assert found[0].find("p").get("lang") == "cs"
    assert english.get("href") == ITEM["en"]
    assert english.get("hreflang") is None


def test_a_script_can_take_a_piece_away_at_its_last_midnight(built_site: BuiltSite) -> None:
    ending, staying, _ = pieces(built_site.pages[LISTS["cs"]])
    assert datetime.fromisoformat(ending.get("data-until")).date() == date(2027, 3, 1)
    assert staying.get("data-until") is None


@pytest.mark.parametrize("lang", LISTS)
def test_each_year_has_a_page(built_site: BuiltSite, lang: str) -> None:
    page = built_site.pages[f"{LISTS[lang]}2026/"]
    assert len(pieces(page)) == 3
    assert any(link.get("href") == page.address for link in built_site.pages[LISTS[lang]].all("a"))


@pytest.mark.parametrize("lang", LISTS)
def test_a_piece_has_a_page_in_each_of_its_languages(built_site: BuiltSite, lang: str) -> None:
    page = built_site.pages[ITEM[lang]]
    assert page.lang == lang
    switch = {link.get("lang"): link.get("href") for link in page.all("a") if link.get("lang")}
    assert switch == ITEM
    assert any(link.get("href") == LISTS[lang] for link in page.all("a"))


def test_a_piece_in_czech_alone_leads_readers_of_others_home(built_site: BuiltSite) -> None:
    page = built_site.pages["/aktuality/teple-obleceni/"]
    switch = {link.get("lang"): link.get("href") for link in page.all("a") if link.get("lang")}
    assert switch == {"cs": page.address, "en": "/en/", "uk": "/uk/"}
    assert "platí do 28. února 2027" in page.text.replace("\xa0", " ")


@pytest.mark.parametrize("lang", LISTS)
def test_the_foot_of_every_page_leads_there(built_site: BuiltSite, lang: str) -> None:
    page = built_site.pages[built_site.frame.address("crisis", lang)]
    (foot,) = page.all("footer")
    assert any(link.get("href") == LISTS[lang] for link in foot.iter("a"))


def test_search_and_map_of_the_site_know_each_piece_and_the_alphabet_only_the_list(
    built_site: BuiltSite,
) -> None:
    for file in ("/search.cs.json", "/sitemap.xml"):
        written = built_site.file(file).read_text("utf-8")
        assert all(address in written for address in (LISTS["cs"], *NEWEST_FIRST))
    rows = {link.get("href") for link in built_site.pages["/hledat/"].all("a")}
    assert LISTS["cs"] in rows
    assert not rows & set(NEWEST_FIRST)


def test_a_slip_in_the_words_of_a_piece_is_told_with_its_line(draft: Draft) -> None:
    line = draft.append(ENDS, "[nikam](page:nikam)")
    code, lines = draft.check()
    assert code == 1
    assert any(each.startswith(f"{ENDS}:{line}: odkaz na stránku „nikam“") for each in lines)


def test_a_jump_within_a_piece_finds_its_heading(draft: Draft) -> None:
    draft.append(ENDS, "## Kam s tím\n\n[dolů](#kam-s-tim), [jinam](#jinam)")
    (fault,) = content.read_leniently(draft.folder, DAY).faults
    assert "jinam" in fault.message


def test_words_that_hurt_are_found_in_news_too(draft: Draft) -> None:
    draft.append(ENDS, "Přijďte, i když jste narkoman.")
    code, lines = draft.check()
    assert code == 1
    assert any(each.startswith(f"{ENDS}:") and "narkoman" in each for each in lines)


def test_when_the_last_piece_has_ended_nothing_leads_to_news(draft: Draft) -> None:
    for path in draft.folder.glob("*/news/*.md"):
        if path.name != "winter-clothes.md":
            path.unlink()
    last = content.read(draft.folder, date(2027, 2, 28))
    assert Frame.of(last, {}).news("cs")
    assert news.listed(build_of(last), "en")
    after = content.read(draft.folder, date(2027, 3, 1))
    assert Frame.of(after, {}).news("cs") is None
    assert not news.listed(build_of(after), "cs")


def test_before_publishing_it_is_said_which_news_changes(draft: Draft) -> None:
    before = content.read(draft.folder, DAY)
    draft.replace(ENDS, "čepice", "ponožky")
    (draft.folder / "cs/news/report-2025.md").unlink()
    told = differences(before, content.read(draft.folder, DAY))
    assert told == [
        "Aktualita /aktuality/vyrocni-zprava-2025/: už není",
        "Aktualita /aktuality/teple-obleceni/: jinak znějí odstavce: 1",
    ]
