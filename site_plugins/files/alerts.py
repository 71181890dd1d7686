"""Alerts in force: a notice on every home page, and a feed in each language (Atom, RFC 4287).

The page of alerts shows them by ``[[list:alerts]]``. An alert vanishes at the first build after its
last day; the script hides its notice already at midnight.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from pelican import signals

from centre.intake import addresses
from centre.language.i18n import gettext, language, speaking
from centre.listings.alerts import Alert
from centre.listings.texts import alert_body
from centre.reading.front_matter import Text
from centre.texts.content import Content
from centre.texts.pages import HOME, Link, Page
from centre.texts.renderer import Renderer
from centre.texts.snippets import FactSnippets
from site_plugins.files.feeds import Feed, FeedLink, midnight, tag_uri, with_origin
from site_plugins.run.build import Build, build_of
from site_plugins.run.generated_pages import site_languages

PAGE = "alerts"


@dataclass(frozen=True, slots=True)
class Notice:
    """An alert as a home page tells it, with a link to the page about it."""

    title: str
    title_lang: str
    link: Link
    last_day: date
    until: datetime


def notices(content: Content) -> list[Notice]:
    """The alerts in force, in the language spoken; none where no page tells more of them."""
    lang = language.get()
    page = content.pages.link(PAGE, lang)
    if page is None:
        return []
    return [
        Notice(
            title=alert.title.in_(lang),
            title_lang=alert.title.language_of(lang),
            link=replace(page, address=f"{page.address}#{alert.id}"),
            last_day=alert.valid_to,
            until=midnight(alert.valid_to + timedelta(1)),
        )
        for alert in content.listings.alerts_in_force
    ]


def feed(content: Content, lang: str, origin: str) -> str:
    """The feed in one language, whose addresses start with ``origin``.

    The same facts give the same bytes.
    """
    alerts = content.listings.alerts
    assert alerts
    with speaking(lang):
        page = content.pages.link(PAGE, lang)
        page_address = f"{origin}{page.address if page else '/'}"
        site = str(content.facts.centre.name)
        days = [alerts.checked_on, *(alert.updated for alert in content.listings.alerts_in_force)]
        made = Feed(
            title=f"{gettext('Warnings')}: {site}",
            link=page_address,
            description="",
            language=lang,
            feed_url=origin + addresses.WARNINGS_FEED[lang],
            feed_guid=f"{origin}{addresses.WARNINGS_FEED[lang]}",
            author_name=site,
            changed=midnight(max(days)),
        )
        for alert, html in _bodies(content, lang):
            made.add_item(
                title=alert.title.in_(lang),
                link=f"{page_address}#{alert.id}",
                description=with_origin(html, origin),
                unique_id=tag_uri(origin, alert.valid_from, f"alerts/{alert.id}"),
                pubdate=midnight(alert.valid_from),
                updateddate=midnight(alert.updated),
            )
    return made.as_text()


def add_notices(generator: Any, content: Any) -> None:
    """Give the home page its notices, and the head of both pages the address of the feed."""
    build = build_of(generator)
    page = content.doc
    generator.context["alerts"] = notices(build.content) if page.id == HOME else []
    if _has_feed(build, page):
        link = FeedLink(gettext("Warnings"), addresses.WARNINGS_FEED[page.lang])
        generator.context["feeds"] = [*generator.context["feeds"], link]


def write_feeds(pelican: Any) -> None:
    """Write the feeds. In development the addresses are those that the centre will have."""
    build = build_of(pelican)
    origin = pelican.settings["SITEURL"] or build.content.facts.centre.base_url
    for lang in site_languages(build) if build.content.listings.alerts else ():
        build.write(addresses.WARNINGS_FEED[lang], feed(build.content, lang, origin))


def _has_feed(build: Build, page: Page) -> bool:
    return build.content.listings.alerts is not None and page.id in (HOME, PAGE)


def _bodies(content: Content, lang: str) -> Iterator[tuple[Alert, str]]:
    renderer = Renderer(FactSnippets(content.facts, content.day), content.pages)
    for alert in content.listings.alerts_in_force:
        source = "\n".join(line.text for line in alert_body(alert, lang))
        yield alert, renderer.render(Text(PAGE, 1, source, lang), page=PAGE)[0].html


def register() -> None:
    """Called by Pelican."""
    signals.page_generator_write_page.connect(add_notices)
    signals.finalized.connect(write_feeds)
