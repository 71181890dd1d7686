"""Asks the builder, a process of its own, for a draft as the page that the site would show."""

import base64
import json
import socket
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from typing import Final, Literal, TypeVar

from pydantic import Base64Bytes, TypeAdapter, ValidationError

from intake_service.work.service import Service

Answer = TypeVar("Answer")

SECONDS: Final = 5.0
"""The longest wait for an answer, from the first byte sent to the last one read."""
MOST_BYTES: Final = 1_000_000
"""The longest draft that is sent."""
SECONDS_FOR_FILES: Final = 25.0
"""The longest wait for a photo or a PDF."""
MOST_BYTES_OF_FILES: Final = 20_000_000
"""The largest photo or PDF that is sent."""
MOST_READ: Final = 4_000_000
"""The longest answer that is read: the page of the longest draft, with what is said of it."""


class BuilderUnavailable(Exception):
    """Nobody answers, or not in time, or not what was asked for: there is no preview now."""


@dataclass(frozen=True, slots=True)
class FoundFault:
    """What is wrong in a draft; ``advice`` stops nothing. Without a line of its own it is on 1."""

    line: int
    field: str | None
    message: str
    advice: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """The whole page as the site would show it, and its address there. Both are empty for a text
    without a page of its own, and where what is wrong leaves none."""

    html: str
    address: str
    faults: tuple[FoundFault, ...]


@dataclass(frozen=True, slots=True)
class PictureFile:
    """One file of a picture: ``webp`` or ``jpeg``, of one width."""

    kind: Literal["webp", "jpeg"]
    width: int
    content: Base64Bytes


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as pages show it: three widths in WebP, one JPEG for old browsers, only pixels.

    ``refusal`` says in Czech why it cannot be taken; then there is no file.
    """

    width: int
    height: int
    files: tuple[PictureFile, ...]
    refusal: str


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """A PDF as it would be published, and what deserves a second look.

    ``refusal`` says in Czech why it cannot be; then it is empty.
    """

    content: Base64Bytes
    pages: int
    advice: tuple[str, ...]
    refusal: str


_PREVIEW: Final = TypeAdapter(Preview)
_PICTURE: Final = TypeAdapter(Picture)
_DOCUMENT: Final = TypeAdapter(CheckedDocument)


def preview(service: Service, file: str, text: str) -> Preview:
    """``text``, a whole file with its head, as if it lay in ``file`` (``cs/pages/wound.md``) of
    the content. Raises BuilderUnavailable."""
    return preview_at(service.settings.builder_socket, file, text)


def preview_at(builder: Path, file: str, text: str) -> Preview:
    """What the builder at a socket makes of a draft. Raises BuilderUnavailable."""
    body = json.dumps({"file": file, "text": text}, ensure_ascii=False)
    try:
        sent = body.encode()
    except UnicodeEncodeError:  # half a sign, which no file can hold
        raise BuilderUnavailable from None
    if len(sent) > MOST_BYTES:
        raise BuilderUnavailable
    return _understood(_PREVIEW, _post(builder, "/preview", sent, SECONDS, MOST_READ))


def picture(service: Service, content: bytes) -> Picture:
    """What pages show of a photo. Raises BuilderUnavailable."""
    return picture_at(service.settings.builder_socket, content)


def picture_at(builder: Path, content: bytes) -> Picture:
    """What the builder at a socket makes of a photo. Raises BuilderUnavailable."""
    return _understood(_PICTURE, _converted(builder, "/picture", content))


def document(service: Service, content: bytes, title: str, lang: str) -> CheckedDocument:
    """A PDF as it would be published under this title, in the language of its words. Raises
    BuilderUnavailable."""
    return document_at(service.settings.builder_socket, content, title, lang)


def document_at(builder: Path, content: bytes, title: str, lang: str) -> CheckedDocument:
    """What the builder at a socket says of a PDF. Raises BuilderUnavailable."""
    answer = _converted(builder, "/document", content, title=title, lang=lang)
    return _understood(_DOCUMENT, answer)


def _converted(builder: Path, address: str, content: bytes, **words: str) -> bytes:
    if len(content) > MOST_BYTES_OF_FILES:
        raise BuilderUnavailable
    asked = {**words, "content": base64.b64encode(content).decode()}
    body = json.dumps(asked).encode()
    return _post(builder, address, body, SECONDS_FOR_FILES, 2 * MOST_BYTES_OF_FILES)


class _Connection(HTTPConnection):
    """HTTP over a socket that is a file."""

    def __init__(self, path: Path, ends: float) -> None:
        super().__init__("localhost")
        self._path = path
        self._ends = ends

    def connect(self) -> None:
        """Open the socket. Raises OSError."""
        # `sock` is let go once the head of the last answer is read; its body is still to come.
        self._opened = socket.socket(socket.AF_UNIX)
        self.sock = self._opened
        self.wait_no_longer()
        self.sock.connect(str(self._path))

    def wait_no_longer(self) -> None:
        """Let no step last longer than there is time. Raises TimeoutError."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._opened.settimeout(left)


def _understood(adapter: TypeAdapter[Answer], answer: bytes) -> Answer:
    try:
        return adapter.validate_json(answer)
    except ValidationError:
        raise BuilderUnavailable from None


def _post(path: Path, address: str, body: bytes, seconds: float, most: int) -> bytes:
    connection = _Connection(path, time.monotonic() + seconds)
    try:
        connection.request("POST", address, body, {"Content-Type": "application/json"})
        connection.wait_no_longer()
        response = connection.getresponse()
        if response.status != 200:
            raise BuilderUnavailable
        return _read(response, connection, most)
    except (OSError, HTTPException):
        raise BuilderUnavailable from None
    finally:
        connection.close()


def _read(response: HTTPResponse, connection: _Connection, most: int) -> bytes:
    read = bytearray()
    while piece := response.read1(65536):
        read += piece
        if len(read) > most:
            raise BuilderUnavailable
        connection.wait_no_longer()
    return bytes(read)
