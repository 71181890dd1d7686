"""Hard spaces: where a line must not break, and nowhere else."""

import pytest
from jinja2 import Environment

from centre.language import i18n
from centre.language.typography import bind
from centre.reading.front_matter import Text
from centre.texts.renderer import Renderer

BOUND = [
    ("cs", "V domě a k nám i s dítětem, o víkendu", "V~domě a~k~nám i~s~dítětem, o~víkendu"),
    ("cs", "(v centru) „s námi“ A\nznovu", "(v~centru) „s~námi“ A~znovu"),
    (
        "cs",
        "za 14 dní, 1,8 mg, 2–3 minuty, 37 °C, 20 %",
        "za 14~dní, 1,8~mg, 2–3~minuty, 37~°C, 20~%",
    ),
    ("cs", "21. listopadu 2026 ve 3. patře", "21.~listopadu 2026 ve 3.~patře"),
    (
        "cs",
        "ve středu 9. prosince, v pondělí 4. ledna",
        "ve středu~9.~prosince, v~pondělí~4.~ledna",
    ),
    ("en", "on Wednesday 9 December and 25 Nov", "on Wednesday~9~December and 25~Nov"),
    ("uk", "у середу 9 грудня; середа, 9 грудня", "у~середу~9~грудня; середа,~9~грудня"),
    ("cs", "č. 108/2006 Sb., § 100 odst. 5", "č.~108/2006~Sb., §~100~odst.~5"),
    ("cs", "10 000 stříkaček – zdarma", "10~000~stříkaček~– zdarma"),
    (
        "cs",
        "žloutenka typu A rukama, typu B a C. A dál",
        "žloutenka typu~A rukama, typu~B a~C. A~dál",
    ),
    ("cs", "Vzorová 2, 580 01 Havlíčkův Brod", "Vzorová 2, 580~01~Havlíčkův Brod"),
    (
        "en",
        "within 72 hours, 2–3 minutes, 1.8 mg, 30 km, 3 working days",
        "within 72~hours, 2–3~minutes, 1.8~mg, 30~km, 3~working days",
    ),
    (
        "en",
        "section 53 of Act No. 359/1999 Coll. of 2 December",
        "section~53 of Act No.~359/1999~Coll. of 2~December",
    ),
    (
        "uk",
        "за 30 км, 5 хвилин, 2 грудня 2026 року, у 2025 році",
        "за 30~км, 5~хвилин, 2~грудня 2026~року, у~2025~році",
    ),
    ("en", "580 01", "580~01"),
    ("uk", "гепатит А немитими руками", "гепатит~А немитими руками"),
    ("uk", "Ми в центрі і з вами – тут", "Ми в~центрі і~з~вами~– тут"),
]


@pytest.mark.parametrize(("lang", "typed", "shown"), BOUND)
def test_what_belongs_together_stays_on_one_line(lang: str, typed: str, shown: str) -> None:
    assert bind(typed, lang).replace("\xa0", "~") == shown


@pytest.mark.parametrize(
    ("lang", "typed"),
    [
        ("cs", "Otevřeno 9.00–16.00, K-centrum, 155 nebo 112, v2.0, rok 2026 byl"),
        ("cs", "Končí tady. 2. Krok a"),
        ("uk", "п’ять слів, 10:00 до"),
        ("en", "I have a plan – see 155 or 112, aged 15 to 17, in 2026 until we"),
    ],
)
def test_nothing_else_is_bound(lang: str, typed: str) -> None:
    assert bind(typed, lang) == typed


class _Facts:
    def get(self, kind: str, name: str) -> str:
        return "15"


class _NoPages:
    ids: tuple[str, ...] = ()
    broken: frozenset[str] = frozenset()

    def link(self, page_id: str, lang: str) -> None:
        return None


def rendered(source: str, lang: str = "cs") -> str:
    shown, faults = Renderer(_Facts(), _NoPages()).render(
        Text("page.md", 1, source, lang), values=frozenset({"day"})
    )
    assert faults == []
    return shown.html.replace("\xa0", "~")


def test_a_text_is_bound_across_its_marks_and_facts() -> None:
    html = rendered(
        "Přijďte k **nám** a počkejte [[fact:wait_minutes]] minut v\n*centru* – do [[value:day]]."
    )
    assert html == (
        "<p>Přijďte k~<strong>nám</strong> a~počkejte 15~minut v~<em>centru</em>~– do "
        "\ue000day\ue001.</p>"
    )


def test_an_emergency_number_stays_beside_the_word_that_says_to_call_it() -> None:
    html = rendered("Volejte [155](tel:155){: .tel}, nebo *hned* [112](tel:112){: .tel}.")
    assert "Volejte~<a" in html
    assert "</em>~<a" in html


def test_a_long_word_and_a_number_may_part() -> None:
    assert "Телефонуйте <a" in rendered("Телефонуйте [155](tel:155){: .tel}.", "uk")


def test_addresses_and_attributes_keep_their_spaces() -> None:
    html = rendered("*[ZZ]: záchranka v městě\n\nZZ i [mapy a cest](https://example.org/a%20v).")
    assert html == (
        '<p><abbr title="záchranka v městě">ZZ</abbr> i~'
        '<a href="https://example.org/a%20v" rel="noreferrer">mapy a~cest</a>.</p>'
    )


def test_czech_words_on_another_page_are_bound_as_czech() -> None:
    html = rendered("A code (*kód k odpovědi*{: lang=cs}) in a day.", "en")
    assert html == '<p>A code (<em lang="cs">kód k~odpovědi</em>) in a day.</p>'


def test_anchors_of_headings_do_not_change() -> None:
    assert rendered("## Co s sebou") == '<h2 id="co-s-sebou">Co s~sebou</h2>'


def test_a_message_has_its_hard_spaces_in_a_template_and_is_plain_elsewhere() -> None:
    env = Environment(autoescape=True)
    i18n.install(env)
    assert (
        env.from_string('{{ _("Come to us or meet our outreach team") }}').render()
        == "Přijít k\xa0nám nebo potkat terénní pracovníky"
    )
    assert (
        i18n.gettext("Come to us or meet our outreach team")
        == "Přijít k nám nebo potkat terénní pracovníky"
    )


def test_no_line_ends_inside_a_range_of_times() -> None:
    env = Environment(autoescape=True)
    i18n.install(env)
    shown = env.from_string("{{ words|unbroken_times }}").render(words="<b> v 9.00–16.00")
    assert shown == '&lt;b&gt; v\xa0<span class="times">9.00–16.00</span>'
