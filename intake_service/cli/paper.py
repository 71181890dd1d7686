"""Keys on paper: shown once, retyped group by group."""

import sys
from collections.abc import Sequence

import click
import segno

from intake_service.store import typed_codes
from intake_service.work.team import totp

ISSUER = "Káčko"


def retype(groups: Sequence[str]) -> None:
    """Ask for each group until it is typed as it was shown."""
    for number, group in enumerate(groups, 1):
        while typed_codes.forgive(click.prompt(f"Retype group {number} of {len(groups)}")) != group:
            click.echo(f"That is not group {number}; look at the paper once more.")


def show_totp(secret: str, name: str) -> None:
    """Print a TOTP secret as text and as a QR code."""
    click.echo(f"    TOTP secret: {secret}\n")
    segno.make(totp.uri(secret, name, ISSUER), error="l").terminal(out=sys.stdout, compact=True)
    click.echo()
