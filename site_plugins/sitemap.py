"""``sitemap.xml`` with every page in every language, and ``robots.txt``.

Alternates as in https://developers.google.com/search/docs/specialty/international/localized-versions;
the protocol is https://www.sitemaps.org/protocol.html.
"""

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from pelican import signals

from centre.content import Content
from centre.pages import ORIGINAL, Page
from site_plugins.build import build_of

_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
)


def sitemap(content: Content, origin: str) -> str:
    """The sitemap of all pages, whose addresses start with ``origin``."""
    entries = "\n".join(line for page in content.pages for line in _entry(content, page, origin))
    return f"{_HEAD}\n{entries}\n</urlset>\n"


def robots(content: Content, origin: str) -> str:
    """Everything is open to search engines, except a sample, which must not be found as if it were real."""
    if content.facts.centre.demo:
        return "User-agent: *\nDisallow: /\n"
    return f"User-agent: *\nDisallow:\n\nSitemap: {origin}/sitemap.xml\n"


def write(pelican: Any) -> None:
    """Write both files. In development the addresses are those that the centre will have."""
    build = build_of(pelican)
    origin = pelican.settings["SITEURL"] or build.content.facts.centre.base_url
    (build.output / "sitemap.xml").write_text(sitemap(build.content, origin), "utf-8")
    (build.output / "robots.txt").write_text(robots(build.content, origin), "utf-8")


def _entry(content: Content, page: Page, origin: str) -> Iterator[str]:
    translations = content.pages.translations(page.id)
    yield f"<url><loc>{escape(origin + page.address)}</loc><lastmod>{page.front.reviewed_on}</lastmod>"
    if len(translations) > 1:
        alternates = {lang: found.address for lang, found in translations.items()}
        alternates["x-default"] = alternates[ORIGINAL]
        for lang, address in alternates.items():
            yield f'<xhtml:link rel="alternate" hreflang="{lang}" href="{escape(origin + address)}"/>'
    yield "</url>"


def register() -> None:
    """Called by Pelican."""
    signals.finalized.connect(write)
