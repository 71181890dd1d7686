"""The privacy page tells what the facts say: days, recipients, languages.

Cookies: see `tests/intake`.
"""

from pathlib import Path

import pytest

from centre.language.i18n import gettext, speaking
from centre.language.languages import LANGUAGES
from site_plugins.pages.privacy import COOKIES, RECIPIENTS, RETENTION
from tests.built import BuiltSite, Pelican, Written
from tests.site.conftest import Draft

DRAFT = "rozepsane"
"""Anchor of the headings that tell of an unsent text."""


@pytest.fixture(scope="module", params=LANGUAGES)
def page(request: pytest.FixtureRequest, built_site: BuiltSite) -> Written:
    return built_site.pages[built_site.frame.pages["privacy"][request.param].address]


def rows(page: Written) -> list[list[str]]:
    return [
        ["".join(cell.itertext()).strip() for cell in row.iter() if cell.tag in ("th", "td")]
        for row in page.all("tr")
    ]


def test_each_row_says_how_long_something_is_kept(page: Written) -> None:
    days = [[word for word in until.split() if word.isdigit()] for _what, until in rows(page)]
    answered = [["30"], ["90"], ["30"], ["365"]]
    complaints = [["5"], ["365"]]
    letters_and_copies = [["30"], ["3"], ["14"]]
    assert days == answered + complaints + letters_and_copies


def test_the_draft_in_the_device_is_told_by_the_name_that_the_form_gives_it(
    built_site: BuiltSite, page: Written
) -> None:
    with speaking(page.lang):
        label = gettext("Keep the unsent text on this device")
    hide = built_site.pages[built_site.frame.address("hide-visit", page.lang)]
    assert label in hide.text.replace("\xa0", " ")
    assert DRAFT in page.anchors() & hide.anchors()
    assert f"{hide.address}#{DRAFT}" in [link.get("href") for link in page.all("a")]


def test_lists_stand_under_the_headings_that_tell_of_them(page: Written) -> None:
    under = {}
    heading = ""
    for element in page.all("main")[0].iter():
        if element.tag == "h2":
            heading = element.get("id", "")
        if element.tag in ("table", "dl") or (element.tag == "code" and heading):
            under.setdefault(heading, []).append(element.tag)
    assert under == {RETENTION: ["table"], COOKIES: ["code", "code"], RECIPIENTS: ["dl"]}


def test_other_facts_make_another_page(draft: Draft, tmp_path: Path, pelican: Pelican) -> None:
    draft.replace("data/centre.yaml", "delete_after_days: 90", "delete_after_days: 61")
    draft.replace("data/centre.yaml", "found_syringe_days: 30", "found_syringe_days: 1")
    draft.replace("data/centre.yaml", "backup_days: 14", "backup_days: 3")
    draft.replace("data/centre.yaml", "answers_in: [cs, en]", "answers_in: [cs, vi]")
    draft.replace("data/centre.yaml", "    task:\n", "    outside_eu: true\n    task:\n")
    built = pelican(
        *(
            str(draft.folder),
            "-o",
            str(tmp_path / "out"),
            "-e",
            f'FRAME_PATH="{tmp_path}/frame.json"',
        )
    )
    assert built.returncode == 0, built.stderr
    page = (tmp_path / "out" / "soukromi" / "index.html").read_text("utf-8").replace("\xa0", " ")
    for told in (
        "Smažeme ho 61 dnů po tom, co odpovíme",
        "Smažeme ho 1 den po tom, co odpovíme",
        "nejdéle 3 dny.",
        "čeština, vietnamština",
    ):
        assert told in page
    assert page.count("Je mimo Evropskou unii.") == 1


def test_a_list_that_lost_its_heading_is_a_fault(
    draft: Draft, tmp_path: Path, pelican: Pelican
) -> None:
    draft.replace("en/pages/privacy.md", "{#cookies}", "{#sweets}")
    draft.replace("en/pages/privacy.md", "(#cookies)", "(#sweets)")
    built = pelican(
        *(
            str(draft.folder),
            "-o",
            str(tmp_path / "out"),
            "-e",
            f'FRAME_PATH="{tmp_path}/frame.json"',
        )
    )
    assert built.returncode == 1
    assert "en/pages/privacy.md:2: v textu chybí nadpis s kotvou #cookies" in built.stderr
