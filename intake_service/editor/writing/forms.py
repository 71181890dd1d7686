"""The forms around pages that are being written."""

import secrets

from centre.language.i18n import N_
from intake_service.web.forms import Form, HiddenLine, HiddenNumber, Line, Needed
from intake_service.work.editing.writing.drafts import WindowState

TITLE_MAX = 120  # characters


class DraftForm(Form):
    """Around the fields of a page: which state of the draft it shows, and which window it is."""

    seen = HiddenNumber()
    window = HiddenLine("")
    turn = HiddenNumber()

    @property
    def state(self) -> WindowState:
        """What the page says of itself."""
        return WindowState(
            seen=self.seen.data or 0,
            window=(self.window.data or "")[:32],
            turn=self.turn.data or 0,
        )

    def begin(self, revision: int) -> None:
        """Show a state of the draft in a window of its own."""
        self.seen.data = revision
        self.window.data = secrets.token_hex(8)
        self.turn.data = 0


class TranslationForm(DraftForm):
    """The same around a translation; `original` is the mark of the Czech text that it shows."""

    original = HiddenLine("")


class NewPageForm(Form):
    """What a new page is called."""

    title = Line(
        N_("Title"),
        [Needed(N_("Please write a title."))],
        render_kw={"maxlength": TITLE_MAX},
    )
