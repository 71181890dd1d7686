"""What the frame of every page needs, kept by the site's build for the service: ``var/frame.json``.

The service shows its forms inside the same ``base.html`` as the site. It must not read the site's
plugins, so the build leaves it the addresses of pages, the menu, the centre's phones and the names
of the assets.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

from markupsafe import Markup
from pydantic import BaseModel, ConfigDict, ValidationError

from centre.exchange import published_facts
from centre.facts.centre import PURPOSES, Centre
from centre.intake import addresses
from centre.keeping.memory import made_of
from centre.language.i18n import gettext, speaking
from centre.language.languages import LANGUAGES, ORIGINAL
from centre.language.localized_text import LocalizedText
from centre.reading.messages import fold
from centre.texts.content import Content
from centre.texts.pages import HOME, Link, Page

MENU = ("services", "outreach", "first-visit", "close-ones", "crisis", "contact")
"""The pages in the head of every page, as far as they exist."""

FOOT: tuple[Literal["help", "safety", "about", "legal"], ...] = ("help", "safety", "about", "legal")
"""The groups listed at the foot of every page, which is the menu on a phone."""


class NoFrameError(RuntimeError):
    """There is no usable frame. The message says what the operator should do."""


class _FrameModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ShownPhone(_FrameModel):
    """A phone as readers see it; ``dial`` is empty where it must not be a link."""

    purpose: str
    shown: str
    dial: str = ""
    notes: Mapping[str, str] = {}
    sms: bool = False
    ring_once: bool = False

    @classmethod
    def of(cls, purpose: str, centre: Centre) -> Self:
        """The number of ``centre`` for ``purpose``.

        Raises KeyError for a purpose that it does not know.
        """
        phone = centre.contacts.phone(purpose)
        return cls(
            purpose=purpose,
            shown=phone.number,
            dial=phone.digits if centre.can_dial(phone) else "",
            notes=phone.note.by_language if phone.note else {},
            sms=phone.sms,
            ring_once=phone.ring_once,
        )

    def note(self, lang: str) -> str:
        """When to call, or what for."""
        return in_language(self.notes, lang)


class FramePage(_FrameModel):
    """A page as others link to it."""

    address: str
    title: str
    name: str
    lead: str


class Frame(_FrameModel):
    """Everything that ``base.html`` shows around a page."""

    base_url: str
    demo: bool
    exit_address: str
    tab_titles: Mapping[str, str]
    names: Mapping[str, str]
    owners: Mapping[str, str]
    years: str
    wordmark: str
    phones: Mapping[str, ShownPhone]
    answers_in: tuple[str, ...]
    pages: Mapping[str, Mapping[str, FramePage]]
    menu: tuple[str, ...]
    foot: Mapping[str, tuple[str, ...]]
    has_news: bool = False
    assets: Mapping[str, str]
    facts: Mapping[str, str] = {}
    """The prints of the files of facts that the site was built from."""

    @classmethod
    def of(cls, content: Content, assets: Mapping[str, str]) -> Self:
        """The frame of this content; ``assets`` gives each asset's address by its plain name."""
        centre = content.facts.centre
        pages = content.pages
        phones = {purpose: ShownPhone.of(purpose, centre) for purpose in PURPOSES}
        emergency = content.facts.helplines["155"]
        phones["155"] = ShownPhone(purpose="155", shown=emergency.number, dial=emergency.digits)
        return cls(
            base_url=centre.base_url,
            demo=centre.demo,
            exit_address=centre.exit_address,
            tab_titles={lang: centre.tab_title.in_(lang) for lang in LANGUAGES},
            names={lang: centre.name.in_(lang) for lang in LANGUAGES},
            owners=centre.provider.name.by_language,
            years=_years(centre.provider.founded, content.day.year),
            wordmark=content.wordmark,
            phones=phones,
            answers_in=centre.answers_in,
            pages={
                page_id: {
                    lang: _frame_page(page) for lang, page in pages.translations(page_id).items()
                }
                for page_id in pages.ids
            },
            menu=tuple(page_id for page_id in MENU if page_id in pages.ids),
            foot={group: _listed(content, group) for group in FOOT},
            has_news=bool(content.news.years),
            assets=dict(assets),
            facts=published_facts.prints(content.root),
        )

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read what the build wrote.

        Raises NoFrameError when the site was not built by this version.
        """
        try:
            return cls.model_validate_json(path.read_bytes())
        except FileNotFoundError:
            raise NoFrameError(f"{path} is missing: build the site first (make build)") from None
        except ValidationError as error:
            raise NoFrameError(
                f"{path} does not fit this version: build the site again (make build)"
            ) from error

    def write(self, path: Path) -> None:
        """Write it in one step, so that a running service never reads half of it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(path.name + ".new")
        fresh.write_text(self.model_dump_json(indent=1), "utf-8")
        fresh.replace(path)

    def asset(self, name: str) -> str:
        """Address of an asset, for example ``site.css``. Raises KeyError for an unknown one."""
        return self.assets[name]

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of all pages of the site."""
        return tuple(self.pages)

    @property
    def broken(self) -> frozenset[str]:
        """Ids of pages that could not be built: none, since the site stands as a whole."""
        return frozenset()

    def link(self, page_id: str, lang: str) -> Link | None:
        """The way to a page for a reader of ``lang``, to the Czech one where there is no
        translation."""
        translations = self.pages.get(page_id, {})
        for found in (lang, ORIGINAL):
            if page := translations.get(found):
                return Link(page_id, page.address, page.name, found)
        return None

    def news(self, lang: str) -> Link | None:
        """The way to what is new; None while nothing is."""
        if not self.has_news:
            return None
        with speaking(lang):
            return Link("news", addresses.page("", "news", lang), gettext("News"), lang)

    def address(self, page_id: str, lang: str) -> str:
        """Address of a page for a reader of ``lang``; home when there is no such page."""
        link = self.link(page_id, lang)
        return link.address if link else addresses.HOME[lang]

    def lead(self, page_id: str, lang: str) -> str:
        """What a page says of itself in ``lang``; nothing where it is not translated."""
        page = self.pages.get(page_id, {}).get(lang)
        return page.lead if page else ""

    def alternates(self, page_id: str) -> list["Alternate"]:
        """The page in every language that has a home; where it is not translated, that home
        instead."""
        spoken = [lang for lang in LANGUAGES if lang in self.pages.get(HOME, {})]
        return [self._alternate(page_id, lang) for lang in spoken]

    def context(self, lang: str) -> dict[str, Any]:
        """All that ``base.html`` needs, in ``lang``.

        A page may set more; see the template's head.
        """
        with speaking(lang):
            titles = (
                gettext("Help and services"),
                gettext("Health and safety"),
                gettext("About us"),
                gettext("Rights and privacy"),
            )
        site = Site(
            name=self.names[lang],
            owner=in_language(self.owners, lang),
            years=self.years,
            demo=self.demo,
            home=self.address(HOME, lang),
            search=addresses.SEARCH[lang],
            wordmark=Markup(self.wordmark),  # noqa: S704 - only shapes, checked by centre.texts.brand
            phones=self.phones,
            exit=addresses.EXIT,
            exit_address=self.exit_address,
            tab_title=self.tab_titles.get(lang, ""),
        )
        return {
            "lang": lang,
            "frame": self,
            "site": site,
            "menu": self._links(self.menu, lang),
            "foot": [
                (title, self._foot(group, lang)) for group, title in zip(FOOT, titles, strict=True)
            ],
            "alternates": self.alternates(HOME),
            "current": "",
            "description": "",
            "exit": False,
            "bare": False,
            "findable": not self.demo,
            "faults": (),
            "banners": (),
            "origin": "",
            "canonical": "",
            "kept_on": None,
            "feeds": (),
        }

    def _links(self, ids: tuple[str, ...], lang: str) -> list[Link]:
        return [link for page_id in ids if (link := self.link(page_id, lang))]

    def _foot(self, group: str, lang: str) -> list[Link]:
        links = self._own_first(self.foot[group], lang)
        news = self.news(lang) if group == "about" else None
        return [news, *links] if news else links

    def _own_first(self, ids: tuple[str, ...], lang: str) -> list[Link]:
        return sorted(self._links(ids, lang), key=lambda link: link.lang != lang)

    def _alternate(self, page_id: str, lang: str) -> "Alternate":
        page = self.pages.get(page_id, {}).get(lang)
        if page:
            return Alternate(lang, LANGUAGES[lang].name, page.address, translated=True)
        with speaking(lang):
            note = gettext("only the home page")
        return Alternate(
            lang, LANGUAGES[lang].name, addresses.HOME[lang], translated=False, note=note
        )


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in one language.

    ``note`` says in that language what stands in for a missing one.
    """

    lang: str
    name: str
    address: str
    translated: bool = True
    note: str = ""

    @property
    def short(self) -> str:
        """The language's name for narrow screens."""
        return LANGUAGES[self.lang].short_name


@dataclass(frozen=True, slots=True)
class Site:
    """The centre as the frame shows it, in one language."""

    name: str
    owner: LocalizedText
    years: str
    demo: bool
    home: str
    search: str
    wordmark: Markup
    phones: Mapping[str, ShownPhone]
    exit: str
    """The address of ours that takes away what the browser could show, and leads on."""
    exit_address: str
    """Where it leads."""
    tab_title: str


def in_language(words: Mapping[str, str], lang: str) -> LocalizedText:
    """What is said in ``lang``, else in Czech, else nothing."""
    found = next((each for each in (lang, ORIGINAL) if each in words), lang)
    return LocalizedText(words.get(found, ""), found)


def _years(first: int | None, last: int) -> str:
    """„2001–2026“, or one year."""
    return f"{first}–{last}" if first and first < last else str(last)


def _frame_page(page: Page) -> FramePage:
    def made() -> FramePage:
        return FramePage(
            address=page.address, title=page.front.title, name=page.name, lead=page.front.lead
        )

    return made_of("page of the frame", (page.front,), made, page.address)


def _listed(content: Content, group: str) -> tuple[str, ...]:
    """Pages of a group for the foot, those of the menu first.

    What has a parent is found through it, except in the groups that law wants at hand.
    """
    links = [link for link in content.pages.of_group(group, ORIGINAL) if link.id != HOME]
    links.sort(key=lambda link: (link.id not in MENU, fold(link.name)))
    if group not in ("about", "legal"):
        links = [link for link in links if not _parent(content, link.id)]
    return tuple(link.id for link in links)


def _parent(content: Content, page_id: str) -> str | None:
    page = content.pages.get(page_id, ORIGINAL)
    return page.front.parent if page else None
