"""Five real centres over the same common pages: the product is for any of them."""

import csv
import re
import shutil
from functools import cache
from html import unescape
from pathlib import Path

import html5lib
import pytest
from click.testing import CliRunner

from centre.layers.account import account
from centre.layers.folder import is_common_text
from centre.texts import content
from centre.texts.content import Content
from site_plugins.checks import check_content
from site_plugins.pages import pattern_book
from site_plugins.run.reading import build_day
from tests.built import Pelican
from tests.paths import ROOT

DAY = "2026-11-21"
EXAMPLES = ROOT / "examples"
SAYS_IT_IS_ONE = "Příklad podle veřejných údajů; není to web tohoto centra"

NAMES = ("krystal-help", "kyjov", "spektrum", "svetlo-kadan", "znojmo")

SETTINGS = {
    "znojmo": ("illegal", "not-required", None),
    "krystal-help": ("all", "not-required", None),
    "kyjov": ("illegal", "one-goal", 15),
    "svetlo-kadan": ("behavioural", "prospect", None),
    "spektrum": ("illegal", "not-required", None),
}
"""Scope of substances, stance on abstinence, least age."""

FACTS: dict[str, dict[str, tuple[str, ...]]] = {
    "znojmo": {
        "home": ("kontaktní centrum ve Znojmě", "zdravotní a sociální rizika"),
        "mission": (
            "alkohol a tabák",
            "lysohlávky",
            "marihuana",
            "heroin",
            "pervitin",
            "harm reduction",
        ),
        "goals": ("duální diagnóze", "hygienické návyky", "prakticky postarat"),
    },
    "krystal-help": {
        "about": (
            "KRYSTAL HELP, z.ú.",
            "zapsaný ústav",
            "2015–2023",
            "řídit projekty",
            "v celé šíři",
        ),
        "home": (
            "sociální asistenci",
            "krizovou intervenci",
            "základní ošetření",
            "hygienu",
            "jídlo",
        ),
        "mission": ("potřeby lidí", "harm reduction"),
        "goals": ("1.7 uvědomuje", "2.1 kolik stříkaček", "2.3 kolik lidí"),
        "contact": ("KRYSTAL HELP, z.ú.",),
    },
    "kyjov": {
        "home": ("prvního kontaktu", "Kyjovska a Veselska"),
        "about": ("Charita v Kyjově", "církevní právnická osoba"),
        "mission": ("terciární prevence", "zdraví veřejnosti"),
        "goals": ("prvního kontaktu", "práva a povinnosti", "abstinujete"),
        "target-groups": ("EUDA", "Zkoušíte", "žena", "rodič", "Veselsku", "od 15 let"),
        "outreach": (
            "Streetwork",
            "typu A, B a C",
            "syfilis",
            "proškolený dobrovolník nebo stážista",
        ),
        "contact": (
            "Palackého 194, 697 01 Kyjov",
            "+420 518 611 589",
            "+420 776 316 515",
            "K.centrum@kyjov.charita.cz",
        ),
    },
    "svetlo-kadan": {
        "about": (
            "Světlo Kadaň z.s.",
            "zapsaný spolek",
            "více kontaktních center",
            "kvalifikovaný tým",
        ),
        "mission": ("na látce i bez látky", "blízkým", "výhledem abstinence", "záněty žil"),
        "goals": (
            "kapslemi",
            "podnájmu",
            "zůstávají skrytí",
            "infekčním materiálem",
            "drogové scéně",
        ),
        "target-groups": ("bez látky", "hraní"),
        "contact": ("Světlo Kadaň z.s.", "První centrum", "Druhé centrum"),
    },
    "spektrum": {
        "home": ("kontaktní a poradenské centrum v oblasti drogové problematiky", "není podmínkou"),
        "about": (
            "sociální pracovníci",
            "Probační a mediační službou",
            "psychiatry",
            "Blízcí pro nás",
        ),
        "mission": ("nechce nebo nemůže", "HIV", "syfilis", "anonymní"),
        "target-groups": ("vaše dítě experimentuje", "bezplatná", "anonymitě"),
        "outreach": (
            *("Nové Město na Moravě", "Bystřice nad Pernštejnem", "Ledeč nad Sázavou"),
            *("Světlá nad Sázavou", "Ždírec nad Doubravou", "nádraží", "15 minut", "do bytu"),
        ),
    },
}
"""By example and page: words that hold its facts."""

ITS_ALONE = {
    "znojmo": ("Znojm",),
    "krystal-help": ("KRYSTAL", "2015–2023"),
    "kyjov": ("Kyjov", "Veselsk", "Palackého", "518 611 589", "776 316 515", "Charit"),
    "svetlo-kadan": ("Kada", "Světlo"),
    "spektrum": ("Spektrum", "Kolping", "Sázavou", "Havlíčkův", "Pernštejnem", "Doubravou"),
}
"""What no other example may say."""

LEAST_FACTS = 35
"""No source says less."""

NEVER_SAID = (
    *("zneuží", "drogově závisl", "problémoví uživatel", "narkoman", "feťá", "smažk", "toxikoman"),
    *("epidemi", "populac", "degradac", "vyřazených", "vyřazení ze"),
)
"""Words about people that stay out even where public texts use them."""


@cache
def read(name: str) -> Content:
    """The example, read as strictly as by a build: any fault raises."""
    return content.read(EXAMPLES / name, build_day(DAY))


def words(name: str, page_id: str) -> str:
    """Lead and text of a Czech page without markup."""
    found = read(name)
    page = found.pages.get(page_id, "cs")
    assert page is not None
    plain = unescape(re.sub(r"<[^>]+>", "", found.text(page).html))
    return " ".join(f"{page.front.lead} {plain}".split())


def test_these_are_the_examples() -> None:
    assert sorted(path.name for path in EXAMPLES.iterdir()) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_checked_as_any_centre_is(name: str) -> None:
    """It holds its own words alone; all others are the product's, and none are missing."""
    result = CliRunner().invoke(check_content.main, [str(EXAMPLES / name), "--day", DAY])
    assert result.exit_code == 0, result.output
    own = len(list((EXAMPLES / name).rglob("*.md")))
    assert f"společných: {len(common_texts(name))}." in result.output
    assert own < 10


def common_texts(name: str) -> tuple[str, ...]:
    found = account(EXAMPLES / name)
    assert found
    return found.common


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("page_id", ["home", "contact"])
def test_an_example_says_that_it_is_one_and_that_its_hours_are_made_up(
    name: str, page_id: str
) -> None:
    assert SAYS_IT_IS_ONE in words(name, page_id)
    assert "Hodiny jsou příklad." in words(name, page_id)


@pytest.mark.parametrize("name", NAMES)
def test_on_every_page_the_name_is_marked_and_nobody_can_be_called(name: str) -> None:
    centre = read(name).facts.centre
    assert centre.demo
    assert centre.name.cs.endswith("(příklad)")
    assert not any(centre.can_dial(phone) for phone in centre.contacts.phones.values())


@pytest.mark.parametrize("name", NAMES)
def test_an_example_carries_its_own_facts(name: str) -> None:
    lost = {
        page: [fact for fact in facts if fact not in words(name, page)]
        for page, facts in FACTS[name].items()
    }
    assert not any(lost.values()), lost
    centre = read(name).facts.centre
    assert (centre.scope, centre.abstinence, centre.minimum_age) == SETTINGS[name]


@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_of_its_source_has_its_heading_on_a_page_of_the_example(name: str) -> None:
    """And not on a common page, which tells nothing of this centre."""
    with (Path(__file__).parent / "facts_of_examples.tsv").open(encoding="utf-8") as table:
        rows = [row for row in csv.DictReader(table, delimiter="\t") if row["example"] == name]
    assert len(rows) > LEAST_FACTS
    found = read(name)
    pages = {page.id: page for page in found.pages if not is_common_text(page.text.file)}
    lost = [
        row
        for row in rows
        if row["page"] not in pages or row["heading"] not in found.text(pages[row["page"]]).anchors
    ]
    assert not lost


def test_one_provider_may_have_several_centres_and_several_districts() -> None:
    assert len(read("svetlo-kadan").facts.premises) == 2
    spektrum = read("spektrum").facts
    assert spektrum.centre.service_area == ("Žďár nad Sázavou", "Havlíčkův Brod")
    assert {town.district for town in spektrum.towns} == set(spektrum.centre.service_area)
    assert len(spektrum.towns) == 7


@pytest.mark.parametrize("name", NAMES)
def test_no_fact_of_another_centre_comes_along(name: str) -> None:
    own = [path for path in (EXAMPLES / name).rglob("*") if path.is_file()]
    common = [ROOT / "content" / file for file in common_texts(name)]
    written = {path: path.read_text("utf-8") for path in (*own, *common)}
    foreign = [word for other, alone in ITS_ALONE.items() if other != name for word in alone]
    foreign += ["Káčko", "Ukázkový poskytovatel", "Ukázková 1", "Vzorová 2"]
    leaks = [
        (path.name, word) for path, text in written.items() for word in foreign if word in text
    ]
    assert not leaks


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("page_id", ["ask", "first-visit"])
def test_an_age_limit_is_told_only_where_there_is_one(name: str, page_id: str) -> None:
    told = words(name, page_id)
    age = read(name).facts.centre.minimum_age
    assert ("Některé služby máme až od" in told) is (age is not None)
    assert "116 111" in told  # who is young finds help either way


def test_examples_speak_of_people_with_respect() -> None:
    texts = {path: path.read_text("utf-8").lower() for path in EXAMPLES.rglob("*.md")}
    assert [
        (path.name, word) for path, text in texts.items() for word in NEVER_SAID if word in text
    ] == []


def test_an_example_is_built_like_any_site(tmp_path: Path, pelican: Pelican) -> None:
    output = tmp_path / "output"
    built = pelican(
        *(str(EXAMPLES / "kyjov"), "-s", "pelicanconf.py", "-o", str(output)),
        *("-e", f'FRAME_PATH="{tmp_path / "frame.json"}"'),
    )
    assert built.returncode == 0, built.stdout + built.stderr
    shutil.rmtree(
        output / pattern_book.ADDRESS.strip("/")
    )  # it shows what a real centre's phones look like
    pages = {path: path.read_text("utf-8") for path in output.rglob("*.html")}
    helplines = {line.digits for line in read("kyjov").facts.helplines.values()}
    called = {
        number for text in pages.values() for number in re.findall(r'href="tel:([^"]+)"', text)
    }
    assert called <= helplines
    assert not any("mailto:" in text or "sms:" in text for text in pages.values())
    for address in ("index.html", "kontakt/index.html", "teren/index.html", "cile/index.html"):
        html5lib.HTMLParser(strict=True).parse(pages[output / address])
    assert SAYS_IT_IS_ONE in pages[output / "index.html"]
    assert "K.centrum@kyjov.charita.cz" in pages[output / "kontakt" / "index.html"]
