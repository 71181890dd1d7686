"""Whatever breaks, each field that a person filled in comes back."""

import pytest
from werkzeug.routing import Rule

from intake_service.work.conversation.kinds import KINDS
from intake_service.work.enquiry import enquiries, mailbox
from tests.intake.browser import Page, Visitor

BOX = "/odpoved"
TYPED = {
    "text": "Nevím, jak dál.",
    "wish": "aby to přestalo",
    "name": "Nikdo",
    "email": "nekdo@priklad.example",
    "hint": "nekdo@priklad.example",
    "sentence": "Víc odkazů.",
    "topic": "health",
    "relation": "partner",
}


def given_back(page: Page) -> str:
    return "\n".join(each.text or "" for each in page.all("textarea"))


def broken(*_arguments: object, **_named: object) -> None:
    raise RuntimeError("nobody foresaw this")


@pytest.mark.parametrize("kind", KINDS)
def test_of_a_form(public: Visitor, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enquiries, "send", broken)
    path = next(rule.rule for rule in public.app.url_map.iter_rules() if has(rule, kind))
    form = public.open(path)
    fields = {each.get("name") for each in form.seen()} & TYPED.keys()
    page = public.send(**{name: TYPED[name] for name in fields})
    assert page.status == 503
    for name in fields - {"topic", "relation"}:
        assert TYPED[name] in given_back(page), name
    for name, words in (("topic", "zdraví"), ("relation", "partner")):
        assert name not in fields or words in given_back(page)


def has(rule: Rule, kind: str) -> bool:
    return (rule.defaults or {}) == {"lang": "cs", "kind_id": kind}


@pytest.mark.parametrize(
    ("action", "call", "typed"),
    [
        ("/napsat", "write_again", {"text": "Nevím, jak dál."}),
        ("/upozorneni", "set_hint", {"email": "nekdo@priklad.example"}),
        ("/hodnoceni", "give_feedback", {"rating": "5", "sentence": "Víc odkazů."}),
    ],
)
def test_of_the_mailbox(
    public: Visitor, action: str, call: str, typed: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    public.open("/dotaz/o-sobe")
    receipt = public.send(text="Otázka.").receipt
    public.open(BOX)
    public.send(receipt=receipt)
    monkeypatch.setattr(mailbox, call, broken)
    token = public.token("/zavrit")
    monkeypatch.setattr("intake_service.work.post.email_hints.are_offered", lambda _service: True)
    page = public.post(f"{BOX}{action}", csrf_token=token, **typed)
    assert page.status == 503
    for name, value in typed.items():
        assert name == "rating" or value in given_back(page)
