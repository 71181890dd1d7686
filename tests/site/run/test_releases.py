"""Readers always see a whole site: whatever is published, taken back, or killed."""

import fcntl
import os
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from centre.exchange import published_facts
from site_plugins.run import releases
from site_plugins.run.publication import NotBuilt
from site_plugins.run.releases import (
    CONTENT,
    FRAME,
    KEPT,
    PUBLIC,
    Busy,
    NewerPublication,
    NothingBefore,
    NotOurs,
)
from tests.site.run.small_site import STYLE, SmallSite, served, small_site

QUESTION = Path("cs/questions/question-one.md")
AGREED = "---\ntitle: One\nconsented_on: 2026-11-20\n---\n\nAnswer.\n"


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    return small_site(tmp_path)


def publish(site: SmallSite, word: str) -> None:
    site.write(word)
    site.serve(site.build())


def numbers(site: SmallSite) -> list[int]:
    return [each.record.publication for each in site.releases.all()]


def test_what_is_published_is_served(site: SmallSite) -> None:
    publish(site, "one")
    assert served(site) == "one"
    publish(site, "two")
    assert served(site) == "two"


def test_what_is_written_is_not_published_by_the_night(site: SmallSite) -> None:
    publish(site, "one")
    site.write("half a sente")
    site.rebuild()
    assert served(site) == "one"


def test_there_is_nothing_to_renew_before_the_first_publication(site: SmallSite) -> None:
    site.write("one")
    with pytest.raises(NotBuilt):
        site.rebuild()


def test_a_build_that_is_not_served_changes_nothing(site: SmallSite) -> None:
    publish(site, "one")
    site.write("two")
    site.build()
    assert served(site) == "one"


def test_rollback_goes_back_and_further_back(site: SmallSite) -> None:
    for word in ("one", "two", "three"):
        publish(site, word)
    site.roll_back()
    assert served(site) == "two"
    site.roll_back()
    assert served(site) == "one"
    with pytest.raises(NothingBefore):
        site.roll_back()


def test_nights_do_not_count_as_publications(site: SmallSite) -> None:
    publish(site, "one")
    publish(site, "two")
    for _night in range(KEPT + 2):
        site.rebuild()
    site.roll_back()
    assert served(site) == "one"


def test_the_night_after_a_rollback_brings_nothing_back(site: SmallSite) -> None:
    publish(site, "right")
    publish(site, "wrong")
    site.roll_back()
    site.rebuild()
    assert served(site) == "right"


def test_a_rollback_never_leads_to_what_was_rolled_back_before(site: SmallSite) -> None:
    publish(site, "right")
    publish(site, "wrong")
    site.roll_back()
    publish(site, "better")
    site.roll_back()
    assert served(site) == "right"


def test_what_was_overtaken_while_somebody_thought_is_not_served(site: SmallSite) -> None:
    publish(site, "one")
    site.write("two")
    thought_over = site.build()
    publish(site, "three")
    with pytest.raises(NewerPublication):
        site.serve(thought_over)
    assert served(site) == "three"


def test_an_answer_taken_back_while_somebody_thought_is_not_served(site: SmallSite) -> None:
    written = site.content / QUESTION
    written.parent.mkdir(parents=True)
    written.write_text(AGREED)
    publish(site, "one")
    site.write("two")
    thought_over = site.build()
    written.unlink()
    with pytest.raises(NewerPublication):
        site.serve(thought_over)
    publish(site, "two")
    assert not (site.releases.folder / "current" / CONTENT / QUESTION).exists()


def test_what_the_desk_saved_while_somebody_thought_is_not_covered_up(site: SmallSite) -> None:
    publish(site, "one")
    closures = site.content / "data" / "closures.yaml"
    thought_over = site.build()
    closures.write_bytes(b"# not coming today\n")
    published_facts.publish(site.content, closures.name, closures.read_bytes())
    with pytest.raises(NewerPublication):
        site.serve(thought_over)
    publish(site, "two")
    assert served(site) == "two"


def test_what_is_edited_by_hand_meanwhile_holds_nobody_up(site: SmallSite) -> None:
    publish(site, "one")
    closures = site.content / "data" / "closures.yaml"
    closures.write_bytes(b"# not coming today\n")
    published_facts.publish(site.content, closures.name, closures.read_bytes())
    site.write("two")
    thought_over = site.build()
    closures.write_bytes(b"# half a sente")
    site.serve(thought_over)
    assert served(site) == "two"


def test_the_night_may_come_while_somebody_thinks(site: SmallSite) -> None:
    publish(site, "one")
    site.write("two")
    thought_over = site.build()
    site.rebuild()
    site.serve(thought_over)
    assert served(site) == "two"


def test_a_release_of_another_version_is_built_again_before_it_is_served(site: SmallSite) -> None:
    publish(site, "one")
    frame = site.releases.folder / "current" / FRAME
    frame.write_text('{"assets": {"site.css": "/assets/site.7692c3ad.css"}, "gone": true}')
    publish(site, "two")
    site.roll_back()
    assert served(site) == "one"


def test_whoever_publishes_from_a_closed_shell_publishes_for_everybody(site: SmallSite) -> None:
    before = os.umask(0o077)
    try:
        publish(site, "one")
        assert os.umask(0o077) == 0o077
    finally:
        os.umask(before)
    folder = (site.releases.folder / "current").resolve()
    for path in (folder.parent, folder, folder / FRAME, folder / PUBLIC / "index.html"):
        assert path.stat().st_mode & 0o004, path


def test_the_last_publications_are_kept(site: SmallSite) -> None:
    for number in range(KEPT + 3):
        publish(site, f"{number}")
    assert numbers(site) == list(range(4, KEPT + 4))


def test_who_has_the_page_before_still_gets_its_style(site: SmallSite) -> None:
    publish(site, "one")
    page = (site.releases.folder / "current" / PUBLIC / "index.html").read_text("utf-8")
    publish(site, "two")
    site.rebuild()
    found = STYLE.search(page)
    assert found
    style = site.releases.folder / "current" / PUBLIC / found[1].lstrip("/")
    assert style.read_text("utf-8") == "/* one */"
    assert style.with_name(style.name + ".gz").exists()


def test_styles_of_long_ago_go(site: SmallSite) -> None:
    for number in range(KEPT + 3):
        publish(site, f"{number}")
    assets = (site.releases.folder / "current" / releases.ASSETS).glob("*.css")
    assert len(list(assets)) <= KEPT + 1


def test_two_publications_at_once_are_told(site: SmallSite) -> None:
    publish(site, "one")
    with site.releases.alone(), pytest.raises(Busy):
        site.build()
    assert served(site) == "one"


def test_a_rebuild_waits_for_a_publication_under_way(
    site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(site, "one")
    waits = Event()
    lock = fcntl.flock

    def knock(file: Any, how: int) -> None:
        try:
            lock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waits.set()
            if how & fcntl.LOCK_NB:
                raise
            lock(file, how)

    with ThreadPoolExecutor() as pool:
        with site.releases.alone():
            monkeypatch.setattr(fcntl, "flock", knock)
            renewed = pool.submit(site.rebuild)
            assert waits.wait(60)
        assert renewed.result().folder == (site.releases.folder / "current").resolve()


def test_root_leaves_no_files_in_a_folder_of_somebody_else(
    site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One such build would break all later ones."""
    publish(site, "one")
    own = site.releases.folder.stat()
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    of_somebody = os.stat_result((own.st_mode, 0, 0, 0, 1000, 0, 0, 0, 0, 0))
    monkeypatch.setattr(Path, "stat", lambda *_given, **_named: of_somebody)
    with pytest.raises(NotOurs, match="patří uživateli"):
        site.build()


def test_an_answer_that_was_taken_back_goes_with_the_night(site: SmallSite) -> None:
    site.write("one")
    written = site.content / QUESTION
    written.parent.mkdir(parents=True)
    written.write_text(AGREED)
    site.serve(site.build())
    written.unlink()
    renewed = site.rebuild()
    assert not (renewed.content / QUESTION).exists()


def test_an_answer_that_was_taken_back_never_returns(site: SmallSite) -> None:
    written = site.content / QUESTION
    written.parent.mkdir(parents=True)
    written.write_text(AGREED)
    publish(site, "one")
    publish(site, "two")
    written.unlink()
    before = site.roll_back()
    assert not (before.content / QUESTION).exists()
    assert served(site) == "one"


def test_a_content_out_of_reach_takes_nothing_back(site: SmallSite) -> None:
    written = site.content / QUESTION
    written.parent.mkdir(parents=True)
    written.write_text(AGREED)
    publish(site, "one")
    site.content.rename(site.content.with_name("moved"))
    assert (site.rebuild().content / QUESTION).exists()


def test_an_answer_that_its_sender_agreed_to_comes_with_the_night(site: SmallSite) -> None:
    publish(site, "one")
    for name, text in (("question-one.md", AGREED), ("question-two.md", "---\ntitle: Two\n---\n")):
        path = site.content / "cs" / "questions" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    renewed = site.rebuild()
    found = [path.name for path in (renewed.content / "cs" / "questions").iterdir()]
    assert found == ["question-one.md"]


def test_facts_saved_at_the_desk_come_at_once_and_half_written_ones_wait(site: SmallSite) -> None:
    publish(site, "one")
    data = site.content / "data"
    for name in ("closures.yaml", "hours.yaml", "places.yaml"):
        (data / name).write_bytes(f"# {name}: saved\n".encode())
    for name in ("closures.yaml", "hours.yaml"):
        published_facts.publish(site.content, name, (data / name).read_bytes())
    (data / "hours.yaml").write_bytes(b"# and changed by hand since\n")
    renewed = site.rebuild().content / "data"
    told = {path.name: path.read_text() for path in renewed.iterdir()}
    assert told["closures.yaml"] == "# closures.yaml: saved\n"
    assert "since" not in told.get("hours.yaml", "")
    assert "saved" not in told.get("places.yaml", "")


KILLING = {"os.rename", "os.link", "os.symlink", "os.remove", "os.mkdir", "shutil.rmtree"}
"""What changes the names in a folder, as Python's audit events are called."""


def killed_at(step: int, action: Callable[[], Any]) -> bool:
    """Do it in another process that is killed before its ``step``; whether it got that far."""
    child = os.fork()
    if child == 0:
        left = [step]

        def count(event: str, details: tuple[Any, ...]) -> None:
            if event in KILLING or (event == "open" and "w" in str(details[1])):
                left[0] -= 1
                if not left[0]:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        try:
            action()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def act(site: SmallSite, what: str) -> None:
    if what == "publish":
        publish(site, "three")
    elif what == "rebuild":
        site.rebuild()
    else:
        site.roll_back()


@pytest.mark.parametrize(
    ("what", "after"), [("publish", "three"), ("rebuild", "two"), ("rollback", "one")]
)
def test_a_kill_at_any_step_leaves_the_old_or_the_new(
    tmp_path: Path, what: str, after: str
) -> None:
    seen = set()
    step = 1
    while True:
        site = small_site(tmp_path / f"{step}")
        site.content.parent.mkdir()
        publish(site, "one")
        publish(site, "two")
        was_killed = killed_at(step, lambda: act(site, what))  # noqa: B023 - called at once
        seen.add(served(site))
        if what != "rollback" or served(site) != after:
            act(site, what)  # the next run tidies up and does it
        assert not list(site.releases.folder.glob("**/*.part"))
        assert served(site) == after
        if not was_killed:
            break
        step += 1
    assert step > 5
    assert seen == {"two", after}
