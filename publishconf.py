"""Settings for publishing: full addresses, and a refusal of what is not ready for the public."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # Pelican loads a settings file without its folder

from centre.facts.loading import load_facts
from centre.reading.faults import Faults
from pelicanconf import *  # noqa: F403
from pelicanconf import FRAME_PATH, PATH, PLUGINS
from site_plugins.run.console import print_faults, print_unforeseen

WATCH = False
RELOADS = False
PLUGINS = [
    PLUGINS[0],
    "site_plugins.checks.publishing",
    *PLUGINS[1:],
    "site_plugins.run.precompress",
]
PLUGINS.remove("site_plugins.pages.pattern_book")  # for whoever changes the theme, not for readers

try:
    SITEURL = load_facts(Path(__file__).parent / PATH / "data").centre.base_url
except Faults as error:
    print_faults(error.all)
    raise SystemExit(1) from None
except Exception as error:
    print_unforeseen(error, Path(FRAME_PATH).parent, faults=())
    raise SystemExit(1) from None
