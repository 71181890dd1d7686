"""The feed of what is new at the centre, in each language; there is none while nothing is shown."""

from typing import Any, Final

from pelican import signals

from centre.intake import addresses
from centre.language.i18n import gettext, speaking
from centre.news.items import NewsItem
from centre.texts.content import Content
from site_plugins.files.feeds import Feed, midnight, tag_uri, with_origin
from site_plugins.run.build import build_of
from site_plugins.run.generated_pages import site_languages

MOST: Final = 20
"""Whoever subscribes has read the older ones."""


def feed(content: Content, lang: str, origin: str) -> str:
    """The feed in one language, whose addresses start with ``origin``.

    The same texts give the same bytes. What nobody has translated is there in Czech, and says so.
    """
    items = content.news.shown(lang)[:MOST]
    with speaking(lang):
        site = str(content.facts.centre.name)
        made = Feed(
            title=f"{gettext('News')}: {site}",
            link=f"{origin}{addresses.page('', 'news', lang)}",
            description="",
            language=lang,
            feed_url=f"{origin}{addresses.NEWS_FEED[lang]}",
            feed_guid=f"{origin}{addresses.NEWS_FEED[lang]}",
            author_name=site,
            changed=midnight(max(item.front.first_day for item in items)),
        )
        for item in items:
            day = item.front.first_day
            made.add_item(
                title=_title(item, lang),
                link=f"{origin}{item.address}",
                description=with_origin(content.news_text(item).html, origin),
                unique_id=tag_uri(origin, day, f"news/{item.id}"),
                pubdate=midnight(day),
                updateddate=midnight(day),
            )
    return made.as_text()


def write(pelican: Any) -> None:
    """Write the feeds. In development the addresses are those that the centre will have."""
    build = build_of(pelican)
    origin = pelican.settings["SITEURL"] or build.content.facts.centre.base_url
    for lang in site_languages(build) if build.content.news.years else ():
        build.write(addresses.NEWS_FEED[lang], feed(build.content, lang, origin))


def _title(item: NewsItem, lang: str) -> str:
    if item.lang == lang:
        return item.front.title
    return f"{item.front.title} ({gettext('in Czech')})"


def register() -> None:
    """Called by Pelican."""
    signals.finalized.connect(write)
