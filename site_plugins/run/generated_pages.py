"""Writes pages that are made of facts and have no file of their own, in every language of the site."""

from typing import Any

from centre.exchange.frame import Alternate
from centre.hours import wording
from centre.language.i18n import LANGUAGE_NAMES, language
from centre.texts.pages import HOME
from site_plugins.run.build import Build, MadePage, build_of


def languages(build: Build) -> list[str]:
    """The languages that have a home page: in others nobody would find the way here."""
    return list(build.content.pages.translations(HOME))


def write(generator: Any, writer: Any, page: MadePage, template: str, **more: Any) -> None:
    """Write ``page`` in each of its languages; ``more`` is for its template."""
    build, origin = build_of(generator), generator.settings["SITEURL"]
    for lang, address in page.addresses.items():
        language.set(lang)
        context = generator.context | build.ready_frame().context(lang)
        context |= {
            "page_title": page.titles[lang],
            "description": page.words.get(lang, ""),
            "alternates": [
                Alternate(each, LANGUAGE_NAMES[each], page.addresses[each])
                for each in page.addresses
            ],
            "origin": origin,
            "canonical": origin + address if origin else "",
            "faults": build.faults,
            "facts": build.content.facts,
            "banners": wording.banners(build.content.facts, build.day),
        }
        writer.write_file(
            f"{address.lstrip('/')}index.html", generator.get_template(template), context | more
        )
