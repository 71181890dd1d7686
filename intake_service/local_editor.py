"""The editor alone, for whoever sits at the machine: no desk, no login, and no way in from
elsewhere.

The terminal shows a link that opens it once, for one browser. Requests that name another host than
this machine are refused, so that no website reaches it by a name of its own.
"""

import secrets
import threading
from collections.abc import Callable, Iterable
from hmac import compare_digest
from http import HTTPStatus
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Flask, current_app, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden

from centre.intake.cookies import LOCAL_EDITOR
from centre.language import i18n
from centre.language.i18n import gettext
from centre.language.languages import ORIGINAL
from intake_service import editor
from intake_service.editor.identity import Confirmed, EditorIdentity
from intake_service.web import cookies, pages
from intake_service.web.faces import SHARED, new_face
from intake_service.work.editing import saving
from intake_service.work.service import Service
from intake_service.work.team.sessions import SessionExpired

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

KEY: Final = "local"
_NAME: Final = "local editor"
PLAIN_PORT: Final = 80  # browsers leave it out

ENTRANCE: Final = f"{editor.PREFIX}/vstup/"

bp = Blueprint("entrance", __name__, url_prefix=ENTRANCE.rstrip("/"))


class NotLoopback(Exception):
    """The address is one that other machines reach."""


class Entrance:
    """Links that open the editor once, and the browsers that came in by one."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._lock = threading.Lock()
        self._browsers: set[bytes] = set()
        self._link = ""

    def show_link(self) -> None:
        """Tell the terminal a fresh link."""
        self._link = secrets.token_urlsafe(32)
        self._tell(self._link)

    def enter(self, link: str) -> bytes | None:
        """The key of a browser that comes by the link, which is used up; None for any other."""
        with self._lock:
            if not compare_digest(link.encode(), self._link.encode()):
                return None
            key = secrets.token_bytes(cookies.KEY_BYTES)
            self._browsers.add(key)
            self.show_link()
        return key

    def knows(self, key: bytes) -> bool:
        """Whether a browser with this key has come in."""
        return any(compare_digest(key, each) for each in self._browsers)


def create_local_app(service: Service, name: str, entrance: Entrance) -> Flask:
    """The pages of the editor for whoever came in by the link; ``name`` stands in the history."""
    app = new_face(service, LOCAL_EDITOR, SHARED[0], speak=_speak_czech)
    app.extensions[_NAME] = entrance
    app.register_error_handler(SessionExpired, _ask_for_link)
    app.register_blueprint(bp)
    who = EditorIdentity(name=name, desk="", confirm=lambda _code: Confirmed.YES)

    def identify() -> EditorIdentity:
        if not entrance.knows(cookies.read(KEY)):
            raise SessionExpired
        return who

    editor.install(app, identify)
    saving.end_cut_off(service)
    return app


@bp.get("/<link>")
def enter(link: str) -> ResponseReturnValue:
    """Let the browser in that brings the link of the terminal."""
    entrance: Entrance = current_app.extensions[_NAME]
    key = entrance.enter(link)
    if key is None:
        raise SessionExpired
    cookies.keep(KEY, key)
    return redirect(url_for("day_changes.show"), 303)


def require_loopback(host: str) -> None:
    """Raise NotLoopback unless nothing but this machine reaches the address."""
    try:
        is_own = ip_address(host).is_loopback
    except ValueError:
        is_own = False
    if not is_own:
        raise NotLoopback(host)


def own_name(host: str, port: int) -> str:
    """How a browser names this server."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def only_here(app: "WSGIApplication", host: str, port: int) -> "WSGIApplication":
    """``app`` for requests that name this machine and this port, and for no others."""
    names = {own_name(host, port), own_name("localhost", port)}
    if port == PLAIN_PORT:
        names |= {name.removesuffix(f":{port}") for name in names}

    def guarded(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        if environ.get("HTTP_HOST") not in names:
            return Forbidden("This is another host.")(environ, start)
        return app(environ, start)

    return guarded


def _ask_for_link(_error: SessionExpired) -> ResponseReturnValue:
    title = gettext("Open the editor by its link")
    return pages.show("local-entrance.html", title=title, status=HTTPStatus.FORBIDDEN)


def _speak_czech() -> None:
    i18n.language.set(ORIGINAL)
