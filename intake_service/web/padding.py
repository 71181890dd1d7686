"""Pages of a few lengths only, so that the length of what is encrypted tells little.

The proxy does not compress what the service makes: compressed beside a secret, what somebody else
may choose would tell the secret by the length (BREACH, CVE-2013-3587).
"""

from flask import Flask, Response

CLASS = 4096  # bytes; a page is padded to the next multiple, so by two thousand on average
_BEGIN = b"<!-- "
_END = b" -->"


def install(app: Flask) -> None:
    """Pad every page of `app`."""
    app.after_request(_pad)


def _pad(response: Response) -> Response:
    leads_on = 300 <= response.status_code < 400
    if response.mimetype == "text/html" and not leads_on and not response.is_streamed:
        page = response.get_data()
        response.set_data(page + padding(len(page)))
    return response


def padding(length: int) -> bytes:
    """A comment that brings a page of `length` bytes to the end of its class."""
    missing = -length % CLASS
    if missing == 0:
        return b""
    least = len(_BEGIN) + len(_END)
    if missing < least:
        missing += CLASS
    return _BEGIN + b" " * (missing - least) + _END
