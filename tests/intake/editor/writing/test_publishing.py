"""What readers will see differently is said in words first; only what is ticked is published."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from centre.editing import opened_file
from centre.editing.history import Step
from centre.exchange import published_facts
from intake_service.work.editing import saving
from intake_service.work.editing.writing import drafts
from intake_service.work.editing.writing.drafts import WindowState
from intake_service.work.service import Service
from tests.intake.browser import DeskVisitor
from tests.intake.editor.writing.conftest import WOUND, begin, begin_new

FIRST = "Absces je dutina plná hnisu pod kůží."


def published(content: Path, target: Path) -> Path:
    """The content of the next build: what was published before, with what the desk names."""
    published_facts.bring_over(content, target)
    return target


def test_the_change_is_told_sentence_by_sentence(eva: DeskVisitor) -> None:
    draft = begin(eva)
    text = eva.page.typed().replace(FIRST, "Absces je hnis pod kůží.")
    page = eva.send(draft, title="Rána a absces", text=text, press="zverejnit")
    for told in (
        "Nadpis: zmizí: Rána, absces a zanícená žíla",
        "přibude: Rána a absces",
        f"zmizí: {FIRST}",
        "přibude: Absces je hnis pod kůží.",
    ):
        assert told in page.words
    assert "Umyjte si ruce" not in page.words


def test_only_ones_own_is_ticked(eva: DeskVisitor, adam: DeskVisitor) -> None:
    hers = begin(eva)
    his = begin(adam, "/web/stranky/cs/pages/treatment")
    page = eva.open("/web/zverejnit")
    boxes = {each.get("id"): each.get("checked") for each in page.all("input")}
    assert boxes[f"tick-{hers}"] is not None
    assert boxes[f"tick-{his}"] is None


def test_what_was_typed_after_the_page_was_shown_is_not_published(
    eva: DeskVisitor, adam: DeskVisitor, wound: Path
) -> None:
    before = wound.read_bytes()
    draft = begin(eva)
    eva.send(draft, title="Rána", press="zverejnit")
    adam.open(f"/web/rozepsane/{draft}")
    adam.send(draft, title="Něco jiného")
    page = eva.send("/zverejnit")
    assert page.status == 422
    assert "Nic není zaškrtnuté, nebo se to mezitím změnilo." in page.alerts
    assert wound.read_bytes() == before


def test_the_next_build_takes_over_just_what_was_published(
    eva: DeskVisitor, adam: DeskVisitor, content: Path, wound: Path, tmp_path: Path
) -> None:
    site = tmp_path / "published"
    (site / "cs" / "pages").mkdir(parents=True)
    (site / "cs" / "pages" / "wound.md").write_bytes(wound.read_bytes())
    other = content / "cs" / "pages" / "treatment.md"
    other.write_text(other.read_text("utf-8").replace("title: ", "title: Rozepsané "), "utf-8")
    begin(adam, "/web/stranky/cs/pages/rights")
    draft = begin(eva)
    eva.send(draft, title="Rána a absces", press="zverejnit")
    assert published_facts.are_newer(content, site) is False
    done = eva.send("/zverejnit")
    assert done.title == "Co se změnilo"
    assert published_facts.are_newer(content, site)
    published(content, site)
    assert (site / "cs" / "pages" / "wound.md").read_bytes() == wound.read_bytes()
    assert [each.name for each in site.rglob("*.md")] == ["wound.md"]


def test_a_changed_text_of_doctors_says_before_that_it_loses_its_approval(
    eva: DeskVisitor, content: Path
) -> None:
    opened = begin(eva)
    plain = eva.send(opened, press="zverejnit").words
    assert "Stránka čtenáři řekne, že ji ještě neschválil: lékař." in plain


def test_a_page_with_a_mistake_is_not_published(eva: DeskVisitor, wound: Path) -> None:
    before = wound.read_bytes()
    draft = begin(eva)
    eva.send(draft, text="Viz [tam](page:nikde).", press="zverejnit")
    page = eva.send("/zverejnit")
    assert page.status == 422
    assert "Viz [tam](page:nikde)." in page.alerts
    assert "nikde" in page.alerts
    assert wound.read_bytes() == before
    assert eva.open(f"/web/rozepsane/{draft}").typed().strip() == "Viz [tam](page:nikde)."


def test_a_place_to_fill_in_keeps_a_page_from_readers(eva: DeskVisitor, content: Path) -> None:
    draft = begin_new(eva, "pages", "Výměna o svátcích")
    eva.send(draft, press="zverejnit")
    assert "Tu je ještě co doplnit" in eva.send("/zverejnit").alerts
    assert not (content / "cs" / "pages" / "vymena-o-svatcich.md").exists()


def test_two_new_pages_that_lead_to_each_other_are_published_together(
    eva: DeskVisitor, content: Path
) -> None:
    first = begin_new(eva, "pages", "První")
    eva.send(first, lead="Věta o první.", text="Viz [druhou stránku](page:druha).")
    second = begin_new(eva, "pages", "Druhá")
    eva.send(second, lead="Věta o druhé.", text="Tady je druhá stránka.")
    page = eva.open("/web/zverejnit")
    ticks = [str(each.get("value")) for each in page.all("input") if each.get("name") == "tick"]
    done = eva.client.post(
        "/web/zverejnit", data={"csrf_token": eva.token("/zverejnit"), "tick": ticks}
    )
    assert done.status_code == 303, done.get_data(as_text=True)
    assert (content / "cs" / "pages" / "prvni.md").is_file()
    assert (content / "cs" / "pages" / "druha.md").is_file()


def test_who_publishes_second_carries_the_change_over(
    eva: DeskVisitor, adam: DeskVisitor, wound: Path
) -> None:
    hers = begin(eva)
    his = begin(adam)
    eva.send(hers, title="Rána a absces", press="zverejnit")
    eva.send("/zverejnit")
    text = adam.page.typed().replace(FIRST, "Absces je hnis.")
    adam.send(his, text=text, press="zverejnit")
    refused = adam.send("/zverejnit")
    assert refused.status == 422
    assert "Čtenáři teď vidí něco jiného" in refused.alerts
    adam.open(f"/web/rozepsane/{his}")
    adam.send("/na-nove-zneni", press="prenest")
    adam.open(f"/web/zverejnit/{his}")
    assert adam.send("/zverejnit").title == "Co se změnilo"
    now = wound.read_text("utf-8")
    assert "title: Rána a absces\n" in now
    assert "Absces je hnis." in now


def test_both_in_one_place_are_shown_and_one_chooses(
    eva: DeskVisitor, adam: DeskVisitor, wound: Path
) -> None:
    hers = begin(eva)
    his = begin(adam)
    eva.send(hers, title="Rána a absces", press="zverejnit")
    eva.send("/zverejnit")
    adam.send(his, title="Absces a rána")
    page = adam.send("/na-nove-zneni", press="prenest")
    assert page.status == 409
    assert "Obě znění mění totéž místo" in page.alerts
    adam.send("/na-nove-zneni", press="nechat")
    adam.open(f"/web/zverejnit/{his}")
    adam.send("/zverejnit")
    assert "title: Absces a rána\n" in wound.read_text("utf-8")


def test_a_page_is_withdrawn_and_comes_back(
    eva: DeskVisitor, content: Path, tmp_path: Path
) -> None:
    file = content / "cs" / "news" / "winter-clothes.md"
    before = file.read_bytes()
    site = tmp_path / "published"
    (site / "cs" / "news").mkdir(parents=True)
    (site / "cs" / "news" / file.name).write_bytes(before)
    eva.open("/web/stranky/cs/news/winter-clothes")
    withdrawn = eva.send("/stahnout")
    assert withdrawn.title == "Uloženo"
    assert not file.exists()
    published_facts.bring_over(content, site)
    assert not (site / "cs" / "news" / file.name).exists()
    assert eva.send("/vzit-zpet").title == "Vzato zpět"
    assert file.read_bytes() == before


def test_translations_go_with_their_original(eva: DeskVisitor, content: Path) -> None:
    files = [content / lang / "news" / "evening-outreach.md" for lang in ("cs", "en", "uk")]
    eva.open("/web/stranky/cs/news/evening-outreach")
    assert eva.send("/stahnout").title == "Uloženo"
    assert not any(each.exists() for each in files)


def test_a_page_that_others_lead_to_is_not_withdrawn(
    eva: DeskVisitor, wound: Path, content: Path
) -> None:
    eva.open(WOUND)
    page = eva.send("/stahnout")
    assert page.status == 422
    assert "na ni něco odkazuje" in page.alerts
    assert "/content/" not in page.alerts
    assert wound.is_file()
    for lang in ("en", "uk"):
        assert (content / lang / "pages" / "wound.md").is_file()


def test_the_history_takes_a_published_change_back(eva: DeskVisitor, wound: Path) -> None:
    before = wound.read_bytes()
    draft = begin(eva)
    eva.send(draft, title="Rána a absces", press="zverejnit")
    eva.send("/zverejnit")
    step = eva.open("/web/zmeny/1")
    assert "Nadpis: místo „Rána, absces a zanícená žíla“ bude „Rána a absces“" in step.words
    eva.send("/vzit-zpet")
    assert wound.read_bytes() == before
    assert "Rána a absces" in eva.open(WOUND).words


def test_the_history_of_a_page_tells_what_was_brought_again(eva: DeskVisitor) -> None:
    draft = begin(eva)
    eva.send(draft, title="Rána a absces", press="zverejnit")
    eva.send("/zverejnit")
    eva.open("/web/zmeny/1")
    eva.send("/vzit-zpet")
    eva.send("/vzit-zpet")
    told = eva.open(WOUND).words
    assert told.count("Vzato zpět:") == 1
    assert told.count("Znovu:") == 1


def test_a_common_text_becomes_the_centres_own(
    eva: DeskVisitor, content: Path, wound: Path
) -> None:
    for each in content.glob("*/*/wound.md"):
        each.unlink()
    (content / "data" / "common.yaml").write_text("without: []\nseen: {}\n", "utf-8")
    page = eva.open(WOUND)
    assert "To je společný text" in page.words or "Je to společný text" in page.words
    draft = begin(eva)
    told = eva.send(draft, title="Rána a absces", press="zverejnit")
    assert "Ze společného textu programu bude váš vlastní." in told.words
    assert eva.send("/zverejnit").title == "Co se změnilo"
    assert "title: Rána a absces\n" in wound.read_text("utf-8")
    eva.open(WOUND)
    assert eva.send("/stahnout").title == "Uloženo"
    assert not wound.exists()


def test_a_note_that_names_other_files_brings_nothing_over(content: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("tajné", "utf-8")
    names = ["../secret.md", "cs/../../secret.md", "cs/pages/../../../secret.md", "cs/desk/a.md"]
    note = {name: published_facts.print_of(secret.read_bytes()) for name in names}
    (content / published_facts.NOTE).write_text(json.dumps(note), "utf-8")
    site = tmp_path / "published"
    (site / "data").mkdir(parents=True)
    published_facts.bring_over(content, site)
    assert [each for each in site.rglob("*") if each.is_file()] == []


def test_a_full_service_answers_at_once_after_a_publication(
    eva: DeskVisitor, service: Service
) -> None:
    draft = begin(eva, "/web/stranky/cs/news/evening-outreach")
    eva.send(draft, title="Terén ve čtvrtek večer", press="zverejnit")
    assert eva.send("/zverejnit").status == 200
    assert service.facts.centre.name.cs


def test_what_the_product_changed_since_is_told(
    eva: DeskVisitor, content: Path, wound: Path, service: Service
) -> None:
    for each in content.glob("*/*/wound.md"):
        each.unlink()
    (content / "data" / "common.yaml").write_text("without: []\nseen: {}\n", "utf-8")
    draft = begin(eva)
    eva.send(draft, title="Rána a absces", press="zverejnit")
    eva.send("/zverejnit")
    assert "Společný text programu se změnil" not in eva.open(WOUND).words
    (kept,) = (service.settings.data / "editing" / "commons").iterdir()
    older = json.loads(kept.read_text("utf-8"))["text"].replace(FIRST, "Absces je hnis.")
    kept.write_text(json.dumps({"text": older}), "utf-8")
    page = eva.open(WOUND)
    assert "Společný text programu se změnil od té doby" in page.words
    assert "zmizí: Absces je hnis." in page.words
    assert f"přibude: {FIRST}" in page.words


def test_a_page_comes_into_a_folder_that_is_not_there_yet(
    eva: DeskVisitor, content: Path, tmp_path: Path
) -> None:
    draft = begin(eva)
    eva.send(draft, title="Rána a absces", press="zverejnit")
    eva.send("/zverejnit")
    site = tmp_path / "published"
    site.mkdir()
    published(content, site)
    assert "Rána a absces" in (site / "cs" / "pages" / "wound.md").read_text("utf-8")


def test_a_file_is_named_to_the_build_before_anybody_else_may_save(
    eva: DeskVisitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = []
    alone = opened_file.alone
    publish = published_facts.publish

    @contextmanager
    def watched(root: Path) -> Iterator[None]:
        with alone(root):
            events.append("locked")
            yield
        events.append("free")

    def noted(root: Path, name: str, written: bytes) -> None:
        publish(root, name, written)
        events.append(name)

    monkeypatch.setattr(opened_file, "alone", watched)
    monkeypatch.setattr(published_facts, "publish", noted)
    draft = begin(eva)
    eva.send(draft, title="Rána a absces", press="zverejnit")
    eva.send("/zverejnit")
    left_behind = ["locked", "outdated_translations.yaml", "free"]
    assert events == [*left_behind, "locked", "cs/pages/wound.md", "free"]


def test_what_is_saved_during_a_publication_stays_a_draft(
    eva: DeskVisitor, wound: Path, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = begin(eva)
    eva.send(draft, title="Rána a absces", press="zverejnit")
    save = saving.save

    def slow(*args: Any, **kwargs: Any) -> Step:
        step = save(*args, **kwargs)
        now = drafts.find(service, draft)
        state = WindowState(seen=now.revision, window="jine")
        drafts.save(service, draft, "Adam", {}, "Napsáno mezitím.", state)
        return step

    with monkeypatch.context() as during:
        during.setattr(saving, "save", slow)
        told = eva.send("/zverejnit")
    assert told.status == 409
    assert "to zůstává rozepsané" in told.alerts
    assert "title: Rána a absces\n" in wound.read_text("utf-8")
    kept = eva.open(f"/web/rozepsane/{draft}")
    assert kept.typed().strip() == "Napsáno mezitím."
    assert "Čtenáři teď vidí něco jiného" not in kept.words
    eva.open(f"/web/zverejnit/{draft}")
    assert eva.send("/zverejnit").title == "Co se změnilo"
    assert "Napsáno mezitím." in wound.read_text("utf-8")


def test_a_withdrawal_that_fails_midway_takes_no_translation_away(
    eva: DeskVisitor, content: Path
) -> None:
    english, ukrainian = (content / lang / "news" / "evening-outreach.md" for lang in ("en", "uk"))
    before = english.read_bytes()
    ukrainian.write_text("bez hlavičky\n", "utf-8")
    eva.open("/web/stranky/cs/news/evening-outreach")
    assert eva.send("/stahnout").status == 409
    assert english.read_bytes() == before
    assert (content / "cs" / "news" / "evening-outreach.md").is_file()


def test_a_draft_of_a_withdrawn_page_is_published_once_that_is_seen(
    eva: DeskVisitor, content: Path
) -> None:
    draft = begin(eva, "/web/stranky/cs/news/winter-clothes")
    eva.send(draft, title="Zimní oblečení i boty")
    eva.open("/web/stranky/cs/news/winter-clothes")
    eva.send("/stahnout")
    page = eva.open(f"/web/rozepsane/{draft}")
    assert "Stránka byla stažena." in page.words
    eva.send("/na-nove-zneni", press="nechat")
    eva.open(f"/web/zverejnit/{draft}")
    assert eva.send("/zverejnit").title == "Co se změnilo"
    file = content / "cs" / "news" / "winter-clothes.md"
    assert "title: Zimní oblečení i boty\n" in file.read_text("utf-8")
