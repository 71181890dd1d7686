"""The empty form is rendered once for everybody, and holds nothing of anybody but its visitor."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from centre.hours import live
from intake_service.sender import create_sender_app, empty_forms
from intake_service.sender.empty_forms import Blanks, PreparedPage
from intake_service.web import content_cache
from intake_service.work import switches
from intake_service.work.conversation.kinds import Kind
from intake_service.work.service import Service
from intake_service.work.switches import Switches
from tests.intake import moments
from tests.intake.browser import Page, Visitor
from tests.intake.store.queries import counted_queries
from tests.paths import ROOT

FORM = "/dotaz/o-sobe"


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Kinds of the empty forms that were rendered."""
    found = []
    prepare = empty_forms._prepare

    def count(kind: Kind, render: Callable[[], str]) -> Any:
        found.append(kind.id)
        return prepare(kind, render)

    monkeypatch.setattr(empty_forms, "_prepare", count)
    return found


def own(page: Page) -> tuple[str, str]:
    fields = page.fields()
    return fields["csrf_token"], fields["opened"]


def test_two_visitors_have_tokens_of_their_own_and_both_can_send(
    public: Visitor, rendered: list[str]
) -> None:
    other = Visitor(public.app)
    first = public.open(FORM)
    second = other.open(FORM)
    assert rendered == ["counselling"]
    assert first.fields()["csrf_token"] != second.fields()["csrf_token"]
    receipts = {each.send(text="Otázka.").receipt for each in (public, other)}
    assert len(receipts) == 2


def test_but_for_token_and_time_it_is_what_everybody_has(public: Visitor) -> None:
    other = Visitor(public.app)
    pages_seen = []
    for each in (public, other):
        page = each.open(FORM)
        text = page.text
        for value in own(page):
            assert text.count(value) == 1
            text = text.replace(value, "")
        pages_seen.append(text)
    assert pages_seen[0] == pages_seen[1]


def test_each_kind_and_language_has_its_own(public: Visitor, rendered: list[str]) -> None:
    for path in (FORM, "/dotaz/blizci", "/en/ask/myself", FORM, "/en/ask/myself"):
        public.open(path)
    assert rendered == ["counselling", "relatives", "counselling"]
    assert "Ask about yourself" in public.open("/en/ask/myself").title


def test_a_pause_a_longer_promise_and_the_end_of_both_show_at_once(
    public: Visitor, service: Service
) -> None:
    before = public.open(FORM).words
    switches.turn_to(service, Switches(paused=True))
    assert public.open(FORM).status == 503
    switches.turn_to(service, Switches(more_days=9))
    longer = public.open(FORM).words
    assert longer != before
    switches.turn_to(service, Switches())
    assert public.open(FORM).words == before


def test_the_next_minute_and_the_next_day_have_a_new_one(
    public: Visitor, rendered: list[str]
) -> None:
    now = moments.now()
    for moment in (now, now + timedelta(minutes=1), now + timedelta(days=1)):
        with time_machine.travel(moment, tick=False):
            public.open(FORM)
            public.open(FORM)
    assert len(rendered) == 3


def test_a_changed_passage_is_read_within_a_second(
    tmp_path: Path, opened: Callable[..., Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "content", content)
    visitor = Visitor(create_sender_app(opened(content=content)))
    monkeypatch.setattr(content_cache, "LOOK_EVERY", 3600.0)
    visitor.open(FORM)
    passage = content / "cs" / "intake" / "intro-counselling.md"
    passage.write_text("Nová slova.", "utf-8")
    os.utime(passage, ns=(1, 1))
    assert "Nová slova." not in visitor.open(FORM).words
    monkeypatch.setattr(content_cache, "LOOK_EVERY", 0.0)
    assert "Nová slova." in visitor.open(FORM).words


def test_no_visit_looks_at_files(public: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    public.open(FORM)
    monkeypatch.setattr(content_cache, "LOOK_EVERY", 3600.0)
    monkeypatch.setattr(live, "CHECK_EVERY", 3600.0)
    looked = []
    stat = Path.stat
    monkeypatch.setattr(Path, "stat", lambda path, **how: looked.append(path) or stat(path, **how))
    for _visit in range(3):
        public.open(FORM)
    assert looked == []


def test_visits_ask_the_database_only_after_somebody_has_written(
    public: Visitor, service: Service
) -> None:
    public.open(FORM)
    with counted_queries(service) as queries:
        public.open(FORM)
        public.open("/en/ask/myself")
    assert queries == []
    public.send(text="Nemůžu spát.")
    with counted_queries(service) as queries:
        public.open(FORM)
    assert queries != []


def test_what_another_process_writes_shows_on_the_next_visit(
    public: Visitor, service: Service
) -> None:
    switches.turn_to(service, Switches())
    assert public.open(FORM).status == 200
    with closing(sqlite3.connect(service.store.place)) as other, other:
        other.execute("UPDATE switch SET paused = 1")
    assert public.open(FORM).status == 503


def test_a_page_that_lacks_a_blank_is_refused() -> None:
    blanks = Blanks("token")
    with pytest.raises(ValueError, match="token"):
        PreparedPage("<p>", blanks)
    with pytest.raises(ValueError, match="token"):
        PreparedPage(blanks["token"] * 2, blanks)
    page = PreparedPage(f"<b>{blanks['token']}</b>", blanks)
    assert page.filled({"token": "č"}) == "<b>č</b>".encode()
