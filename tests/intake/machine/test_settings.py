"""Settings are checked at start; a wrong one names itself."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from intake_service import settings
from intake_service.cli import main
from intake_service.settings import BadSettings, Settings
from intake_service.work.conversation.kinds import EXTRA_MAX
from intake_service.work.enquiry import enquiries
from intake_service.work.service import Service


def test_without_any_settings_one_small_machine_is_served() -> None:
    loaded = settings.load_settings({})
    assert loaded.data == Path("var")
    assert loaded.proxies == 0
    assert not loaded.https
    assert loaded.database.startswith("sqlite:////")


def test_a_setting_is_read_from_its_variable() -> None:
    loaded = settings.load_settings(
        {"INTAKE_DATA": "/srv/data", "INTAKE_HTTPS": "true", "INTAKE_PORT": "9", "PATH": "/bin"}
    )
    assert (loaded.data, loaded.https, loaded.port) == (Path("/srv/data"), True, 9)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("INTAKE_PORT", "many"),
        ("INTAKE_PORT", "70000"),
        ("INTAKE_HTTPS", "perhaps"),
        ("INTAKE_PROXIES", "-1"),
        ("INTAKE_TEXT_MAX", "30001"),
        ("INTAKE_SEND_PERMITS", "0"),
        ("INTAKE_LOCK_SECONDS", ""),
        ("INTAKE_FORM_HOURS", "25"),  # readers are told that these times are no longer
        ("INTAKE_RECEIPT_MINUTES", "31"),
        ("INTAKE_SENT_HOURS", "25"),
        ("INTAKE_MAILBOX_IDLE_MINUTES", "21"),
        ("INTAKE_MAILBOX_HOURS", "13"),
    ],
)
def test_a_bad_value_names_itself(name: str, value: str) -> None:
    with pytest.raises(BadSettings) as failure:
        settings.load_settings({name: value})
    assert str(failure.value).startswith(f"{name}: ")
    assert repr(value) in str(failure.value)


def test_an_unknown_setting_is_an_error_and_not_a_silent_slip() -> None:
    with pytest.raises(BadSettings, match="INTAKE_PROXYS: no such setting"):
        settings.load_settings({"INTAKE_PROXYS": "1"})


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(BadSettings) as failure:
        settings.load_settings({"INTAKE_PORT": "x", "INTAKE_HTTPS": "x", "INTAKE_NOTHING": "x"})
    assert len(str(failure.value).splitlines()) == 3


def test_a_mistake_stops_a_command_with_one_clear_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAKE_PORT", "x")
    result = CliRunner().invoke(main, ["tick"])
    assert result.exit_code == 1
    assert "INTAKE_PORT" in result.output
    assert "Traceback" not in result.output


def test_the_command_lists_every_setting_with_default_and_meaning() -> None:
    output = CliRunner().invoke(main, ["settings"]).output
    for name, field in Settings.model_fields.items():
        assert f"INTAKE_{name.upper()}={field.default}\n" in output
        assert field.description
        assert field.description in output


def test_the_longest_text_of_any_script_can_be_sealed(opened: Callable[..., Service]) -> None:
    """With everything else that a form may bring, in the letters that take the most room."""
    service = opened(text_max=max_of("text_max"))
    text = "\U0010fffd" * service.settings.text_max
    extras = dict.fromkeys(
        ("relation", "their_age", "wish", "topic", "substance"), "\U0010fffd" * EXTRA_MAX
    )
    submission = enquiries.Submission("relatives", "cs", text, cookie=b"c" * 32, extras=extras)
    assert enquiries.send(service, submission)


def max_of(name: str) -> int:
    return int(
        next(rule.le for rule in Settings.model_fields[name].metadata if hasattr(rule, "le"))
    )


def test_the_content_is_one_folder_for_site_and_service() -> None:
    assert settings.load_settings({"KACKO_CONTENT": "/srv/words"}).content == Path("/srv/words")
    both = {"KACKO_CONTENT": "/srv/words", "INTAKE_CONTENT": "/srv/words/"}
    assert settings.load_settings(both).content == Path("/srv/words")
    with pytest.raises(BadSettings, match="two folders"):
        settings.load_settings({"KACKO_CONTENT": "/srv/words", "INTAKE_CONTENT": "/srv/other"})
