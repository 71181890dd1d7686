"""A fresh code, before a fact is changed in which a mistake could harm somebody."""

from centre.language.i18n import gettext
from intake_service.editor.identity import Confirmed, EditorIdentity


def unconfirmed(editor: EditorIdentity, code: str) -> str:
    """Why the fresh code is not good; empty when it is, or when one was given lately."""
    match editor.confirm(code):
        case Confirmed.YES:
            return ""
        case Confirmed.LOCKED:
            return gettext(
                "A phone number or another dangerous fact wants a fresh login. Log in at the desk "
                "in another window, and save here once more; your words stay here."
            )
        case Confirmed.WRONG:
            return gettext("The code is not right. A code from the app works only once.")
        case _:
            return gettext(
                "This is a fact in which a mistake could harm somebody. Please write a fresh code "
                "from the app, and save once more."
            )
