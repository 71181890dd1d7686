"""Who is at the desk: hands the logged-in person to a view, or leads to the login."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden

from centre.language.i18n import gettext
from intake_service.web import cookies, pages
from intake_service.web.current import service
from intake_service.work.sorting import subject
from intake_service.work.team import logins
from intake_service.work.team.logins import Staff

KEY = "desk"

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


class OtherDuty(Forbidden):
    """This belongs to a duty that the logged-in person does not have."""

    def __init__(self, staff: Staff) -> None:
        super().__init__()
        self.staff = staff


def refuse(error: OtherDuty) -> ResponseReturnValue:
    """A page that says whose matter it is, and where to go on."""
    return pages.show(
        "other-duty.html",
        title=gettext("This is not open to you"),
        status=403,
        staff=error.staff,
        home=home(error.staff),
    )


def home(staff: Staff) -> str:
    """The first page behind the login, by what somebody does here."""
    if staff.answers:
        return url_for("inbox.show")
    if staff.coordinates:
        return url_for("operation.show")
    return url_for("day_changes.show") if staff.edits else url_for("account.show")


def logged_in_staff() -> Staff:
    """Who is logged in; raises sessions.SessionExpired."""
    return logins.resume(service(), cookies.read(KEY))


def logged_in_counsellor(number: int) -> Staff:
    """Who is logged in, answers, and sees this enquiry.

    Raises sessions.SessionExpired, OtherDuty, enquiry_keys.NoSuchEnquiry.
    """
    staff = logged_in_staff()
    if not staff.answers:
        raise OtherDuty(staff)
    subject.check(service(), staff, number)
    return staff


def with_staff(view: View) -> View:
    """Give the view whoever is logged in as its first argument.

    An expired session leads to the login, as the app says (`login.ask_again`).
    """
    return _for(view, lambda _staff: True)


def with_counsellor(view: View) -> View:
    """Give the view somebody who answers; anybody else is refused."""
    return _for(view, lambda staff: staff.answers)


def with_coordinator(view: View) -> View:
    """Give the view somebody who coordinates; anybody else is refused."""
    return _for(view, lambda staff: staff.coordinates)


def with_coordinating_counsellor(view: View) -> View:
    """Give the view somebody who answers and coordinates; anybody else is refused.

    What is hidden from somebody who answers is not there for them before that.
    """

    @wraps(view)
    def coordinating(staff: Staff, *args: Any, **kwargs: Any) -> ResponseReturnValue:
        if not staff.coordinates:
            raise OtherDuty(staff)
        return view(staff, *args, **kwargs)

    return with_counsellor(cast(View, coordinating))


def with_counsellor_or_coordinator(view: View) -> View:
    """Give the view somebody who answers or coordinates; anybody else is refused."""
    return _for(view, lambda staff: staff.admits)


def _for(view: View, may: Callable[[Staff], bool]) -> View:
    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        staff = logged_in_staff()
        if not may(staff):
            raise OtherDuty(staff)
        if "number" in kwargs:
            subject.check(service(), staff, kwargs["number"])
        return view(staff, *args, **kwargs)

    return cast(View, guarded)
