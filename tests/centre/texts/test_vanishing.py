"""Words that Markdown would change or take away stay as they were typed, or are told."""

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
    ("source", "line", "typed", "made"),
    [
        ("24. prosince zavřeno\n\n31. prosince zavřeno\n", 3, "31", "25"),
        ("24. prosince zavřeno\n31. prosince zavřeno\n", 2, "31", "25"),
        ("1. ledna zavřeno\n\n6. ledna otevřeno\n", 3, "6", "2"),
        ("31. 12. zavřeno\n\n1. 1. zavřeno\n", 3, "1", "32"),
        ("- svátky\n\n    24. prosince\n\n    26. prosince\n", 5, "26", "25"),
        ("> Zavřeno:\n>\n> 24. prosince\n> 26. prosince\n", 4, "26", "25"),
        ("Zavřeno:\n\n5. 7.\n6. 7.\n28. 9.\n", 5, "28", "7"),
    ],
)
def test_a_date_that_a_list_would_number_anew_is_told(
    source: str, line: int, typed: str, made: str
) -> None:
    _, faults = rendered(source)
    advice = f"je-li to datum, pište {typed}\\. (před tečkou zpětné lomítko)"
    assert faults == [(line, f"seznam by z čísla „{typed}.“ udělal „{made}.“; {advice}")]


@pytest.mark.parametrize(
    "source",
    [
        "1. jedna\n2. dvě\n3. tři\n",
        "1. jedna\n\n2. dvě\n\n    dál\n\n3. tři\n",
        "1. jedna\n1. dvě\n1. tři\n",
        "24. prosince zavřeno\n",
        "24. prosince zavřeno\n\n25. prosince zavřeno\n",
        "24\\. prosince zavřeno\n\n31\\. prosince zavřeno\n",
        "1. jedna\n\nMezitím.\n\n5. pátá\n",
        "24.12. zavřeno\n\n31.12. zavřeno\n",
        "- 24. prosince\n- 31. prosince\n",
    ],
)
def test_numbers_that_stay_are_no_fault(source: str) -> None:
    assert rendered(source)[1] == []


def test_the_advice_gives_what_was_meant() -> None:
    html, _ = rendered("24\\. prosince zavřeno\n\n31\\. prosince zavřeno\n")
    assert html == "<p>24. prosince zavřeno</p>\n<p>31. prosince zavřeno</p>"


@pytest.mark.parametrize(
    "words",
    ["[Pozor]: zavřeno", "[Změna]: od pondělí", "[^1]: poznámka", "[155]: volejte", "[a]: b “c”"],
)
def test_words_after_brackets_stay_on_the_page(words: str) -> None:
    html, faults = rendered(f"První.\n\n{words}\n\nDruhá.\n")
    assert words in html
    assert faults == []


@pytest.mark.parametrize(
    "target", ["https://example.org/", "page:crisis", "<https://example.org/>", "#dal"]
)
def test_a_link_defined_apart_is_refused(target: str) -> None:
    _, faults = rendered(f"Viz [web][1].\n\n[1]: {target}\n")
    assert faults == [(3, "odkaz pište celý na jednom místě: [slova](adresa)")]


def test_a_cell_without_a_column_is_told() -> None:
    _, faults = rendered("| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 | zavřeno |\n")
    assert faults == [(4, "řádek tabulky má víc buněk než záhlaví (2); poslední by zmizely")]
    assert rendered("| a | b |\n| --- | --- |\n| 1 | 2 |  |\n| 3 |\n")[1] == []


def test_a_line_below_a_table_is_told() -> None:
    _, faults = rendered("| a | b |\n| --- | --- |\n| 1 | 2 |\nZavřeno.\n")
    assert faults == [(4, "tenhle řádek by byl částí tabulky; dejte před něj prázdný řádek")]


def test_an_explanation_that_nothing_needs_is_told() -> None:
    message = "zkratka „HIV“ v textu není, její vysvětlení by zmizelo; smažte ho"
    assert rendered("První.\n\n*[HIV]: virus\n")[1] == [(3, message)]
    assert rendered("HIV.\n\n*[HIV]: virus\n")[1] == []


@pytest.mark.parametrize(
    "address",
    [
        "https://[doplnit]/neco",
        "https://web..cz/",
        "https://www.chmi.cz%5D/",
        "https://web.cz:99999/",
    ],
)
def test_a_link_that_some_program_refuses_is_told(address: str) -> None:
    _, faults = rendered(f"První.\n\nViz [web]({address}).\n")
    assert [line for line, _ in faults] == [3]
