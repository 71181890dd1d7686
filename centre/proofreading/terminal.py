"""What is typed in a terminal: it has no language, and no dictionary knows it."""

import re

from centre.proofreading.prose import NEUTRAL

_COMMANDS = (
    "kacko",
    "systemctl",
    "timedatectl",
    "chown",
    "chmod",
    "certbot",
    "nginx",
    "pip",
    "rsync",
)
_NAMED_IN_THEM = ("age-keygen", "deploy/install", "root", "tombstones")
_COMMAND = re.compile(rf"(?:\b(?:{'|'.join(_COMMANDS + _NAMED_IN_THEM)})\b|--[a-z])[ -~]*(?!\w)")
"""What is typed in a terminal, up to the next letter of another alphabet: it has no language."""


def without_commands(text: str) -> str:
    """The text with signs that are no words in the place of commands, position by position."""
    return _COMMAND.sub(lambda found: NEUTRAL * len(found[0]), text)
