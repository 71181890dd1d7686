"""What stands around a form's field, for everybody: help in a crisis, words for the young, who
answers."""

from typing import Any

import pytest

from centre.intake import addresses
from centre.language.i18n import gettext, language_names, speaking
from centre.language.languages import LANGUAGES
from intake_service.store import receipts
from intake_service.work.conversation.kinds import KINDS
from intake_service.work.service import Service
from tests.intake.browser import NAMESPACE, Page, Visitor

EVERY_FORM = pytest.mark.parametrize(
    ("kind", "lang"), [(kind, lang) for kind in KINDS for lang in LANGUAGES]
)

pytestmark = pytest.mark.usefixtures("cheap_receipts")


def words_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def crisis_panel(page: Page) -> str:
    (panel,) = [each for each in page.all("div") if each.get("class") == "card emergency"]
    return words_of(panel)


def folded(page: Page) -> list[Any]:
    return [each for each in page.all("details") if each.get("open") is None]


@EVERY_FORM
def test_the_same_help_in_a_crisis_stands_on_every_form_and_after_sending(
    public: Visitor, kind: str, lang: str
) -> None:
    told = crisis_panel(public.open(addresses.intake(kind, lang)))
    assert "155" in told
    assert told == crisis_panel(public.open(addresses.intake("counselling", lang)))
    public.open(addresses.intake(kind, lang))
    sent = public.send(text="Chci umřít.")
    assert sent.status == 200
    if KINDS[kind].receipt:
        assert crisis_panel(sent) == told


@EVERY_FORM
def test_the_very_young_are_told_of_their_helpline_and_asked_for_nothing(
    public: Visitor, kind: str, lang: str
) -> None:
    page = public.open(addresses.intake(kind, lang))
    (told,) = [
        each for each in folded(page) if "15" in words_of(each) and "116 111" in words_of(each)
    ]
    assert not list(told.iter(NAMESPACE + "input"))


@EVERY_FORM
def test_the_text_stands_alone_and_the_rest_is_folded_away(
    public: Visitor, kind: str, lang: str
) -> None:
    page = public.open(addresses.intake(kind, lang))
    names = {each.get("name") for part in folded(page) for each in part.iter()}
    hidden = names & set(vars(KINDS[kind].fields))
    asked = {each.get("name") for each in page.seen()} - {"text"}
    assert hidden == (asked if KINDS[kind].folds else set())


@EVERY_FORM
def test_a_form_with_an_answer_says_in_which_languages(
    public: Visitor, service: Service, kind: str, lang: str
) -> None:
    page = public.open(addresses.intake(kind, lang))
    answered = service.facts.centre.answers_in
    with speaking(lang):
        said = gettext("We answer in these languages: %(languages)s.")
        said %= {"languages": language_names(answered)}
    assert page.words.count(said) == (1 if KINDS[kind].receipt else 0)
    in_form = said in words_of(page.form())
    assert in_form == (lang in answered and KINDS[kind].receipt), "others hear of it before writing"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_code_is_spelled_to_whoever_listens_and_shown_in_groups_to_whoever_looks(
    public: Visitor, lang: str
) -> None:
    public.open(addresses.intake("counselling", lang))
    sent = public.send(text="Otázka.")
    (shown,) = [each for each in sent.all("p") if each.get("id") == "receipt"]
    looked_at, listened_to = list(shown)
    groups = receipts.groups(receipts.read(sent.receipt))
    assert (looked_at.get("aria-hidden"), words_of(looked_at)) == ("true", " ".join(groups))
    assert words_of(listened_to) == ", ".join(" ".join(group) for group in groups)
