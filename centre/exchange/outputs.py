"""What the site consists of besides its pages' addresses: each kind of file, once for all.

The build writes by this table and compresses by it, the service sends by it, and the proxy's
configuration is held against it (``deploy/nginx/``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final


class UnknownOutputError(LookupError):
    """No kind of file has that address: it would be sent as something else than it is."""


@dataclass(frozen=True, slots=True)
class Output:
    """One kind of file of the site, told by its address."""

    pattern: str
    """Shell pattern of whole addresses; ``*`` stands for slashes too."""
    media_type: str
    open_data: bool = False
    """Whether pages of other sites may read it (``Access-Control-Allow-Origin: *``)."""
    compressed: bool = True
    """Whether copies in brotli and gzip lie beside it; a picture only grows by them."""

    @property
    def ending(self) -> str:
        """The end of its name, with the dot."""
        return PurePosixPath(self.pattern).suffix


OUTPUTS: Final = (
    Output("/hours.json", "application/json", open_data=True),
    Output("/hours.schema.json", "application/json", open_data=True),
    Output("/vysledky.csv", "text/csv", open_data=True),
    Output("*.html", "text/html"),
    Output("/assets/*.css", "text/css"),
    Output("/assets/*.js", "text/javascript"),
    Output("/sw.js", "text/javascript"),
    Output("/assets/*.svg", "image/svg+xml"),
    Output("/assets/*.png", "image/png", compressed=False),
    Output("/search.*.json", "application/json"),
    Output("*.webmanifest", "application/manifest+json"),
    Output("*.ics", "text/calendar"),
    Output("*.atom", "application/atom+xml"),
    Output("/dokumenty/*.pdf", "application/pdf", compressed=False),
    Output("/obrazky/*.webp", "image/webp", compressed=False),
    Output("/obrazky/*.jpg", "image/jpeg", compressed=False),
    Output("/sitemap.xml", "application/xml"),
    Output("*.txt", "text/plain"),
)
"""The first that fits an address counts."""

MEDIA_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {output.ending: output.media_type for output in OUTPUTS}
)
"""By the end of a file's name, with the dot."""


def output_of(address: str) -> Output:
    """What lies at ``address``; raises UnknownOutputError for what no entry foresees."""
    name = f"{address}index.html" if address.endswith("/") else address
    for output in OUTPUTS:
        if fnmatchcase(name, output.pattern):
            return output
    raise UnknownOutputError(f"{address}: no entry in centre/exchange/outputs.py")
