"""Style sheets, scripts and icons of both halves, each under its fingerprint.

The address changes when the content does, so browsers may keep an asset for ever.
"""

from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Any

from pelican import signals
from rcssmin import cssmin
from rjsmin import jsmin

from centre.intake.addresses import ASSETS
from site_plugins.run.build import build_of

SCRIPT_OF_ALL_PAGES = "1-exit.js"

MINISEARCH = "vendor/minisearch.min.js"
"""Ranks what the search finds. As it was published, minified once; beside it stands its licence."""


def make_assets(theme: Path) -> dict[str, bytes]:
    """Every asset by its plain name. The desk has a sheet of its own: the public needs none of it.

    Results and search have the site's sheet with more rules in it: no other page needs those, and
    a second sheet would be one request more.

    The first script is for all pages; each half adds its own to it, so that a page asks for one
    file.
    """
    static = theme / "static"
    sheets = static / "css"
    scripts = static / "js"
    assets = {
        "site.css": _style_sheet(sheets.glob("*.css")),
        "extended.css": _style_sheet([*sheets.glob("*.css"), *sheets.glob("extended/*.css")]),
        "desk.css": _style_sheet(sheets.glob("desk/*.css")),
        "site.js": _script(scripts.glob("*.js")),
        "service.js": _script([scripts / SCRIPT_OF_ALL_PAGES, *(scripts / "service").glob("*.js")]),
        "search.js": (theme / MINISEARCH).read_bytes() + _script((scripts / "search").glob("*.js")),
    }
    for path in sorted(static.glob("*.*")):
        assets[path.name] = path.read_bytes()
    return assets


def _style_sheet(parts: Iterable[Path]) -> bytes:
    return str(cssmin(_concatenated(parts))).encode()


def _script(parts: Iterable[Path]) -> bytes:
    return str(jsmin(_concatenated(parts))).encode()


def _concatenated(parts: Iterable[Path]) -> str:
    """The parts of a style sheet or a script, in the order of their names."""
    ordered = sorted(parts, key=lambda part: part.name)
    return "\n".join(part.read_text("utf-8") for part in ordered)


def fingerprinted(name: str, content: bytes) -> str:
    """``site.css`` becomes ``/assets/site.0f3a91c2.css``."""
    stem, _, ending = name.rpartition(".")
    return f"{ASSETS}{stem}.{blake2b(content, digest_size=4).hexdigest()}.{ending}"


def name_assets(pelican: Any) -> None:
    """Decide the addresses before any page is written."""
    build = build_of(pelican)
    build.assets = {
        name: fingerprinted(name, content)
        for name, content in make_assets(Path(pelican.theme)).items()
    }


def write_assets(pelican: Any) -> None:
    """Write the assets beside the pages."""
    build = build_of(pelican)
    for name, content in make_assets(Path(pelican.theme)).items():
        build.write(build.assets[name], content)


def register() -> None:
    """Called by Pelican."""
    signals.get_generators.connect(name_assets)
    signals.finalized.connect(write_assets)
