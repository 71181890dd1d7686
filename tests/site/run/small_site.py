"""A site of one page and its style sheet, published as the real one, without the real build."""

import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from centre.exchange.frame import Frame
from site_plugins.run.publication import Site
from site_plugins.run.releases import CONTENT, FRAME, PUBLIC, Releases

STYLE = re.compile(r'href="(/assets/[^"]+)"')


class SmallSite(Site):
    """What staff wrote is one word in `word.txt`; each word has a style sheet of its own."""

    def write(self, word: str) -> None:
        """What an editor does."""
        (self.content / "data").mkdir(parents=True, exist_ok=True)
        (self.content / "word.txt").write_text(word, "utf-8")

    def _run(self, built: Path, environment: Mapping[str, str], lock: int) -> None:
        word = (built / CONTENT / "word.txt").read_text("utf-8")
        style = f"/assets/site.{sha256(word.encode()).hexdigest()[:8]}.css"
        files = {
            "index.html": f'<!DOCTYPE html><link rel="stylesheet" href="{style}">{word}',
            style: f"/* {word} */",
            f"{style}.gz": "compressed",
        }
        for name, content in files.items():
            path = built / PUBLIC / name.lstrip("/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8")
        _frame(style).write(built / FRAME)


def _frame(style: str) -> Frame:
    """What the service would take of it: nothing but the style sheet."""
    return Frame(
        base_url="",
        demo=False,
        exit_address="",
        tab_titles={},
        names={},
        owners={},
        years="",
        wordmark="",
        phones={},
        answers_in=(),
        pages={},
        menu=(),
        foot={},
        assets={"site.css": style},
    )


def small_site(folder: Path) -> SmallSite:
    """One in ``folder``, with nothing written or published."""
    return SmallSite(folder / "words", Releases(folder / "site"))


def served(site: Site) -> str:
    """The word that readers see; the page has its style, and the service the frame of this page."""
    folder = site.releases.folder / "current"
    page = (folder / PUBLIC / "index.html").read_text("utf-8")
    found = STYLE.search(page)
    assert found
    assert (folder / PUBLIC / found[1].lstrip("/")).is_file()
    assert Frame.read(folder / FRAME).asset("site.css") == found[1]
    return page.rpartition(">")[2]
