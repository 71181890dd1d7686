"""The renderer of Markdown: facts, links and cards come out right, and everything wrong is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from centre.facts.loading import Facts, load_facts
from centre.reading.faults import Fault
from centre.reading.front_matter import Text
from centre.texts.pages import Pages, read_pages
from centre.texts.renderer import Rendered, Renderer
from centre.texts.snippets import FactSnippets
from tests.paths import ROOT

TODAY = date(2026, 11, 21)

PAGE = """---
title: {title}
translation_id: {id}
slug: {slug}
lead: O čem to je.
group: help
reviewed_on: 2026-11-21
next_review: 2027-05-21
---

## Co s sebou

Nic.
"""


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts(ROOT / "content" / "data", today=TODAY)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Home in two languages, a first visit in Czech only."""
    content = tmp_path_factory.mktemp("content")
    for lang, page_id, title in (
        ("cs", "home", "Domů"),
        ("en", "home", "Home"),
        ("cs", "first-visit", "Poprvé"),
    ):
        path = content / lang / "pages" / f"{page_id}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE.format(title=title, id=page_id, slug=f"{lang}-{page_id}"), "utf-8")
    found, faults = read_pages(content)
    assert not faults
    return found


Render = Callable[..., tuple[Rendered, list[Fault]]]


@pytest.fixture
def render(facts: Facts, pages: Pages) -> Render:
    renderer = Renderer(FactSnippets(facts, TODAY), pages)

    def rendered(
        source: str, lang: str = "cs", **more: frozenset[str]
    ) -> tuple[Rendered, list[Fault]]:
        return renderer.render(Text("page.md", 10, source, lang), **more)

    return rendered


def html(render: Render, source: str, lang: str = "cs") -> str:
    rendered, faults = render(source, lang)
    assert not faults
    return rendered.html


def test_a_helpline_is_a_number_to_tap(render: Render) -> None:
    assert '<a class="tel" href="tel:155">155</a>' in html(render, "Volejte [[helpline:155]].")


def test_a_helpline_in_full_names_who_answers_and_when(render: Render) -> None:
    full = html(render, "[[helpline-full:linka-bezpeci]] Má i chat.")
    assert "<b>Linka bezpečí</b> " in full
    assert (
        'href="tel:116111">116 111</a> <small>pro děti a\xa0mladé lidi do 26\xa0let, zdarma, '
        in full
    )
    assert "(Linka bezpečí, z.s.).</small></span> Má i\xa0chat." in full


def test_a_helpline_of_doubtful_number_is_a_link_to_its_web(render: Render) -> None:
    full = html(render, "[[helpline-full:rodicovska-linka]]")
    assert 'href="https://www.rodicovskalinka.cz/" rel="noreferrer">na webu</a>' in full
    assert "tel:" not in full


def test_the_times_of_a_helpline_stay_on_one_line(render: Render) -> None:
    full = html(render, "[[helpline-full:narodni-linka-odvykani]]")
    assert 'v\xa0pracovní dny <span class="times">10.00–18.00</span> (' in full


def test_a_table_has_headings_both_ways_and_cells_that_know_their_column(render: Render) -> None:
    table = html(render, "|Co|Kde je|\n|---|---|\n|Test|v *centru*|")
    assert '<th role="columnheader" scope="col">Kde je</th>' in table
    assert '<th role="rowheader" scope="row">Test</th>' in table
    assert '<td data-on="Kde je" role="cell">v <em>centru</em></td>' in table
    assert table.count('role="row"') == 2


def test_a_number_checked_long_ago_says_so(facts: Facts, pages: Pages) -> None:
    renderer = Renderer(FactSnippets(facts, date(2027, 12, 1)), pages)
    rendered, _ = renderer.render(Text("page.md", 1, "[[helpline-full:linka-bezpeci]]", "cs"))
    assert "Neověřeno od 21.\xa0listopadu 2026." in rendered.html


def test_the_sample_centres_phone_is_no_link(render: Render) -> None:
    said = html(render, "Volejte [[tel:centre]].")
    assert "+420 000 000 001</span> (ukázka)" in said
    assert "tel:" not in said


def test_an_address_for_letters_may_be_broken_where_a_number_may_not(render: Render) -> None:
    assert '<span class="tel mail">kontakt@example.org</span>' in html(render, "[[fact:email]]")


def test_a_real_centres_phone_is_a_link(facts: Facts, pages: Pages) -> None:
    phone = facts.centre.contacts.phones["centre"].model_copy(update={"number": "+420 601 234 567"})
    contacts = facts.centre.contacts.model_copy(update={"phones": {"centre": phone}})
    real = replace(
        facts, centre=facts.centre.model_copy(update={"demo": False, "contacts": contacts})
    )
    rendered, _ = Renderer(FactSnippets(real, TODAY), pages).render(
        Text("page.md", 1, "[[tel:outreach]]", "cs")
    )
    assert '<a class="tel" href="tel:+420601234567">+420 601 234 567</a>' in rendered.html


def test_facts_are_escaped_and_keep_to_their_language(facts: Facts, pages: Pages) -> None:
    name = facts.centre.name.model_copy(update={"cs": "Káčko <b>& spol.</b>", "en": None})
    risky = replace(facts, centre=facts.centre.model_copy(update={"name": name}))
    renderer = Renderer(FactSnippets(risky, TODAY), pages)
    rendered, _ = renderer.render(Text("page.md", 1, "[[fact:name]]", "en"))
    assert rendered.html == '<p><span lang="cs">Káčko &lt;b&gt;&amp; spol.&lt;/b&gt;</span></p>'


def test_what_needs_a_fact_that_the_centre_does_not_have_is_left_out(
    facts: Facts, pages: Pages
) -> None:
    ageless = replace(
        facts, centre=facts.centre.model_copy(update={"minimum_age": None}), premises=()
    )
    source = """## Od kolika let

Služby jsou od **[[fact:minimum_age]] let**.

## Od [[fact:minimum_age]]

- sem: [[fact:address]],
- jinam
    - [[fact:address]]

1. [[fact:address]]
"""
    rendered, faults = Renderer(FactSnippets(ageless, TODAY), pages).render(
        Text("page.md", 1, source, "cs")
    )
    assert not faults
    assert (
        "".join(rendered.html.split())
        == '<h2id="od-kolika-let">Odkolikalet</h2><ul><li>jinam</li></ul>'
    )
    assert [heading.words for heading in rendered.headings] == ["Od kolika let"]


def test_what_needs_a_fact_stays_where_the_centre_has_it(render: Render) -> None:
    assert html(render, "Od [[fact:minimum_age]] let.") == "<p>Od 15\xa0let.</p>"


def test_an_abbreviation_ends_its_sentence_itself(render: Render) -> None:
    assert "z.ú. Druhá" in html(render, "Provozuje [[fact:provider]]. Druhá věta.")


def test_links_find_pages_and_forms_in_the_readers_language(render: Render) -> None:
    assert '<a href="/cs-first-visit/#co-s-sebou">sem</a>' in html(
        render, "[sem](page:first-visit#co-s-sebou)"
    )
    assert '<a href="/en/">home</a>' in html(render, "[home](page:home)", "en")
    assert 'href="/en/ask/someone-close"' in html(render, "Ask [here](intake:relatives).", "en")
    assert 'href="/uk/zapyt/pro-sebe"' in html(render, "Ask [here](intake:counselling).", "uk")


def test_a_link_to_a_page_without_translation_says_so(render: Render) -> None:
    said = html(render, "See [first visit](page:first-visit).", "en")
    assert '<a href="/cs-first-visit/" hreflang="cs">first visit (in Czech)</a>' in said


def test_a_link_alone_in_a_list_is_offered_as_a_button(render: Render) -> None:
    said = html(render, "- [Napsat](intake:counselling)\n- Nebo [sem](intake:relatives).")
    assert said.count('<li class="way">') == 1


def test_cards_and_steps(render: Render) -> None:
    said = html(
        render, '!!! soon "Poraďte se"\n    Text.\n\n!!! steps "Postup"\n    1. Jedna\n    2. Dvě\n'
    )
    assert '<div class="card soon">\n<p class="card-title">Poraďte se</p>' in said
    assert '<div class="steps">\n<p class="steps-title">Postup</p>\n<ol>' in said


def test_a_card_whose_text_slipped_out_of_it_is_a_fault(render: Render) -> None:
    _, faults = render('!!! emergency "Jde o život"\n   Volejte 155.\n\n    Řekněte, kde jste.\n')
    assert [(fault.line, fault.message) for fault in faults] == [
        (10, "rámeček je prázdný; jeho text odsaďte čtyřmi mezerami"),
        (13, "řádek je odsazený o čtyři mezery a víc; ukázky kódu v textech nejsou"),
    ]


def test_an_emergency_card_at_the_beginning_is_given_apart(render: Render) -> None:
    rendered, _ = render('!!! emergency "Jde o život"\n    Volejte [[helpline:155]].\n\nDál.')
    assert rendered.opening.startswith('<div class="card emergency">')
    assert rendered.body.strip() == "<p>Dál.</p>"
    later, _ = render('Nejdřív.\n\n!!! emergency "Jde o život"\n    Volejte [[helpline:155]].\n')
    assert later.opening == ""


def test_headings_get_anchors_that_people_can_read(render: Render) -> None:
    rendered, _ = render("## Příští kroky\n\n### Žár {#zar}\n")
    assert [heading.anchor for heading in rendered.headings] == ["pristi-kroky", "zar"]
    rendered, _ = render("## Перша допомога\n", "uk")
    assert [heading.anchor for heading in rendered.headings] == ["перша-допомога"]


def test_values_wait_for_the_caller_and_are_escaped(render: Render) -> None:
    rendered, faults = render("Odpovíme [[value:answer_day]].", values=frozenset({"answer_day"}))
    assert not faults
    assert (
        rendered.filled(answer_day="<b>ve středu</b>")
        == "<p>Odpovíme &lt;b&gt;ve středu&lt;/b&gt;.</p>"
    )
    with pytest.raises(KeyError, match="answer_day"):
        rendered.filled()


def test_a_value_cannot_be_forged_by_private_letters(render: Render) -> None:
    rendered, _ = render("\ue000answer_day\ue001", values=frozenset({"answer_day"}))
    assert rendered.filled() == "<p>answer_day</p>"


def test_html_stays_text(render: Render) -> None:
    rendered, faults = render("Text <script>alert(1)</script>")
    assert "<script" not in rendered.html
    assert [fault.line for fault in faults] == [10, 10]


def test_the_same_mistake_twice_is_told_on_both_lines(render: Render) -> None:
    _, faults = render("[a](page:nic)\n\n[b](page:nic)")
    assert [fault.line for fault in faults] == [10, 12]


def test_a_script_in_a_link_is_refused(render: Render) -> None:
    _, faults = render("[a](javascript:alert(1))")
    assert len(faults) == 1
    assert "nejde použít" in faults[0].message


def test_links_are_known_by_page(render: Render) -> None:
    rendered, _ = render("[a](page:home) a [b](page:first-visit#co-s-sebou)")
    assert rendered.links == {"home", "first-visit"}
    assert [(jump.page, jump.anchor) for jump in rendered.jumps] == [("first-visit", "co-s-sebou")]
