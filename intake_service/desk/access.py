"""Who is at the desk: hands the logged-in counsellor to a view, or leads to the login."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden

from intake_service.web import cookies
from intake_service.web.current import service
from intake_service.work.team import logins
from intake_service.work.team.logins import Staff

KEY = "desk"

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


def logged_in_staff() -> Staff:
    """The logged-in counsellor; raises sessions.SessionExpired."""
    return logins.resume(service(), cookies.read(KEY))


def with_staff(view: View) -> View:
    """Give the view the logged-in counsellor as its first argument.

    An expired session leads to the login, as the app says (`login.ask_again`).
    """

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        return view(logged_in_staff(), *args, **kwargs)

    return cast(View, guarded)


def with_coordinator(view: View) -> View:
    """Give the view the logged-in coordinator; anybody else is refused."""

    @with_staff
    @wraps(view)
    def guarded(staff: Staff, *args: Any, **kwargs: Any) -> ResponseReturnValue:
        if not staff.coordinates:
            raise Forbidden
        return view(staff, *args, **kwargs)

    return cast(View, guarded)
