"""Goals, target groups, partners: picked by facts, checked like them, told in the words of their
page."""

import re
from datetime import date

import pytest

from centre.language.languages import ORIGINAL
from centre.texts import content
from centre.texts.content import Content
from tests.built import BuiltSite
from tests.real_centre import make_real
from tests.site.conftest import Draft

pytestmark = pytest.mark.usefixtures("takes_seconds")

DAY = date(2026, 11, 21)
MODELS = ("general-and-strategic", "indicators", "personal-goals")
ANCHORS = {
    "general-and-strategic": {"obecne-cile", "kroky", "strategicke-cile"},
    "indicators": {"ukazatele"},
    "personal-goals": {"osobni-cile", "dopady"},
}
LINKED = {"kroky", "strategicke-cile", "ukazatele", "osobni-cile", "dopady"}
"""Anchors of the goals that other pages lead to."""


def goals_of(draft: Draft, *names: str) -> Content:
    draft.replace(
        "data/centre.yaml", f"goals: [{', '.join(MODELS)}]", f"goals: [{', '.join(names)}]"
    )
    return content.read(draft.folder, DAY)


def html_of(found: Content, page_id: str, lang: str = ORIGINAL) -> str:
    return found.text(found.pages.get(page_id, lang)).html


@pytest.mark.parametrize("name", MODELS)
def test_a_centre_picks_its_model_of_goals_by_one_fact(draft: Draft, name: str) -> None:
    found = goals_of(draft, name)
    text = found.text(found.pages.get("goals", ORIGINAL))
    assert (
        text.anchors >= ANCHORS[name] | LINKED
    )  # links of other pages stay alive: read() checked them
    told, _, absent = text.html.partition('id="co-chybi"')
    for other, anchors in ANCHORS.items():
        for anchor in anchors & text.anchors:
            assert f'id="{anchor}"' in (told if other == name else absent)


def test_all_models_side_by_side_leave_nothing_out(built_site: BuiltSite) -> None:
    page = built_site.pages[built_site.frame.address("goals", ORIGINAL)]
    assert set().union(*ANCHORS.values()) <= page.anchors()
    assert "co-chybi" not in page.anchors()
    assert {7, 4, 11, 13} <= {len(each) for each in page.all("ol")}


def test_a_goal_leads_to_indicators_and_effects_that_the_centre_tells(draft: Draft) -> None:
    alone = html_of(goals_of(draft, "personal-goals"), "goals")
    assert "Dopady 1 a 3." in alone.replace("\xa0", " ")
    assert not re.search(r"Ukazatel\w* \d", alone)
    draft.replace(
        "data/centre.yaml", "goals: [personal-goals]", "goals: [indicators, personal-goals]"
    )
    both = html_of(content.read(draft.folder, DAY), "goals")
    assert "Ukazatele 1.1 a 2.1. Dopady 1 a 3." in both.replace("\xa0", " ")


def test_an_indicator_tells_the_condition_under_which_it_holds(built_site: BuiltSite) -> None:
    page = built_site.pages[built_site.frame.address("goals", ORIGINAL)]
    assert "1.1 využívá výměnný program. Jen když užívá injekčně." in page.text


def test_every_type_of_partner_says_what_it_is_good_for_and_how_people_get_there(
    built_site: BuiltSite,
) -> None:
    page = built_site.pages[built_site.frame.address("partners", ORIGINAL)]
    for anchor in (
        *("psychiatri", "detoxifikace", "komunity", "stacionare", "pravni-poradny"),
        *("probacni-sluzba", "socialni-pece", "dalsi-pracoviste"),
    ):
        assert anchor in page.anchors()
    assert page.text.count("Jak se tam dostanete:") == 8
    assert (
        "Ukázková komunita Stráň (ukázka), Bystřice nad Pernštejnem. Přijímá i páry." in page.text
    )
    assert "Místa označená jako ukázka jsou vymyšlená." in page.text


def test_a_partner_of_a_real_centre_can_be_called(draft: Draft) -> None:
    draft.replace(
        "data/partners.yaml",
        "    sample: true",
        "    phone: 601 234 567\n    url: https://duha.cz/",
    )
    sample = html_of(content.read(draft.folder, DAY), "partners")
    assert "+420 601 234 567" in sample.replace("\xa0", " ")
    assert "tel:+420601234567" not in sample
    make_real(draft.folder)
    real = html_of(content.read(draft.folder, DAY), "partners")
    assert 'href="tel:+420601234567"' in real
    assert 'href="https://duha.cz/" rel="noreferrer"' in real


def give_phones(draft: Draft) -> None:
    """The sample as a real centre with real phones."""
    centre = draft.folder / "data/centre.yaml"
    written = (
        centre.read_text("utf-8")
        .replace("demo: true", "demo: false")
        .replace("+420 000", "+420 601")
    )
    centre.write_text(written, "utf-8")


def test_a_real_centre_carries_nothing_of_the_sample(draft: Draft) -> None:
    give_phones(draft)
    code, printed = draft.check()
    assert code == 1
    for file, field in (
        *(("partners.yaml", "sample"), ("alerts.yaml", "sample"), ("judgements.yaml", "sample")),
        *(("results.csv", "note"), ("funder_tables.yaml", "sample")),
    ):
        told = [
            line
            for line in printed
            if line.startswith(f"data/{file}:") and f"{field}: ukázkov" in line
        ]
        assert told, file
    assert len([line for line in printed if "results.csv" in line]) == 1


SLIPS = [
    (
        "data/centre.yaml",
        "indicators,",
        "indicatory,",
        "goals: model cílů „indicatory“ ve složce goals není; mys",
    ),
    (
        "data/goals/personal-goals.yaml",
        "[1.1, 2.1]",
        "[1.1, 2.9]",
        "indicators: „2.9“ v cílech není",
    ),
    ("data/goals/personal-goals.yaml", "id: dopady", "id: kroky", "id: kotvu „kroky“ už má oddíl"),
    (
        "data/goals/indicators.yaml",
        "mark: 1.2",
        "mark: 1.1",
        "mark: značku „1.1“ už má jiná položka",
    ),
    (
        "data/goals/indicators.yaml",
        "cs: Jen když užívá injekčně.",
        "csk: Jen když užívá injekčně.",
        "only.csk: neznámé pole; mysleli jste",
    ),
    (
        "data/target_groups.yaml",
        "kind: legal",
        "kind: behavioural",
        "kind: skupina „behavioural“ nepatří do rozsahu",
    ),
    (
        "data/target_groups.yaml",
        "id: jste-zena",
        "id: jste-blizky",
        "id: kotvu „jste-blizky“ už má skupina",
    ),
    (
        "data/partners.yaml",
        "type: psychiatri",
        "type: psychiatr",
        "type: druh „psychiatr“ mezi druhy služeb není; mys",
    ),
    (
        "data/partner_types.yaml",
        "id: komunity",
        "id: stacionare",
        "id: druh „stacionare“ už je na řádku",
    ),
    (
        "data/alerts.yaml",
        "valid_to: 2027-04-30",
        "valid_to: 2026-10-30",
        "konec platnosti (valid_to) je před",
    ),
    (
        "data/alerts.yaml",
        "valid_to: 2027-04-30",
        "valid_to: 2029-04-30",
        "varování platí nejdéle 365 dní",
    ),
    (
        "data/alerts.yaml",
        "certainty: likely",
        "certainty: asi",
        "certainty: je tu „asi“, čekáme jedno z: confirmed",
    ),
    (
        "data/judgements.yaml",
        "about: indicator 1.3",
        "about: indicator 9.9",
        "„indicator 9.9“ v cílech není",
    ),
    (
        "data/judgements.yaml",
        "about: indicator 1.3",
        "about: indicator 2.1",
        "se měří čísly ve výsledcích",
    ),
    (
        "data/judgements.yaml",
        "about: indicator 1.3",
        "about: efekt",
        "čekáme service, indicator a značku",
    ),
    ("data/judgements.yaml", "about: effect 2", "about: effect 1", "about: „effect 1“ tu už je"),
    ("data/judgements.yaml", "year: 2025", "year: 2030", "year: rok 2030 ještě nenastal"),
    (
        "data/results.csv",
        "contacts,contacts,3120",
        "contacts,contacts,mnoho",
        "value: čekáme celé číslo",
    ),
    (
        "cs/pages/goals.md",
        "[[list:goals]]",
        "[[list:gols]]",
        "seznam „gols“ neznáme; mysleli jste „goals“?",
    ),
    ("cs/pages/goals.md", "[[list:goals]]", "Viz [[list:goals]].", "seznam patří na vlastní řádek"),
]


@pytest.mark.parametrize(
    ("file", "right", "wrong", "told"), SLIPS, ids=lambda value: str(value)[:24]
)
def test_a_slip_in_a_list_is_told_with_its_file_and_line(
    draft: Draft, file: str, right: str, wrong: str, told: str
) -> None:
    draft.replace(file, right, wrong)
    lines = (draft.folder / file).read_text("utf-8").splitlines()
    wrong_on = [number for number, line in enumerate(lines, 1) if wrong in line]
    code, printed = draft.check()
    assert code == 1
    (line,) = [line for line in printed if told in line]
    path, number = line.split(":")[:2]
    assert path == file
    group = 4  # a field that does not fit the others is told at the head of its group
    assert any(0 <= each - int(number) <= group for each in wrong_on), line


IN_WORDS = [
    (
        "data/goals/general-and-strategic.yaml",
        "(page:donate)",
        "(page:donat)",
        "odkaz na stránku „donat“",
    ),
    ("data/target_groups.yaml", "(page:pregnancy)", "(page:pregnancy#x)", "nemá kotvu „x“"),
    ("data/partner_types.yaml", "Krátký pobyt", "<b>Krátký pobyt", "HTML v textu nejde použít"),
    (
        "data/alerts.yaml",
        "Volejte [[helpline:155]]",
        "Volejte [[helpline:1555]]",
        "neznámý údaj „1555“",
    ),
]


@pytest.mark.parametrize(
    ("file", "right", "wrong", "told"), IN_WORDS, ids=lambda value: str(value)[:24]
)
def test_a_slip_in_the_words_of_a_list_is_told_where_they_stand(
    draft: Draft, file: str, right: str, wrong: str, told: str
) -> None:
    draft.replace(file, right, wrong)
    code, printed = draft.check()
    assert code == 1
    (line,) = [line for line in printed if told in line]
    path, number = line.split(":")[:2]
    assert path == file
    # The field that holds the words begins there, and its text has the slip.
    rest = (draft.folder / file).read_text("utf-8").splitlines()[int(number) - 1 :]
    assert wrong in " ".join(each.strip() for each in rest[:6])


PARTNERS_IN_CZECH = """\
partners:
  - name: Poradna Duha
    type: komunity
    town: Telč
    offers: Radí zdarma.
    url: https://duha.cz/
"""
COMMUNITY_IN_CZECH = """\
types:
  - id: komunity
    title: Komunity
    good_for: Několik měsíců společného života.
    handover:
      cs: Pomůžeme s žádostí.
      en: We help with the application.
"""


def test_words_that_nobody_translated_are_marked_as_czech_and_no_others(draft: Draft) -> None:
    (draft.folder / "data/partners.yaml").write_text(PARTNERS_IN_CZECH, "utf-8")
    (draft.folder / "data/partner_types.yaml").write_text(COMMUNITY_IN_CZECH, "utf-8")
    found = content.read(draft.folder, DAY)
    english = html_of(found, "partners", "en")
    assert '<h3 id="komunity" lang="cs">Komunity</h3>' in english
    assert '<p lang="cs">Několik' in english
    assert "<p><strong>The way there:</strong> We help with the application.</p>" in english
    assert (
        '<li><strong lang="cs">Poradna Duha</strong>, <em lang="cs">Telč</em>, '
        '<a href="https://duha.cz/" rel="noreferrer">on the web</a>. '
        '<em lang="cs">Radí zdarma.</em></li>'
    ) in english.replace("\xa0", " ")
    assert "lang=" not in html_of(found, "partners").partition("Komunity")[2]


def test_a_judged_goal_that_nobody_translated_is_marked_as_czech(draft: Draft) -> None:
    draft.replace(
        "data/goals/indicators.yaml", "              en: uses the syringe programme.\n", ""
    )
    english = html_of(content.read(draft.folder, DAY), "results", "en").replace("\xa0", " ")
    assert (
        "<li><strong>Indicator 1.1.</strong> "
        '<strong lang="cs">Využívá výměnný program:</strong> the same as'
    ) in english


@pytest.mark.parametrize("lang", ["en", "uk"])
@pytest.mark.parametrize("page_id", ["goals", "partners", "target-groups", "results", "alerts"])
def test_the_lists_of_the_sample_are_told_in_every_language(
    built_site: BuiltSite, page_id: str, lang: str
) -> None:
    (main,) = built_site.pages[built_site.frame.address(page_id, lang)].all("main")
    told = ["".join(each.itertext()) for each in main.iter() if each.get("lang") == ORIGINAL]
    towns = {"Havlíčkův Brod", "Žďár nad Sázavou", "Bystřice nad Pernštejnem"}
    names = {"rodné číslo", "Linka bezpečí", "Linka bezpečí, z.s."}
    assert {" ".join(each.split()) for each in told} <= towns | names


def test_lists_that_no_file_fills_are_empty_and_no_mistake(draft: Draft) -> None:
    for name in (
        *("partners.yaml", "alerts.yaml", "judgements.yaml", "results.csv"),
        "funder_tables.yaml",
    ):
        (draft.folder / "data" / name).unlink()
    found = content.read(draft.folder, DAY)
    assert found.listings.alerts is None
    assert "Teď žádné varování neplatí." in html_of(found, "alerts")
    assert "Ukázková" not in html_of(found, "partners")
