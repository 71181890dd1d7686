"""The same corpus of pages for four site generators: ours, a lean Pelican, Hugo and Eleventy.

A page has about three hundred words of plain Czech: headings, paragraphs, a list, steps, a link
elsewhere. Ours is held to all its rules; the others get a template with nothing but a title, a
menu and the text.
"""

import random
import shutil
from pathlib import Path

from centre.exchange import frame
from tests.paths import ROOT

CONTENT = ROOT / "content"
NAMES_PAGES = ("search_questions.yaml",)  # it leads to pages that are not here
PAGES_OF_A_HUB = 50

SENTENCES = (
    "Přijďte, kdy se vám to hodí.",
    "Nikoho se na nic neptáme a nic nepodepisujete.",
    "Kdo chce, dá si čaj a chvíli posedí.",
    "Když nevíte, kudy dál, začneme od toho nejmenšího kroku.",
    "Řekneme vám, co umíme a co ne.",
    "Pomůžeme vám vyplnit žádost a půjdeme s vámi na úřad.",
    "Domluvíme se na dni, který vyhovuje vám i nám.",
    "Kolegyně zná lékařky ve městě a ví, kdo bere nové lidi.",
    "Cestou zpátky se u nás můžete zastavit znovu.",
    "Vzkaz předáme, jen když s tím souhlasíte.",
    "Materiál dostanete čistý a použitý od vás vezmeme.",
    "Na dotaz odpovíme nejpozději ve slíbený den.",
    "Sprcha i pračka jsou zdarma, ručník půjčíme.",
    "Rodičům řekneme, na co mají právo a kde hledat pomoc.",
    "V terénu nás poznáte podle batohu.",
    "O penězích a dluzích mluvíme otevřeně a bez výčitek.",
)
HEADINGS = (
    "Jak to u nás chodí",
    "Co si vzít s sebou",
    "Kdo vám pomůže",
    "Co bude potom",
    "Kam dál",
)


def name(number: int) -> str:
    """The slug of a page."""
    return f"stranka-{number:04}"


def title(number: int) -> str:
    """The title of a page."""
    return f"Stránka číslo {number}"


def text(number: int, link: str) -> str:
    """The Markdown of a page; ``link`` is where its one link leads, as the generator spells it."""
    chance = random.Random(number)

    def say(sentences: int) -> str:
        return " ".join(chance.choice(SENTENCES) for _ in range(sentences))

    parts = [say(4)]
    for heading in chance.sample(HEADINGS, 4):
        parts += [f"## {heading}", say(5), say(3)]
    points = "\n".join(f"- **{say(1)}** {say(1)}" for _ in range(4))
    steps = "\n".join(f"{step}. {say(1)}" for step in (1, 2, 3))
    parts[4:4] = [points, f"Víc o tom píše [další strana našeho průvodce]({link}).", steps]
    return "\n\n".join(parts) + "\n"


def write_ours(folder: Path, pages: int) -> None:
    """A content folder: the sample's facts, a home page, and hubs with the pages of the corpus."""
    for part in ("data", "brand", "documents"):
        shutil.copytree(CONTENT / part, folder / part, ignore=shutil.ignore_patterns(*NAMES_PAGES))
    home = folder / "cs" / "pages"
    home.mkdir(parents=True)
    for page_id in ("home", *frame.MENU):
        _write_page(home, page_id, f"Úvod {page_id}", "", "Vítejte.\n")
    for hub in range(0, pages, PAGES_OF_A_HUB):
        _write_page(home, f"rozcestnik-{hub}", f"Rozcestník od {hub}", "home", "Vyberte si.\n")
    for number in range(pages):
        parent = f"rozcestnik-{number // PAGES_OF_A_HUB * PAGES_OF_A_HUB}"
        words = text(number, f"page:{name(_next(number, pages))}")
        _write_page(home, name(number), title(number), parent, words)


def write_pelican(folder: Path, pages: int) -> None:
    """A site for Pelican with no plugin, no feed and no list."""
    there = folder / "content" / "pages"
    there.mkdir(parents=True)
    for number in range(pages):
        words = text(number, f"{{filename}}{name(_next(number, pages))}.md")
        head = f"Title: {title(number)}\nSlug: {name(number)}\n\n"
        (there / f"{name(number)}.md").write_text(head + words, "utf-8")
    templates = folder / "theme" / "templates"
    templates.mkdir(parents=True)
    (templates / "page.html").write_text(
        _template("{{ page.title }}", "{{ page.content }}"), "utf-8"
    )
    (folder / "pelicanconf.py").write_text(PELICAN, "utf-8")


def write_hugo(folder: Path, pages: int) -> None:
    """A site for Hugo with no list, no feed and no sitemap."""
    there = folder / "content"
    there.mkdir(parents=True)
    for number in range(pages):
        words = text(number, f"/{name(_next(number, pages))}/")
        head = f'---\ntitle: "{title(number)}"\n---\n\n'
        (there / f"{name(number)}.md").write_text(head + words, "utf-8")
    (folder / "layouts").mkdir()
    (folder / "layouts" / "single.html").write_text(
        _template("{{ .Title }}", "{{ .Content }}"), "utf-8"
    )
    (folder / "hugo.toml").write_text(HUGO, "utf-8")


def write_eleventy(folder: Path, pages: int) -> None:
    """A site for Eleventy with no list and no feed."""
    there = folder / "content"
    layouts = there / "_includes"
    layouts.mkdir(parents=True)
    for number in range(pages):
        words = text(number, f"/{name(_next(number, pages))}/")
        head = f'---\ntitle: "{title(number)}"\nlayout: single.liquid\n---\n\n'
        (there / f"{name(number)}.md").write_text(head + words, "utf-8")
    template = _template("{{ title }}", "{{ content }}")
    (layouts / "single.liquid").write_text(template, "utf-8")


PELICAN = """PATH = "content"
PAGE_PATHS = ["pages"]
ARTICLE_PATHS = []
STATIC_PATHS = []
PLUGINS = []
THEME = "theme"
THEME_STATIC_PATHS = []
DIRECT_TEMPLATES = []
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
TIMEZONE = "Europe/Prague"
DEFAULT_LANG = "cs"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
"""

HUGO = """baseURL = "/"
languageCode = "cs"
disableKinds = ["home", "section", "taxonomy", "term", "rss", "sitemap", "robotstxt", "404"]
"""


def _template(title: str, words: str) -> str:
    menu = "".join(f'<li><a href="/{name(number)}/">{title_}</a></li>' for number, title_ in MENU)
    return (
        '<!DOCTYPE html>\n<html lang="cs"><head><meta charset="utf-8">'
        f"<title>{title}</title></head>\n"
        f"<body><nav><ul>{menu}</ul></nav><main><h1>{title}</h1>{words}</main></body></html>\n"
    )


MENU = [(number, title(number)) for number in range(6)]


def _next(number: int, pages: int) -> int:
    return (number * 7 + 1) % pages


def _write_page(folder: Path, page_id: str, heading: str, parent: str, words: str) -> None:
    lines = [
        "---",
        f"title: {heading}",
        f"translation_id: {page_id}",
        f"slug: {page_id}",
        "lead: Krátký úvod, který řekne, o čem strana je.",
        "group: help",
        *([f"parent: {parent}"] if parent else []),
        *(["template: outreach"] if page_id == "outreach" else []),
        "reviewed_on: 2026-11-21",
        "next_review: 2027-05-21",
        "---",
        "",
    ]
    (folder / f"{page_id}.md").write_text("\n".join(lines) + words, "utf-8")
