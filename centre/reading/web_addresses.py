"""Addresses on the web and of e-mail, tried where they are read as programs further on will try.

A browser mends much, but ``urlsplit``, a redirect's header, IDNA and a feed do not: an address that
one of them refuses would fail a build, or an exit in a hurry.
"""

import re
import unicodedata
from urllib.parse import urlsplit

_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})+", re.ASCII)
_ON_THIS_MACHINE = ("localhost", "127.0.0.1")
_NOT_IN_AN_ADDRESS = re.compile(r"[\s\x00-\x20\x7f\"<>\\^`{|}]")
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_NEVER_IN_A_PATH = re.compile(r"[\[\]]")
_LONGEST = 2000  # more does not go through every proxy
_MAILBOX = re.compile(r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*")
_LONGEST_MAILBOX = 64  # RFC 5321, 4.5.3.1.1


def objection(address: str) -> str:
    """Why nothing can lead to ``address``, as a Czech sentence; empty when something can."""
    if _NOT_IN_AN_ADDRESS.search(address):
        return 'v adrese nesmí být mezera ani znaky " < > \\ ^ ` { | }'
    if len(address) > _LONGEST:
        return f"adresa je delší než {_LONGEST} znaků"
    try:
        parts = urlsplit(address)
        port = parts.port
        host = parts.hostname or ""
    except ValueError:
        return "adresa má chybu ve jméně webu, zkontrolujte závorky a dvojtečky"
    if parts.username is not None or parts.password is not None:
        return "v adrese nesmí být jméno a heslo (znak @ před jménem webu)"
    if port == 0:
        return "port v adrese nesmí být 0"
    if parts.netloc.endswith(":"):
        return "za dvojtečkou v adrese chybí port"
    if host not in _ON_THIS_MACHINE and not _is_host(host):
        return f"jméno webu „{host}“ v adrese není správně"
    rest = address.partition("//")[2]
    if _BROKEN_ESCAPE.search(rest):
        return "za znakem % v adrese mají být dvě číslice nebo písmena A až F"
    if _NEVER_IN_A_PATH.search(rest):
        return "v adrese nesmí být hranaté závorky"
    if rest.count("#") > 1:
        return "v adrese je znak # dvakrát"
    return ""


def is_mail_address(found: str) -> bool:
    """Whether letters can be sent to ``found`` by any program, without quotes or encoded words."""
    mailbox, _, host = found.rpartition("@")
    plain = _MAILBOX.fullmatch(mailbox) is not None and len(mailbox) <= _LONGEST_MAILBOX
    return plain and _is_host(host)


def _is_host(host: str) -> bool:
    """Whether ``host`` is a name in the DNS, in any alphabet (IDNA), but not in two at once."""
    if any(len(set(map(_alphabet, filter(str.isalpha, part)))) > 1 for part in host.split(".")):
        return False  # „еxample.org“ with a Cyrillic „е“ leads to somebody else
    try:
        ascii_host = host.encode("idna").decode("ascii")
    except UnicodeError:
        return False
    is_number = ascii_host.rpartition(".")[2].isdigit()
    return _HOST.fullmatch(ascii_host) is not None and len(ascii_host) <= 253 and not is_number


def _alphabet(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
