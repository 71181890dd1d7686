"""Pages that are made of facts and have no file of their own, in every language of the site."""

from collections.abc import Callable, Mapping
from typing import Any

from centre.exchange.frame import Alternate
from centre.language.i18n import language, speaking
from centre.language.languages import LANGUAGES, ORIGINAL
from centre.texts.pages import HOME
from site_plugins.run.build import Build, GeneratedPage, build_of


def site_languages(build: Build) -> list[str]:
    """The languages that have a home page: in others nobody would find the way here.

    Czech is always one of them, even while its home page cannot be used.
    """
    return list(dict.fromkeys([ORIGINAL, *build.content.pages.translations(HOME)]))


def titles(build: Build, title: Callable[[], str]) -> dict[str, str]:
    """What ``title`` gives in each language of the site."""
    by_language = {}
    for lang in site_languages(build):
        with speaking(lang):
            by_language[lang] = title()
    return by_language


def write_generated_page(
    generator: Any,
    writer: Any,
    page: GeneratedPage,
    template: str,
    in_language: Callable[[str], Mapping[str, Any]] = lambda lang: {},
    **context_of_page: Any,
) -> None:
    """Write ``page`` in each of its languages; its template gets ``context_of_page`` too, and what
    ``in_language`` gives for one, which is spoken then."""
    build = build_of(generator)
    origin = generator.settings["SITEURL"]
    for lang, address in page.addresses.items():
        language.set(lang)
        context = generator.context | build.ready_frame().context(lang)
        context |= {
            "page_title": page.titles[lang],
            "description": page.search_words.get(lang, ""),
            "alternates": [
                Alternate(other, LANGUAGES[other].name, page.addresses[other])
                for other in page.addresses
            ],
            "origin": origin,
            "canonical": origin + address if origin else "",
            "faults": build.faults,
            "facts": build.content.facts,
        }
        context |= {**context_of_page, **in_language(lang)}
        file = f"{address.lstrip('/')}index.html"
        writer.write_file(file, generator.get_template(template), context)
