"""Writing that runs the other way reverses nothing around it, on any page of the editor."""

import pytest
from flask import Flask

from intake_service.editor import PREFIX
from tests.intake.browser import NAMESPACE, DeskVisitor
from tests.intake.injection.poison import WORD, buttons, poisoned, press
from tests.intake.web.test_guards import routes

REVERSED = f"{WORD} \u202eakrázop"
CLOSURE = f"{PREFIX}/den/2026-12-01/havlickuv-brod/zavreno"


def test_the_sentence_before_saving_is_the_one_that_readers_will_see(eva: DeskVisitor) -> None:
    eva.open(CLOSURE)
    page = eva.send("/zavreno", reason="", own_reason=REVERSED)
    (sentence,) = ("".join(each.itertext()) for each in page.all("blockquote"))
    assert "\u202e" not in page.text
    assert "edovatka akrázop." in sentence
    assert eva.send("/zavreno").title == "Uloženo"
    shown = eva.open(f"{PREFIX}/").text
    assert "edovatka akrázop" in shown
    assert "\u202e" not in shown


@pytest.mark.usefixtures("takes_seconds")
def test_whatever_is_typed_reverses_no_words_of_ours(app: Flask, eva: DeskVisitor) -> None:
    tried: set[str] = set()
    for path in [CLOSURE, *routes(app, "GET")]:
        if path.startswith(PREFIX) and "." not in path:
            page = eva.see(eva.client.get(path, follow_redirects=True))
            for address in sorted(set(buttons(page)) - tried):
                tried.add(address)
                fields = page.seen(address)
                choices = [each for each in fields if each.tag != f"{NAMESPACE}select"]
                typed = poisoned(choices, line=REVERSED, text=REVERSED)
                press(eva, address, page.fields(address) | typed)
    assert len(tried) > 10
