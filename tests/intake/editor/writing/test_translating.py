"""A translation beside its original: paragraph by paragraph, and what changed since."""

from datetime import date
from pathlib import Path

from centre.texts.content import read_leniently
from intake_service import clock
from tests.intake.browser import DeskVisitor, Page
from tests.intake.editor.writing.conftest import begin, draft_id

NEWS = "/web/stranky/cs/news/winter-clothes"


def fields_of(page: Page) -> dict[str, str]:
    return {name: text for name, text in page.fields().items() if name.startswith("odstavec-")}


def test_the_czech_paragraph_stands_above_each_field(eva: DeskVisitor, content: Path) -> None:
    eva.open(NEWS)
    page = eva.send("/uk/news/winter-clothes")
    draft = draft_id(page)
    fields = fields_of(page)
    assert fields
    assert set(fields.values()) == {""}
    czech = (content / "cs" / "news" / "winter-clothes.md").read_text("utf-8")
    assert " ".join(czech.rstrip().splitlines()[-1].split()) in page.words
    translated = {name: f"Абзац {name[-1]}." for name in fields}
    page = eva.send(draft, title="Зимовий одяг", lead="Одяг на зиму.", **translated)
    assert fields_of(page) == translated
    eva.open(f"/web/zverejnit/{draft}")
    done = eva.send("/zverejnit")
    assert done.title == "Co se změnilo", done.alerts
    file = (content / "uk" / "news" / "winter-clothes.md").read_text("utf-8")
    assert "title: Зимовий одяг\n" in file
    assert "Абзац 0." in file


def test_what_is_not_translated_yet_is_not_published(eva: DeskVisitor, content: Path) -> None:
    eva.open(NEWS)
    page = eva.send("/en/news/winter-clothes")
    draft = draft_id(page)
    first = next(iter(fields_of(page)))
    eva.send(draft, **{first: "Only this paragraph."})
    eva.open(f"/web/zverejnit/{draft}")
    assert eva.send("/zverejnit").status == 422
    assert not (content / "en" / "news" / "winter-clothes.md").exists()


def test_what_changed_in_czech_since_is_told(eva: DeskVisitor, content: Path) -> None:
    english = begin(eva, "/web/stranky/en/pages/wound")
    eva.send(english, lead="Look first whether it needs a doctor.", press="zverejnit")
    eva.send("/zverejnit")
    czech = begin(eva)
    eva.send(czech, title="Rána a absces", press="zverejnit")
    eva.send("/zverejnit")
    again = begin(eva, "/web/stranky/en/pages/wound")
    page = eva.open(f"/web/preklad/{again}")
    assert "Co se od překladu změnilo v češtině" in page.words
    assert "přibude: Rána a absces" in page.words


def test_a_translation_does_not_look_current_once_the_czech_text_has_changed(
    eva: DeskVisitor,
) -> None:
    assert "český text se od té doby změnil" not in eva.open("/web/stranky/cs/pages/wound").words
    czech = begin(eva)
    eva.send(czech, title="Rána a absces", press="zverejnit")
    eva.send("/zverejnit")
    page = eva.open("/web/stranky/cs/pages/wound").words
    assert page.count("český text se od té doby změnil") == 2
    assert "přibude: Rána a absces" in eva.open("/web/stranky/uk/pages/wound").words
    assert "wound, ukrajinsky" in eva.open("/web/stav").words
    english = begin(eva, "/web/stranky/en/pages/wound")
    eva.send(english, title="A wound or an abscess", press="zverejnit")
    eva.send("/zverejnit")
    state = eva.open("/web/stav").words
    assert "wound, ukrajinsky" in state
    assert "wound, anglicky" not in state
    eva.open("/web/zmeny/1")
    eva.send("/vzit-zpet")
    assert "wound, ukrajinsky" not in eva.open("/web/stav").words


ENGLISH = "/web/stranky/en/pages/wound"


def told_to_readers(content: Path, lang: str) -> date | None:
    """Since when the translation says that the Czech page was changed."""
    read = read_leniently(content, clock.today())
    assert read.faults == ()
    page = read.pages.get("wound", lang)
    assert page
    return read.outdated_since(page)


def test_readers_of_a_translation_are_told_that_the_czech_page_has_changed(
    eva: DeskVisitor, content: Path
) -> None:
    told = eva.send(begin(eva), title="Rána a absces", press="zverejnit")
    assert "se česká změnila: anglicky, ukrajinsky" in told.words
    eva.send("/zverejnit")
    today = clock.today()
    assert told_to_readers(content, "en") == told_to_readers(content, "uk") == today
    assert told_to_readers(content, "cs") is None
    assert '"outdated_translations.yaml"' in (content / ".published-facts").read_text("utf-8")
    eva.send(begin(eva, ENGLISH), title="A wound or an abscess", press="zverejnit")
    eva.send("/zverejnit")
    assert told_to_readers(content, "en") is None
    assert told_to_readers(content, "uk") == today


def test_a_translation_that_still_holds_is_published_as_it_is(
    eva: DeskVisitor, content: Path
) -> None:
    eva.send(begin(eva), title="Rána a absces", press="zverejnit")
    eva.send("/zverejnit")
    eva.send(begin(eva, ENGLISH), press="zverejnit")
    eva.send("/zverejnit")
    assert told_to_readers(content, "en") is None
    assert told_to_readers(content, "uk")


def test_who_takes_the_czech_change_back_leaves_nobody_behind(
    eva: DeskVisitor, content: Path
) -> None:
    eva.send(begin(eva), title="Rána a absces", press="zverejnit")
    eva.send("/zverejnit")
    eva.open("/web/zmeny/1")
    eva.send("/vzit-zpet")
    assert told_to_readers(content, "uk") is None


def test_of_a_mended_slip_readers_are_told_nothing(eva: DeskVisitor, content: Path) -> None:
    draft = begin(eva)
    eva.send(draft, title="Rána nebo absces", press="zverejnit")
    eva.send("/zverejnit", **{"same-meaning": draft})
    assert told_to_readers(content, "uk") is None
    assert "title: Rána nebo absces" in (content / "cs/pages/wound.md").read_text("utf-8")


def test_a_new_translation_waits_for_a_native_speaker(eva: DeskVisitor, content: Path) -> None:
    for lang in ("en", "uk"):
        (content / lang / "pages" / "wound.md").unlink()
    eva.open("/web/stranky/cs/pages/wound")
    draft = draft_id(eva.send("/uk/pages/wound"))
    told = eva.open(f"/web/zverejnit/{draft}").words
    assert "rodilý mluvčí" in told
    assert "lékař" in told


def test_a_czech_page_has_no_translation_of_itself(eva: DeskVisitor) -> None:
    draft = begin(eva)
    assert eva.open(f"/web/preklad/{draft}").status == 404
    eva.open(NEWS)
    token = eva.token("/upravit")
    assert eva.post("/web/preklad/cs/pages/wound", csrf_token=token).status == 404
    assert eva.post("/web/preklad/uk/pages/nic", csrf_token=token).status == 404


def test_a_colleagues_paragraph_stands_below_ones_own(eva: DeskVisitor) -> None:
    eva.open(NEWS)
    page = eva.send("/uk/news/winter-clothes")
    draft = draft_id(page)
    first = next(iter(fields_of(page)))
    phone = eva.other_tab()
    phone.open(f"/web/preklad/{draft}")
    eva.send(draft, title="Одяг", **{first: "З комп’ютера."})
    both = phone.send(draft, title="Зимовий одяг", **{first: "З телефону."})
    assert both.status == 409
    assert fields_of(both)[first].strip() == "З телефону."
    assert "Teď tu stojí: З комп’ютера." in both.words
    assert "Teď tu stojí: Одяг" in both.words
    assert fields_of(phone.send(draft))[first].strip() == "З телефону."


def test_a_czech_text_that_changed_meanwhile_keeps_every_field(
    eva: DeskVisitor, content: Path
) -> None:
    eva.open(NEWS)
    page = eva.send("/uk/news/winter-clothes")
    draft = draft_id(page)
    typed = {name: f"Абзац {name[-1]}." for name in fields_of(page)}
    czech = content / "cs" / "news" / "winter-clothes.md"
    czech.write_text(czech.read_text("utf-8").rstrip() + "\n\nOdstavec navíc.\n", "utf-8")
    told = eva.send(draft, title="Зимовий одяг", **typed)
    assert told.status == 409
    assert "Český text se mezitím změnil" in told.alerts
    assert "Odstavec navíc." in told.words
    assert told.fields(draft)["title"] == "Зимовий одяг"
    assert {name: fields_of(told)[name].strip() for name in typed} == typed
    saved = eva.send(draft)
    assert saved.status == 200
    assert {name: fields_of(saved)[name].strip() for name in typed} == typed
