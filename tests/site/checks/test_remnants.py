"""A site goes public only when nothing of the sample is left in it and nothing waits to be written.

Whoever sets ``demo: false`` and changes the phones is not done.
"""

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from centre.reading.faults import Fault
from centre.texts import content
from centre.texts.content import Content
from site_plugins.checks import invented, remnants, sample_prints, sample_words
from site_plugins.checks.publishing import objections
from site_plugins.checks.stated import Statement
from site_plugins.run import refusals
from tests.built import DAY
from tests.paths import ROOT
from tests.real_centre import make_real
from tests.site.conftest import Draft
from tests.site.run.test_examples import EXAMPLES, NAMES
from tools import prints


def said(text: str, name: str = "paragraph", lang: str = "cs") -> list[Statement]:
    """One statement, as if it stood on line 7 of a file."""
    return [Statement(Fault("file.md", 7, "", ""), name, text, text, lang)]


@pytest.mark.parametrize(
    "text",
    [
        *("Tento web je ukázka.", "UKÁZKOVÝ text", "Hodiny jsou příklad.", "Kontakt (příklad)"),
        *("Příklad podle veřejných údajů; není to web centra", "Toto je zkušební web."),
        *(
            "This website is a sample.",
            "A sample centre",
            "It is only an example, nobody reads it.",
        ),
        *("Це лише зразок.", "Зразок центру", "Зразкові правила"),
    ],
)
def test_a_text_that_calls_itself_a_sample_is_found(text: str) -> None:
    [fault] = sample_words.called_samples(said(text))
    assert fault.line == 7


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Výměna stříkaček je nejznámější příklad.",
            "Opiáty, například heroin.",
            "Uveďte příklad.",
        ),
        *("Jedenáct příkladů cílů", "Jděte příkladem.", "Zkušební doba jsou tři měsíce."),
        *("Ukážeme vám, kde jsou sprchy.", "The lab takes a blood sample.", "For example heroin."),
        *("Give an example of what helps.", "Зразок крові беремо з пальця.", "Наприклад, героїн."),
    ],
)
def test_ordinary_sentences_with_such_words_are_left_alone(text: str) -> None:
    assert not list(sample_words.called_samples(said(text)))


@pytest.mark.parametrize(
    "name",
    [
        "Příkladov",
        "Vzorová 2",
        "Ukázkový kraj",
        "Sample region",
        "Зразковий край",
        "Zkušební s.r.o.",
    ],
)
def test_in_a_name_one_such_word_is_enough(name: str) -> None:
    assert list(sample_words.called_samples(said(name, "name")))


@pytest.mark.parametrize(
    "text",
    [
        "Doplňte: kudy k vám",
        "Telefon [doplňte]",
        "Sem patří (doplňte, kdo u vás pracuje).",
        "Doplňte …",
    ],
)
def test_a_place_where_somebody_still_has_to_write_is_found(text: str) -> None:
    assert list(sample_words.not_written_yet(said(text)))


def test_advice_to_fill_up_is_no_such_place() -> None:
    assert not list(sample_words.not_written_yet(said("Po průjmu doplňte tekutiny a sůl.")))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "https://kacko.example.org",
            "kontakt@example.org",
            "https://kcentrum.invalid/",
            "a@b.test",
        ),
        *("ukazka@kcentrum.cz", "http://127.0.0.1:8000", "https://www.priklad.cz", "kacko.cz"),
        *("https://test.kcentrum.cz/", "[web](https://localhost/)"),
    ],
)
def test_an_address_that_leads_to_nobody_is_found(text: str) -> None:
    assert list(invented.addresses(said(text)))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "https://www.kcentrum-kyjov.cz",
            "K.centrum@kyjov.charita.cz",
            "viz https://nzip.cz/test",
        ),
        *("https://www.testovani-hiv.cz", "[dál](page:contact)", "každý 1.test zdarma"),
    ],
)
def test_addresses_of_somebody_are_left_alone(text: str) -> None:
    assert not list(invented.addresses(said(text)))


@pytest.mark.parametrize("number", ["19-2000145399/0800", "2000145399/0800"])
def test_an_account_whose_digits_fit_is_left_alone(number: str) -> None:
    assert not list(invented.accounts(said(f"Účet {number} a vyhláška č. 505/2006 Sb.")))


@pytest.mark.parametrize(
    "number", ["2000145398/0800", "123456789/0100", "CZ6508000000192000145398"]
)
def test_an_account_that_cannot_be_is_found(number: str) -> None:
    assert list(invented.accounts(said(f"Účet {number}")))


def found_in(folder: Path) -> list[tuple[str, Fault]]:
    """Remnants of a content, without what everybody inherits."""
    return list(remnants.found(content.read(folder, date.fromisoformat(DAY))))


@pytest.fixture
def real(draft: Draft) -> Draft:
    """The sample after somebody changed what stops a build: ``demo``, phones, marks of lists."""
    make_real(draft.folder)
    return draft


@pytest.fixture(scope="module")
def sample() -> Content:
    """The sample as it is."""
    return content.read(ROOT / "content", date.fromisoformat(DAY))


@pytest.mark.usefixtures("takes_seconds")
class TestOfTheSample:
    """With a whole content read."""

    def test_while_it_says_of_itself_that_it_is_one_nothing_more_is_told(
        self, sample: Content
    ) -> None:
        assert {each.name for each in objections(sample, sample.day)} <= {
            *("sample", "helplines", "approval")
        }

    def test_once_it_says_that_it_is_real_every_kind_is_found_with_file_and_line(
        self, real: Draft
    ) -> None:
        found = found_in(real.folder)
        kinds = Counter(name for name, _ in found)
        assert kinds.keys() == set(refusals.REMNANTS) - {"unfinished"}
        assert all(fault.line > 0 for _, fault in found)
        told = {(name, fault.file.rpartition("/content/")[2], fault.field) for name, fault in found}
        assert told >= {
            ("sample-words", "data/centre.yaml", "provider.name"),
            ("sample-words", "cs/pages/jobs.md", ""),
            ("sample-words", "uk/pages/jobs.md", ""),
            ("sample-facts", "data/hours.yaml", "hours.0.blocks.0"),
            ("sample-facts", "data/places.yaml", "towns.2"),
            ("sample-facts", "data/results.csv", "value"),
            ("sample-facts", "documents/vyrocni-zprava-2025.pdf", ""),
            ("sample-facts", "brand/wordmark.svg", ""),
            ("sample-texts", "cs/pages/team.md", ""),
            ("sample-texts", "cs/news/evening-outreach.md", ""),
            ("addresses", "data/centre.yaml", "base_url"),
            ("addresses", "data/centre.yaml", "contacts.email"),
            ("numbers", "data/centre.yaml", "provider.ico"),
            ("numbers", "data/centre.yaml", "provider.registration"),
        }

    def test_each_kind_is_refused_by_its_own_name(self, real: Draft) -> None:
        day = date.fromisoformat(DAY)
        refused = {
            each.name for each in objections(content.read(real.folder, day), day) if each.refuses
        }
        assert refused >= set(refusals.REMNANTS) - {"unfinished"}

    def test_the_same_hours_under_another_name_of_the_place_are_the_samples(
        self, real: Draft
    ) -> None:
        for file in ("places", "hours", "closures"):
            path = real.folder / "data" / f"{file}.yaml"
            path.write_text(path.read_text("utf-8").replace("centrum-zdar", "dum"), "utf-8")
        assert any(
            (name, fault.field) == ("sample-facts", "hours.0.blocks.0")
            for name, fault in found_in(real.folder)
        )

    def test_common_pages_hold_nothing_of_a_sample(self, real: Draft) -> None:
        spoken_of = {f"{page}.md" for page in sample_prints.OWN_PAGES}
        assert {
            fault.file
            for _, fault in found_in(real.folder)
            if fault.file.endswith(".md")
            and Path(fault.file).name not in spoken_of
            and Path(fault.file).parent.name != "news"
        } == set()

    @pytest.mark.parametrize("name", NAMES)
    def test_an_example_is_stopped_by_its_honest_marks_alone(
        self, name: str, tmp_path: Path
    ) -> None:
        shutil.copytree(EXAMPLES / name, tmp_path / name)
        make_real(tmp_path / name)
        found = found_in(tmp_path / name)
        assert {kind for kind, _ in found} == {"sample-words", "addresses", "numbers"}
        assert {fault.file for _, fault in found if "/content/" in fault.file} == set()


@pytest.mark.usefixtures("whole_content")
def test_the_prints_are_those_of_the_sample() -> None:
    assert prints.prints_of_the_sample() <= sample_prints.known_prints(), "make prints"
