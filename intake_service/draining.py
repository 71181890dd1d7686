"""Gunicorn's threaded worker, which leaves nobody standing in the door when it is told to stop."""

import select

from gunicorn.workers.gthread import ThreadWorker


class DrainingWorker(ThreadWorker):  # type: ignore[misc]
    """At its end it takes in all who have come, then closes the door, then answers them.

    Gunicorn's own stops taking in and closes the door last: whoever connected meanwhile is cut off.
    Where systemd holds the socket, those who come later wait in it for the next worker.
    """

    def set_accept_enabled(self, enabled: bool) -> None:
        """Called with False when it is told to stop, and while it has too many connections."""
        if enabled or self.alive:
            super().set_accept_enabled(enabled)
            return
        for listener in self.sockets:
            while select.select([listener], [], [], 0)[0]:
                self.accept(listener)
        super().set_accept_enabled(False)
        for listener in self.sockets:
            listener.close()
