"""Until when a certificate is valid: the one field of it (RFC 5280, 4.1.2.5) that is asked for."""

import ssl
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from intake_service import clock

_BEGIN = "-----BEGIN CERTIFICATE-----"
_END = "-----END CERTIFICATE-----"
_SEQUENCE = 0x30
_VERSION = 0xA0
_FORMATS = {0x17: "%y%m%d%H%M%SZ", 0x18: "%Y%m%d%H%M%SZ"}
"""UTCTime and GeneralizedTime, as DER writes them."""


class NotACertificate(ValueError):
    """The file holds no certificate in PEM."""


def ends_on(path: Path) -> date:
    """The last day, in Prague, of the first certificate in the file. Raises OSError,
    NotACertificate."""
    try:
        _, begins, rest = path.read_text("ascii").partition(_BEGIN)
        body, ends, _ = rest.partition(_END)
        if not (begins and ends):
            raise NotACertificate
        return _not_after(ssl.PEM_cert_to_DER_cert(begins + body + ends)).date()
    except (ValueError, LookupError, StopIteration) as error:
        raise NotACertificate from error


def _not_after(der: bytes) -> datetime:
    _, certificate = next(_values(der))
    _, signed = next(_values(certificate))
    fields = _values(signed)
    tag, _ = next(fields)
    if tag == _VERSION:
        next(fields)  # serial number
    next(fields)  # signature's algorithm
    next(fields)  # issuer
    tag, validity = next(fields)
    if tag != _SEQUENCE:
        raise NotACertificate
    _, (tag, written) = _values(validity)
    moment = datetime.strptime(written.decode("ascii"), _FORMATS[tag]).replace(tzinfo=UTC)
    return moment.astimezone(clock.PRAGUE)


def _values(der: bytes) -> Iterator[tuple[int, bytes]]:
    """The values that follow each other, with their tags (X.690, 8.1)."""
    at = 0
    while at < len(der):
        tag = der[at]
        length = der[at + 1]
        at += 2
        if length >= 0x80:
            size = length & 0x7F
            length = int.from_bytes(der[at : at + size], "big")
            at += size
        yield tag, der[at : at + length]
        at += length
