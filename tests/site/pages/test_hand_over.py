"""The page about what could be handed over tells the whole inventory, each part once, in every
language."""

from typing import Any

import pytest

from centre.intake.data_inventory import INVENTORY
from centre.intake.data_items import SIZES, Form, Subject
from centre.language.i18n import gettext, speaking
from centre.language.languages import LANGUAGES
from site_plugins.pages.hand_over import LISTS
from tests.built import BuiltSite, Written

READABLE = "citelne"


@pytest.fixture(scope="module", params=LANGUAGES)
def page(request: pytest.FixtureRequest, built_site: BuiltSite) -> Written:
    return built_site.pages[built_site.frame.pages["hand-over"][request.param].address]


def told(page: Written) -> Any:
    """The words of each list, by the anchor of its heading."""
    found = {}
    heading = ""
    for element in page.all("main")[0].iter():
        if element.tag == "h2":
            heading = element.get("id", "")
        if element.tag in ("dt", "dd"):
            found.setdefault(heading, []).append(" ".join("".join(element.itertext()).split()))
    return found


def test_every_part_of_the_inventory_is_told_once(page: Written) -> None:
    with speaking(page.lang):
        inventory = sorted(
            gettext(words) for part in INVENTORY for words in (part.description, part.reason)
        )
    assert sorted(words for listed in told(page).values() for words in listed) == inventory


def test_what_lies_readable_is_told_as_readable_and_nothing_else_is(page: Written) -> None:
    with speaking(page.lang):
        readable = [
            gettext(words)
            for part in INVENTORY
            if part.form is Form.CLEAR and part.about is Subject.SENDER
            for words in (part.description, part.reason)
        ]
    assert told(page)[READABLE] == readable
    assert list(told(page)) == list(LISTS)


def test_the_page_tells_the_classes_of_length(page: Written) -> None:
    assert ", ".join(map(str, SIZES)) in page.text


def test_readers_come_to_it_from_privacy_rights_and_the_page_about_asking(
    built_site: BuiltSite, page: Written
) -> None:
    for page_id in ("privacy", "rights", "ask"):
        there = built_site.pages[built_site.frame.pages[page_id][page.lang].address]
        links = [link.get("href") for link in there.all("main")[0].iter("a")]
        assert page.address in links
