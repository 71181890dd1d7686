"""What holds for every page of the built site.

The checks here share no code with those of the build.
"""

import re
from itertools import pairwise
from urllib.parse import urlsplit

import pytest

from centre.intake import addresses
from centre.language.languages import LANGUAGES, ORIGINAL
from centre.texts.pages import read_pages
from tests.built import BuiltSite
from tests.paths import ROOT

MAY_BE_LINKED = {
    "www.chmi.cz",
    "www.linkabezpeci.cz",
    "www.rodicovskalinka.cz",
    "www.chciodvykat.cz",
    "www.tis-cz.cz",
    "mapy.com",
    "www.openstreetmap.org",
}
"""Other origins that a reader may choose to go to. Nothing is ever fetched from one."""


def test_every_page_is_html_without_an_error(built_site: BuiltSite) -> None:
    for page in built_site.pages.values():
        assert page.tree is not None, page.address


def test_every_page_has_one_main_heading_and_skips_no_level(built_site: BuiltSite) -> None:
    for page in built_site.pages.values():
        levels = [
            int(element.tag[1])
            for element in page.tree.iter()
            if re.fullmatch("h[1-6]", str(element.tag))
        ]
        assert levels.count(1) == 1, page.address
        assert all(after <= before + 1 for before, after in pairwise(levels)), page.address


def test_every_page_says_its_language(built_site: BuiltSite) -> None:
    for address, page in built_site.pages.items():
        first = address.split("/")[1]
        assert page.lang == (first if first in LANGUAGES else ORIGINAL), address


def test_no_two_pages_have_the_same_title(built_site: BuiltSite) -> None:
    titles = {}
    for address, page in built_site.pages.items():
        title = page.all("title")[0].text
        assert titles.setdefault((page.lang, title), address) == address
        assert title


def test_every_page_of_the_content_tells_search_engines_what_it_is_about(
    built_site: BuiltSite,
) -> None:
    for page in read_pages(ROOT / "content")[0]:
        (told,) = [
            each
            for each in built_site.pages[page.address].all("meta")
            if each.get("name") == "description"
        ]
        assert told.get("content", "").split() == page.front.lead.split()


def test_no_link_inside_the_site_is_dead(built_site: BuiltSite) -> None:
    for address, page in built_site.pages.items():
        for link in page.all("a"):
            target = urlsplit(link.get("href"))
            if target.scheme or addresses.is_intake(target.path):
                continue
            there = built_site.pages.get(target.path or address)
            if there is None and built_site.file(target.path).is_file():
                continue  # a calendar, not a page
            assert there, f"{address} links to {target.geturl()}"
            assert not target.fragment or target.fragment in there.anchors(), (
                f"{address}: {target.geturl()}"
            )


def test_nothing_comes_from_elsewhere_and_few_links_lead_there(built_site: BuiltSite) -> None:
    for address, page in built_site.pages.items():
        for element in page.tree.iter():
            for name in ("src", "srcset", "action", "data", "poster", "background"):
                assert not urlsplit(element.get(name, "")).netloc, f"{address}: {name}"
            if element.tag == "link" and element.get("rel") not in ("canonical", "alternate"):
                assert not urlsplit(element.get("href")).netloc, address
            if element.tag == "a" and (host := urlsplit(element.get("href", "")).netloc):
                assert host in MAY_BE_LINKED, f"{address} links to {host}"
                assert "noreferrer" in element.get("rel", ""), (
                    f"{address} tells {host} where the reader was"
                )


def test_nothing_is_inline_so_that_the_strict_policy_holds(built_site: BuiltSite) -> None:
    for address, page in built_site.pages.items():
        for element in page.tree.iter():
            assert element.tag != "style", address
            if element.tag == "script":  # data is not executed, so the policy does not mind it
                assert element.get("src") or element.get("type") == "application/ld+json", address
            assert not [
                name for name in element.attrib if name == "style" or name.startswith("on")
            ], address


def test_a_sample_lets_nobody_dial_the_centre(built_site: BuiltSite) -> None:
    helplines = {"155", "112", "156", "158", "150", "116111", "116123", "116000", "116006"}
    helplines |= {"800350000", "224919293", "224915402"}
    for address, page in built_site.pages.items():
        for link in page.all("a"):
            scheme, _, number = link.get("href", "").partition(":")
            assert scheme not in ("sms", "mailto"), address
            assert scheme != "tel" or number in helplines, f"{address} dials {number}"


def test_a_sample_says_so_on_every_page_and_hides_from_search_engines(
    built_site: BuiltSite,
) -> None:
    assert built_site.frame.demo
    for page in built_site.pages.values():
        if page.lang == ORIGINAL:
            assert page.text.count("Ukázka. Zprávy nikdo nečte. Pomoc: 155") == 1, page.address
        robots = [meta.get("content") for meta in page.all("meta") if meta.get("name") == "robots"]
        assert robots == ["noindex"], page.address
    assert "Disallow: /\n" in built_site.file("/robots.txt").read_text("utf-8")


def test_delicate_pages_and_all_below_them_can_be_left_quickly(built_site: BuiltSite) -> None:
    pages, _ = read_pages(ROOT / "content")
    delicate = {"crisis", "close-ones", "ask"}
    for page in pages:
        if delicate & {page.id, *(link.id for link in pages.ancestors(page))}:
            links = built_site.pages[page.address].all("a")
            (exit_link,) = [link for link in links if link.get("data-exit") is not None]
            assert exit_link.get("rel") == "noreferrer nofollow"
            assert exit_link.get("href") == addresses.EXIT


def test_the_crisis_page_begins_with_the_number_to_call(built_site: BuiltSite) -> None:
    page = built_site.pages[built_site.frame.address("crisis", ORIGINAL)]
    main = page.all("main")[0]
    before_steps = "".join(main.itertext()).split("Co udělat")[0]
    assert "155" in before_steps


def test_home_opens_with_four_doors_in_order(built_site: BuiltSite) -> None:
    doors = [link for link in built_site.pages["/"].all("a") if "door" in link.get("class", "")]
    assert [" ".join(door.findtext(".//b").split()) for door in doors] == [
        "Jde o život? 155",
        "Přijít k nám nebo potkat terénní pracovníky",
        "Bojím se o někoho blízkého",
        "Zeptat se anonymně",
    ]
    assert doors[0].get("href") == "tel:155"


def test_hours_are_told_by_date_and_stay_true_tomorrow(built_site: BuiltSite) -> None:
    home = built_site.pages["/"]
    assert "po 23. 11." in home.text
    for address in ("/", built_site.frame.address("outreach", ORIGINAL)):
        days = [
            element for element in built_site.pages[address].tree.iter() if element.get("data-day")
        ]
        assert days, address
        for day in days:
            words = " ".join("".join(day.itertext()).split()).casefold()
            assert not re.search(r"\b(dnes|zítra|otevřeno)\b", words), words


def test_the_timetable_is_a_table_with_headings_both_ways(built_site: BuiltSite) -> None:
    page = built_site.pages[built_site.frame.address("outreach", ORIGINAL)]
    (table,) = page.all("table")
    assert "".join(table.find("caption").itertext()) == "Běžný týden"
    assert {cell.get("scope") for cell in table.iter("th")} == {"col", "row"}
    towns = ["".join(cell.itertext()) for cell in table.iter("th") if cell.get("scope") == "row"]
    assert "Ždírec nad Doubravou" in towns
    for row in table.iter("tr"):
        assert len(list(row)) == len(list(next(table.iter("tr"))))


@pytest.mark.parametrize("address", ["/404.html", "/en/404.html", "/uk/404.html"])
def test_the_page_for_a_wrong_address_offers_the_doors(built_site: BuiltSite, address: str) -> None:
    page = built_site.pages[address]
    assert len([link for link in page.all("a") if "door" in link.get("class", "")]) == 4


def test_titles_leads_and_facts_break_no_line_after_a_one_letter_word(
    built_site: BuiltSite,
) -> None:
    letters = {"cs": "ksvzouaiKSVZOUAI", "uk": "вузоійВУЗОІЙ"}
    no_name = r"(?<![\w’'])(?!(?<=\w\xa0)[A-ZА-ЯІ])"  # „typu A“ may end a line
    for address, page in built_site.pages.items():
        for element in page.all("body")[0].iter():
            if page.lang not in letters or element.tag in ("script", "code") or element.get("lang"):
                continue
            loose = re.search(rf"{no_name}[{letters[page.lang]}] [\w„«(]", element.text or "")
            assert not loose, f"{address}: {element.text!r}"
