"""Our marks in words: what a page can hold, and the Markdown that stands for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from centre.documents.documents import DocumentEntry
from centre.facts.loading import Facts
from centre.language.languages import ORIGINAL
from centre.pictures import pictures_in_texts
from centre.pictures.pictures import Pictures
from centre.texts.pages import Pages


@dataclass(frozen=True)
class Mark:
    """Something to put into a text."""

    words: str
    """What it is, in Czech."""
    text: str
    """In Markdown."""


@dataclass(frozen=True)
class Marks:
    """Marks of one sort."""

    title: str
    marks: Sequence[Mark]


SHAPES: Final = Marks(
    "Části textu",
    (
        Mark("Nadpis", "## Nadpis"),
        Mark("Menší nadpis", "### Nadpis"),
        Mark("Seznam", "- první\n- druhé\n- třetí"),
        Mark("Číslovaný seznam", "1. první\n2. druhé\n3. třetí"),
        Mark("Tučně", "**důležité**"),
        Mark("Citace", "> Slova někoho jiného."),
        Mark("Postup v krocích", '!!! steps "Postup"\n    1. první krok\n    2. druhý krok'),
        Mark("Rámeček: volejte záchranku", '!!! emergency "Volejte hned záchranku"\n    - příznak'),
        Mark("Rámeček: dnes k lékaři", '!!! soon "Dnes k lékaři"\n    - příznak'),
        Mark("Rámeček: přijďte k nám", '!!! care "Přijďte k nám"\n    - s čím'),
        Mark("Rámeček: poznámka", '!!! note "Dobré vědět"\n    Věta.'),
        Mark("Cizí slovo", "*слово*{: lang=uk}"),
    ),
)

_FACTS: Final = {
    "name": "Název centra",
    "town": "Město",
    "address": "Adresa",
    "districts": "Kde působíme",
    "email": "E-mail",
    "provider": "Kdo centrum provozuje",
    "answer_days": "Za kolik pracovních dnů odpovíme",
    "answers_in": "V jakých jazycích odpovíme",
    "naloxone": "Naloxon",
    "recognise": "Podle čeho nás poznáte",
    "hiv_centre": "Nejbližší HIV centrum",
    "needles_elsewhere": "Kde mají jehly, když máme zavřeno",
    "minimum_age": "Od kolika let",
}


def all_marks(
    facts: Facts,
    pages: Pages,
    lang: str = ORIGINAL,
    *,
    pictures: Pictures | None = None,
    documents: Sequence[DocumentEntry] = (),
) -> list[Marks]:
    """Everything that can be put into a text in ``lang``."""
    phones = (
        Mark(f"{name}: {phone.number}", f"[[tel:{name}]]")
        for name, phone in facts.centre.contacts.phones.items()
    )
    lines = (
        Mark(f"{line.name.cs}: {line.number}", f"[[helpline:{name}]]")
        for name, line in facts.helplines.items()
    )
    return [
        SHAPES,
        Marks("Odkaz na naši stránku", tuple(_links(pages, lang))),
        Marks("Náš telefon", tuple(phones)),
        Marks("Linka pomoci", tuple(lines)),
        Marks("Údaj, který doplní systém", _facts()),
        Marks("Obrázek", tuple(_pictures(pictures or Pictures(), lang))),
        Marks("Odkaz na dokument", tuple(_documents(documents, lang))),
    ]


def _links(pages: Pages, lang: str) -> Iterator[Mark]:
    for link in sorted(pages.links(pages.ids, lang), key=lambda link: link.name):
        yield Mark(link.name, f"[{link.name}](page:{link.id})")


def _pictures(pictures: Pictures, lang: str) -> Iterator[Mark]:
    """Those of which somebody has said in this language what is in them."""
    for name, picture in pictures.by_name.items():
        words = picture.entry.alternative.by_language.get(lang)
        if words:
            yield Mark(words, f"[[{pictures_in_texts.KIND}:{name}]]")


def _documents(documents: Sequence[DocumentEntry], lang: str) -> Iterator[Mark]:
    for each in documents:
        title = str(each.title.in_(lang))
        yield Mark(title, f"[{title}](document:{each.name})")


def _facts() -> tuple[Mark, ...]:
    return tuple(Mark(words, f"[[fact:{name}]]") for name, words in _FACTS.items())
