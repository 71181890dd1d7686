"""A mark that means nothing where it stands is told; a reader never sees it, nor misses a sign."""

import pytest

from centre.reading.front_matter import Text
from centre.texts.pages import Pages
from centre.texts.renderer import Renderer


class NoFacts:
    def get(self, kind: str, name: str) -> str:
        return name


def rendered(source: str) -> tuple[str, list[tuple[int, str]]]:
    found, faults = Renderer(NoFacts(), Pages([])).render(Text("f.md", 1, source, "cs"))
    return found.html.replace("\xa0", " "), [(fault.line, fault.message) for fault in faults]


@pytest.mark.parametrize(
    ("source", "line", "begins"),
    [
        # headings
        (" ### Nadpis", 1, "nadpis pište od kraje řádku"),
        ("Text.\n ## Nadpis", 2, "nadpis pište od kraje řádku"),
        ("Text.\n\n\t## Nadpis", 3, "řádek je odsazený o čtyři mezery"),
        ("Text.\n\n##\n", 3, "nadpis nemá žádná slova"),
        ("## Jazyk C#\n", 1, "znak # na konci nadpisu by zmizel"),
        ("Nadpis\n======\n", 2, "řádek === tu nic neznačí"),
        # lists
        ("Máme:\n- čaj\n- vodu", 2, "seznam tu nezačne"),
        ("Máme:\n* čaj", 2, "seznam tu nezačne"),
        ("- čaj\n  - zelený", 2, "seznam tu nezačne"),
        ("1. čaj\n   - zelený", 2, "seznam tu nezačne"),
        ("- čaj\n        - zelený", 2, "seznam tu nezačne"),
        ("- čaj\n\n  dál\n- voda", 4, "seznam tu nezačne"),
        ("Postup:\n1. vstát\n2. jít", 3, "body by splynuly"),
        ("1) vstát\n2) jít", 2, "body by splynuly"),
        ("1.vstát\n2.jít", 2, "body by splynuly"),
        ("-čaj\n-voda", 2, "body by splynuly"),
        ("– čaj\n– voda", 2, "body by splynuly"),
        ("• čaj", 1, "bod seznamu začíná spojovníkem"),
        ("007. bod", 1, "seznam by z čísla „007.“ udělal „7.“"),
        # cards
        ("!!! note „Nadpis“\n    Text.", 1, "rámeček pište od kraje řádku"),
        ('!!! note "Nadpis\n    Text.', 1, "rámeček pište od kraje řádku"),
        ('  !!! note "Nadpis"\n      Text.', 1, "rámeček pište od kraje řádku"),
        ('!! note "Nadpis"\n    Text.', 1, "rámeček pište od kraje řádku"),
        ('!!! note "Nadpis" dnes\n    Text.', 1, "rámeček pište od kraje řádku"),
        # tables
        ("| a | b |\n| 1 | 2 |", 1, "tabulka tu nezačne"),
        ("Text:\n| a | b |\n| --- | --- |\n| 1 | 2 |", 2, "tabulka tu nezačne"),
        ("| a | b |\n| --- |\n| 1 | 2 |", 1, "tabulka tu nezačne"),
        # links and facts
        ("Viz [web](https://example.org dál", 1, "odkaz není napsaný celý"),
        ("Viz [web] (https://example.org)", 1, "odkaz není napsaný celý"),
        ("Viz (web)[https://example.org]", 1, "odkaz není napsaný celý"),
        ("Viz [web][page:crisis]", 1, "odkaz není napsaný celý"),
        ("Viz ![mapa]", 1, "obrázek přidejte na pultu (Obrázky)"),
        ("Volejte [[helpline:]]", 1, "údaj v [[ ]] není napsaný celý"),
        ("Volejte [[helpline:155", 1, "údaj v [[ ]] není napsaný celý"),
        ("Volejte [helpline:155]]", 1, "údaj v [[ ]] není napsaný celý"),
        # marks around words
        ("To je **důležité.", 1, "hvězdičky nebo podtržítka tu nemají dvojici"),
        ("To je důležité**.", 1, "hvězdičky nebo podtržítka tu nemají dvojici"),
        ("To je ** důležité **.", 1, "hvězdičky nebo podtržítka tu nemají dvojici"),
        ("*Pozor, zavřeno.", 1, "hvězdičky nebo podtržítka tu nemají dvojici"),
        ("_Pozor, zavřeno.", 1, "hvězdičky nebo podtržítka tu nemají dvojici"),
        ("Neplatí ~~8–12~~.", 1, "přeškrtnutí ~~ neumíme"),
        ("Cena 5` a 6`.", 1, "zpětné apostrofy ` by zmizely"),
        ("Cena 5`.", 1, "zpětný apostrof ` tu nic neznačí"),
        ("První.\n\n```\nDruhá.\n\n## Třetí", 3, "zpětný apostrof ` tu nic neznačí"),
        ("První.\n\n~~~\nDruhá.\n~~~", 3, "řádek ~~~ tu nic neznačí"),
        ("První.\n\n    Druhá.", 3, "řádek je odsazený o čtyři mezery"),
        ("[TOC]\n\n## Nadpis", 1, "značku [TOC] neumíme"),
        # attributes
        ("- čaj {: .law }\n- voda", 1, "značka {: … } tu nic neznačí"),
        ("Zavřeno {: v pondělí", 1, "značka {: … } tu nic neznačí"),
        ("Zavřeno.\n{: .pondeli }", 2, "třída „.pondeli“ nic neznačí"),
        ("Zavřeno.\n{: v pondělí }", 2, "vlastnost „"),
        ("[web](https://example.org)\n{: lang=cz }", 2, "jazyk „cz“ neznáme"),
        ("## A {#a}\n\n## B {#a}", 1, "kotva „a“ je na stránce dvakrát"),
        ('[web](https://example.org "zavřeno")', 1, "vlastnost „title“"),
        # signs that would vanish
        ("> 18 let", 1, "znak > by zmizel"),
        (">18 let", 1, "znak > by zmizel"),
        ("+ 420 601 234 567", 1, "znak + by zmizel"),
        ("Cena&nbsp;5 Kč", 1, "místo značky se znakem &"),
        ("První.\n\n&#8211; druhá", 3, "místo značky se znakem &"),
        ("> Otázka.\nOdpověď.", 2, "tenhle řádek by byl součástí citátu"),
        ("<!DOCTYPE x>", 1, "HTML v textu nejde použít"),
        ("<?php x ?>", 1, "HTML v textu nejde použít"),
        ("První.\n\n<!-- druhá", 3, "HTML v textu nejde použít"),
    ],
)
def test_what_a_reader_would_see_wrong_is_told(source: str, line: int, begins: str) -> None:
    _, faults = rendered(source)
    assert faults
    assert any(found == line and message.startswith(begins) for found, message in faults), faults
    assert all("\x02" not in message and "\n" not in message for _, message in faults)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("Zavřeno\n---\n\nText", "<p>Zavřeno</p>\n<hr>\n<p>Text</p>"),
        ("Pokoj #5 a 5 * 3", "<p>Pokoj #5 a 5 * 3</p>"),
        ("k***a a ____", "<p>k***a a ____</p>"),
        ("soubor_jeden_dva", "<p>soubor_jeden_dva</p>"),
        ("**ne**závislý a *ano*", "<p><strong>ne</strong>závislý a <em>ano</em></p>"),
        ("a < b > c, <3, <5 let, A&B", "<p>a &lt; b &gt; c, &lt;3, &lt;5 let, A&amp;B</p>"),
        ("Viz <https://example.org/>.", '<p>Viz <a href="https://example.org/" rel="noreferrer">'
         "https://example.org/</a>.</p>"),
        ("<jana@example.org>", "<p>&lt;jana@example.org&gt;</p>"),
        ("\\# pět, \\*tak, \\> 18, \\[[x", "<p># pět, *tak, &gt; 18, [[x</p>"),
        ("Přijďte\n8. 12. nebo\n19. 12.", "<p>Přijďte\n8. 12. nebo\n19. 12.</p>"),
        ("+420 601 234 567", "<p>+420 601 234 567</p>"),
        ("[x] ano, [ ] ne, Text[^1]", "<p>[x] ano, [ ] ne, Text[^1]</p>"),
    ],
)  # fmt: skip
def test_what_is_shown_as_it_was_typed_is_no_fault(source: str, shown: str) -> None:
    assert rendered(source) == (shown, [])
