"""The command `intake`, as its operator runs it on a data directory of their own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from intake_service import cli
from intake_service.settings import Settings
from tests.intake.cli.terminal import PASSWORD


@pytest.fixture
def intake(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, cheap_passwords: None
) -> Callable[..., Result]:
    """Runs the command as its operator does, on a data directory of its own."""
    monkeypatch.setenv("INTAKE_DATA", str(settings.data))

    def run(*arguments: str, typed: str = "") -> Result:
        result = CliRunner().invoke(cli.main, list(arguments), input=typed)
        assert "Traceback" not in result.output
        assert result.exception is None or isinstance(result.exception, SystemExit), (
            result.exception
        )
        return result

    return run


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Options that set up without a terminal."""
    (tmp_path / "password").write_text(PASSWORD + "\n", encoding="utf-8")
    names = {"--password-file": "password", "--totp-file": "totp", "--recovery-file": "recovery"}
    return ["--name=Jana", *(f"{option}={tmp_path / name}" for option, name in names.items())]
