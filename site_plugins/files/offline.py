"""``/sw.js``: which pages a browser keeps for moments offline, and what stands in for the others.

They are the same for everybody, in Czech and in the language of their phone. Each has its
fingerprint in the file, so that the file changes when any of them does; that is how a browser
learns of a new version.
"""

import json
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from pelican import signals
from rjsmin import jsmin

from centre.intake import addresses
from centre.language import languages
from centre.language.i18n import gettext
from site_plugins.files import hours_json
from site_plugins.run.build import Build, GeneratedPage, build_of
from site_plugins.run.generated_pages import site_languages, titles, write_generated_page

PAGES: Final = ("home", "crisis", "contact", "outreach", "first-visit")
ASSETS: Final = ("site.css", "outreach.css", "site.js", "icon.svg")
SEARCH_ASSETS: Final = ("extended.css", "search.js")


def keeps(page_id: str) -> bool:
    """Whether a page is kept, so that it has to say how old it is."""
    return page_id in PAGES


def worker(build: Build, source: str) -> str:
    """The whole file: what it keeps and what it never touches, then the code."""
    kept = {lang: _fingerprints(build, _pages(build, lang)) for lang in site_languages(build)}
    kept["all"] = _fingerprints(
        build, [*(build.assets[name] for name in ASSETS), hours_json.ADDRESS]
    )
    search = {
        addresses.search_index(lang): _fingerprints(build, _search(build, lang))
        for lang in site_languages(build)
    }
    code = str(jsmin(source))
    constants = {
        "VERSION": blake2b(f"{kept}{search}{code}".encode(), digest_size=8).hexdigest(),
        "KEPT": kept,
        "READ_IN": dict(languages.READ_IN),
        "ORIGINAL": languages.ORIGINAL,
        "SEARCH": search,
        "APART": [root.rstrip("/") + "/" for root in addresses.intake_roots()],
        "EXIT": addresses.EXIT,
        "NEUTRAL": build.content.facts.centre.exit_address,
        "OUTREACH": [addresses.page("", "towns", lang) for lang in site_languages(build)],
        "OFFLINE": {lang: addresses.OFFLINE[lang] for lang in site_languages(build)},
    }
    head = "".join(f"const {name}={_json(value)};" for name, value in constants.items())
    return f"{head}\n{code}\n"


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def _pages(build: Build, lang: str) -> list[str]:
    pages = (build.content.pages.get(page_id, lang) for page_id in PAGES)
    return [*(page.address for page in pages if page), addresses.OFFLINE[lang]]


def _search(build: Build, lang: str) -> list[str]:
    """What the search needs, for whoever has typed into it."""
    assets = [build.assets[name] for name in SEARCH_ASSETS]
    return [addresses.search_index(lang), addresses.SEARCH[lang], *assets]


def _fingerprints(build: Build, kept: list[str]) -> Mapping[str, str]:
    """Addresses, each with the fingerprint of what is found there."""
    return {address: _fingerprint(build.file(address)) for address in kept}


def _fingerprint(path: Path) -> str:
    return blake2b(path.read_bytes(), digest_size=4).hexdigest()


def _page(build: Build) -> GeneratedPage:
    return GeneratedPage(
        addresses={lang: addresses.OFFLINE[lang] for lang in site_languages(build)},
        titles=titles(build, lambda: gettext("No connection")),
        checked_on=build.content.facts.checked_on["centre"],
        listed=False,
    )


def write_page(generator: Any, writer: Any) -> None:
    """Write what is shown in place of a page that cannot be fetched."""
    page = _page(build_of(generator))
    write_generated_page(generator, writer, page, "offline", kept_pages=PAGES)


def write_worker(pelican: Any) -> None:
    """Write the file when all that it keeps is there."""
    build = build_of(pelican)
    source = (Path(pelican.theme) / "worker" / "sw.js").read_text("utf-8")
    build.write(addresses.WORKER, worker(build, source))


def register() -> None:
    """Called by Pelican."""
    signals.page_writer_finalized.connect(write_page)
    signals.finalized.connect(write_worker)
