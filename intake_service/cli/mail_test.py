"""`kacko mail-test`: whether a letter leaves, and what the mail server says to it."""

import click

from centre.language.i18n import gettext, speaking
from centre.language.languages import ORIGINAL
from intake_service.cli.opening import load
from intake_service.settings import Settings
from intake_service.work.post import email_hints, mail, sender_domain
from intake_service.work.post.mail import CannotSend
from intake_service.work.post.sender_domain import CannotAsk


@click.command("mail-test")
@click.argument("address")
@click.option(
    "--dkim-selector",
    default="",
    help="Name under which your mail provider publishes its key, so that it is looked for.",
)
def try_mail(address: str, dkim_selector: str) -> None:
    """Send one letter without content to ADDRESS, and show the conversation with the mail server.

    Then look whether the domain of INTAKE_MAIL_FROM lets the server send in its name.
    """
    settings = load()
    if not mail.is_set_up(settings):
        raise click.ClickException("no mail is set up: INTAKE_SMTP_HOST and INTAKE_MAIL_FROM")
    try:
        to = email_hints.checked(address)
    except email_hints.NotAnAddress:
        raise click.ClickException(f"{address!r} is no address that mail would reach") from None
    _send(settings, to)
    click.echo(f"Sent. Look whether it arrives at {to}, and not among spam.")
    _tell_records(mail.domain(settings), dkim_selector)


def _send(settings: Settings, to: str) -> None:
    click.echo(f"{settings.smtp_host}, port {settings.smtp_port}:")
    with speaking(ORIGINAL):
        letter = mail.write(settings, [to], gettext("This message only tries whether mail works."))
    send = mail.mailer(settings, told=lambda line: click.echo(f"  {line}"))
    try:
        send(letter)
    except CannotSend as error:
        raise click.ClickException(f"not sent: {error}") from None


def _tell_records(domain: str, selector: str) -> None:
    try:
        records = sender_domain.published(domain, selector)
    except CannotAsk as error:
        click.echo(f"What {domain} publishes was not looked at: {error}", err=True)
        return
    for record in records:
        fault = f"  <- {record.fault}" if record.fault else ""
        click.echo(f"{record.kind} ({record.name}): {record.text or '–'}{fault}")
    if not selector:
        click.echo("DKIM: not looked for; --dkim-selector names the key of your mail provider.")
