"""Every built page and every style sheet keeps the rules of HTML and CSS."""

from tests.built import BuiltSite
from tests.validity import Checker


def test_every_built_page_is_valid(built_site: BuiltSite, faults_in: Checker) -> None:
    found = []
    for address, page in built_site.pages.items():
        found += [f"{address}: {fault}" for fault in faults_in(page.path.read_text("utf-8"))]
    assert not found, "\n".join(found)


def test_every_style_sheet_is_valid(built_site: BuiltSite, faults_in: Checker) -> None:
    for name in (
        "site.css",
        "desk.css",
        "outreach.css",
        "extended.css",
        "results.css",
        "sheets.css",
    ):
        css = built_site.file(built_site.frame.asset(name)).read_text("utf-8")
        assert faults_in(css, "text/css") == [], name


def test_the_checker_finds_what_is_wrong(faults_in: Checker) -> None:
    head = '<!DOCTYPE html><html lang="cs"><head><title>Terén</title></head>'
    sound = f"{head}<body><p>Ano.</p></body></html>"
    assert faults_in(sound) == []
    assert faults_in(sound.replace("</p>", "</i>"))
