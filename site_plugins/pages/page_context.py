"""Gives each page's template the frame and the facts in the page's language."""

from functools import lru_cache
from typing import Any, Final

from markupsafe import Markup
from pelican import signals

from centre.facts.places import Place
from centre.hours import wording
from centre.language import i18n
from centre.language.languages import ORIGINAL
from centre.language.typography import bind
from centre.texts.pages import HOME, Page
from site_plugins.files import offline
from site_plugins.pages.sections import sections
from site_plugins.run.build import Build, build_of

OUTREACH: Final = "outreach"
BEFORE_SETTING_OUT: Final = (HOME, "contact", "first-visit", "arranging", "after-hours")
"""Where a closure changes what somebody does next."""


def add_context(generator: Any, content: Any) -> None:
    """Add all that the template of one page may ask for to the context."""
    build = build_of(generator)
    page = content.doc
    i18n.language.set(page.lang)
    generator.context.update(page_context(build, page, generator.settings["SITEURL"]))


def page_context(build: Build, page: Page, origin: str) -> dict[str, Any]:
    """Everything that the template of ``page`` may ask for. ``origin`` is empty in development."""
    frame = build.ready_frame()
    text = build.content.text(page)
    pages = build.content.pages
    facts = build.content.facts
    children = pages.children(page.id, page.lang)
    return frame.context(page.lang) | {
        "doc": page,
        # Both are made by our renderer, which takes no HTML from texts.
        "opening": Markup(text.opening),  # noqa: S704
        "outdated_since": build.content.outdated_since(page),
        "original": pages.link(page.id, ORIGINAL),
        "html": Markup(text.body),  # noqa: S704
        # Only shapes, checked by centre.texts.brand.
        "drawing": Markup(build.content.drawings.get(page.id, "")),  # noqa: S704
        "parts": [part for part in sections(text.body) if part.html],
        "headings": [heading for heading in text.headings if heading.level == 2],
        "page_title": page.front.title,
        "description": page.front.lead,
        "current": page.id,
        "exit": pages.can_be_left(page),
        "alternates": frame.alternates(page.id),
        "origin": origin,
        "canonical": origin + page.address if origin else "",
        "trail": pages.ancestors(page),
        "children": [child for child in children if child.id not in text.links],
        "related": pages.links(page.front.related, page.lang),
        "faults": build.faults,
        "facts": facts,
        "banners": _announced(build, page),
        "kept_on": build.day if offline.keeps(page.id) and not text.opening else None,
        "schedule": Schedule(build),
    }


def _announced(build: Build, page: Page) -> list[wording.Banner]:
    """Closures, on pages from which somebody sets out; on those of services only the nearest.

    Nothing stands before the words that may save a life.
    """
    if build.content.text(page).opening:
        return []
    if page.id == OUTREACH:
        return wording.banners(build.timetable, build.day, places=build.content.facts.towns)
    if page.id in BEFORE_SETTING_OUT:
        return wording.banners(build.timetable, build.day)
    if page.section == "services":
        return wording.banners(build.timetable, build.day, days=wording.PART_DAYS)
    return []


class Schedule:
    """The opening hours for templates, in the language spoken while they are rendered."""

    def __init__(self, build: Build) -> None:
        self._facts = build.content.facts
        self._timetable = build.timetable
        self._day = build.day

    def coming(self, days: int) -> list[wording.ShownDay]:
        """All places on the next ``days`` days."""
        return wording.next_days(self._timetable, self._facts.places.values(), self._day, days)

    def outreach(self, days: int) -> list[wording.ShownDay]:
        """Outreach on the next ``days`` days."""
        return wording.next_days(self._timetable, self._facts.towns, self._day, days)

    def outreach_week(self) -> wording.WeekTable:
        """Towns by weekday."""
        return wording.week_table(self._timetable, self._facts.towns, self._day)

    def week_of(self, place: Place) -> wording.WeekTable:
        """One place by weekday."""
        return wording.week_table(self._timetable, [place], self._day)


def set_up_templates(generator: Any) -> None:
    """Give the templates gettext, words for dates, and typography for every fact they show."""
    i18n.install(generator.env)
    generator.env.globals["reloads"] = generator.settings["RELOADS"]
    generator.env.finalize = typeset


def typeset(value: object) -> object:
    """Plain text with hard spaces where a line must not break; anything else as it is."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return _bound(value, i18n.language.get())
    return value


# Most of what a page shows, such as the names in its menus, other pages show too.
_bound = lru_cache(maxsize=4096)(bind)


def register() -> None:
    """Called by Pelican."""
    signals.generator_init.connect(set_up_templates)
    signals.page_generator_write_page.connect(add_context)
