"""A conversation with the mail server, line by line, without the password."""

import smtplib
from collections.abc import Callable
from typing import Any

Tell = Callable[[str], None]


class RecordedSMTP(smtplib.SMTP):
    """Tells each line as it is said: `>` by us, `<` by the server. Logging in stays a secret."""

    def __init__(self, tell: Tell, host: str, port: int, **given: Any) -> None:
        self._tell = tell
        self._is_login = False
        self._is_command = False
        super().__init__(host, port, **given)

    def putcmd(self, cmd: str, args: str = "") -> None:
        """Say one command."""
        self._tell("> (login)" if self._is_login else f"> {cmd} {args}".rstrip())
        self._is_command = True
        try:
            super().putcmd(cmd, args)
        finally:
            self._is_command = False

    def send(self, s: Any) -> None:
        """Say a command, or the letter itself."""
        if not self._is_command:
            self._tell(f"> (the letter, {len(s)} bytes)")
        super().send(s)

    def getreply(self) -> tuple[int, bytes]:
        """Hear the server's answer."""
        code, said = super().getreply()
        for line in said.decode("utf-8", "replace").splitlines() or [""]:
            self._tell(f"< {code} {line}".rstrip())
        return code, said

    def starttls(self, *given: Any, **named: Any) -> tuple[int, bytes]:
        """Go on encrypted, and tell by which version."""
        done = super().starttls(*given, **named)
        self._tell(f"  (encrypted, {getattr(self.sock, 'version', lambda: '?')()})")
        return done

    def login(
        self, user: str, password: str, *, initial_response_ok: bool = True
    ) -> tuple[int, bytes]:
        """Log in; what is said meanwhile holds the password."""
        self.ehlo_or_helo_if_needed()
        self._is_login = True
        try:
            return super().login(user, password, initial_response_ok=initial_response_ok)
        finally:
            self._is_login = False
