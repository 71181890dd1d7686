"""Texts that wait for somebody's approval: the reader is told, and the site is not published by
mistake."""

from datetime import date

import pytest

from centre.approvals.given import Given
from centre.approvals.writing import add
from centre.language.languages import LANGUAGES
from centre.reading.faults import Fault
from centre.texts import content
from site_plugins.checks.publishing import objections
from tests.built import DAY, BuiltSite
from tests.site.conftest import Draft

pytestmark = pytest.mark.usefixtures("takes_seconds")

DOCTOR = {
    "cs": "Tento text zatím neschválil lékař.",
    "en": "A doctor has not approved this text yet.",
    "uk": "Цей текст ще не схвалив лікар.",
}
NATIVE_READER = "Цей переклад ще не перевірив носій мови."


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page_id", ["crisis", "wound", "infections"])
def test_a_safety_page_says_who_has_not_seen_it_a_doctor_and_in_ukrainian_a_native_reader(
    built_site: BuiltSite, page_id: str, lang: str
) -> None:
    page = built_site.pages[built_site.frame.address(page_id, lang)]
    assert page.lang == lang
    notices = ["".join(each.itertext()) for each in page.all("p") if each.get("class") == "notice"]
    assert [
        notice
        for notice in notices
        if DOCTOR[lang] in notice and (NATIVE_READER in notice) == (lang == "uk")
    ]


@pytest.mark.parametrize(
    ("lang", "told"),
    [("cs", "neschválil lékař ani právník"), ("uk", "не схвалили ні лікар, ні юрист")],
)
def test_a_doctor_and_a_lawyer_who_are_missing_together_are_told_in_one_sentence(
    built_site: BuiltSite, lang: str, told: str
) -> None:
    page = built_site.pages[built_site.frame.address("pregnancy", lang)]
    [notice] = [said for each in page.all("p") if told in (said := "".join(each.itertext()))]
    assert notice.count("155") == 1


def test_every_ukrainian_text_of_the_sample_waits_for_a_native_reader(draft: Draft) -> None:
    """News aside: it is over before somebody could read it for us."""
    texts = sorted((draft.folder / "uk").rglob("*.md"))
    texts = [path for path in texts if path.parent.name != "news"]
    assert len(texts) > 70
    for path in texts:
        head = path.read_text("utf-8").split("---")[1]
        assert "native-reader" in head, path


def test_every_passage_on_consent_to_publishing_waits_for_a_lawyer_in_every_language(
    draft: Draft,
) -> None:
    for lang in LANGUAGES:
        texts = [
            *(draft.folder / lang / "intake").glob("publication-*.md"),
            draft.folder / lang / "intake/delete-published.md",
        ]
        assert len(texts) == 6
        for path in texts:
            assert "lawyer" in path.read_text("utf-8").split("---")[1], path


@pytest.mark.parametrize("text", ["pages/crisis.md", "intake/crisis.md"])
def test_publishing_names_every_approval_that_is_missing_on_pages_and_in_passages(
    draft: Draft, text: str
) -> None:
    for lang in ("cs", "en"):
        draft.replace(f"{lang}/{text}", "approval: clinician", "approval: [clinician, lawyer]")
    draft.replace(f"uk/{text}", "[clinician, native-reader]", "[clinician, lawyer, native-reader]")
    code, lines = draft.check("--publish")
    assert code == 0
    said = [
        line for line in lines if line.startswith(f"Upozornění: cs/{text}:") and "approval" in line
    ]
    assert [line.partition("approval: ")[2] for line in said] == [
        "text čeká na schválení (clinician, lawyer)"
    ]


def test_a_text_without_its_doctor_stops_publishing_and_one_without_a_native_reader_is_only_told(
    draft: Draft,
) -> None:
    day = date.fromisoformat(DAY)
    found = {
        each.fault.file.rpartition("/content/")[2]: each
        for each in objections(content.read(draft.folder, day), day)
    }
    assert found["uk/intake/crisis.md"].refuses
    assert found["en/intake/thanks-found-syringe.md"].refuses
    assert found["uk/pages/wound.md"].refuses
    assert not found["uk/intake/promise.md"].refuses


def test_a_translation_waits_for_everybody_for_whom_its_original_waits(draft: Draft) -> None:
    draft.replace(
        "uk/pages/crisis.md", "approval: [clinician, native-reader]", "approval: native-reader"
    )
    draft.replace(
        "uk/intake/crisis.md", "approval: [clinician, native-reader]", "approval: native-reader"
    )
    code, lines = draft.check()
    assert code == 1
    told = "approval: chybí „clinician“: potřebuje ho i český originál"
    line = draft.line("uk/pages/crisis.md", "approval")
    assert lines == [
        f"uk/intake/crisis.md:1: {told}",
        f"uk/pages/crisis.md:{line}: {told}",
        "Chyb: 2",
    ]


def test_somebody_whom_nobody_knows_approves_nothing(draft: Draft) -> None:
    draft.replace("cs/pages/crisis.md", "approval: clinician", "approval: [doctor, lawyer]")
    code, lines = draft.check()
    assert code == 1
    line = draft.line("cs/pages/crisis.md", "approval")
    assert lines[0].startswith(
        f"cs/pages/crisis.md:{line}: approval.0: je tu „doctor“, čekáme jedno z: "
    )


def test_an_approved_text_is_published_and_one_that_changed_after_it_is_refused(
    draft: Draft,
) -> None:
    day = date.fromisoformat(DAY)
    name = "cs/pages/wound.md"

    def refused() -> list[str]:
        found = objections(content.read(draft.folder, day), day)
        return [each.fault.message for each in found if _is_of(each.fault, name) and each.refuses]

    assert refused() == ["text čeká na schválení (clinician)"]
    [wound] = [each for each in content.read(draft.folder, day).standings if each.name == name]
    given = Given(
        text=name,
        print=wound.print,
        role="clinician",
        approved_by="MUDr. Jana Malá",
        approved_on=day,
    )
    add(draft.folder, [given])
    assert not refused()
    draft.append(name, "Jiná věta.")
    assert refused() == ["text čeká na schválení (clinician)"]
    code, lines = draft.check()
    assert code == 0
    line = draft.line(name, "approval")
    assert (
        f"Rada: {name}:{line}: approval: text se změnil po schválení "
        f"(lékař MUDr. Jana Malá {day:%-d. %-m. %Y}); dejte ho schválit znovu"
    ) in lines


def test_a_safety_text_that_needs_nobody_and_was_seen_by_nobody_is_refused(draft: Draft) -> None:
    day = date.fromisoformat(DAY)
    for lang in LANGUAGES:
        path = draft.folder / lang / "pages" / "wound.md"
        lines = path.read_text("utf-8").split("\n")
        kept = [line for line in lines if not line.startswith("approval:")]
        path.write_text("\n".join(kept), "utf-8")
    found = [
        each
        for each in objections(content.read(draft.folder, day), day)
        if _is_of(each.fault, "cs/pages/wound.md")
    ]
    assert [each.refuses for each in found] == [True]
    assert "reviewed_by" in found[0].fault.message


def _is_of(fault: Fault, name: str) -> bool:
    return fault.file.endswith(f"/content/{name}")
