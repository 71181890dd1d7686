"""The desk asks the builder, whatever the builder does: nobody waits long, or reads without end."""

import json
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from intake_service.work.editing import builder_client
from intake_service.work.editing.builder_client import (
    BuilderUnavailable,
    FoundFault,
    document_at,
    picture_at,
    preview_at,
)

FOUND = {
    "html": "<p>rána",
    "address": "/rana/",
    "faults": [{"line": 12, "field": None, "message": "zkraťte", "advice": True}],
}


def answer(found: object, status: str = "200 OK") -> bytes:
    body = json.dumps(found).encode()
    return b"HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s" % (status.encode(), len(body), body)


@contextmanager
def builder(path: Path, act: Callable[[socketserver.StreamRequestHandler], None]) -> Iterator[Path]:
    """A server at `path` that does whatever `act` does with whoever comes."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.rfile.readline()
            act(self)

    with socketserver.ThreadingUnixStreamServer(str(path), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield path
        finally:
            server.shutdown()
            thread.join()


def says(words: bytes) -> Callable[[socketserver.StreamRequestHandler], None]:
    """A server that reads the whole request first, as the builder does: one that hangs up on what
    still comes breaks the line, and with it its own answer."""

    def say(handler: socketserver.StreamRequestHandler) -> None:
        length = 0
        while line := handler.rfile.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        handler.rfile.read(length)
        handler.wfile.write(words)

    return say


def test_a_preview_is_the_page_with_what_is_said_of_it(tmp_path: Path) -> None:
    with builder(tmp_path / "b", says(answer(FOUND))) as path:
        found = preview_at(path, "cs/pages/wound.md", "text")
    assert (found.html, found.address) == ("<p>rána", "/rana/")
    assert found.faults == (FoundFault(12, None, "zkraťte", advice=True),)


@pytest.mark.parametrize(
    "words",
    [
        b"",
        b"x",
        answer(FOUND, "500 Internal Server Error"),
        answer(FOUND, "422 Unprocessable Content"),
        answer([]),
        answer({"html": 1}),
        answer(FOUND)[:-5],
    ],
)
def test_an_answer_that_is_none_is_no_preview(tmp_path: Path, words: bytes) -> None:
    with builder(tmp_path / "b", says(words)) as path, pytest.raises(BuilderUnavailable):
        preview_at(path, "cs/pages/wound.md", "text")


def test_where_nobody_answers_there_is_no_preview(tmp_path: Path) -> None:
    with pytest.raises(BuilderUnavailable):
        preview_at(tmp_path / "nobody", "cs/pages/wound.md", "text")
    with pytest.raises(BuilderUnavailable):
        preview_at(Path("/" + "long/" * 60), "cs/pages/wound.md", "text")


def test_a_builder_that_is_silent_or_dribbles_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = threading.Event()

    def is_silent(_handler: socketserver.StreamRequestHandler) -> None:
        over.wait(30)

    def dribbles(handler: socketserver.StreamRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        while not over.wait(0.01):
            handler.wfile.write(b" ")

    monkeypatch.setattr(builder_client, "SECONDS", 0.2)
    for number, act in enumerate((is_silent, dribbles)):
        with builder(tmp_path / str(number), act) as path:
            with pytest.raises(BuilderUnavailable):
                preview_at(path, "cs/pages/wound.md", "text")
            over.set()
        over.clear()


def test_a_huge_draft_is_not_sent_and_a_huge_answer_not_read(tmp_path: Path) -> None:
    with pytest.raises(BuilderUnavailable):
        preview_at(tmp_path / "nobody", "cs/pages/wound.md", "x" * builder_client.MOST_BYTES)
    with pytest.raises(BuilderUnavailable):
        preview_at(tmp_path / "nobody", "cs/pages/wound.md", "\ud800")
    huge = answer({**FOUND, "html": "x" * builder_client.MOST_READ})
    with builder(tmp_path / "b", says(huge)) as path, pytest.raises(BuilderUnavailable):
        preview_at(path, "cs/pages/wound.md", "text")


def test_a_photo_comes_back_as_files(tmp_path: Path) -> None:
    file = {"kind": "webp", "width": 480, "content": "UklGRg=="}
    made = {"width": 480, "height": 360, "files": [file], "refusal": ""}
    with builder(tmp_path / "b", says(answer(made))) as path:
        found = picture_at(path, b"photo")
    assert [(each.kind, each.width, each.content) for each in found.files] == [
        ("webp", 480, b"RIFF")
    ]


def test_a_document_comes_back_cleaned_or_with_a_refusal(tmp_path: Path) -> None:
    made = {"content": "JVBERi0=", "pages": 2, "advice": ["sken"], "refusal": ""}
    with builder(tmp_path / "b", says(answer(made))) as path:
        found = document_at(path, b"%PDF-", "Zpráva", "cs")
    assert (found.content, found.pages, found.advice) == (b"%PDF-", 2, ("sken",))


def test_a_huge_file_is_not_sent(tmp_path: Path) -> None:
    huge = bytes(builder_client.MOST_BYTES_OF_FILES + 1)
    with pytest.raises(BuilderUnavailable):
        picture_at(tmp_path / "nobody", huge)
    with pytest.raises(BuilderUnavailable):
        document_at(tmp_path / "nobody", huge, "Zpráva", "cs")
