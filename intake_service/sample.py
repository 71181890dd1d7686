"""A desk to try at once: set up by itself while the content is the sample, else refused."""

import json
from dataclasses import asdict, dataclass

from intake_service.store import receipts
from intake_service.work.enquiry import enquiries
from intake_service.work.service import Service
from intake_service.work.team import founding

FILE = "sample-desk.json"
NAME = "ukazka"


class SampleLeft(Exception):
    """Real content over the data of the sample: its desk must not read real messages."""


@dataclass(frozen=True)
class SampleDesk:
    """What somebody needs to try the desk."""

    name: str
    password: str
    totp_secret: str


def desk(service: Service) -> SampleDesk | None:
    """The sample desk, made at the first call; None when the desk was set up by hand, or the
    content is real.

    Raises SampleLeft.
    """
    file = service.settings.data / FILE
    if not service.facts.centre.demo:
        if file.exists():
            raise SampleLeft(
                f"{service.settings.data} holds the sample desk; "
                "choose a new directory with INTAKE_DATA"
            )
        return None
    if file.exists():
        return SampleDesk(**json.loads(file.read_text(encoding="utf-8")))
    if enquiries.is_open(service):
        return None
    password = "-".join(receipts.new()[:4].lower() for _ in range(5))
    plan = founding.prepare(service, NAME, password)
    sample = SampleDesk(NAME, password, plan.totp_secret)
    file.touch(mode=0o600)
    file.write_text(json.dumps(asdict(sample)), encoding="utf-8")
    founding.found(service, plan)
    return sample
