"""The frame and the components as the service uses them: without Pelican, with nothing but the
frame file."""

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from wtforms import BooleanField, Form, RadioField, TextAreaField
from wtforms.validators import InputRequired

from centre.intake import addresses
from centre.language import i18n
from tests.built import BuiltSite
from tests.paths import ROOT

TEMPLATES = ROOT / "theme" / "templates"
Show = Callable[..., Element]


class Question(Form):
    """A form with one required text."""

    text = TextAreaField("Vaše zpráva", [InputRequired("Napište prosím otázku.")])
    age = RadioField(
        "Kolik je vám let?",
        choices={"a": "do 15", "b": "15 až 17"},
        validate_choice=False,
    )
    agree = BooleanField("Souhlasím")

    @property
    def faulty_fields(self) -> list[Any]:
        return [field for field in self if field.errors]


@pytest.fixture
def show(built_site: BuiltSite) -> Show:
    """Render a block inside the frame, and read it as a browser would."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    i18n.install(env)

    def shown(main: str = "<h1>Dotaz</h1>", lang: str = "cs", **context: object) -> Element:
        template = env.from_string(
            '{% extends "base.html" %}{% block main %}' + main + "{% endblock %}"
        )
        with i18n.speaking(lang):
            page = template.render(
                **{**built_site.frame.context(lang), "page_title": "Dotaz", **context}
            )
        return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)

    return shown


def text_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def links(page: Element) -> list[str]:
    return [link.get("href", "") for link in page.iter("a")]


def test_the_frame_needs_nothing_but_its_file(show: Show) -> None:
    page = show()
    assert text_of(next(page.iter("title"))) == "Dotaz | Kontaktní centrum Káčko (ukázka)"
    assert [link for link in links(page) if link.endswith("/kontakt/")]


def test_a_bare_page_leads_nowhere_but_out_and_to_help(show: Show) -> None:
    page = show(bare=True, exit=True, alternates=())
    assert sorted(links(page)) == sorted(["#main", addresses.EXIT, "tel:155"])
    assert not list(page.iter("nav"))


def test_the_frame_speaks_the_language_it_is_asked_for(show: Show) -> None:
    assert "Skip to the content" in text_of(show(lang="en"))
    assert "Перейти до змісту" in text_of(show(lang="uk"))


def test_errors_stand_in_a_summary_and_beside_the_field(show: Show) -> None:
    form = Question()
    assert not form.validate()
    page = show(
        "{{ ui.error_summary(form) }}{{ ui.form_field(form.text, hint='Stačí věta.') }}", form=form
    )
    (summary,) = [element for element in page.iter("div") if element.get("role") == "alert"]
    assert links(summary) == ["#text"]
    (field,) = page.iter("textarea")
    described = field.get("aria-describedby").split()
    told = {
        element.get("id"): text_of(element)
        for element in page.iter("p")
        if element.get("id") in described
    }
    assert told == {"text-hint": "Stačí věta.", "text-error": "Chyba: Napište prosím otázku."}
    assert field.get("aria-invalid") == "true"
    assert field.get("spellcheck") == "false"


def test_a_sound_field_has_nothing_to_describe_it(show: Show) -> None:
    (field,) = show("{{ ui.form_field(form.text) }}", form=Question()).iter("textarea")
    assert field.get("aria-describedby") is None
    assert field.get("aria-invalid") is None


def test_choices_are_a_group_and_only_the_text_is_required(show: Show) -> None:
    page = show("{{ ui.form_field(form.age) }}{{ ui.form_field(form.agree) }}", form=Question())
    (group,) = page.iter("fieldset")
    assert text_of(group.find("legend")) == "Kolik je vám let? (nepovinné)"
    labels = {label.get("for") for label in page.iter("label")}
    assert (
        labels == {field.get("id") for field in page.iter("input")} == {"age-0", "age-1", "agree"}
    )


def test_a_receipt_is_seen_in_groups_and_heard_by_sign(show: Show) -> None:
    page = show("{{ ui.receipt('7K3M 9QXT2FWD6HRP') }}")
    (receipt,) = [element for element in page.iter("p") if element.get("id") == "receipt"]
    seen, heard = list(receipt)
    assert [text_of(group) for group in seen] == ["7K3M", "9QXT", "2FWD", "6HRP"]
    assert seen.get("aria-hidden") == "true"
    assert text_of(heard) == "7 K 3 M, 9 Q X T, 2 F W D, 6 H R P"


def test_the_crisis_panel_carries_its_passage(show: Show) -> None:
    page = show(
        "{{ ui.crisis_panel(html) }}",
        html=Markup('<p>Volejte <a class="tel" href="tel:155">155</a>.</p>'),
    )
    (panel,) = [element for element in page.iter("div") if "emergency" in element.get("class", "")]
    assert links(panel) == ["tel:155"]


def test_what_a_person_typed_is_never_markup(show: Show) -> None:
    page = show("{{ ui.page_header(title) }}", title="<script>alert(1)</script>")
    assert text_of(next(page.iter("h1"))) == "<script>alert(1)</script>"
