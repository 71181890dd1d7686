"""What the builder answers over its socket: ``POST /preview``, ``/picture`` and ``/document``.

All is JSON; files go in and out in Base64. Why a file cannot be taken is a ``refusal`` in Czech.

Nothing of a draft reaches a log: of an error only its kind and its place in our code are told.
"""

import base64
import json
import sys
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import Any, Final
from wsgiref.types import StartResponse, WSGIEnvironment

from centre.documents.pdf_files import NotPublishable
from centre.language.languages import LANGUAGES
from kacko.builder import documents, pictures
from kacko.builder.previews import NoPlaceForTexts, Previews

MOST_BYTES: Final = 1_000_000
"""The longest request with a draft."""

MOST_BYTES_OF_FILES: Final = max(pictures.MOST_BYTES, documents.MOST_BYTES) * 4 // 3 + 10_000
"""The longest request with a file."""

Answer = tuple[str, Mapping[str, Any]]


class Refused(Exception):
    """A request that cannot be answered; the message is the status."""


class App:
    """The builder as a WSGI app, for one request at a time."""

    def __init__(self, previews: Previews) -> None:
        self._previews = previews
        self._answers: Mapping[tuple[str, str], Callable[[WSGIEnvironment], Mapping[str, Any]]] = {
            ("GET", "/"): lambda _environ: {"builder": "ready"},
            ("POST", "/preview"): self._preview,
            ("POST", "/picture"): _picture,
            ("POST", "/document"): _document,
        }

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        status, found = self._answered(environ)
        body = json.dumps(found, ensure_ascii=False).encode()
        start(status, [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]

    def _answered(self, environ: WSGIEnvironment) -> Answer:
        answer = self._answers.get((environ["REQUEST_METHOD"], environ["PATH_INFO"]))
        if answer is None:
            return "404 Not Found", {}
        try:
            return "200 OK", answer(environ)
        except Refused as refused:
            return str(refused), {}
        except Exception as error:
            _tell(error)
            return "500 Internal Server Error", {}

    def _preview(self, environ: WSGIEnvironment) -> Mapping[str, Any]:
        asked = _json(environ, MOST_BYTES)
        file = _words(asked, "file")
        text = _words(asked, "text")
        try:
            return asdict(self._previews.preview(file, text))
        except NoPlaceForTexts:
            raise Refused("422 Unprocessable Content") from None


def _picture(environ: WSGIEnvironment) -> Mapping[str, Any]:
    asked = _json(environ, MOST_BYTES_OF_FILES)
    try:
        made = pictures.picture(_file(asked))
    except pictures.NoPicture as error:
        return {"width": 0, "height": 0, "files": [], "refusal": str(error)}
    files = [{**asdict(each), "content": _in_letters(each.content)} for each in made.files]
    return {"width": made.width, "height": made.height, "files": files, "refusal": ""}


def _document(environ: WSGIEnvironment) -> Mapping[str, Any]:
    asked = _json(environ, MOST_BYTES_OF_FILES)
    title = _words(asked, "title")
    lang = _words(asked, "lang")
    if lang not in LANGUAGES:
        raise Refused("400 Bad Request")
    try:
        made = documents.checked(_file(asked), title, lang)
    except NotPublishable as error:
        return {"content": "", "pages": 0, "advice": [], "refusal": str(error)}
    return {**asdict(made), "content": _in_letters(made.content), "refusal": ""}


def _file(asked: Mapping[str, Any]) -> bytes:
    try:
        return base64.b64decode(_words(asked, "content"), validate=True)
    except ValueError:
        raise Refused("400 Bad Request") from None


def _in_letters(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _json(environ: WSGIEnvironment, most: int) -> Mapping[str, Any]:
    try:
        found = json.loads(_body(environ, most))
    except (ValueError, RecursionError):
        raise Refused("400 Bad Request") from None
    if not isinstance(found, dict):
        raise Refused("400 Bad Request")
    return found


def _body(environ: WSGIEnvironment, most: int) -> bytes:
    try:
        length = int(environ.get("CONTENT_LENGTH") or "")
    except ValueError:
        raise Refused("411 Length Required") from None
    if not 0 <= length <= most:
        raise Refused("413 Content Too Large")
    body = environ["wsgi.input"].read(length)
    assert isinstance(body, bytes)
    return body


def _words(asked: Mapping[str, Any], name: str) -> str:
    """A text that can be written to a file."""
    found = asked.get(name)
    try:
        if isinstance(found, str) and found.encode() is not None:
            return found
    except UnicodeEncodeError:  # half a sign
        pass
    raise Refused("400 Bad Request")


def _tell(error: Exception) -> None:
    frames = traceback.extract_tb(error.__traceback__)
    places = " ".join(f"{frame.name}:{frame.lineno}" for frame in frames[-4:])
    sys.stderr.write(f"builder: {type(error).__name__} at {places}\n")
