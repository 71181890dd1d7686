"""Why a change was not saved, as pages of the editor say it."""

from centre.language.i18n import gettext


def changed_meanwhile() -> str:
    """Where a colleague was faster."""
    return gettext("Somebody has just changed it, too. Please press once more.")


def cannot_rewrite() -> str:
    """Where a file is written in such a way that nothing can be changed safely."""
    return gettext(
        "This file is written in such a way that it cannot be changed here without a risk. "
        "Please tell whoever looks after the website."
    )


def cannot_write() -> str:
    """Where the folder of the content takes nothing."""
    return gettext(
        "It cannot be saved: the folder with the content cannot be written. "
        "Please tell whoever runs the server."
    )
