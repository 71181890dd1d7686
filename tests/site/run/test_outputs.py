"""What stands beside the pages, such as assets, sitemap and frame; and what a page weighs."""

import gzip
import hashlib
import re
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import brotli
import pytest

from centre.exchange.frame import Frame, NoFrameError
from centre.exchange.outputs import output_of
from centre.intake import addresses
from centre.language.languages import ORIGINAL
from centre.texts import content
from tests.built import DAY, BuiltSite
from tests.paths import ROOT
from tests.site.conftest import Draft

KIB = 1024
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def weight(site: BuiltSite, address: str) -> int:
    return len(
        site.file(
            address + "index.html.br" if address.endswith("/") else address + ".br"
        ).read_bytes()
    )


def test_a_page_with_all_it_needs_weighs_at_most_14_kib_in_4_requests(
    built_site: BuiltSite,
) -> None:
    for address, page in built_site.pages.items():
        needed = {
            link.get("href")
            for link in page.all("link")
            if link.get("rel") in ("stylesheet", "icon")
        }
        needed |= {script.get("src") for script in page.all("script") if script.get("src")} | {
            image.get("src") for image in page.all("img")
        }
        assert len(needed) + 1 <= 4, address
        assert (
            weight(built_site, address) + sum(weight(built_site, each) for each in needed)
            <= 14 * KIB
        ), address


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("site.css", 5 * KIB),
        ("outreach.css", 5 * KIB),
        ("site.js", 3 * KIB),
        ("service.js", 3 * KIB),
        ("desk.js", KIB),
        ("key.js", KIB),
    ],
)
def test_assets_are_small(built_site: BuiltSite, name: str, most: int) -> None:
    assert weight(built_site, built_site.frame.asset(name)) <= most


def test_to_say_what_is_open_now_costs_a_kilobyte_of_script() -> None:
    script = ROOT / "theme" / "static" / "js" / "3-now.js"
    assert len(brotli.compress(script.read_bytes())) <= 1000


def test_an_assets_address_changes_with_its_content(built_site: BuiltSite) -> None:
    for address in built_site.frame.assets.values():
        content = built_site.file(address).read_bytes()
        assert hashlib.blake2b(content, digest_size=4).hexdigest() in address


def test_compressed_copies_hold_the_same(built_site: BuiltSite) -> None:
    for path in built_site.output.rglob("*"):
        if path.suffix == ".br":
            assert brotli.decompress(path.read_bytes()) == path.with_suffix("").read_bytes()
        elif path.suffix == ".gz":
            assert gzip.decompress(path.read_bytes()) == path.with_suffix("").read_bytes()
        elif path.is_file() and output_of(built_site.address(path)).compressed:
            assert path.with_name(path.name + ".br").exists(), path
            assert path.with_name(path.name + ".gz").exists(), path


def test_the_same_content_builds_the_same_bytes(built_site: BuiltSite) -> None:
    assert (
        built_site.file("/index.html.gz").read_bytes()[4:8] == b"\0\0\0\0"
    )  # no time of day inside


def test_translations_point_at_each_other(built_site: BuiltSite) -> None:
    origin = built_site.frame.base_url
    for address, page in built_site.pages.items():
        links = {
            link.get("hreflang"): link.get("href")
            for link in page.all("link")
            if link.get("rel") == "alternate" and link.get("hreflang")
        }
        if address.endswith("/404.html"):
            assert not links
            continue
        assert links[page.lang] == origin + address, address
        for lang, there in links.items():
            other = built_site.pages[there.removeprefix(origin)]
            assert other.lang == lang
            back = {link.get("href") for link in other.all("link") if link.get("hreflang")}
            assert origin + address in back


def test_links_to_czech_stand_ins_say_so(built_site: BuiltSite) -> None:
    for address, page in built_site.pages.items():
        for link in page.all("a"):
            target = urlsplit(link.get("href"))
            there = None if target.scheme else built_site.pages.get(target.path)
            if there and there.lang != page.lang:
                assert link.get("hreflang") == there.lang, f"{address}: {link.get('href')}"


def test_the_sitemap_lists_every_page_with_its_translations(built_site: BuiltSite) -> None:
    origin = built_site.frame.base_url
    root = ElementTree.fromstring(built_site.file("/sitemap.xml").read_text("utf-8"))
    listed = [entry.findtext("s:loc", "", SITEMAP) for entry in root]
    assert len(listed) == len(set(listed))
    assert set(listed) <= {origin + address for address in built_site.pages}
    for translations in built_site.frame.pages.values():
        assert {origin + page.address for page in translations.values()} <= set(listed)
    for entry in root:
        for alternate in entry.findall("x:link", SITEMAP):
            assert alternate.get("href") in listed


def test_the_frame_leads_to_pages_that_are_there(built_site: BuiltSite) -> None:
    frame = built_site.frame
    for translations in frame.pages.values():
        for lang, page in translations.items():
            assert built_site.pages[page.address].lang == lang
    assert frame.link("crisis", "uk").address in built_site.pages
    assert frame.address("no-such-page", "en") == addresses.HOME["en"]


def test_a_service_without_a_built_site_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoFrameError, match="make build"):
        Frame.read(tmp_path / "frame.json")


def test_a_frame_of_another_version_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "frame.json").write_text('{"pages": {}}')
    with pytest.raises(NoFrameError, match="build the site again"):
        Frame.read(tmp_path / "frame.json")


def test_the_frame_carries_the_neutral_title_that_a_centre_chose(draft: Draft) -> None:
    day = date.fromisoformat(DAY)
    draft.append("data/centre.yaml", "tab_title: {cs: Poznámky, en: Notes, uk: Нотатки}")
    frame = Frame.of(content.read(draft.folder, day), {})
    assert frame.context("en")["site"].tab_title == "Notes"
    assert (
        Frame.of(content.read(ROOT / "content", day), {}).context("en")["site"].tab_title == "Page"
    )


def test_the_style_sheet_stays_on_its_floor(built_site: BuiltSite) -> None:
    css = built_site.file(built_site.frame.asset("site.css")).read_text("utf-8")
    for modern in (
        "@layer",
        "@container",
        ":has(",
        ":is(",
        ":where(",
        ":focus-visible",
        "aspect-ratio",
        "clamp(",
    ):
        assert modern not in css
    assert "!important" not in css
    for rule in re.findall(r"\{([^{}]*)\}", css):
        # iOS 12 knows gap only in a grid, and between columns of text
        assert "gap:" not in rule or "grid" in rule or "columns:" in rule
        assert not re.search(r"\binset:", rule)


SCRIPTS = ("site.js", "search.js", "service.js", "desk.js", "key.js")


def test_the_scripts_stay_on_their_floor(built_site: BuiltSite) -> None:
    """Chrome 80 and iOS 12 stumble over any of these, and then nothing of the script works."""
    scripts = [built_site.frame.asset(name) for name in SCRIPTS]
    for script in (*scripts, addresses.WORKER):
        code = built_site.file(script).read_text("utf-8")
        # MiniSearch writes an index of its own with it, for which nobody asks
        code = re.sub(r"toJSON\(\)\{.*?serializationVersion", "", code)
        for modern in (
            r"\?\.[a-z_\[(]",
            r"\?\?",
            r"(\|\||&&)=",
            r"\(\?<",
            r"(?<![\w\"'/])#[a-z]+[ =(]",
            r"\d_\d",
        ):
            assert not re.search(modern, code), f"{script}: {modern}"
        for later in (
            "at",
            "replaceAll",
            "matchAll",
            "allSettled",
            "any",
            "fromEntries",
            "replaceChildren",
        ):
            assert f".{later}(" not in code, f"{script}: {later}"
        for later in ("structuredClone", "globalThis", "Intl.PluralRules", "AbortSignal", "BigInt"):
            assert later not in code, f"{script}: {later}"


def test_the_frame_speaks_every_language_that_has_a_home(built_site: BuiltSite) -> None:
    spoken = {alternate.lang for alternate in built_site.frame.alternates("home")}
    assert ORIGINAL in spoken
    assert spoken == set(built_site.frame.pages["home"])
