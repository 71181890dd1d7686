"""What Lighthouse says of the main pages on a phone: performance, accessibility, best practices,
SEO.

    make lighthouse

Runs on this machine only, never in CI: the first figure depends on how busy the machine is. The
sample keeps search engines out on purpose, which costs it SEO; so the same content is measured once
more as if it were a real centre's, with `demo: false`. Each figure is the median of three.
"""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from statistics import median

from intake_service import clock
from site_plugins.run import refusals
from tests.browser.house import running
from tests.built import BuiltSite, run_pelican
from tests.paths import ROOT
from tests.provide import BROWSERS
from tests.real_centre import make_real

PROGRAM = ROOT / "var" / "bench" / "node_modules" / "lighthouse" / "cli" / "index.js"
PAGES = {
    "home": "/",
    "outreach": "/teren/",
    "crisis": "/krize/",
    "a question": "/otazky/musim-prestat/",
    "counselling form": "/dotaz/o-sobe",
}
RUNS = 3
ATTEMPTS = 3
"""Lighthouse loses the first page of a Chromium that has just been started, now and then
(NO_NAVSTART)."""
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def score(url: str, folder: Path) -> tuple[list[int], list[str]]:
    """The median score in each category, of a hundred, and the audits that cost something in every
    run."""
    runs = [_run(url, folder) for _ in range(RUNS)]
    scores = [
        round(median(of_category))
        for of_category in zip(*(found for found, _ in runs), strict=True)
    ]
    return scores, sorted(set.intersection(*(set(costly) for _, costly in runs)))


def _run(url: str, folder: Path) -> tuple[list[int], list[str]]:
    report = folder / "report.json"
    command = ["node", str(PROGRAM), url, "--quiet", "--output=json", f"--output-path={report}"]
    command += [
        "--chrome-flags=--headless=new --no-sandbox",
        f"--only-categories={','.join(CATEGORIES)}",
    ]
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), "")
    for attempt in range(ATTEMPTS):
        last = attempt == ATTEMPTS - 1
        environment = {**os.environ, "CHROME_PATH": browser}
        run = subprocess.run(command, env=environment, check=last, stdout=subprocess.DEVNULL)
        if run.returncode == 0:
            break
    found = json.loads(report.read_text("utf-8"))
    scores = []
    costly = []
    for name in CATEGORIES:
        category = found["categories"][name]
        scores.append(round(category["score"] * 100))
        for reference in category["auditRefs"]:
            result = found["audits"][reference["id"]]
            if reference["weight"] and result["score"] is not None and result["score"] < 1:
                costly.append(reference["id"])
    return scores, costly


def build(folder: Path, *, demo: bool) -> tuple[BuiltSite, Path]:
    """The site as it is published, and the content that it was made of."""
    content = folder / "content"
    shutil.copytree(ROOT / "content", content)
    if not demo:
        make_real(content)
    site = BuiltSite.beneath(folder)
    options = (*site.options, 'SITEURL=""')
    anyway = {"PUBLISH_ANYWAY": refusals.EVERY_REFUSAL, "BUILD_DAY": f"{clock.today()}"}
    done = run_pelican(str(content), "-s", "publishconf.py", "-q", *options, **anyway)
    if done.returncode:
        raise SystemExit(done.stderr)
    return site, content


def main() -> None:
    """Print a table for the sample and one for the same content as a real centre's."""
    if not (shutil.which("node") and PROGRAM.is_file()):
        raise SystemExit(
            "NO LIGHTHOUSE: node and npm are needed; `make lighthouse` fetches the rest"
        )
    for demo in (True, False):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            site, content = build(folder, demo=demo)
            with running(site, folder, content=content) as house:
                print(
                    "the sample" if demo else "demo: false",
                    "".join(f"{each:>16}" for each in CATEGORIES),
                )
                for page, address in PAGES.items():
                    scores, costly = score(house.url + address, folder)
                    row = "".join(f"{each:>16}" for each in scores)
                    print(f"{page:<17}{row}   {', '.join(costly)}", flush=True)


if __name__ == "__main__":
    main()
