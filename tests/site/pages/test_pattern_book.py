"""„Vzorník“ shows every component to whoever changes the theme, and nobody else ever sees it."""

from pathlib import Path

from jinja2 import Environment, nodes

from site_plugins.pages import pattern_book
from tests.built import BuiltSite, Pelican
from tests.paths import ROOT
from tests.site.conftest import Draft

TEMPLATES = ROOT / "theme" / "templates"
COMPONENTS = ("components.html", "forms.html", "schedule.html", "places.html")
SHOWN_BY = ("base.html", "pattern-book.html", "pattern-forms.html")


def parsed(name: str) -> nodes.Template:
    source = (TEMPLATES / name).read_text("utf-8")
    return Environment(extensions=["jinja2.ext.i18n"]).parse(source)


def called(node: nodes.Node) -> set[str]:
    """Names of what a part of a template calls: `notice` and `ui.notice` alike."""
    calls = [call.node for call in node.find_all(nodes.Call)]
    return {
        each.attr if isinstance(each, nodes.Getattr) else getattr(each, "name", "")
        for each in calls
    }


def test_every_component_is_shown() -> None:
    macros = {
        macro.name: macro for name in COMPONENTS for macro in parsed(name).find_all(nodes.Macro)
    }
    shown: set[str] = set()
    coming = set().union(*(called(parsed(name)) for name in SHOWN_BY))
    while coming:
        shown |= coming
        coming = {name for each in coming & set(macros) for name in called(macros[each])} - shown
    assert len(macros) > 40
    assert set(macros) - shown == set()


def test_it_is_built_in_development_only(
    built_site: BuiltSite, draft: Draft, tmp_path: Path, pelican: Pelican
) -> None:
    assert not built_site.file(pattern_book.ADDRESS).exists()
    frame = tmp_path / "frame.json"
    built = pelican(str(draft.folder), "-o", str(tmp_path / "out"), "-e", f'FRAME_PATH="{frame}"')
    assert built.returncode == 0, built.stderr
    for address in (pattern_book.ADDRESS, pattern_book.FORMS):
        page = (tmp_path / "out" / address.lstrip("/") / "index.html").read_text("utf-8")
        assert "Vzorník" in page
        assert 'name="robots" content="noindex"' in page
    sitemap = (tmp_path / "out/sitemap.xml").read_text("utf-8")
    assert pattern_book.ADDRESS not in sitemap
