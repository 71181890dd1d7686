"""What the builder answers to whoever asks anything at its socket."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from kacko.builder.app import MOST_BYTES, App
from kacko.builder.previews import NoPlaceForTexts, Preview, Previews
from tests.centre.documents.made_pdf import pdf
from tests.kacko.builder.builders import asked, preview_of
from tests.kacko.builder.made_pictures import photo


class Shows(Previews):
    """Shows any draft as one word."""

    def preview(self, file: str, text: str) -> Preview:
        if file == "nowhere":
            raise NoPlaceForTexts
        if text == "broken":
            raise RuntimeError("the words of a draft")
        return Preview("<p>slovo", "/rana/", ())


@pytest.fixture
def app() -> App:
    return App(Shows(Path("content")))


def test_a_draft_comes_back_as_a_page(app: App) -> None:
    status, found = preview_of(app, "cs/pages/wound.md", "text")
    assert status == "200 OK"
    assert found == {"html": "<p>slovo", "address": "/rana/", "faults": []}


def test_whoever_looks_whether_it_lives_is_told(app: App) -> None:
    assert asked(app, "GET", "/", b"")[0] == "200 OK"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"x",
        b"[]",
        b"{}",
        b'{"file": 1, "text": "x"}',
        b'{"file": "cs/pages/x.md", "text": "\\ud800"}',
        b'{"file": "cs/pages/x.md"}',
        b"[" * 100_000,
        b"\xff",
    ],
)
def test_what_is_no_draft_is_refused(app: App, body: bytes) -> None:
    assert asked(app, "POST", "/preview", body)[0] == "400 Bad Request"


def test_a_file_outside_the_texts_is_refused(app: App) -> None:
    assert preview_of(app, "nowhere", "x")[0] == "422 Unprocessable Content"


def test_a_huge_text_is_not_even_read(app: App) -> None:
    assert preview_of(app, "cs/pages/x.md", "x" * MOST_BYTES)[0] == "413 Content Too Large"
    assert asked(app, "POST", "/preview", b"{}", CONTENT_LENGTH="-1")[0] == "413 Content Too Large"
    assert asked(app, "POST", "/preview", b"{}", CONTENT_LENGTH="")[0] == "411 Length Required"


def test_other_addresses_are_not_there(app: App) -> None:
    assert asked(app, "GET", "/preview", b"")[0] == "404 Not Found"


def test_no_word_of_a_draft_reaches_the_log(app: App, capsys: Any) -> None:
    status, found = preview_of(app, "cs/pages/x.md", "broken")
    said = capsys.readouterr()
    assert status.startswith("500")
    assert found == {}
    assert "RuntimeError" in said.err
    assert "words of a draft" not in said.err + said.out + json.dumps(found)


def sent(content: bytes, **words: str) -> bytes:
    return json.dumps({"content": base64.b64encode(content).decode(), **words}).encode()


def test_a_photo_comes_back_as_pictures(app: App) -> None:
    status, found = asked(app, "POST", "/picture", sent(photo(500, 400)))
    assert status == "200 OK"
    assert (found["width"], found["height"], found["refusal"]) == (480, 384, "")
    assert [each["kind"] for each in found["files"]] == ["webp", "jpeg"]
    assert base64.b64decode(found["files"][1]["content"]).startswith(b"\xff\xd8\xff")


def test_what_is_no_photo_comes_back_with_a_sentence(app: App) -> None:
    status, found = asked(app, "POST", "/picture", sent(b"<svg/>"))
    assert status == "200 OK"
    assert found["files"] == []
    assert "SVG" in found["refusal"]


def test_a_pdf_comes_back_as_it_would_be_published(app: App) -> None:
    status, found = asked(app, "POST", "/document", sent(pdf(), title="Zpráva", lang="cs"))
    assert (status, found["refusal"], found["pages"]) == ("200 OK", "", 1)
    assert base64.b64decode(found["content"]).startswith(b"%PDF-")
    assert asked(app, "POST", "/document", sent(b"x", title="x", lang="cs"))[1]["refusal"]


@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("/picture", b'{"content": "not base64!"}'),
        ("/picture", b"{}"),
        ("/document", sent(pdf())),
        ("/document", sent(pdf(), title="x", lang="../x")),
    ],
)
def test_files_that_are_not_sent_as_they_should_be_are_refused(
    app: App, address: str, body: bytes
) -> None:
    assert asked(app, "POST", address, body)[0] == "400 Bad Request"
