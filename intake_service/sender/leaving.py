"""Leaving quickly: the one address of every exit, and what it takes away from this browser."""

from contextlib import suppress

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from centre.intake import addresses
from intake_service.sender.mailbox_page import KEY
from intake_service.store.db import Unavailable
from intake_service.web import cookies, left_forms
from intake_service.web.current import service
from intake_service.work.enquiry import mailbox

bp = Blueprint("leaving", __name__)


@bp.get(addresses.EXIT, strict_slashes=False)
def leave() -> Response:
    """Lead on to the neutral page, and leave nothing here for the next who looks.

    A GET: the redirect of a form would be refused by `form-action`.
    """
    response = redirect(service().facts.centre.exit_address, 303)
    return forget_visitor(response) if _is_meant() else response


def forget_visitor(response: Response) -> Response:
    """End what this browser has open: mailbox, shown receipt, draft, and pages kept for offline."""
    with suppress(Unavailable):  # then its row ends by itself
        mailbox.leave(service(), cookies.read(KEY))
    left_forms.leave()
    cookies.forget(response)
    # "cache" takes the whole pages that browsers keep for Back, also those marked no-store. Not
    # "cookies": that would log a counsellor out, on all hosts of the centre.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _is_meant() -> bool:
    """Whether the visitor wants to leave.

    A link or picture of another site must not take away a code that was not written down, nor may
    a browser that fetches pages ahead.
    """
    fetched_ahead = "prefetch" in request.headers.get("Sec-Purpose", "")
    return request.headers.get("Sec-Fetch-Site") != "cross-site" and not fetched_ahead
