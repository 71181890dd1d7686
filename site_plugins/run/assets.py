"""Style sheets, scripts and icons of both halves, each under its fingerprint.

The address changes when the content does, so browsers may keep an asset for ever.
"""

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from pelican import signals
from rcssmin import cssmin
from rjsmin import jsmin

from centre.intake.addresses import ASSETS
from centre.reading.files import read_below
from site_plugins.drawing import own_colour
from site_plugins.run.build import build_of

SCRIPT_OF_ALL_PAGES = "1-exit.js"

MINISEARCH = "vendor/minisearch.min.js"
"""Ranks what the search finds. As it was published, minified once; beside it stands its licence."""

END_OF_TOKENS: Final = "/* The end of the tokens. */\n"

RELOADING: Final = "reload.js"
"""Shows a page anew while its content is watched; never in a release."""


def assets_of(pelican: Any) -> Mapping[str, bytes]:
    """Every asset of this run by its plain name."""
    theme = Path(pelican.theme)
    made = make_assets(theme, build_of(pelican).content.facts.centre.colour)
    if pelican.settings["RELOADS"]:
        script = _script((theme / "static" / "js" / "watch").glob("*.js"))
        return made | {RELOADING: script}
    return made


def make_assets(theme: Path, colour: str | None = None) -> dict[str, bytes]:
    """Every asset by its plain name, in the centre's own ``colour`` where it has one.

    The desk has a sheet and a script of its own: the public needs neither.

    Outreach, results and search have the site's sheet with more rules in it: no other page needs
    those, and a second sheet would be one request more.

    A security key is touched on one page, which alone has its script.

    The first script is for all pages; each half adds its own to it, so that a page asks for one
    file.
    """
    return read_below(
        "assets", [theme / "static", theme / "vendor"], lambda: _made(theme, colour), colour
    )


def _made(theme: Path, colour: str | None) -> dict[str, bytes]:
    static = theme / "static"
    sheets = static / "css"
    scripts = static / "js"
    without_now = [each for each in sheets.glob("*.css") if each.name != "7-now.css"]
    assets = {
        "site.css": _style_sheet(sheets.glob("*.css"), colour),
        "outreach.css": _style_sheet(
            [*sheets.glob("*.css"), sheets / "extended" / "9-outreach.css"], colour
        ),
        "results.css": _style_sheet([*without_now, sheets / "extended" / "9-results.css"], colour),
        "extended.css": _style_sheet(
            [*sheets.glob("*.css"), *sheets.glob("extended/*.css")], colour
        ),
        "desk.css": _style_sheet(sheets.glob("desk/*.css")),
        "site.js": _script(scripts.glob("*.js")),
        "service.js": _script([scripts / SCRIPT_OF_ALL_PAGES, *(scripts / "service").glob("*.js")]),
        "desk.js": _script((scripts / "desk").glob("*.js")),
        "key.js": _script((scripts / "key").glob("*.js")),
        "search.js": (theme / MINISEARCH).read_bytes() + _script((scripts / "search").glob("*.js")),
    }
    for path in sorted(static.glob("*.*")):
        assets[path.name] = path.read_bytes()
    return assets


def _style_sheet(parts: Iterable[Path], colour: str | None = None) -> bytes:
    """The own colour stands right behind the tokens: what comes later, such as paper, counts."""
    written = _concatenated(parts)
    if colour:
        tokens, marked, rest = written.partition(END_OF_TOKENS)
        written = tokens + marked + own_colour.rules(colour, tokens) + rest
    return str(cssmin(written)).encode()


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
        name: fingerprinted(name, content) for name, content in assets_of(pelican).items()
    }
    if pelican.settings["RELOADS"]:
        write_assets(pelican)  # whoever gets a new page meanwhile asks for them


def write_assets(pelican: Any) -> None:
    """Write the assets beside the pages."""
    build = build_of(pelican)
    for name, content in assets_of(pelican).items():
        build.write(build.assets[name], content)


def register() -> None:
    """Called by Pelican."""
    signals.get_generators.connect(name_assets)
    signals.finalized.connect(write_assets)
