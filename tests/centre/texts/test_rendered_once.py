"""The tests' memory of rendered texts gives what rendering would give, and forgets in time."""

from xml.etree.ElementTree import Element

import pytest

from centre.reading.faults import Fault
from centre.reading.front_matter import Text
from centre.texts.pages import Link
from centre.texts.renderer import Renderer
from tests.centre.texts.rendered_once import once


class Counted:
    """Facts and pages of one centre, and how often a text was really rendered."""

    def __init__(self) -> None:
        self.name: Element | str = "Káčko"
        self.pages = {"crisis": Link("crisis", "/krize/", "Krize", "cs")}
        self.ids = ("crisis",)
        self.broken: frozenset[str] = frozenset()

    def get(self, kind: str, name: str) -> Element | str:
        return self.name

    def link(self, page_id: str, lang: str) -> Link | None:
        return self.pages.get(page_id)


@pytest.fixture
def renderings(monkeypatch: pytest.MonkeyPatch) -> list[Text]:
    """Each text that is really rendered from here on."""
    found: list[Text] = []
    render = Renderer.render

    def counted(renderer: Renderer, text: Text, **more: object) -> object:
        found.append(text)
        return render(renderer, text, **more)

    monkeypatch.setattr(Renderer, "render", once(counted))
    return found


WORDS = "Jsme [[fact:name]], jedná se o tuto [krizi](page:crisis#kdy) a tohle [níže](#nikde).\n"


def test_the_same_words_are_rendered_once_wherever_they_lie(renderings: list[Text]) -> None:
    facts = Counted()
    first, _ = Renderer(facts, facts).render(Text("a.md", 3, WORDS, "cs"), page="home")
    second, faults = Renderer(facts, facts).render(Text("b.md", 7, "\n" + WORDS, "cs"), page="home")
    again, _ = Renderer(facts, facts).render(Text("b.md", 7, WORDS, "cs"), page="home")
    assert len(renderings) == 2
    assert faults == []
    assert first.html == second.html == again.html
    assert [jump.fault for jump in first.jumps] == [
        Fault("a.md", 3, "", "stránka „crisis“ nemá kotvu „kdy“"),
        Fault("a.md", 3, "", "kotva „nikde“ na této stránce není"),
    ]
    assert [jump.fault.line for jump in second.jumps] == [8, 8]
    assert [jump.fault.line for jump in again.jumps] == [7, 7]


def test_another_fact_or_address_makes_another_text(renderings: list[Text]) -> None:
    facts = Counted()
    text = Text("a.md", 1, WORDS, "cs")
    Renderer(facts, facts).render(text)
    facts.name = "Jiné"
    renamed, _ = Renderer(facts, facts).render(text)
    facts.pages["crisis"] = Link("crisis", "/jinde/", "Krize", "cs")
    moved, _ = Renderer(facts, facts).render(text)
    del facts.pages["crisis"]
    _, faults = Renderer(facts, facts).render(text)
    assert "Jiné" in renamed.html
    assert "/jinde/#kdy" in moved.html
    assert "neexistuje" in faults[0].message
    assert faults[0].file == "a.md"


def test_what_is_wrong_is_told_every_time(renderings: list[Text]) -> None:
    facts = Counted()
    text = Text("a.md", 4, "Viz [nic](page:nothing).\n", "cs")
    first = Renderer(facts, facts).render(text)
    assert Renderer(facts, facts).render(text) == first
    assert first[1][0].line == 4
