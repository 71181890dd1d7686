"""Mistakes that editors make: each is told with its file and line, all in one run."""

import gzip
from pathlib import Path

import pytest

from tests.built import Pelican
from tests.site.conftest import Draft

pytestmark = pytest.mark.usefixtures("takes_seconds")

HOME = "cs/pages/home.md"
RIGHTS = "cs/pages/rights.md"


def test_sound_content_is_called_so(draft: Draft) -> None:
    code, lines = draft.check()
    assert code == 0
    assert lines[-1].startswith("V pořádku: ")
    assert "stránek" in lines[-1]


def test_all_mistakes_are_told_in_one_run(draft: Draft) -> None:
    draft.replace(RIGHTS, "lead: >-", "leed: >-")
    draft.replace("cs/pages/contact.md", "next_review: 2027-05-21", "next_review: 2027-05-32")
    draft.replace("data/centre.yaml", "wait_minutes: 15", "wait_minutes: čtvrt hodiny")
    draft.replace("data/closures.yaml", "2026-12-09", "2026-02-31")
    draft.replace("data/hours.yaml", "from: 13:30", "from: 9:0")
    draft.replace(
        "data/hours.yaml", "day: pá, from: 9:00, to: 14:00", "day: pátek, from: 9:00, to: 14:00"
    )
    dead = draft.append(HOME, "Viz [nic](page:no-such-page).")
    anchor = draft.append(HOME, "Viz [krize](page:crisis#takova-kotva-neni).")
    code, lines = draft.check()
    assert code == 1
    told = "\n".join(lines)
    assert (
        f"data/centre.yaml:{draft.line('data/centre.yaml', 'wait_minutes')}: wait_minutes: " in told
    )
    assert (
        f"{RIGHTS}:{draft.line(RIGHTS, 'leed')}: leed: neznámé pole; mysleli jste „lead“?" in told
    )
    assert f"{RIGHTS}:2: lead: chybí povinné pole" in told
    assert (
        f"cs/pages/contact.md:{draft.line('cs/pages/contact.md', 'next_review')}: next_review: den "
        in told
    )
    closures = "data/closures.yaml"
    hours = "data/hours.yaml"
    line = draft.line(closures, "  - date: 2026-02-31")
    assert f"{closures}:{line}: closures.1.date: den „2026-02-31“" in told
    assert f"{hours}:{draft.line(hours, '      - {day: st, from: 9:0,')}: " in told
    assert f"{hours}:{draft.line(hours, '      - {day: pátek')}: " in told
    assert "mysleli jste „pá“?" in told
    assert f"{HOME}:{dead}: odkaz na stránku „no-such-page“, která neexistuje" in lines
    assert f"{HOME}:{anchor}: stránka „crisis“ nemá kotvu „takova-kotva-neni“" in lines
    assert lines[-1] == "Chyb: 9"


def test_a_page_with_a_bad_head_makes_no_links_to_it_wrong(draft: Draft) -> None:
    draft.replace(RIGHTS, "title:", "titel:")
    _, lines = draft.check()
    assert {line.split(":")[0] for line in lines[:-1]} == {RIGHTS}


LINKS = "čekáme page:…, intake:…, document:… nebo https://…"

IN_TEXTS = {
    "Volejte [[tel:centrum]].": "neznámý údaj „centrum“; mysleli jste „centre“?",
    "Volejte [[helpline:1555]].": "neznámý údaj „1555“; mysleli jste „155“?",
    "Máme [[fakt:name]].": "neznámý druh údaje „fakt“; mysleli jste „fact“?",
    "Do [[value:answer_day]].": "hodnotu „answer_day“ tu program nedává",
    "Viz [otázka](intake:relative).": "formulář „relative“ neexistuje; mysleli jste „relatives“?",
    "Viz [práva](/prava/).": f"odkaz „/prava/“ nejde použít; {LINKS}",
    "Volejte [nás](tel:155).": f"odkaz „tel:155“ nejde použít; {LINKS}",
    "Viz [web](http://web.cz).": f"odkaz „http://web.cz“ nejde použít; {LINKS}",
    "Viz [níže](#nikde).": "kotva „nikde“ na této stránce není",
    "<b>tučně": "HTML v textu nejde použít; je tu „<b“",
    "![pes](pes.jpg)": "obrázek přidejte na pultu (Obrázky) a sem dejte [[picture:…]]",
    "*slovo*{: onclick=x }": "vlastnost „onclick“ v textu být nesmí, jen #kotva a .třída",
    '!!! pozor "Pozor"': (
        "neznámý druh rámečku „pozor“; známe emergency, soon, care, note, steps, checks"
    ),
    "#### Malý nadpis": "nadpis přeskočil úroveň: po ## nemůže být ####",
    "# Velký nadpis": "nadpis první úrovně je název stránky; v textu začněte od ##",
}


def test_every_mistake_in_a_text_is_told_with_its_line(draft: Draft) -> None:
    expected = {f"{HOME}:{draft.append(HOME, text)}: {told}" for text, told in IN_TEXTS.items()}
    code, lines = draft.check()
    assert code == 1
    assert set(lines[:-1]) == expected


OUTSIDE_TEXTS = [
    (
        "cs/pages/rights.md",
        "slug: prava",
        "slug: kontakt",
        "slug: stejnou adresu /kontakt/ už má cs/pages/contact.md",
    ),
    (
        "cs/pages/team.md",
        "slug: tym",
        "slug: odpoved",
        "slug: adresa /odpoved/ patří formulářům nebo souborům webu",
    ),
    (
        "cs/pages/goals.md",
        "_id: goals",
        "_id: goal",
        "translation_id: má být stejné jako jméno souboru, „goals“",
    ),
    (
        "cs/pages/mission.md",
        "parent: about",
        "parent: abaut",
        "parent: stránka „abaut“ neexistuje; mysleli jste „about“?",
    ),
    ("cs/pages/privacy.md", "group: legal", "group: law", "group: je tu „law“, čekáme jedno z: "),
    (
        "cs/pages/wound.md",
        "reviewed_on: 2026-",
        "reviewed_on: 31. 11. 2026 -",
        "reviewed_on: čekáme datum ve tvaru",
    ),
    (
        "cs/pages/alerts.md",
        "next_review: 2027",
        "next_review: 2025",
        "příští kontrola (next_review) má být po té poslední",
    ),
    (
        "cs/pages/jobs.md",
        "\n---\n\n",
        "\n--\n\n",
        "hlavička nekončí; za její poslední řádek dejte ---",
    ),
    (
        "brand/wordmark.svg",
        "<path",
        "<image href='x'/><path",
        "kresba smí mít jen tvary, ne <image>",
    ),
]


def test_every_mistake_outside_texts_is_told_too(draft: Draft) -> None:
    for file, old, new, _ in OUTSIDE_TEXTS:
        draft.replace(file, old, new)
    code, lines = draft.check()
    assert code == 1
    for file, _, _, told in OUTSIDE_TEXTS:
        assert any(line.startswith(f"{file}:") and told in line for line in lines), (told, lines)


def test_a_translation_agrees_with_its_original(draft: Draft) -> None:
    crisis = (draft.folder / "cs/pages/crisis.md").read_text("utf-8")
    (draft.folder / "en/pages").mkdir(parents=True, exist_ok=True)
    (draft.folder / "en/pages/crisis.md").write_text(crisis.replace("exit: true\n", ""), "utf-8")
    code, lines = draft.check()
    assert code == 1
    assert any("exit: je tu „False“, ale v českém originálu „True“" in line for line in lines)


def test_a_translated_passage_loses_no_value(draft: Draft) -> None:
    (draft.folder / "en/intake").mkdir(parents=True, exist_ok=True)
    (draft.folder / "en/intake/promise.md").write_text("We will answer.\n", "utf-8")
    code, lines = draft.check()
    assert code == 1
    assert (
        "en/intake/promise.md:1: v překladu chybí [[value:answer_day]], který český originál má"
        in lines
    )


NOT_TEXT = {
    "Windows": "Žďár".encode("cp1250"),
    "UTF-16": "Žďár".encode("utf-16"),
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "packed": gzip.compress(b"<svg/>", mtime=0),
}


@pytest.mark.parametrize("written", NOT_TEXT.values(), ids=NOT_TEXT)
@pytest.mark.parametrize("file", ["data/map.yaml", "brand/wordmark.svg"])
def test_a_drawing_that_is_no_text_is_told_in_one_sentence(
    draft: Draft, file: str, written: bytes
) -> None:
    path = draft.folder / file
    path.write_bytes(path.read_bytes()[:120] + written)
    code, lines = draft.check()
    assert code == 1
    told = [line for line in lines if line.startswith(f"{file}:")]
    assert len(told) == 1, lines
    assert lines[-1] == "Chyb: 1"


@pytest.mark.parametrize("file", ["data/map.yaml", "brand/wordmark.svg"])
def test_a_folder_in_place_of_a_drawing_is_told_in_one_sentence(draft: Draft, file: str) -> None:
    path = draft.folder / file
    path.unlink()
    path.mkdir()
    code, lines = draft.check()
    assert code == 1
    assert lines[0].startswith(f"{file}:1: čekáme tu soubor, a je to složka")


@pytest.mark.parametrize("file", ["data/map.yaml", "brand/wordmark.svg"])
def test_a_build_ends_with_that_sentence(
    draft: Draft, tmp_path: Path, pelican: Pelican, file: str
) -> None:
    (draft.folder / file).write_bytes(NOT_TEXT["Windows"])
    built = pelican(
        str(draft.folder), "-o", str(tmp_path / "out"), "-e", f'FRAME_PATH="{tmp_path}/frame.json"'
    )
    assert built.returncode == 1
    assert f"{file}:1: " in built.stderr
    assert "Traceback" not in built.stdout + built.stderr
