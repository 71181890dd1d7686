"""What a page says where a list of pictures or documents could not be changed."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from centre.editing.opened_file import ChangedMeanwhile
from centre.editing.rewriting import CannotRewrite
from centre.language.i18n import gettext
from centre.reading.faults import Faults
from intake_service.editor import notices
from intake_service.editor.forms import as_sentence
from intake_service.work.editing.builder_client import BuilderUnavailable
from intake_service.work.editing.saving import CannotWrite, NotInOrder
from intake_service.work.editing.writing.pictures import Refused


@dataclass(frozen=True)
class NotSaved:
    """Why nothing was saved; ``of_file`` is about the file that was sent."""

    notice: str
    status: int
    of_file: bool = False


def try_to(save: Callable[[], object]) -> NotSaved | None:
    """Save, or say in words why it cannot be. Raises LookupError as ``save`` does."""
    try:
        save()
    except Refused as error:
        return NotSaved(as_sentence(str(error)), HTTPStatus.UNPROCESSABLE_ENTITY, of_file=True)
    except BuilderUnavailable:
        notice = gettext(
            "The program that prepares files does not answer now. Nothing was saved; please try "
            "it once more in a while, and choose the file again."
        )
        return NotSaved(notice, HTTPStatus.SERVICE_UNAVAILABLE)
    except NotInOrder as error:
        found = dict.fromkeys(as_sentence(each.message) for each in error.faults)
        return NotSaved(" ".join(found), HTTPStatus.UNPROCESSABLE_ENTITY)
    except ChangedMeanwhile:
        notice = notices.changed_meanwhile()
        return NotSaved(notice, HTTPStatus.CONFLICT)
    except (CannotRewrite, Faults):
        notice = notices.cannot_rewrite()
        return NotSaved(notice, HTTPStatus.CONFLICT)
    except CannotWrite:
        notice = notices.cannot_write()
        return NotSaved(notice, HTTPStatus.SERVICE_UNAVAILABLE)
    return None
