"""What the proxy says itself when the service cannot be reached: in the reader's language, with the
phone."""

import re
from base64 import b64encode
from hashlib import sha256

import html5lib
import pytest

from centre.intake.addresses import ERRORS
from centre.language.languages import LANGUAGES
from site_plugins.pages.error_pages import TEXTS
from tests.built import BuiltSite, Written
from tests.paths import ROOT

ERRORS_CONF = (ROOT / "deploy" / "nginx" / "errors.conf").read_text("utf-8")
PREFIX = {"cs": "", "en": "en/", "uk": "uk/"}
MAYBE = {"500", "502", "504"}
NOT_SENT = {"400", "413", "429", "503"}
WORDS = {
    "cs": ("Neodeslalo se", "Nevíme, jestli", "Nechoďte prosím zpět"),
    "en": ("was not sent", "do not know whether", "do not go back"),
    "uk": ("не надіслано", "не знаємо, чи", "Не повертайтеся"),
}


@pytest.fixture(
    params=[(lang, status) for lang in LANGUAGES for status in TEXTS], ids=lambda p: "-".join(p)
)
def page(request: pytest.FixtureRequest, built_site: BuiltSite) -> Written:
    lang, status = request.param
    address = f"{ERRORS}{PREFIX[lang]}{status}.html"
    return Written(address, built_site.output / address.lstrip("/"))


def status_of(page: Written) -> str:
    return page.path.stem


def test_it_speaks_the_language_and_names_the_phones(page: Written) -> None:
    assert f"{ERRORS}{PREFIX[page.lang]}" == page.address.removesuffix(page.path.name)
    assert [link.get("href") for link in page.all("a") if "alarm" in link.get("class", "")] == [
        "tel:155"
    ]
    assert "000 000 001" in page.text
    assert len(page.all("h1")) == 1


def test_it_leans_on_nothing_else(page: Written) -> None:
    for tag in ("link", "script", "img", "iframe", "object", "form"):
        assert page.all(tag) == [], tag
    assert "url(" not in page.path.read_text("utf-8")
    assert page.path.stat().st_size < 4096


def test_it_says_honestly_whether_something_was_sent(page: Written) -> None:
    not_sent, maybe, not_back = WORDS[page.lang]
    assert {status_of(page)} <= NOT_SENT | MAYBE
    assert (maybe in page.text) is (status_of(page) in MAYBE)
    assert (not_sent in page.text) or status_of(page) in MAYBE | {"413"}
    assert (not_back in page.text) is (status_of(page) not in {"400", "413"})


def test_the_proxy_allows_its_style_and_no_other(page: Written) -> None:
    style = re.search(r"<style>(.*?)</style>", page.path.read_text("utf-8"), re.DOTALL)
    assert style
    hashed = b64encode(sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{hashed}';" in ERRORS_CONF, (
        "put this hash into deploy/nginx/errors.conf"
    )


def test_every_page_that_the_proxy_names_is_there(built_site: BuiltSite) -> None:
    named = re.findall(
        r"^error_page (.+?) (?:=\d+ )?(/?\S*)\$kacko_language(\S+);", ERRORS_CONF, re.MULTILINE
    )
    told = {status for statuses, _, _ in named for status in statuses.split()}
    assert {
        "400",
        "403",
        "404",
        "405",
        "408",
        "413",
        "414",
        "429",
        "494",
        "500",
        "502",
        "503",
        "504",
    } <= told
    for _statuses, before, after in named:
        for prefix in ("", "/en", "/uk"):
            file = built_site.output / f"{before}{prefix}{after}".lstrip("/")
            html5lib.HTMLParser(strict=True).parse(file.read_text("utf-8"))
