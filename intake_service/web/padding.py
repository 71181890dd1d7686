"""Pages of a few lengths only, so that the length of what is encrypted tells little.

The proxy does not compress what the service makes: compressed beside a secret, what somebody else
may choose would tell the secret by the length (BREACH, CVE-2013-3587).
"""

from flask import Flask, Response, g

CLASS = 4096  # bytes; a page is padded to the next multiple, so by two thousand on average
CLASS_OF_EMPTY_FORMS = 2048  # bytes; they hold nothing of a visitor, and have to come quickly
_BEGIN = b"<!-- "
_END = b" -->"


def install(app: Flask) -> None:
    """Pad every page of `app`."""
    app.after_request(_pad)


def pad_as_empty_form() -> None:
    """Pad the page of this request less, for nothing of its visitor stands in it."""
    g.padding_class = CLASS_OF_EMPTY_FORMS


def _pad(response: Response) -> Response:
    leads_on = 300 <= response.status_code < 400
    if response.mimetype == "text/html" and not leads_on and not response.is_streamed:
        page = response.get_data()
        response.set_data(page + padding(len(page), g.get("padding_class", CLASS)))
    return response


def padding(length: int, size: int = CLASS) -> bytes:
    """A comment that brings a page of `length` bytes to the next multiple of `size`."""
    missing = -length % size
    if missing == 0:
        return b""
    least = len(_BEGIN) + len(_END)
    if missing < least:
        missing += size
    return _BEGIN + b" " * (missing - least) + _END
