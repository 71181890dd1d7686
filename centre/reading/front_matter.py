"""What stands above the text of a Markdown file between two lines ``---``, and the text itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from centre.reading.approval import Approved
from centre.reading.values import Commas, Day, Identifier, refuse

Group = Literal["help", "safety", "about", "legal", "service"]
Template = Literal["page", "home", "services", "outreach", "contact"]

WHOLE_PAGE: Final = "page"
"""Stands for the whole page where words are written heading by heading."""


def _by_heading(found: Any) -> Any:
    return {WHOLE_PAGE: found} if isinstance(found, str) else found


WordsByHeading = Annotated[Mapping[str, Commas], BeforeValidator(_by_heading)]
"""Words with commas between them that lead to a page; or groups of them, by the anchor of the
heading where they lead, and ``page`` for the page itself."""


class PassageFront(Approved):
    """What may stand above a passage, a text without an address of its own.

    Nothing of it is required.
    """

    reviewed_by: str | None = None
    reviewed_on: Day | None = None
    next_review: Day | None = None


class FrontMatter(Approved):
    """What stands above the text of a page."""

    title: Annotated[str, Field(title="Nadpis")]
    translation_id: Identifier
    slug: Annotated[
        Identifier,
        Field(
            title="Adresa",
            description="malá písmena bez háčků, číslice a spojovníky; staré odkazy se změnou "
            "přestanou fungovat",
        ),
    ]
    lead: Annotated[str, Field(title="Úvod", description="jedna nebo dvě věty pod nadpisem")]
    nav: Annotated[
        str | None, Field(title="Krátký název do nabídky", description="když je nadpis dlouhý")
    ] = None
    group: Annotated[
        Group,
        Field(
            title="Kam patří",
            description="help: pomoc; safety: bezpečí a zdraví; about: o centru; "
            "legal: práva a soukromí; service: služba",
        ),
    ]
    parent: Annotated[
        Identifier | None,
        Field(title="Stránka, pod kterou patří", description="její jméno, třeba services"),
    ] = None
    related: Annotated[
        tuple[Identifier, ...],
        Field(title="Co může pomoct dál", description="jména stránek, každé na svůj řádek"),
    ] = ()
    order: Annotated[
        tuple[Identifier, ...],
        Field(
            title="Pořadí stránek, které pod ni patří",
            description="co lidé potřebují nejčastěji, je první; ostatní přijdou za nimi",
        ),
    ] = ()
    reviewed_by: Annotated[str | None, Field(title="Kdo z týmu ji prošel")] = None
    reviewed_on: Annotated[Day, Field(title="Kdy ji někdo naposledy prošel")]
    next_review: Annotated[Day, Field(title="Kdy ji projít znovu")]
    consented_on: Day | None = None
    """When the sender of a published question agreed; the desk writes it."""
    exit: Annotated[bool, Field(title="Nabízí „Rychle odejít“")] = False
    phone: Annotated[
        Literal["centre", "outreach", "syringe", "155"],
        Field(
            title="Telefon na stránce",
            description="centre: centrum; outreach: terén; syringe: nález stříkačky; "
            "155: záchranka",
        ),
    ] = "centre"
    template: Template = "page"
    topic: Annotated[Identifier | None, Field(title="Téma otázky")] = None
    substance: Annotated[Identifier | None, Field(title="Látka, o které otázka je")] = None
    search_words: Annotated[
        WordsByHeading,
        Field(title="Slova, která lidé hledají; nikde se neukážou", default_factory=dict),
    ]
    listed_words: Annotated[
        WordsByHeading,
        Field(title="Slova, která má ukázat i seznam stránek podle abecedy", default_factory=dict),
    ]

    @model_validator(mode="after")
    def _check_comes_later(self) -> Self:
        if self.next_review <= self.reviewed_on:
            raise refuse(
                "review", "příští kontrola (next_review) má být po té poslední (reviewed_on)"
            )
        return self


@dataclass(frozen=True, slots=True)
class Text:
    """The words of one file as they were typed, and where they start.

    ``origins`` says of each line where it was written, when some of them come from other files.
    """

    file: str
    first_line: int
    source: str
    lang: str
    origins: tuple[tuple[str, int], ...] = ()

    def place(self, line: int) -> tuple[str, int]:
        """File and line, for people, of the line ``line`` of the source, counted from 0."""
        return self.origins[line] if self.origins else (self.file, self.first_line + line)
