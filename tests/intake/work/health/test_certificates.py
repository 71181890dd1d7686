"""The end of a certificate is told in time, as openssl reads it."""

import ssl
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from intake_service import clock
from intake_service.work.health import certificates
from tests.intake.work.health.well import Machine


@pytest.fixture
def made(openssl: str, tmp_path: Path) -> Path:
    """A certificate that was made now and lasts ninety days."""
    file = tmp_path / "fullchain.pem"
    words = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    words += ["-nodes", "-keyout", f"{tmp_path / 'key.pem'}", "-out", f"{file}"]
    words += ["-subj", "/CN=kacko.example", "-days", "90"]
    subprocess.run([openssl, *words], check=True, capture_output=True)
    return file


def test_the_last_day_is_that_of_openssl(made: Path, openssl: str) -> None:
    words = [openssl, "x509", "-enddate", "-noout", "-dateopt", "iso_8601", "-in", str(made)]
    said = subprocess.run(words, check=True, capture_output=True, encoding="utf-8").stdout
    ends = datetime.fromisoformat(said.strip().partition("=")[2])
    assert certificates.ends_on(made) == ends.astimezone(clock.PRAGUE).date()


@pytest.mark.parametrize(
    ("days_left", "fault"),
    [(21, ""), (20, "was not renewed"), (7, "was not renewed"), (-1, "nobody reaches the site")],
)
def test_an_end_that_comes_near_is_told(
    made: Path, well: Machine, days_left: int, fault: str
) -> None:
    ends = certificates.ends_on(made)
    well.set(certificate=made)
    noon = datetime(ends.year, ends.month, ends.day, 12, tzinfo=clock.PRAGUE)
    with time_machine.travel(noon - timedelta(days=days_left), tick=False):
        well.renew()
        assert fault in well.told().get("certificate", "")
        assert bool(fault) == ("certificate" in well.told())


@pytest.mark.parametrize("noise", [b"", b"\x30", b"\x30\x84\xff\xff\xff\xff", b"\x30\x00" * 9])
def test_noise_is_no_certificate(tmp_path: Path, noise: bytes) -> None:
    file = tmp_path / "noise.pem"
    file.write_text(ssl.DER_cert_to_PEM_cert(noise))
    with pytest.raises(certificates.NotACertificate):
        certificates.ends_on(file)
