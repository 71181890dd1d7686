"""At which addresses of the desk security keys work: those that the settings name, and no other.

A key answers only to the host it was added at, and the browser tells the address it was asked from.
Neither is taken from what a request says of itself.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from intake_service.settings import Settings


@dataclass(frozen=True)
class DeskOrigin:
    """An address of the desk."""

    address: str
    """As browsers tell it: `https://pult.example.cz`."""

    @property
    def place(self) -> str:
        """Host and port, as requests name them."""
        return urlsplit(self.address).netloc

    @property
    def host(self) -> str:
        """The host, which WebAuthn calls the id of the relying party."""
        return urlsplit(self.address).hostname or ""


def named(settings: Settings) -> list[DeskOrigin]:
    """All that the settings name."""
    addresses = settings.desk_origins.split(",")
    return [DeskOrigin(address.strip()) for address in addresses if address.strip()]


def at(settings: Settings, place: str) -> DeskOrigin | None:
    """The one whose host and port are these; None where keys do not work."""
    return next((each for each in named(settings) if each.place == place), None)
