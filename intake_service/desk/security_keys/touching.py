"""The page on which a key is touched: the one step at the desk that needs a script."""

from flask.typing import ResponseReturnValue

from intake_service.web import cookies, pages
from intake_service.web.forms import Form, HiddenLine
from intake_service.work.security_keys.adding import Question


class TouchForm(Form):
    """What the key answered, as the script of the page writes it; `draft` is what waits behind the
    login."""

    answer = HiddenLine("")
    draft = HiddenLine("")


def ask_for_touch(
    asked: str,
    question: Question,
    *,
    title: str,
    action: str,
    way_back: str,
    is_new: bool = False,
    draft: str = "",
) -> ResponseReturnValue:
    """Ask for a touch; the cookie keeps under `asked` which question it was."""
    cookies.keep(asked, question.cookie)
    return pages.show(
        "touch-key.html",
        title=title,
        form=TouchForm(formdata=None, data={"draft": draft}),
        options=question.options,
        action=action,
        is_new=is_new,
        way_back=way_back,
    )
