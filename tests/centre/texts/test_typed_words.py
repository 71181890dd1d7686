"""Every word and number that was typed is on the page, or its line is told."""

import pytest

from centre.reading.front_matter import Text
from centre.texts.pages import Pages
from centre.texts.renderer import Renderer
from centre.texts.typed_words import lost_words


class NoFacts:
    def get(self, kind: str, name: str) -> str:
        return name


def faults_in(source: str) -> list[tuple[int, str]]:
    _, faults = Renderer(NoFacts(), Pages([])).render(Text("f.md", 1, source, "cs"))
    return [(fault.line, fault.message) for fault in faults]


@pytest.mark.parametrize(
    ("source", "line", "lost"),
    [
        ("První.\n\nStojí 5*3*2 Kč.", 3, "5 3 2"),
        ("!!! note Zavřeno v pondělí\n    Text.", 1, "Zavřeno v pondělí"),
        ("Dnes.\n\n!!! note dnes zavřeno\n    Text.", 3, "dnes zavřeno"),
    ],
)
def test_words_that_vanish_or_run_together_are_told(source: str, line: int, lost: str) -> None:
    message = f"tohle by se na stránce neukázalo tak, jak je to napsané: „{lost}“"
    assert faults_in(source) == [(line, message)]


@pytest.mark.parametrize(
    "source",
    [
        "**ne**závislý *polo*vina",
        "k***a",
        "Otevřeno [[fact:wait_minutes]]krát denně",
        "1. jedna\n1. dvě\n\n- 24. prosince\n- 31. prosince",
        "24\\. prosince",
        "## Kdy {: #kdy }\n\nText.\n{: .law lang=en }",
        '!!! note "Kdy"\n    HIV.\n\n*[HIV]: virus',
        "| a | b |\n| --- | --- |\n| 1 | 2 |",
        "Pojem\n: výklad",
        "[slova](https://example.org/jinam_(tam))",
    ],
)
def test_what_marks_take_away_is_not_missed(source: str) -> None:
    assert faults_in(source) == []


def test_a_word_is_counted_as_often_as_it_was_typed() -> None:
    assert lost_words("pět\npět šest", "pět šest") == (0, "pět")
    assert lost_words("a b\nc d e", "a b d") == (1, "c e")
