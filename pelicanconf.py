"""Settings of the site's build. Everything a centre may choose is under ``content/``, not here."""

import os
import sys
from pathlib import Path
from typing import Any

from jinja2 import FileSystemBytecodeCache, StrictUndefined

from centre.language.languages import LANGUAGES, ORIGINAL
from centre.layers.folder import common_under
from site_plugins.run.site import Site

PATH = os.environ.get("KACKO_CONTENT") or "content"
OUTPUT_PATH = "output"
THEME = "theme"
FRAME_PATH = "var/frame.json"
DELETE_OUTPUT_DIRECTORY = True

SITEURL = ""  # in development all addresses start at the root of whatever serves them
SITENAME = "Káčko"
DEFAULT_LANG = ORIGINAL
TIMEZONE = "Europe/Prague"
LOCALE = ["C.UTF-8", "C"]  # dates are worded by Babel; every text is UTF-8

WATCH = bool({"-r", "--autoreload", "-lr", "-rl"} & set(sys.argv))
"""In watch mode faults are shown on the pages; otherwise they end the build."""

RELOADS = False
"""Whether pages show themselves anew once they have changed: only where a watcher says so."""

BUILD_DAY = os.environ.get("BUILD_DAY", "")
"""As of which day to build, for previews and tests; empty means today."""

PELICAN_CLASS = Site
PLUGINS = [
    "site_plugins.run.reading",
    "site_plugins.run.assets",
    "site_plugins.run.frame",
    "site_plugins.pages.page_context",
    "site_plugins.pages.places",
    "site_plugins.pages.poster",
    "site_plugins.pages.not_found",
    "site_plugins.pages.pattern_book",
    "site_plugins.pages.error_pages",
    "site_plugins.files.sitemap",
    "site_plugins.files.calendars",
    "site_plugins.files.hours_json",
    "site_plugins.files.structured_data",
    "site_plugins.pages.open_data",
    "site_plugins.pages.privacy",
    "site_plugins.pages.hand_over",
    "site_plugins.pages.results",
    "site_plugins.files.alerts",
    "site_plugins.files.documents",
    "site_plugins.files.pictures",
    "site_plugins.pages.news",
    "site_plugins.files.news_feed",
    "site_plugins.search.page",
    "site_plugins.search.index",
    "site_plugins.files.manifest",
    "site_plugins.files.offline",
    "site_plugins.checks.list_headings",
    "site_plugins.checks.links",
]
"""In this order: what checks comes after what writes, and what compresses is last."""

PAGE_PATHS = [
    f"{lang}/{section}" for lang in LANGUAGES for section in ("pages", "services", "questions")
]
PAGE_TRANSLATION_ID = "translation_id"
ARTICLE_PATHS: list[str] = []
COMMON = common_under(Path(PATH))
STATIC_PATHS = [] if COMMON is None else [str(COMMON)]
"""Watch mode looks at these folders, too; what lies in them is left out of the copies."""
STATIC_EXCLUDES = [] if COMMON is None else [str(path) for path in COMMON.iterdir()]
THEME_STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
READERS = {"html": None, "rst": None}
IGNORE_FILES = [".*", "*~"]
"""Names of files. Watch mode holds whole paths against them: Pelican's own ``**/.*`` would make it
deaf to all changes below a hidden folder such as ``~/.local/src``."""
FORMATTED_FIELDS: list[str] = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = (
    None
)

COMPILED = Path(os.environ.get("KACKO_SITE") or Path(__file__).parent / "var") / ".templates"
COMPILED.mkdir(parents=True, exist_ok=True)
"""Where templates are kept compiled from one build to the next: with the releases, because who
builds on a server may not write where the code lies."""

JINJA_ENVIRONMENT: dict[str, Any] = {
    "bytecode_cache": FileSystemBytecodeCache(str(COMPILED)),
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "undefined": StrictUndefined,
}
