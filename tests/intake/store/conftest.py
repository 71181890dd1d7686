"""A database server, a desk that was set up on it, and machines that share it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from intake_service.settings import Settings
from intake_service.work.service import Service, open_service
from intake_service.work.team import founding
from tests.intake import postgres
from tests.intake.browser import Person
from tests.intake.conftest import PASSWORD, cheap_keys
from tests.intake.postgres import Server
from tests.paths import ROOT


@pytest.fixture(scope="session")
def server(pg_ctl: str) -> Iterator[Server]:
    with postgres.running(Path(pg_ctl).resolve().parent) as found:
        yield found


@pytest.fixture(scope="session")
def founded_there(
    server: Server, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Settings, Person]:
    """A desk that was set up on PostgreSQL, to be copied for each test."""
    data = tmp_path_factory.mktemp("postgresql") / "data"
    settings = Settings(data=data, content=ROOT / "content", database_url=server.make("founded"))
    service = open_service(settings)
    plan = founding.prepare(service, "Jana", PASSWORD)
    with cheap_keys():
        newcomer = founding.found(service, plan)
    service.close()
    return settings, Person("Jana", PASSWORD, newcomer.totp_secret, newcomer.recovery_codes)


@pytest.fixture
def node(
    server: Server, founded_there: tuple[Settings, Person], settings: Settings
) -> Iterator[Callable[..., Service]]:
    """Opens one more service on the same database, as another machine would."""
    url = server.make_another(like="founded")
    shutil.copytree(founded_there[0].data, settings.data, dirs_exist_ok=True)
    one = settings.model_copy(update={"database_url": url, "lock_seconds": 120.0})
    opened = []

    def open_it(**changed: object) -> Service:
        opened.append(open_service(one.model_copy(update=changed)))
        return opened[-1]

    yield open_it
    for service in opened:
        service.close()
