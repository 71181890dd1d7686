"""Photos and PDFs from a phone, without script: prepared, listed, refused in words, taken back."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
import time_machine
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from centre.exchange import published_facts
from centre.texts.content import read, read_leniently
from intake_service import clock
from intake_service.work.editing import builder_client
from intake_service.work.editing.writing import offered_documents, pictures
from intake_service.work.service import Service
from kacko.builder.app import App
from kacko.builder.previews import Previews
from tests.centre.documents.made_pdf import pdf, signed_by_its_maker
from tests.intake.browser import DeskVisitor, Page
from tests.intake.editor.writing.conftest import begin
from tests.kacko.builder.builders import answering
from tests.kacko.builder.made_pictures import animated, bomb, photo, text_bomb

NEW_PICTURE = "/web/obrazky/novy"
NEW_DOCUMENT = "/web/dokumenty/novy"
WORDS = {"alternative_cs": "Dvorek s lavičkou", "people": "nobody"}
REPORT = {"title_cs": "Výroční zpráva 2026", "kind": "annual-report", "year": "2026"}


@pytest.fixture
def _builder(service: Service) -> Iterator[None]:
    with answering(App(Previews(service.settings.content)), service.settings.builder_socket):
        yield


pytestmark = pytest.mark.usefixtures("_builder")


def send(
    visitor: DeskVisitor, address: str, field: str, content: bytes, name: str, **typed: str
) -> Page:
    """Fill in the form of a new file as a phone does."""
    fields: dict[str, Any] = {**visitor.open(address).fields("/novy"), **typed}
    fields[field] = FileStorage(BytesIO(content), name)
    return visitor.post_bytes(address, *encoded(fields))


def encoded(fields: dict[str, Any]) -> tuple[bytes, str]:
    """The body of a form with a file, and its type.

    The client would lay a large one into a temporary file, and leave it open.
    """
    boundary, body = encode_multipart(fields)
    return body, f"multipart/form-data; boundary={boundary}"


def send_photo(visitor: DeskVisitor, content: bytes, name: str = "IMG_1.jpg", **typed: str) -> Page:
    return send(visitor, NEW_PICTURE, "photo", content, name, **{**WORDS, **typed})


def send_pdf(visitor: DeskVisitor, content: bytes, **typed: str) -> Page:
    return send(visitor, NEW_DOCUMENT, "pdf", content, "zprava.pdf", **{**REPORT, **typed})


def faults(content: Path) -> list[str]:
    return [str(each) for each in read_leniently(content, clock.today()).faults]


def test_a_photo_becomes_a_picture_that_a_text_can_show(eva: DeskVisitor, content: Path) -> None:
    page = send_photo(eva, photo(turned=6))
    assert page.path == "/web/obrazky/dvorek-s-lavickou"
    assert "[[picture:dvorek-s-lavickou]]" in page.words
    assert sorted(path.name for path in (content / "pictures").iterdir()) == [
        "dvorek-s-lavickou-480.webp",
        "dvorek-s-lavickou-960.jpg",
        "dvorek-s-lavickou-960.webp",
    ]
    for path in (content / "pictures").iterdir():
        assert b"Phone of Jana" not in path.read_bytes()
        assert b"GPS" not in path.read_bytes()
    assert not faults(content)
    draft = begin(eva)
    assert "[[picture:dvorek-s-lavickou]]" in eva.page.text
    saved = eva.send(draft, mark="[[picture:dvorek-s-lavickou]]", press="vlozit")
    assert saved.typed().endswith("[[picture:dvorek-s-lavickou]]")


def test_two_pictures_of_the_same_words_have_two_names(eva: DeskVisitor) -> None:
    first = send_photo(eva, photo()).path
    assert send_photo(eva, photo()).path == f"{first}-2"


def test_a_picture_is_shown_to_the_team_before_any_reader_has_it(eva: DeskVisitor) -> None:
    send_photo(eva, photo())
    answer = eva.client.get("/web/obrazky/soubor/dvorek-s-lavickou-480.webp")
    assert (answer.status_code, answer.mimetype) == (200, "image/webp")
    assert answer.headers["Cache-Control"] == "no-store"
    assert eva.client.get("/web/obrazky/soubor/..%2Fdata%2Fcentre.yaml").status_code == 404


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"alternative_cs": " "}, "Napište prosím, co na obrázku je"),
        ({"people": ""}, "Vyberte prosím, jestli je na obrázku někdo poznat."),
    ],
)
def test_without_words_or_consent_there_is_no_picture(
    eva: DeskVisitor, content: Path, typed: dict[str, str], message: str
) -> None:
    page = send_photo(eva, photo(), alternative_uk="Подвір'я", **typed)
    assert page.status == 422
    assert message in page.words
    assert page.typed("alternative_uk").strip() == "Подвір'я"
    assert not (content / "pictures").exists()


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        (b"", "Vyberte prosím fotku."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Obrázek SVG sem nejde"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(99), "HEIC nebo AVIF neumíme"),
        (bomb(), "příliš mnoho bodů"),
        (text_bomb(), "nejde přečíst jako fotku"),
        (animated(), "pohyblivý obrázek sem nejde"),
        (photo() + b"<script>alert(1)</script>", "ještě něco jiného"),
        (pdf(), "ještě něco jiného"),
        (bytes(20_000_001), "víc než 20 MB"),
    ],
)
def test_what_is_no_photo_is_told_beside_the_field_and_the_words_stay(
    eva: DeskVisitor, sent: bytes, message: str
) -> None:
    page = send_photo(eva, sent)
    assert page.status == 422
    assert message.lower() in page.words.lower()
    assert page.typed("alternative_cs").strip() == "Dvorek s lavičkou"


def test_another_word_for_a_picture_and_its_end(eva: DeskVisitor, content: Path) -> None:
    address = send_photo(eva, photo()).path
    eva.send(address, alternative_cs="Dvůr", alternative_uk="Подвір'я")
    listed = (content / "data" / "pictures.yaml").read_text("utf-8")
    assert "cs: Dvůr" in listed
    assert "uk: Подвір'я" in listed
    eva.open(address)
    eva.send("/odebrat")
    assert "Zatím tu žádný obrázek není." in eva.open("/web/obrazky").words
    assert eva.client.get("/web/obrazky/soubor/dvorek-s-lavickou-480.webp").status_code == 404
    eva.open("/web/zmeny/3")
    eva.send("/vzit-zpet")
    assert "Dvůr" in eva.open("/web/obrazky").text
    assert not faults(content)


def test_a_removed_picture_keeps_its_name_and_its_files(eva: DeskVisitor, content: Path) -> None:
    address = send_photo(eva, photo()).path
    eva.send("/odebrat")
    kept = {path: path.read_bytes() for path in (content / "pictures").iterdir()}
    assert send_photo(eva, photo(1200, 1600)).path == f"{address}-2"
    assert all(path.read_bytes() == written for path, written in kept.items())


def both_at_once(add: Callable[[], object]) -> None:
    """A double click."""
    with ThreadPoolExecutor(2) as pool:
        for each in [pool.submit(add), pool.submit(add)]:
            each.result()


def prepared_at_once(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Two files are ready at the same moment."""
    prepare = getattr(builder_client, name)
    ready = Barrier(2, timeout=60)

    def prepare_together(*given: Any) -> Any:
        made = prepare(*given)
        ready.wait()
        return made

    monkeypatch.setattr(builder_client, name, prepare_together)


def test_a_photo_sent_twice_at_once_makes_two_whole_pictures(
    service: Service, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared_at_once(monkeypatch, "picture")
    both_at_once(lambda: pictures.add(service, "Eva", photo(), {"cs": "Dvorek"}, "nobody"))
    assert sorted(pictures.all_pictures(service).by_name) == ["dvorek", "dvorek-2"]
    assert not faults(content)


def test_a_document_sent_twice_at_once_can_be_removed_all_the_same(
    service: Service, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared_at_once(monkeypatch, "document")

    def add() -> None:
        title = {"cs": "Zpráva"}
        offered_documents.add(
            service, "Eva", pdf(), title=title, kind="other", year=2026, language="cs"
        )

    both_at_once(add)
    for name in ("zprava-2026", "zprava-2026-2"):
        offered_documents.remove(service, "Eva", name)
    assert not faults(content)


def test_a_picture_that_a_page_shows_is_not_removed(eva: DeskVisitor, content: Path) -> None:
    address = send_photo(eva, photo()).path
    wound = content / "cs" / "pages" / "wound.md"
    wound.write_text(f"{wound.read_text('utf-8')}\n[[picture:dvorek-s-lavickou]]\n", "utf-8")
    eva.open(address)
    refused = eva.send("/odebrat")
    assert refused.status == 422
    assert "Obrázek „dvorek-s-lavickou“ nemáme" in refused.words


def test_a_report_is_offered_to_readers_without_what_it_says_of_its_maker(
    eva: DeskVisitor, content: Path
) -> None:
    page = send_pdf(eva, pdf(signed_by_its_maker), title_en="Annual report 2026")
    assert page.path == "/web/dokumenty"
    assert "Výroční zpráva 2026 výroční zpráva, 2026, česky, vyrocni-zprava-2026.pdf" in page.words
    written = (content / "documents" / "vyrocni-zprava-2026.pdf").read_bytes()
    assert b"Jana" not in written
    assert not faults(content)
    found = read(content, clock.today())
    html = found.text(found.pages.get("documents", "en")).html
    assert "/dokumenty/vyrocni-zprava-2026.pdf" in html
    assert "Annual report 2026" in html


def test_a_document_is_taken_back_and_brought_back_with_its_file(
    eva: DeskVisitor, content: Path
) -> None:
    send_pdf(eva, pdf())
    seen = content / "documents" / "vyrocni-zprava-2026.pdf"
    eva.send("/vyrocni-zprava-2026/odebrat")
    assert not seen.exists()
    assert not faults(content)
    eva.open("/web/zmeny/2")
    eva.send("/vzit-zpet")
    assert seen.is_file()
    eva.open("/web/zmeny/1")
    eva.send("/vzit-zpet")
    assert not seen.exists()
    assert not faults(content)
    send_pdf(eva, pdf())
    assert (
        content / "documents" / "vyrocni-zprava-2026-2.pdf"
    ).is_file()  # never another's address


@pytest.mark.parametrize(
    ("sent", "typed", "message"),
    [
        (b"", {}, "Vyberte prosím soubor PDF."),
        (photo(), {}, "soubor není PDF"),
        (b"%PDF-1.7 nothing", {}, "nejde přečíst jako PDF"),
        (pdf(), {"year": "26"}, "Napište prosím rok čtyřmi číslicemi, třeba 2026."),
        (pdf(), {"year": "letos"}, "Napište prosím rok čtyřmi číslicemi, třeba 2026."),
        (pdf(), {"title_cs": ""}, "Napište prosím název."),
    ],
)
def test_what_is_no_document_is_told_and_the_words_stay(
    eva: DeskVisitor, content: Path, sent: bytes, typed: dict[str, str], message: str
) -> None:
    before = sorted((content / "documents").iterdir())
    page = send_pdf(eva, sent, title_uk="Звіт", **typed)
    assert page.status == 422
    assert message.lower() in page.words.lower()
    assert page.fields("/novy")["title_uk"] == "Звіт"
    assert sorted((content / "documents").iterdir()) == before


def test_a_file_is_taken_at_these_addresses_alone(eva: DeskVisitor) -> None:
    eva.open("/web/stranky/nova/pages")
    fields = {**eva.page.fields("/nova/pages"), "file": FileStorage(BytesIO(photo()), "x.jpg")}
    assert eva.post_bytes("/web/stranky/nova/pages", *encoded(fields)).status == 415
    huge = send_photo(eva, bytes(21_000_000))
    assert huge.status == 413


def test_what_was_typed_beside_a_photo_outlives_the_login(eva: DeskVisitor) -> None:
    eva.open(NEW_PICTURE)
    fields: dict[str, Any] = {**eva.page.fields("/novy"), **WORDS}
    fields["photo"] = FileStorage(BytesIO(photo()), "x.jpg")
    with time_machine.travel("2026-12-01T21:30+01:00", tick=False):
        page = eva.post_bytes(NEW_PICTURE, *encoded(fields))
        assert page.title == "Přihlášení"
        assert "Dvorek s lavičkou" in page.text


def test_while_nobody_prepares_files_nothing_is_lost_but_the_choice(
    eva: DeskVisitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder_client, "SECONDS_FOR_FILES", 0)
    page = send_photo(eva, photo())
    assert page.status == 503
    assert "Program, který soubory připravuje, teď neodpovídá." in page.words
    assert page.typed("alternative_cs").strip() == "Dvorek s lavičkou"


def test_files_stay_out_of_the_repository(eva: DeskVisitor, content: Path) -> None:
    def git(*words: str) -> str:
        run = subprocess.run(
            ["git", "-C", content, *words], capture_output=True, text=True, check=True
        )
        return run.stdout

    git("init", "-q")
    send_photo(eva, photo())
    send_pdf(eva, pdf())
    git("add", "--all")
    held = git("ls-files")
    assert "data/pictures.yaml" in held
    assert "documents/vyrocni-zprava-2025.pdf" in held
    assert "pictures/" not in held
    assert "2026" not in "".join(name for name in held.split() if name.startswith("documents/v"))


def test_a_rebuild_brings_a_list_with_just_its_files(
    eva: DeskVisitor, content: Path, tmp_path: Path
) -> None:
    published = tmp_path / "published"
    shutil.copytree(content, published)
    send_photo(eva, photo())
    send_pdf(eva, pdf())
    (content / "documents" / "rozepsane.pdf").write_bytes(pdf())
    published_facts.bring_over(content, published)
    assert not faults(published)
    assert (published / "documents" / "vyrocni-zprava-2026.pdf").is_file()
    assert not (published / "documents" / "rozepsane.pdf").exists()
    assert len(list((published / "pictures").iterdir())) == 4
