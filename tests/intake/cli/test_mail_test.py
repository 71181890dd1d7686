"""`kacko mail-test` shows what is said to a real mail server, and what a domain publishes."""

import base64
from collections.abc import Callable, Iterator
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from click.testing import Result

from tests.intake.post_office import ADDRESS, PostOffice
from tests.intake.proxy import Tls
from tests.ports import free_port

Intake = Callable[..., Result]
PASSWORD = "heslo k poste"
DIG = """#!/bin/sh
for name; do :; done
case "$name" in
posta.example.)
    echo '"google-site-verification=x"'
    echo '"v=spf1 include:_spf.posta.example" " ~all"';;
_dmarc.posta.example.) echo '"v=DMARC1; p=quarantine"';;
s1._domainkey.posta.example.) echo s1.key.example.; echo '"v=DKIM1; k=rsa; p=MIIB" "IjAN"';;
old._domainkey.posta.example.) echo '"v=DKIM1; p="';;
esac
"""
"""Answers as dig does, for there is no network here."""
SILENT = """#!/bin/sh
echo ';; communications error to 127.0.0.53#53: timed out'
exit 9
"""


@pytest.fixture
def dig(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a program called dig where programs are looked for."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def put(script: str) -> None:
        (folder / "dig").write_text(script.replace("#!/bin/sh", "#!/bin/sh\nPATH=/bin:/usr/bin"))
        (folder / "dig").chmod(0o755)

    return put


def use(monkeypatch: pytest.MonkeyPatch, **settings: object) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(f"INTAKE_{name.upper()}", str(value))


@pytest.fixture
def mailing(
    intake: Intake,
    mail_server: Controller,
    post: PostOffice,
    monkeypatch: pytest.MonkeyPatch,
) -> Intake:
    """The command, with the settings of a mail server on this machine."""
    use(monkeypatch, smtp_host="127.0.0.1", smtp_port=mail_server.port, smtp_tls="false")
    use(monkeypatch, mail_from="Pošta <zprava@posta.example>", smtp_seconds=5)
    return intake


def said(result: Result, code: int = 0) -> str:
    assert result.exit_code == code, result.output
    return result.output


def test_one_letter_without_content_goes_and_its_way_is_shown(
    mailing: Intake, post: PostOffice, dig: Callable[[str], None]
) -> None:
    dig(DIG)
    output = said(mailing("mail-test", ADDRESS))
    assert len(post.letters) == 1
    assert post.last()["Subject"] == "Zpráva"
    assert "jen zkouší" in post.last().get_content()
    for line in (
        "  > ehlo posta.example",
        "  > mail FROM:<zprava@posta.example>",
        f"  > rcpt TO:<{ADDRESS}>",
        "  < 250 OK",
        "  > (the letter, ",
        f"Sent. Look whether it arrives at {ADDRESS}",
    ):
        assert line in output


def test_a_refusal_is_shown_in_the_words_of_the_server(mailing: Intake, post: PostOffice) -> None:
    post.refused.add(ADDRESS)
    output = said(mailing("mail-test", ADDRESS), 1)
    assert "  < 550 nobody of this name" in output
    assert "not sent: 550" in output


def test_a_server_that_is_down_is_told(mailing: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, smtp_port=free_port())
    assert "not sent: ConnectionRefusedError" in said(mailing("mail-test", ADDRESS), 1)


def test_nothing_is_sent_to_what_is_no_address(mailing: Intake, post: PostOffice) -> None:
    assert "no address" in said(mailing("mail-test", "nobody@"), 1)
    assert not post.taken


def test_without_settings_it_says_which_are_missing(intake: Intake) -> None:
    assert "INTAKE_SMTP_HOST" in said(intake("mail-test", ADDRESS), 1)


@pytest.fixture
def strict_server(openssl: str, tmp_path: Path, post: PostOffice) -> Iterator[tuple[int, Path]]:
    """The port of a mail server that wants TLS and a login, and the certificate it signed."""
    tls = Tls.made(openssl, tmp_path)
    context = SSLContext(PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tls.certificate, tls.key)
    controller = Controller(
        post,
        hostname="127.0.0.1",
        port=free_port(),
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=lambda _server, _session, _envelope, _mechanism, given: AuthResult(
            success=given.password == PASSWORD.encode(), handled=False
        ),
    )
    controller.start()
    yield controller.port, tls.certificate
    controller.stop()


@pytest.mark.parametrize("password", [PASSWORD, "jine heslo"])
def test_the_password_is_never_shown(
    mailing: Intake,
    strict_server: tuple[int, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    password: str,
) -> None:
    port, certificate = strict_server
    file = tmp_path / "password"
    file.write_text(password + "\n", "utf-8")
    use(monkeypatch, smtp_host="localhost", smtp_port=port, smtp_tls="true")
    use(monkeypatch, smtp_user="zprava", smtp_password_file=file)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    output = said(mailing("mail-test", ADDRESS), 0 if password == PASSWORD else 1)
    assert "  (encrypted, TLSv1.3)" in output
    assert "  > (login)" in output
    assert password not in output
    for word in output.split():
        assert password.encode() not in _decoded(word)
    assert ("Sent." in output) == (password == PASSWORD)
    assert ("< 535" in output) == (password != PASSWORD)


def test_a_password_that_no_mail_server_takes_is_told(
    mailing: Intake,
    strict_server: tuple[int, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    port, certificate = strict_server
    (tmp_path / "password").write_text("heslo k poště\n", "utf-8")
    use(monkeypatch, smtp_host="localhost", smtp_port=port, smtp_tls="true")
    use(monkeypatch, smtp_user="zprava", smtp_password_file=tmp_path / "password")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert "letters with accents" in said(mailing("mail-test", ADDRESS), 1)


def _decoded(word: str) -> bytes:
    try:
        return base64.b64decode(word, validate=True)
    except ValueError:
        return b""


def test_a_certificate_that_nobody_knows_stops_it(
    mailing: Intake, strict_server: tuple[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, smtp_host="localhost", smtp_port=strict_server[0], smtp_tls="true")
    assert "not sent: SSLCertVerificationError" in said(mailing("mail-test", ADDRESS), 1)


def test_what_the_domain_publishes_is_shown_with_what_is_wrong(
    mailing: Intake, dig: Callable[[str], None]
) -> None:
    dig(DIG)
    output = said(mailing("mail-test", ADDRESS, "--dkim-selector", "s1"))
    assert "SPF (posta.example): v=spf1 include:_spf.posta.example ~all\n" in output
    assert "DKIM (s1._domainkey.posta.example): v=DKIM1; k=rsa; p=MIIBIjAN\n" in output
    assert "DMARC (_dmarc.posta.example): v=DMARC1; p=quarantine\n" in output
    assert "<-" not in output
    dig(DIG.replace("~all", "+all").replace("_dmarc", "_other"))
    output = said(mailing("mail-test", ADDRESS, "--dkim-selector", "old"))
    assert "+all  <- lets anybody send in this name" in output
    assert "p=  <- the key was withdrawn" in output
    assert "DMARC (_dmarc.posta.example): –  <- missing" in output


@pytest.mark.parametrize(("script", "why"), [(SILENT, "no resolver answers"), ("", "dig is miss")])
def test_without_a_resolver_it_says_that_nobody_looked(
    mailing: Intake, dig: Callable[[str], None], script: str, why: str
) -> None:
    if script:
        dig(script)
    assert f"was not looked at: {why}" in said(mailing("mail-test", ADDRESS))
