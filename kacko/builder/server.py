"""The builder's process: gunicorn with one worker on a socket of its own."""

from pathlib import Path
from typing import Any, Final

from gunicorn.app.base import BaseApplication

from kacko.builder.app import App
from kacko.builder.previews import Previews

SECONDS: Final = 30
"""What takes longer is ended, and a new worker begins."""
OWNER_AND_GROUP: Final = 0o117
"""What is taken off the mode of the socket: 0660 stays."""


class Server(BaseApplication):  # type: ignore[misc]
    """Serves until a signal ends it."""

    def __init__(self, content: Path, socket: Path, day: str = "") -> None:
        self._content = content
        self._socket = socket
        self._day = day
        super().__init__()

    def load_config(self) -> None:
        options: dict[str, Any] = {
            "bind": f"unix:{self._socket}",
            "umask": OWNER_AND_GROUP,
            "workers": 1,
            # Read before anything is served: a new worker after a bad draft remembers all of it.
            "preload_app": True,
            "worker_class": "sync",
            "accesslog": None,
            "loglevel": "warning",
            "timeout": SECONDS,
            "graceful_timeout": SECONDS,
            "control_socket_disable": True,
        }
        for name, value in options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> App:
        """The app; the first page is rendered before anybody asks, so that nobody waits for it."""
        previews = Previews(self._content, self._day)
        previews.warm_up()
        return App(previews)
