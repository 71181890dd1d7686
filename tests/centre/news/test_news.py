"""News begins and ends by itself, in every language at once; a slip in it is told."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from centre.news.items import News
from centre.news.reading import advice_on_news, read_news
from centre.texts import content
from tests.paths import ROOT

DAY = date(2026, 11, 21)
PIECE = """\
---
title: {title}
translation_id: {name}
slug: {name}
lead: Krátce.
from: {first}
---

Text.
"""


def put(
    centre: Path, name: str, first: str = "2026-11-20", *, lang: str = "cs", until: str = ""
) -> Path:
    """A piece of news; its slug is its name."""
    path = centre / lang / "news" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    written = PIECE.format(title=f"{name} {lang}", name=name, first=first)
    if until:
        written = written.replace(f"from: {first}", f"from: {first}\nuntil: {until}")
    path.write_text(written, "utf-8")
    return path


def shown(centre: Path, day: date = DAY, lang: str = "cs") -> list[str]:
    return [item.front.title for item in sound(centre, day).shown(lang)]


def sound(centre: Path, day: date = DAY) -> News:
    news, faults = read_news(centre, day)
    assert not faults
    return news


def told(centre: Path) -> list[str]:
    return [str(fault).replace(f"{centre}/", "") for fault in read_news(centre, DAY)[1]]


def test_the_newest_comes_first(tmp_path: Path) -> None:
    put(tmp_path, "starsi", "2025-12-31")
    put(tmp_path, "nova", "2026-11-21")
    put(tmp_path, "vcerejsi", "2026-11-20")
    assert shown(tmp_path) == ["nova cs", "vcerejsi cs", "starsi cs"]
    assert sound(tmp_path).years == (2026, 2025)


@pytest.mark.parametrize(
    ("day", "is_shown"),
    [
        (date(2026, 11, 19), False),
        (date(2026, 11, 20), True),
        (date(2026, 12, 24), True),
        (date(2026, 12, 25), False),
    ],
)
def test_it_is_shown_from_its_first_to_its_last_day(
    tmp_path: Path, day: date, is_shown: bool
) -> None:
    put(tmp_path, "vanoce", "2026-11-20", until="2026-12-24")
    assert bool(shown(tmp_path, day)) is is_shown


def test_without_a_last_day_it_stays(tmp_path: Path) -> None:
    put(tmp_path, "prvni", "2001-01-01")
    assert shown(tmp_path) == ["prvni cs"]


def test_what_is_to_come_is_read_and_not_shown(tmp_path: Path) -> None:
    put(tmp_path, "pozdeji", "2026-12-01")
    assert shown(tmp_path) == []
    assert sound(tmp_path).years == ()
    assert [item.id for item in sound(tmp_path)] == ["pozdeji"]


def test_what_has_ended_is_told_to_the_editor(tmp_path: Path) -> None:
    put(tmp_path, "stara", "2026-01-01", until="2026-02-01")
    (advice,) = advice_on_news(sound(tmp_path))
    assert advice.message == "aktualita skončila 2026-02-01 a web ji neukazuje; smažte ji"
    assert advice.line == 7


def test_a_reader_of_another_language_gets_the_translation_or_czech(tmp_path: Path) -> None:
    put(tmp_path, "nova", "2026-11-21")
    put(tmp_path, "vcerejsi", "2026-11-20")
    put(tmp_path, "vcerejsi", "2026-11-20", lang="en")
    assert shown(tmp_path, lang="en") == ["nova cs", "vcerejsi en"]


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("from: 2026-11-20", "from: včera", "cs/news/nova.md:6: from: čekáme datum"),
        ("from: 2026-11-20\n", "", "cs/news/nova.md:2: from: chybí povinné pole"),
        ("slug: nova", "slug: 2026", "cs/news/nova.md:4: slug: čekáme slovo; čtyři číslice"),
        ("slug: nova", "slug: Nová", "cs/news/nova.md:4: slug: čekáme malá písmena"),
        ("_id: nova", "_id: jina", "translation_id: má být stejné jako jméno souboru, „nova“"),
        ("Krátce.", "Krátce." * 50, "cs/news/nova.md:5: lead: text je moc dlouhý, nejvýše 300"),
        ("lead:", "leed:", "leed: neznámé pole; mysleli jste „lead“?"),
        (
            "from: 2026-11-20",
            "from: 2026-11-20\nuntil: 2026-11-19",
            "poslední den (until) je před prvním (from)",
        ),
    ],
)
def test_a_slip_above_the_text_is_told(
    tmp_path: Path, right: str, wrong: str, message: str
) -> None:
    path = put(tmp_path, "nova")
    written = path.read_text("utf-8")
    assert right in written
    path.write_text(written.replace(right, wrong, 1), "utf-8")
    assert any(message in line for line in told(tmp_path)), told(tmp_path)


def test_two_pieces_at_one_address_are_told(tmp_path: Path) -> None:
    put(tmp_path, "nova")
    path = put(tmp_path, "druha")
    path.write_text(path.read_text("utf-8").replace("slug: druha", "slug: nova"), "utf-8")
    (line,) = told(tmp_path)
    assert "slug: stejnou adresu /aktuality/nova/ už má" in line


def test_a_translation_says_the_same_days(tmp_path: Path) -> None:
    put(tmp_path, "nova", "2026-11-20", until="2026-12-24")
    put(tmp_path, "nova", "2026-11-21", lang="en")
    assert told(tmp_path) == [
        "en/news/nova.md:6: from: je tu „2026-11-21“, ale v českém originálu „2026-11-20“",
        "en/news/nova.md:2: until: je tu „None“, ale v českém originálu „2026-12-24“",
    ]


def test_a_translation_without_its_original_is_told(tmp_path: Path) -> None:
    put(tmp_path, "nova", lang="uk")
    (line,) = told(tmp_path)
    assert "translation_id: aktualita „nova“ nemá český originál" in line


def test_of_a_broken_original_only_its_own_fault_is_told(tmp_path: Path) -> None:
    put(tmp_path, "nova", "zítra")
    put(tmp_path, "nova", lang="en")
    (line,) = told(tmp_path)
    assert line.startswith("cs/news/nova.md:6: from:")


def test_news_never_comes_from_the_product(tmp_path: Path) -> None:
    centre = shutil.copytree(ROOT / "examples" / "kyjov", tmp_path / "centre")
    assert (ROOT / "content" / "cs" / "news").is_dir()
    assert not list(content.read(centre, DAY).news)
