"""A piece of news, and all of a centre's as of one day."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from centre.intake import addresses
from centre.language.languages import ORIGINAL
from centre.reading.front_matter import Text
from centre.reading.models import Fact
from centre.reading.values import Day, Identifier, matching, refuse

Title = Annotated[str, Field(max_length=100)]
Lead = Annotated[str, Field(max_length=300)]
"""Both stand on the home page, which has to stay light."""

Slug = Annotated[
    Identifier, matching(r"(?![0-9]{4}$).*", "slovo; čtyři číslice jsou adresa celého roku")
]


class NewsFront(Fact):
    """What stands above the text of a piece of news."""

    title: Annotated[Title, Field(title="Nadpis")]
    translation_id: Identifier
    slug: Annotated[Slug, Field(title="Adresa")]
    lead: Annotated[Lead, Field(title="Úvod", description="jedna nebo dvě věty pod nadpisem")]
    first_day: Annotated[Day, Field(alias="from", title="Od kdy ji ukazovat")]
    last_day: Annotated[Day | None, Field(alias="until", title="Do kdy ji ukazovat")] = None

    @model_validator(mode="after")
    def _ends_in_time(self) -> Self:
        if self.last_day and self.last_day < self.first_day:
            raise refuse("news_end", "poslední den (until) je před prvním (from)")
        return self


@dataclass(frozen=True, slots=True)
class NewsItem:
    """A piece of news in one language, as its file says it."""

    front: NewsFront
    text: Text

    @property
    def id(self) -> str:
        """The same in all languages."""
        return self.front.translation_id

    @property
    def lang(self) -> str:
        return self.text.lang

    @property
    def address(self) -> str:
        return addresses.page(self.front.slug, "news", self.lang)

    @property
    def place_among_texts(self) -> str:
        """By what its rendered text is found beside those of pages, whose ids have no slash."""
        return f"news/{self.id}"

    def holds(self, day: date) -> bool:
        """Whether it is shown on ``day``."""
        return self.front.first_day <= day and not self.has_ended(day)

    def has_ended(self, day: date) -> bool:
        """Whether it will never be shown again."""
        return self.front.last_day is not None and self.front.last_day < day


class News:
    """All news that is shown on ``day`` or will be; and what has ended, which nobody sees."""

    def __init__(self, items: Iterable[NewsItem], day: date) -> None:
        self._day = day
        self._by_id: dict[str, dict[str, NewsItem]] = {}
        ended = []
        for item in items:
            if item.has_ended(day):
                ended.append(item)
            else:
                self._by_id.setdefault(item.id, {})[item.lang] = item
        self.ended = tuple(ended)

    def __iter__(self) -> Iterator[NewsItem]:
        """Each piece in each language, those to come among them."""
        for translations in self._by_id.values():
            yield from translations.values()

    def translations(self, item_id: str) -> Mapping[str, NewsItem]:
        """The piece by language."""
        return self._by_id.get(item_id, {})

    def shown(self, lang: str) -> list[NewsItem]:
        """What a reader of ``lang`` finds on that day, the newest first; in Czech where nobody has
        translated it."""
        found = [
            item
            for translations in self._by_id.values()
            if (item := translations.get(lang) or translations.get(ORIGINAL))
        ]
        held = [item for item in found if item.holds(self._day)]
        return sorted(held, key=lambda item: (item.front.first_day, item.id), reverse=True)

    @property
    def years(self) -> tuple[int, ...]:
        """The years in which something shown began, the newest first."""
        found = {item.front.first_day.year for item in self.shown(ORIGINAL)}
        return tuple(sorted(found, reverse=True))
