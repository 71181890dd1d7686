"""Whatever is typed into any field, or stands in a template, is text wherever it comes out.

The fields are those that the pages have, the places those that the apps answer to: a new field and
a new page are tried by themselves.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from centre.intake import addresses
from intake_service.settings import Settings
from intake_service.work.casework import cases
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Page, Person, Visitor
from tests.intake.injection.poison import (
    EMAIL,
    NAME,
    SHORT,
    TEXT,
    WORD,
    buttons,
    check_page,
    everywhere,
    look,
    poisoned,
    press,
)
from tests.intake.post_office import PostOffice, tick_after
from tests.paths import ROOT

BOX = "/odpoved"
HEADERS = {
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "auto-submitted",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
}
ENDS = re.compile("odhlas|smaz|odchod|vysypat|zahodit|zavrit|skrtnout")
"""In addresses of buttons after which there would be nothing more to look at."""
EDITOR = ("/web/", "/ke-kontrole/")
"""What staff write for everybody to read has tests of its own (editor/kept/test_attacks.py)."""
PLACES = {"/dotaz/1", "/sesit", "/tym", "/stiznosti", "/stiznosti/tabulka.csv"}
"""Where poison that was typed at the desk is shown again, among others."""

pytestmark = pytest.mark.usefixtures("cheap_receipts", "monday_morning")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The sample, to be changed."""
    return shutil.copytree(ROOT / "content", tmp_path / "content")


@pytest.fixture
def settings(settings: Settings, request: pytest.FixtureRequest) -> Settings:
    if "content" not in request.fixturenames:
        return settings
    return settings.model_copy(update={"content": request.getfixturevalue("content")})


@pytest.fixture
def service(with_mail: Callable[..., Service]) -> Service:
    return with_mail()


def send(public: Visitor, kind: str) -> Page:
    """What follows after a form of this kind, every field of which was filled with poison."""
    address = addresses.intake(kind, "cs")
    typed = poisoned(public.open(address).seen())
    assert "text" in typed
    typed |= {name: EMAIL for name in ("hint", "email") if name in typed}
    return public.send(**typed)


@pytest.mark.parametrize("kind", addresses.KINDS)
def test_what_a_sender_types_is_text_wherever_it_comes_out(
    kind: str, public: Visitor, desk: DeskVisitor, capfd: pytest.CaptureFixture[str]
) -> None:
    page = send(public, kind)
    assert page.status == 200, page.alerts
    check_page(page)
    shown = {path for path in everywhere(desk.app) if look(desk, path)}
    assert {"/", "/dotaz/1"} <= shown
    told = capfd.readouterr()
    assert WORD not in told.out + told.err


def test_what_is_typed_in_a_mailbox_is_text_wherever_it_comes_out(
    public: Visitor,
    desk: DeskVisitor,
    service: Service,
    staff: Staff,
    capfd: pytest.CaptureFixture[str],
) -> None:
    receipt = send(public, "counselling").receipt
    cases.answer(service, staff, 1, TEXT, after=1)
    public.open(BOX)
    page = public.send(receipt=receipt)
    for address in dict.fromkeys(buttons(page)):
        if not ENDS.search(address):
            public.page = page
            typed = poisoned(page.seen(address)) | {"rating": "3"}
            press(public, address, page.fields(address) | typed)
    shown = {path for path in everywhere(public.app) if look(public, path)}
    assert BOX in shown
    assert {"/", "/dotaz/1"} <= {path for path in everywhere(desk.app) if look(desk, path)}
    told = capfd.readouterr()
    assert WORD not in told.out + told.err


def test_what_is_typed_at_the_desk_is_text_wherever_it_comes_out(
    public: Visitor,
    desk: DeskVisitor,
    colleague: Callable[..., Person],
    capfd: pytest.CaptureFixture[str],
) -> None:
    colleague(NAME)
    receipt = send(public, "counselling").receipt
    send(public, "complaint")
    pressed: set[str] = set()
    for path in everywhere(desk.app):
        if "." in path or path.startswith(EDITOR):
            continue
        page = desk.open(path)
        for address in set(buttons(page)) - pressed:
            pressed.add(address)
            if not ENDS.search(address):
                seen = page.seen(address)
                press(desk, address, page.fields(address) | poisoned(seen))
                press(desk, address, page.fields(address) | poisoned(seen, line=SHORT, text=SHORT))
    shown = {path for path in everywhere(desk.app) if look(desk, path)}
    assert shown >= PLACES, PLACES - shown
    public.open(BOX)
    check_page(public.send(receipt=receipt))
    assert {BOX} <= {path for path in everywhere(public.app) if look(public, path)}
    told = capfd.readouterr()
    assert WORD not in told.out + told.err


def test_a_letter_has_our_headers_and_our_words_only(
    public: Visitor, service: Service, staff: Staff, post: PostOffice
) -> None:
    send(public, "counselling")
    cases.answer(service, staff, 1, TEXT, after=1)
    assert tick_after(service, hours=1) >= 1
    (hint,) = (each for each in post.letters if each["To"] == EMAIL)
    others = [each for each in post.letters if each["To"] != EMAIL]
    for each in (hint, *others):
        assert "X-Injected" not in each
        told = each.as_string().replace(str(each["To"]), "")
        assert WORD not in told
        assert {name.lower() for name in each} <= HEADERS


@pytest.mark.parametrize(
    "end", ["\r\nBcc: x@example.org", "\n\nText", "\u2028Bcc: x", ", x@example.org"]
)
def test_an_address_with_more_behind_it_is_no_address(
    public: Visitor, service: Service, end: str
) -> None:
    form = addresses.intake("counselling", "cs")
    public.open(form)
    assert public.send(text="Otázka.", hint=f"nekdo@example.org{end}").status == 422


BODIES = {
    "markup": f"<b onclick=1>{WORD}</b> <script>1</script>",
    "a link that acts": f"[{WORD}](javascript:alert(1))",
    "an engine's brackets": f"{WORD} {{{{1337*1337}}}} {{% raw %}} %(x)s {{0.a}} ${{1337*1337}}",
    "a fact that is none": f"{WORD} [[fact:__class__]] [[tel:{{{{1337*1337}}}}]]",
    "reversed writing": f"\u202e{WORD}\u2066",
    "an end of the field": f"{WORD} </textarea> & \" ' `",
    "a formula": f"=1+1|{WORD}\n=HYPERLINK(1)",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_template_is_text_or_is_refused(
    desk: DeskVisitor, public: Visitor, content: Path, body: str
) -> None:
    form = addresses.intake("counselling", "cs")
    public.open(form)
    receipt = public.send(text="Na ruce mám absces.").receipt
    own = content / "cs" / "desk" / "vlastni.md"
    own.write_text(
        f"---\ntitle: '{WORD} {{{{1337*1337}}}} <i>%(x)s'\nwords: [absces*]\n---\n{body}\n"
    )
    desk.open("/dotaz/1")
    for address in ("/sablona", "/nahled", "/odpoved"):
        fields = desk.page.fields(address) if desk.page else {}
        press(desk, f"/dotaz/1{address}", fields | {"suggested": "vlastni"})
    for path in ("/", "/dotaz/1", "/web/stranky"):
        look(desk, path)
    public.open(BOX)
    check_page(public.send(receipt=receipt))
