"""What is being written in an enquiry: saved as it is typed, taken over, thrown away."""

from flask.typing import ResponseReturnValue

from centre.language.i18n import gettext
from intake_service.desk import ids, kept_drafts
from intake_service.desk.access import with_counsellor
from intake_service.desk.cases.page import back, bp, button_of_the_case, new_form
from intake_service.desk.forms import CaseForm
from intake_service.web import guard, pages
from intake_service.web.current import service
from intake_service.web.forms import PlainForm
from intake_service.work.casework import cases, drafts
from intake_service.work.conversation.thread_pages import PAGE_MAX, first_that_fit
from intake_service.work.team.logins import Staff


@bp.post("/dotaz/<int:number>/rozepsano")
@button_of_the_case()
def keep(_staff: Staff, number: int, _form: CaseForm) -> ResponseReturnValue:
    """Seal what was typed, for whoever goes on later or elsewhere: every button does that."""
    return back(number)


@bp.post("/dotaz/<int:number>/psani")
@guard.gives_back
def save(number: int) -> ResponseReturnValue:
    """Seal what stands in the fields, for the script of the page; it is told by the status."""
    return kept_drafts.save(number, new_form())


@bp.post("/dotaz/<int:number>/prevzit")
@button_of_the_case()
def take_over(staff: Staff, number: int, _form: CaseForm) -> ResponseReturnValue:
    """Go on with what a colleague who is away has begun."""
    drafts.take_over(service(), staff, number, ids.of_button("author"))
    return back(number)


@bp.post("/dotaz/<int:number>/zahodit")
@button_of_the_case()
def discard(staff: Staff, number: int, _form: CaseForm) -> ResponseReturnValue:
    """Throw away what was typed in another window."""
    kept_drafts.discard(staff, number)
    return back(number)


@bp.get("/dotaz/<int:number>/jinde/<int:start>")
@with_counsellor
def elsewhere(staff: Staff, number: int, start: int) -> ResponseReturnValue:
    """What this person typed in other windows, a page at a time; `start` is its first text."""
    typed = cases.open_case(service(), staff, number).drafts.elsewhere
    shown = first_that_fit(typed[start:], lambda each: each.whole, PAGE_MAX, at_least=1)
    end = start + len(shown)
    if not shown:
        return back(number)
    return pages.show(
        "elsewhere.html",
        title=gettext("Enquiry %(number)s: what you wrote in other windows") % {"number": number},
        staff=staff,
        number=number,
        contents=shown,
        next_one=end if end < len(typed) else 0,
        form=PlainForm(formdata=None),
    )
