"""Says to the machine that the site has to be built anew, because the content has changed."""

from centre.reading.durable import flush
from intake_service.settings import Settings


def tell(settings: Settings) -> None:
    """Leave a mark for the unit that builds the site (deploy/systemd/kacko-changed.path).

    A fault is nobody's trouble: the nightly build brings the change, too.
    """
    mark = settings.changed
    if mark is None or not settings.site.exists():  # nothing is published yet
        return
    try:
        mark.touch(mode=0o600)
        flush(mark.parent)
    except OSError:
        return
