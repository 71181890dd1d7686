"""„Vzorník“: every component in all its states, for whoever changes the theme. Only in development.

``publishconf.py`` leaves this plugin out, so readers never meet it. It stands in Czech, like the
site.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from markupsafe import Markup
from pelican import signals
from wtforms import BooleanField, Form, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired

from centre.exchange.frame import ShownPhone
from centre.facts.clock_times import PRAGUE
from centre.hours import wording
from centre.language.i18n import language
from centre.language.languages import ORIGINAL
from centre.reading.front_matter import Text
from centre.texts.pages import HOME, Link
from centre.texts.renderer import Renderer
from centre.texts.snippets import FactSnippets
from site_plugins.drawing import charts, palette
from site_plugins.pages import news, results
from site_plugins.pages.sections import sections
from site_plugins.run.build import Build, GeneratedPage, build_of
from site_plugins.run.generated_pages import write_generated_page

ADDRESS = "/vzornik/"
FORMS = "/vzornik/formulare/"
DIALLED = {"dial": "155", "shown": "+420 000 000 000"}
"""A number that looks like a real centre's; whoever taps it on this page meets nobody by mistake.
"""


MARKDOWN = """\
!!! steps "Postup"
    1. První krok.
    2. Druhý krok, který je delší, takže se na telefonu zalomí na dva nebo na tři řádky.
    3. Třetí.

!!! checks "K odškrtnutí perem"
    - Občanský průkaz
    - Kartička pojišťovny

Nemoc | Jak se přenáší
--- | ---
Žloutenka typu C | krví
HIV | krví a při sexu

> Slova někoho jiného stojí v bublině.
"""
"""What comes from the texts of staff, who write it in Markdown."""


class Sample(Form):
    """A field of every kind."""

    text = TextAreaField("Vaše zpráva", [InputRequired("Napište prosím zprávu. Stačí jedna věta.")])
    name = StringField("Jméno nebo přezdívka", description="Třeba jen písmeno.")
    town = SelectField("Město", choices={"": "jinde", "zdar": "Žďár nad Sázavou"}, default="")
    age = RadioField(
        "Kolik je vám let?",
        [InputRequired("Vyberte jednu možnost.")],
        choices={"less": "do 18", "more": "víc"},
    )
    agree = BooleanField(
        "Pošlete mi upozornění", [InputRequired("Zaškrtněte to, nebo nechte pole být.")]
    )

    @property
    def faulty_fields(self) -> list[Any]:
        """What the reader has to correct."""
        return [field for field in self if field.errors]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the book, for the list of what is on the page."""

    anchor: str
    html: str


SECTIONS = (
    Section("barvy", "Barvy"),
    Section("pismo", "Písmo a mezery"),
    Section("znaky", "Značka a znaky"),
    Section("dvere", "Čtyři dveře"),
    Section("oznameni", "Oznámení a karty"),
    Section("telefony", "Telefony a tlačítka"),
    Section("hodiny", "Hodiny a místa"),
    Section("seznamy", "Seznamy, otázky, čísla"),
)


def write_book(generator: Any, writer: Any) -> None:
    """Write both pages: the second begins with what a form says after a mistake."""
    language.set(ORIGINAL)
    build = build_of(generator)
    home = build.content.pages.link(HOME, ORIGINAL)
    _write(
        generator,
        writer,
        ADDRESS,
        "Vzorník",
        "pattern-book",
        home=home,
        **_components(build, Path(generator.theme)),
    )
    book = Link("", ADDRESS, "Vzorník", ORIGINAL)
    _write(
        generator,
        writer,
        FORMS,
        "Vzorník formulářů",
        "pattern-forms",
        home=home,
        book=book,
        **_forms(),
    )


def _write(
    generator: Any, writer: Any, address: str, title: str, template: str, **samples: Any
) -> None:
    page = GeneratedPage(
        {ORIGINAL: address}, {ORIGINAL: title}, build_of(generator).day, listed=False
    )
    write_generated_page(generator, writer, page, template, exit=True, **samples)


def _components(build: Build, theme: Path) -> dict[str, Any]:
    content = build.content
    today = build.day
    rendered, faults = Renderer(FactSnippets(content.facts, today), content.pages).render(
        Text(__file__, 1, MARKDOWN, ORIGINAL)
    )
    build.add_faults(faults)
    figures = results.Row("vydané", "", ("120", "140"))
    book_link = Link("", ADDRESS, "Odkaz na stránku", ORIGINAL)
    return {
        "sections": SECTIONS,
        "forms_address": FORMS,
        "colours": palette.colours(theme),
        "phones": {
            "sample": ShownPhone(purpose="centre", shown="+420 000 000 001", sms=True),
            "real": ShownPhone(purpose="centre", notes={ORIGINAL: "v otevírací době"}, **DIALLED),
            "outreach": ShownPhone(purpose="outreach", sms=True, ring_once=True, **DIALLED),
        },
        "crisis": Markup('<p>Volejte <a class="tel" href="tel:155">155</a>. Nevíme, kde jste.</p>'),
        "written": Markup(rendered.html),  # noqa: S704 - made of the text above
        "chart": charts.bars([charts.Series("vydané", [(2025, 120), (2026, 140)])], "Stříkačky"),
        "table": results.Table(
            "Stříkačky", "kusy", (2025, 2026), (figures,), ("Čísla jsou vymyšlená.",)
        ),
        "day": today,
        "until": datetime.combine(today + timedelta(7), time(), PRAGUE),
        "coming": wording.next_days(build.timetable, content.facts.places.values(), today, 3),
        "listed_news": [news.ListedNews(book_link, "Krátce o tom, co je nového.", today, None)],
        # Only shapes, checked by centre.texts.brand.
        "drawing": Markup(next(iter(content.drawings.values()), "")),  # noqa: S704
        "parts": [part for part in sections(rendered.html) if part.html],
        "listed": content.pages.children("services", ORIGINAL)[:3],
        "link": book_link,
    }


def _forms() -> dict[str, Any]:
    faulty = Sample(data={"text": ""})
    faulty.validate()
    return {"faulty": faulty, "untouched": Sample(prefix="new-")}


def register() -> None:
    """Called by Pelican."""
    signals.page_writer_finalized.connect(write_book)
