"""The sample and the five examples, published as any centre's site is."""

import re
import shutil
from pathlib import Path

import pytest

from centre.facts.loading import load_facts
from site_plugins.run import refusals
from site_plugins.run.publication import NotBuilt, Site
from site_plugins.run.releases import FRAME, PUBLIC, Releases
from tests.built import DAY, BuiltSite
from tests.paths import ROOT
from tests.published import check_published

SAMPLE = ROOT / "content"
CENTRES = [SAMPLE, *sorted((ROOT / "examples").iterdir())]
NEXT_DAY = "2026-11-22"
STYLE = re.compile(r'rel="stylesheet"\s+href="([^"]+)"')


@pytest.fixture
def _as_an_operator(pelican: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("BUILD_DAY", DAY)
    monkeypatch.setenv(refusals.VARIABLE, refusals.EVERY_REFUSAL)


def site_of(content: Path, folder: Path) -> Site:
    return Site(content, Releases(folder / "site"))


def as_served(site: Site) -> BuiltSite:
    """What readers and the service find through the link."""
    folder = site.releases.folder / "current"
    return BuiltSite(folder / PUBLIC, folder / FRAME)


@pytest.mark.usefixtures("_as_an_operator")
@pytest.mark.parametrize("content", CENTRES, ids=lambda folder: folder.name)
def test_a_centre_is_published_with_its_frame_and_no_page_without_style(
    content: Path, tmp_path: Path
) -> None:
    site = site_of(content, tmp_path)
    site.serve(site.build())
    served = as_served(site)
    check_published(served.output)
    assert served.frame.base_url == load_facts(content / "data").centre.base_url
    assert all(served.file(address).is_file() for address in served.frame.assets.values())
    for address, page in served.pages.items():
        sheets = STYLE.findall(page.path.read_text("utf-8"))
        assert sheets, address
        assert all(served.file(sheet).is_file() for sheet in sheets), address


@pytest.mark.usefixtures("_as_an_operator")
def test_the_night_renews_a_centre_over_the_common_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = tmp_path / "kyjov"
    shutil.copytree(ROOT / "examples" / "kyjov", written)
    site = site_of(written, tmp_path)
    site.serve(site.build())
    published = as_served(site).pages
    (written / "cs" / "pages" / "home.md").write_text("half a sente")
    monkeypatch.setenv("BUILD_DAY", NEXT_DAY)
    renewed = site.rebuild()
    assert (renewed.record.publication, renewed.record.day) == (1, NEXT_DAY)
    assert as_served(site).pages.keys() == published.keys()


@pytest.mark.usefixtures("_as_an_operator")
def test_a_sample_is_refused_and_the_fault_names_the_file_that_one_edits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(refusals.VARIABLE, "approval")
    with pytest.raises(NotBuilt, match=r"content/data/centre\.yaml:3: demo: web je ukázka"):
        site_of(SAMPLE, tmp_path).build()
    assert not list((tmp_path / "site").glob("current"))
