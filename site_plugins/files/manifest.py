"""``/site.cs.webmanifest`` and its siblings: how the site looks on the home screen of a phone.

Its name there is a fact of the centre, neutral unless a centre chooses otherwise: others see the
screen too. The format is https://www.w3.org/TR/appmanifest/.
"""

import json
from typing import Any, Final

from pelican import signals

from centre.intake import addresses
from site_plugins.run.build import Build, build_of
from site_plugins.run.generated_pages import site_languages

PAPER: Final = "#fbf6ed"  # --paper of the style sheet
BRAND: Final = "#0d4a46"  # --brand of the style sheet

ICONS: Final = {
    "icon-192.png": (192, "any"),
    "icon-512.png": (512, "any"),
    "icon-maskable.png": (512, "maskable"),
}
"""Size and purpose. ``make icons`` draws them."""


def address(lang: str) -> str:
    """Where the manifest of a language is."""
    return f"/site.{lang}.webmanifest"


def name_of(build: Build, lang: str) -> str:
    """What stands under the icon."""
    return str(build.content.facts.centre.app_name.in_(lang))


def manifest(build: Build, lang: str) -> dict[str, Any]:
    """The manifest of one language."""
    name = name_of(build, lang)
    home = addresses.HOME[lang]
    return {
        "id": home,
        "lang": lang,
        "name": name,
        "short_name": name,
        "start_url": home,
        "scope": "/",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": build.content.facts.centre.colour or BRAND,
        "icons": [
            {
                "src": build.assets[file],
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for file, (size, purpose) in ICONS.items()
        ],
    }


def add_globals(generator: Any) -> None:
    """Let every template ask for the address of the manifest and the name of the app."""
    build = build_of(generator)
    generator.env.globals |= {"manifest": address, "app_name": lambda lang: name_of(build, lang)}


def write(pelican: Any) -> None:
    """Write the manifest of each language."""
    build = build_of(pelican)
    for lang in site_languages(build):
        build.write(address(lang), json.dumps(manifest(build, lang), ensure_ascii=False))


def register() -> None:
    """Called by Pelican."""
    signals.generator_init.connect(add_globals)
    signals.finalized.connect(write)
