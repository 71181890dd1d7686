"""What browsers keep of the site, and how it stands on a home screen: the same for everybody, and
no more."""

import json
import re
import struct
from datetime import date
from hashlib import blake2b
from pathlib import Path

import brotli
import pytest

from centre.facts.loading import load_facts
from centre.intake import addresses
from centre.language.i18n import date_words, speaking
from centre.language.languages import LANGUAGES
from site_plugins.files import manifest
from tests.built import DAY, BuiltSite
from tests.paths import ROOT
from tests.site.conftest import Draft

KIB = 1024
KEPT = ("home", "crisis", "contact", "outreach", "first-visit")
NOTED = (
    "home",
    "contact",
    "outreach",
    "first-visit",
)  # nothing stands before the words for a crisis
SAMPLE = "data/centre.yaml"


@pytest.fixture(scope="module")
def worker(built_site: BuiltSite) -> dict:
    """What the build tells the service worker."""
    code = built_site.file("/sw.js").read_text("utf-8")
    return {
        name: json.loads(value)
        for name, value in re.findall(r"const ([A-Z_]+)=(.+?);(?=const|\n)", code)
    }


def test_the_same_few_pages_are_kept_in_each_language_and_nothing_else(
    built_site: BuiltSite, worker: dict
) -> None:
    kept = worker["KEPT"]
    assert set(kept) == {*LANGUAGES, "all"}
    for lang in LANGUAGES:
        pages = {built_site.frame.address(page_id, lang) for page_id in KEPT}
        assert set(kept[lang]) == {*pages, addresses.OFFLINE[lang]}
    names = ("site.css", "outreach.css", "site.js", "icon.svg")
    assets = {built_site.frame.asset(name) for name in names}
    assert set(kept["all"]) == {*assets, "/hours.json"}


@pytest.mark.parametrize(
    ("device", "language"), [("cs", "cs"), ("sk", "cs"), ("en", "en"), ("ru", "uk"), ("uk", "uk")]
)
def test_a_phone_keeps_the_language_that_its_reader_reads_best(
    worker: dict, device: str, language: str
) -> None:
    assert worker["READ_IN"][device] == language
    assert worker["READ_IN"]["other"] == "en"
    assert worker["KEPT"][worker["ORIGINAL"]]


def test_each_is_known_by_the_print_of_its_content(built_site: BuiltSite, worker: dict) -> None:
    for pages in worker["KEPT"].values():
        for address, known in pages.items():
            content = built_site.file(address).read_bytes()
            assert known == blake2b(content, digest_size=4).hexdigest()


def test_a_kept_page_brings_all_that_it_needs(built_site: BuiltSite, worker: dict) -> None:
    """But the manifest and the larger icon, which only an installation asks for."""
    for lang in LANGUAGES:
        for address in worker["KEPT"][lang]:
            page = built_site.pages[address]
            needed = {
                link.get("href")
                for link in page.all("link")
                if link.get("rel") in ("stylesheet", "icon")
            }
            needed |= {script.get("src") for script in page.all("script") if script.get("src")}
            assert needed <= set(worker["KEPT"]["all"]), address


def test_nothing_of_the_service_is_kept_or_answered(worker: dict) -> None:
    assert {root.rstrip("/") for root in worker["APART"]} == {
        root.rstrip("/") for root in addresses.intake_roots()
    }
    assert addresses.DESK in worker["APART"]
    for pages in worker["KEPT"].values():
        assert not [address for address in pages if addresses.is_intake(address)]


def test_all_that_a_reader_keeps_weighs_little(built_site: BuiltSite, worker: dict) -> None:
    def weight(*groups: str) -> int:
        kept = {address for group in groups for address in worker["KEPT"][group]}
        return sum(len(brotli.compress(built_site.file(address).read_bytes())) for address in kept)

    assert weight("all", "cs") <= 40 * KIB
    assert max(weight("all", "cs", "en"), weight("all", "cs", "uk")) <= 72 * KIB


@pytest.mark.parametrize("lang", LANGUAGES)
def test_kept_pages_can_say_of_which_day_they_are(built_site: BuiltSite, lang: str) -> None:
    with speaking(lang):
        day = date_words(date.fromisoformat(DAY))
    noted = [built_site.frame.address(page_id, lang) for page_id in NOTED]
    for address, page in built_site.pages.items():
        notes = [element for element in page.tree.iter() if element.get("data-kept") is not None]
        if address in noted:
            (note,) = notes
            assert note.get("hidden") == ""
            assert day in " ".join("".join(note.itertext()).split())
        elif page.lang == lang:
            assert not notes, address


def test_the_page_without_a_connection_leads_to_what_is_kept_and_to_155(
    built_site: BuiltSite, worker: dict
) -> None:
    for lang in LANGUAGES:
        page = built_site.pages[addresses.OFFLINE[lang]]
        links = {link.get("href") for main in page.all("main") for link in main.iter("a")}
        assert links == {*worker["KEPT"][lang], "tel:155"} - {addresses.OFFLINE[lang]}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_manifest_can_be_installed_and_tells_nobody_what_it_is(
    built_site: BuiltSite, lang: str
) -> None:
    told = json.loads(built_site.file(f"/site.{lang}.webmanifest").read_text("utf-8"))
    assert told["start_url"] == addresses.HOME[lang]
    assert told["scope"] == "/"
    assert len(told["short_name"]) <= 12
    for revealing in ("drog", "káčko", "centr", "drug", "help", "pomoc", "нарко", "качко"):
        assert revealing not in f"{told['name']} {told['short_name']}".lower()
    purposes = {icon["purpose"] for icon in told["icons"] if icon["sizes"] == "512x512"}
    assert purposes == {"any", "maskable"}
    for icon in told["icons"]:
        assert "x".join(map(str, png_size(built_site.file(icon["src"])))) == icon["sizes"]


def png_size(path: Path) -> tuple[int, int]:
    head = path.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", head[16:24])
    return width, height


def test_only_home_offers_to_be_installed(built_site: BuiltSite) -> None:
    homes = set(addresses.HOME.values())
    for address, page in built_site.pages.items():
        offered = [link.get("href") for link in page.all("link") if link.get("rel") == "manifest"]
        assert offered == ([f"/site.{page.lang}.webmanifest"] if address in homes else []), address


def test_the_manifest_has_the_colours_of_the_style_sheet() -> None:
    tokens = (ROOT / "theme/static/css/1-tokens.css").read_text("utf-8")
    light = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", tokens.partition("@media")[0]))
    assert (light["paper"], light["brand"]) == (manifest.PAPER, manifest.BRAND)


def test_a_centre_names_its_icon_and_learns_what_does_not_fit(draft: Draft) -> None:
    draft.replace(SAMPLE, "  cs: Kdy a kde", "  cs: Káčko")
    assert str(load_facts(draft.folder / "data").centre.app_name) == "Káčko"
    draft.replace(SAMPLE, "  cs: Káčko", "  cs: Kontaktní centrum")
    line = draft.line(SAMPLE, "app_name:")
    code, lines = draft.check()
    assert code == 1
    assert (
        f"{SAMPLE}:{line}: app_name: pod ikonu se vejde 12 znaků; „Kontaktní centrum“ má 17"
        in lines
    ), lines
