"""``sitemap.xml`` with every page in every language, and ``robots.txt``.

Alternates as in
https://developers.google.com/search/docs/specialty/international/localized-versions; the protocol
is https://www.sitemaps.org/protocol.html.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any
from xml.sax.saxutils import escape

from pelican import signals

from centre.language.languages import ORIGINAL
from centre.texts.content import Content
from site_plugins.run.build import GeneratedPage, build_of

_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml">'
)


def sitemap(content: Content, generated: Iterable[GeneratedPage], origin: str) -> str:
    """The sitemap of all pages, whose addresses start with ``origin``."""
    entries = "\n".join(chain(_of_texts(content, origin), _of_generated(generated, origin)))
    return f"{_HEAD}\n{entries}\n</urlset>\n"


def robots(content: Content, origin: str) -> str:
    """Everything is open to search engines, except a sample, which must not be found as if it were
    real."""
    if content.facts.centre.demo:
        return "User-agent: *\nDisallow: /\n"
    return f"User-agent: *\nDisallow:\n\nSitemap: {origin}/sitemap.xml\n"


def write(pelican: Any) -> None:
    """Write both files. In development the addresses are those that the centre will have."""
    build = build_of(pelican)
    origin = pelican.settings["SITEURL"] or build.content.facts.centre.base_url
    entries = sitemap(build.content, build.generated_pages, origin)
    build.write("/sitemap.xml", entries)
    build.write("/robots.txt", robots(build.content, origin))


def _of_texts(content: Content, origin: str) -> Iterator[str]:
    for page in content.pages:
        translations = content.pages.translations(page.id)
        addresses = {lang: translated.address for lang, translated in translations.items()}
        yield from _entry(page.address, page.front.reviewed_on, addresses, origin)


def _of_generated(generated: Iterable[GeneratedPage], origin: str) -> Iterator[str]:
    for page in generated:
        for address in page.addresses.values() if page.listed else ():
            yield from _entry(address, page.checked_on, page.addresses, origin)


def _entry(address: str, changed: date, addresses: Mapping[str, str], origin: str) -> Iterator[str]:
    yield f"<url><loc>{escape(origin + address)}</loc><lastmod>{changed}</lastmod>"
    if len(addresses) > 1:
        default = {"x-default": addresses[ORIGINAL]} if ORIGINAL in addresses else {}
        for lang, alternate in {**addresses, **default}.items():
            href = escape(origin + alternate)
            yield f'<xhtml:link rel="alternate" hreflang="{lang}" href="{href}"/>'
    yield "</url>"


def register() -> None:
    """Called by Pelican."""
    signals.finalized.connect(write)
