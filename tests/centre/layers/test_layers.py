"""A centre's folder over the common texts: what counts, whose it is, and what never comes along."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from centre.layers import account, folder
from centre.layers.account import Account, note_seen
from centre.layers.common import NEVER_WITHOUT, PAGES, PRODUCT, SERVICES, is_common
from centre.reading.faults import Fault, Faults, file_name
from centre.texts import content
from centre.texts.content import Content
from tests.paths import ROOT

DAY = date(2026, 11, 21)
OWN_PAGES = {
    *("about", "documents", "donate", "home", "house-rules", "jobs", "mission", "outreach"),
    *("participate", "questions", "target-groups", "team"),
}
OWN_DATA = [
    *("accessibility.yaml", "alerts.yaml", "centre.yaml", "closures.yaml", "documents.yaml"),
    *("hours.yaml", "judgements.yaml", "map.yaml", "partners.yaml", "places.yaml"),
    *("funder_tables.yaml", "results.csv", "target_groups.yaml"),
]
"""What only the sample says. A new file of the product has to be put here or into the common."""


@pytest.fixture
def centre(tmp_path: Path) -> Path:
    """The folder of a centre: its own words, and nothing else."""
    return shutil.copytree(ROOT / "examples" / "kyjov", tmp_path / "centre")


@pytest.fixture
def product(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The common texts of a version to come, to be changed."""
    copy = shutil.copytree(PRODUCT, tmp_path / "product")
    for module in (folder, account):
        monkeypatch.setattr(module, "PRODUCT", copy)
    return copy


def read(centre: Path) -> Content:
    return content.read_leniently(centre, DAY)


def faults(centre: Path) -> tuple[Fault, ...]:
    try:
        return read(centre).faults
    except Faults as error:
        return error.all


def leave_out(centre: Path, *pages: str) -> None:
    (centre / "data" / "common.yaml").write_text(f"without: [{', '.join(pages)}]\n", "utf-8")


def change(file: Path, old: str, new: str) -> None:
    written = file.read_text("utf-8")
    assert old in written
    file.write_text(written.replace(old, new, 1), "utf-8")


def test_of_each_file_of_the_product_it_is_decided_whose_it_is() -> None:
    undecided = []
    for path in sorted(PRODUCT.rglob("*")):
        name = path.relative_to(PRODUCT).as_posix()
        if path.is_dir() or path.name.startswith(".") or name.startswith("brand/"):
            continue
        is_own = path.stem in OWN_PAGES or path.name in OWN_DATA
        is_own |= name.startswith("documents/") or "/questions/" in name or "/news/" in name
        if is_own == is_common(name):
            undecided.append(name)
    assert not undecided


def test_all_that_is_common_is_there() -> None:
    for section, names in (("pages", PAGES), ("services", SERVICES)):
        for name in names:
            assert (PRODUCT / "cs" / section / f"{name}.md").is_file()


def test_a_centre_stands_on_its_own_words_and_the_common_ones(centre: Path) -> None:
    found = read(centre)
    assert not found.faults
    taken = {page.id for page in found.pages if page.text.file.startswith(file_name(PRODUCT))}
    assert taken <= PAGES | SERVICES
    assert not found.listings.results.years


def test_the_sample_is_all_its_own() -> None:
    assert account.account(PRODUCT) is None


@pytest.mark.parametrize("name", [*OWN_DATA, "helplines.yaml"])
def test_a_fact_that_is_missing_is_never_the_samples(centre: Path, name: str) -> None:
    (centre / "data" / name).unlink(missing_ok=True)
    path = folder.data_file(centre / "data", name)
    assert path.is_relative_to(centre) == (name != "helplines.yaml")


@pytest.mark.parametrize("name", ["centre.yaml", "hours.yaml", "places.yaml", "closures.yaml"])
def test_a_missing_fact_is_told_in_the_centres_folder(centre: Path, name: str) -> None:
    (centre / "data" / name).unlink()
    assert {each.file for each in faults(centre)} >= {file_name(centre / "data" / name)}


@pytest.mark.parametrize(
    "name", ["cs/pages/wound.md", "cs/services/testing.md", "cs/intake/crisis.md"]
)
def test_a_text_of_its_own_takes_the_place_of_the_common_one(centre: Path, name: str) -> None:
    own = centre / name
    own.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(PRODUCT / name, own)
    assert not faults(centre)
    own.write_text(own.read_text("utf-8") + "\n[nikam](page:nikam)\n", "utf-8")
    assert {each.file for each in faults(centre)} == {file_name(own)}


def test_an_anchor_that_common_texts_need_is_told_in_the_centres_own_page(centre: Path) -> None:
    own = centre / "cs" / "pages" / "rights.md"
    shutil.copy(PRODUCT / "cs" / "pages" / "rights.md", own)
    change(own, "{#mlcenlivost}", "{#jinak}")
    found = faults(centre)
    assert {each.file for each in found} == {file_name(own)}
    assert any("{#mlcenlivost}" in each.message for each in found)


def test_a_mistake_in_a_common_text_is_told_in_the_product(centre: Path, product: Path) -> None:
    common = product / "cs" / "pages" / "wound.md"
    common.write_text(common.read_text("utf-8") + "\n[nikam](page:nikam)\n", "utf-8")
    assert {each.file for each in faults(centre)} == {file_name(common)}


@pytest.mark.parametrize(
    ("name", "is_missed"),
    [
        ("cs/pages/wound.md", False),
        ("cs/services/food.md", False),
        ("cs/intake/crisis.md", True),
        ("data/helplines.yaml", True),
        ("data/crisis_words.yaml", True),
        ("data/spelling.txt", False),
        ("data/goals/kyjov.yaml", False),
    ],
)
def test_what_the_product_lacks_is_missing_and_nothing_stands_in(
    centre: Path, product: Path, name: str, is_missed: bool
) -> None:
    (product / name).unlink(missing_ok=True)
    told = [each.file for each in faults(centre)]
    links = [file for file in told if not file.endswith(Path(name).name)]
    assert all(file.startswith((str(product), str(centre))) for file in links)
    assert any(file.endswith(Path(name).name) for file in told) == is_missed


def test_what_comes_new_into_the_product_is_not_taken_before_it_is_common(
    centre: Path, product: Path
) -> None:
    new = product / "cs" / "pages" / "brand-new.md"
    shutil.copy(product / "cs" / "pages" / "wound.md", new)
    change(new, "translation_id: wound", "translation_id: brand-new")
    assert read(centre).pages.get("brand-new", "cs") is None


def test_common_texts_can_be_left_out_without_a_dead_link(centre: Path) -> None:
    without = (PAGES | SERVICES) - NEVER_WITHOUT - {"goals"}  # of which the centre has its own
    leave_out(centre, *sorted(without))
    found = read(centre)
    assert without.isdisjoint(found.pages.ids)
    # Only the centre's own words may still lead there, and are told.
    assert all(each.file.startswith(file_name(centre)) for each in found.faults)


def test_what_is_left_out_stays_as_words(centre: Path) -> None:
    leave_out(centre, "food")
    shown = "".join(text.html for text in read(centre).texts.values())
    assert "/jidlo" not in shown
    assert "<a>" not in shown  # it would look like a link and lead nowhere


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("crisis", "neobejde"),
        ("privacy", "neobejde"),
        ("fodo", "mysleli jste „food“"),
        ("home", "neexistuje"),
        ("../food", "without"),
    ],
)
def test_what_cannot_be_left_out_is_told(centre: Path, page: str, told: str) -> None:
    leave_out(centre, f'"{page}"')
    assert any(told in str(each) for each in faults(centre))
    assert read(centre).pages.get("crisis", "cs")


def test_an_own_page_is_not_left_out(centre: Path) -> None:
    shutil.copy(PRODUCT / "cs" / "pages" / "wound.md", centre / "cs" / "pages")
    leave_out(centre, "wound")
    assert any("máte vlastní" in str(each) for each in faults(centre))
    assert read(centre).pages.get("wound", "cs")


@pytest.fixture
def bilingual(centre: Path) -> Path:
    """A centre that speaks English, too."""
    (centre / "en" / "pages").mkdir(parents=True)
    home = (PRODUCT / "en" / "pages" / "home.md").read_text("utf-8")
    (centre / "en" / "pages" / "home.md").write_text(home, "utf-8")
    return centre


def test_a_language_comes_with_its_home_page(centre: Path, bilingual: Path) -> None:
    found = read(bilingual)
    assert found.pages.get("wound", "en")
    assert not found.pages.get("wound", "uk")


def test_a_translation_of_what_the_centre_says_itself_never_comes_along(bilingual: Path) -> None:
    shutil.copy(PRODUCT / "cs" / "pages" / "wound.md", bilingual / "cs" / "pages")
    assert read(bilingual).pages.get("wound", "en") is None
    assert read(bilingual).pages.get("mission", "en") is None


def test_passages_come_in_all_languages(centre: Path) -> None:
    langs = {passage.lang for passage in read(centre).passages}
    assert langs == {"cs", "en", "uk"}


def test_after_an_upgrade_the_common_texts_that_changed_are_told(
    centre: Path, product: Path
) -> None:
    assert told(centre).new
    note_seen(centre)
    assert not told(centre).to_look_at
    change(product / "cs" / "pages" / "wound.md", "Absces", "Vřed")
    (product / "cs" / "pages" / "needle-prick.md").unlink()
    after = told(centre)
    assert after.changed == ("cs/pages/wound.md",)
    assert after.gone == ("cs/pages/needle-prick.md",)
    assert not after.new
    assert not list((centre / "cs").rglob("wound.md"))


def told(centre: Path) -> Account:
    found = account.account(centre)
    assert found
    return found


def test_translations_that_no_longer_fit_a_text_of_its_own_are_listed(
    centre: Path, bilingual: Path
) -> None:
    before = told(centre).untranslated
    assert before == ("en/pages/contact.md", "en/pages/goals.md")
    (centre / "cs" / "intake").mkdir(parents=True)
    for name in ("cs/pages/wound.md", "cs/intake/crisis.md"):
        shutil.copy(PRODUCT / name, centre / name)
    assert {*told(centre).untranslated} - {*before} == {
        *("en/intake/crisis.md", "en/pages/wound.md"),
        "uk/intake/crisis.md",  # pages of a language without a home are nobody's
    }
    shutil.copy(PRODUCT / "en/pages/wound.md", centre / "en/pages/wound.md")
    assert "en/pages/wound.md" not in told(centre).untranslated


def test_what_staff_wrote_beside_it_stays(centre: Path) -> None:
    file = centre / "data" / "common.yaml"
    file.write_text("# Jídlo nedáváme.\nwithout: [food]  # zatím\n", "utf-8")
    note_seen(centre)
    written = file.read_text("utf-8")
    assert written.startswith("# Jídlo nedáváme.\nwithout: [food]  # zatím\n")
    assert "cs/services/food.md" not in written
    assert not faults(centre)


@pytest.fixture
def changed(centre: Path) -> Callable[[str, str], None]:
    def write(name: str, text: str) -> None:
        (centre / name).parent.mkdir(parents=True, exist_ok=True)
        (centre / name).write_text(text, "utf-8")

    return write


def test_words_that_a_centre_adds_come_to_the_common_ones(
    centre: Path, changed: Callable[[str, str], None]
) -> None:
    changed("data/spelling.txt", "Kyjovsko\n")
    both = folder.both(centre / "data", "spelling.txt")
    assert both == [centre / "data" / "spelling.txt", PRODUCT / "data" / "spelling.txt"]


def test_a_translation_of_a_passage_of_its_own_never_comes_along(centre: Path) -> None:
    (centre / "cs" / "intake").mkdir(parents=True)
    shutil.copy(PRODUCT / "cs" / "intake" / "confidentiality.md", centre / "cs" / "intake")
    found = [*_passages(centre, "en"), *_passages(centre, "uk")]
    names = {path.name for path in found}
    assert "confidentiality.md" not in names
    assert "crisis.md" in names


def test_of_two_pages_at_one_address_the_centres_own_is_told(centre: Path) -> None:
    own = centre / "cs" / "pages" / "a-wounds.md"
    shutil.copy(PRODUCT / "cs" / "pages" / "wound.md", own)
    change(own, "translation_id: wound", "translation_id: a-wounds")
    assert {each.file for each in faults(centre)} == {file_name(own)}


def _passages(centre: Path, lang: str) -> list[Path]:
    return folder.text_files(centre, f"{lang}/intake", ".md")[0]
