"""Any text that people write comes back as it was written; nothing that machines send breaks a
page."""

import string
import unicodedata
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from intake_service.work import texts
from tests.examples import examples
from tests.intake.browser import NAMESPACE, DeskVisitor, Visitor

pytestmark = pytest.mark.usefixtures("cheap_receipts")

ASK = "/dotaz/o-sobe"
RELATIVES = "/dotaz/blizci"
BOX = "/odpoved"

ONCE = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)

WRITING = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\t\n\r"), max_size=300
)

NASTY = {
    "leading newline": "\nPrvní řádek je prázdný.",
    "two leading newlines": "\n\n a",
    "trailing spaces": "konec   \n\t \n",
    "old line ends": "a\rb\r\nc\n\rd",
    "markup": "<script>alert(1)</script></textarea><bdi>&amp;&#60;%3C{{ 7*7 }}{% raw %}",
    "percent": "100% %(name)s %s %d %%",
    "emoji": "👩‍👩‍👧‍👦 🏳️‍🌈 🇨🇿 e\u0301 ﷽ Z̷͕̚a̴l̶g̷o",
    "right to left": "\u202eobráceně\u202c مرحبا שלום \u2066x\u2069",
    "invisible": "\ufeffa\u200b\u200d\u2060\u00ad\u2028\u2029b",
    "marks of replacement": "\ufffd\ufffc",
    "private use": "\ue000\U0010fffd\U000f0000",
    "ukrainian": "Я боюся за сина. Ґ’ї є",
    "quotes": "\"'`´‘’“”„‚«»\\\\\x5c\x5cn",
    "database": "'; DROP TABLE enquiry; --\t$1 ? :x",
    "spaces": " \u00a0\u2003\u3000a\u00a0",
}


def as_kept(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def ask_and_answer(public: Visitor, desk: DeskVisitor, text: str) -> None:
    """The text goes in by form, reply, answer and note, and is read on both sides."""
    typed = as_kept(text).replace("\n", "\r\n")
    kept = as_kept(text)
    public.open(ASK)
    receipt = public.send(text=typed).receipt
    number = desk.open("/?stav=waiting").text.split('href="/dotaz/')[-1].split('"')[0]
    assert desk.open(f"/dotaz/{number}").written == [kept]
    assert desk.send("/odpoved", text=typed).written == [kept, kept]
    assert desk.send("/poznamka", note=typed).written == [kept, kept, kept]
    public.open(BOX)
    assert public.send(receipt=receipt).written == [kept, kept]
    assert public.send("/napsat", text=typed + "!").written == [kept, kept, kept + "!"]
    public.open(f"{BOX}/smazat")
    public.send("/smazat")


WHOLE = {
    "one empty line first": "\nPrvní řádek je prázdný.",
    "two empty lines first": "\n\n a",
    "white space last": "konec  \n\t ",
    "all of it": "\n".join(NASTY.values()),
}


@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE)
def test_a_text_comes_back_to_both_sides(public: Visitor, desk: DeskVisitor, text: str) -> None:
    ask_and_answer(public, desk, text)


@settings(ONCE, max_examples=6)
@given(WRITING.filter(str.strip))
def test_any_text_comes_back_code_point_for_code_point(
    public: Visitor, desk: DeskVisitor, text: str
) -> None:
    ask_and_answer(public, desk, text)


def test_a_refused_form_gives_the_text_back(public: Visitor) -> None:
    public.open(RELATIVES)
    for text in NASTY.values():
        page = public.send(text=as_kept(text).replace("\n", "\r\n"), relation="nobody")
        assert (page.status, page.typed()) == (422, as_kept(text))


def test_a_short_answer_of_the_form_is_only_text_at_the_desk(
    public: Visitor, desk: DeskVisitor
) -> None:
    for number, text in enumerate(NASTY.values(), start=1):
        public.open(RELATIVES)
        public.send(text="Otázka.", wish=text)
        page = desk.open(f"/dotaz/{number}")
        typed = [each.find(f"{NAMESPACE}bdi") for each in page.all("dd")]
        assert ["".join(each.itertext()) for each in typed] == [as_kept(text)]
        assert not [each for each in page.all("script") if each.get("type") != "module"]


def machine_made(sign: str) -> bool:
    """Control characters, lone surrogates and non-characters, as Unicode's own data say."""
    kind = unicodedata.category(sign)
    non_character = ord(sign) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(sign) <= 0xFDEF
    return (kind in ("Cc", "Cs") and sign not in "\t\n") or non_character


@given(st.text(max_size=60))
@settings(max_examples=examples(150))
@example("\x85a")
@example("a\ud800")
@example("\ufdef\U0003ffff")
def test_a_text_is_kept_whole_or_refused(text: str) -> None:
    lines = as_kept(text)
    if any(map(machine_made, lines)) or not lines.strip() or len(lines) > 50:
        with pytest.raises(texts.BadText):
            texts.clean(text, 50)
    else:
        assert texts.clean(text, 50) == lines
    assert texts.clean(texts.showable(text) + "!", 100)


SENDERS = (
    ASK,
    RELATIVES,
    BOX,
    f"{BOX}/napsat",
    f"{BOX}/smazat",
    f"{BOX}/zavrit",
    f"{BOX}/hodnoceni",
)
SENDERS += (f"{BOX}/zverejneni",)
DESKS = (
    "/prihlaseni",
    "/pozvanka",
    "/pozvanka/hotovo",
    "/dotaz/1/odpoved",
    "/dotaz/1/poznamka",
    "/tym/pozvat",
)
DESKS += (
    "/dotaz/1/zavrit",
    "/dotaz/1/smazat",
    "/dotaz/1/smazat/navrh",
    "/ucet",
    "/tym/00/prijmout",
    "/tym/zz/odchod",
    "/odhlaseni",
)
DESKS += ("/dotaz/1/zverejneni", "/dotaz/1/zverejneni/stranka", "/dotaz/1/zverejneni/stahnout")
DESKS += ("/dotaz/1/zverejneni/navrh", "/dotaz/1/zverejneni/zastavit")
DESKS += ("/kos", "/kos/vratit", "/kos/vysypat")
DESKS += ("/dotaz/1/sablona", "/dotaz/1/nahled")
NAMES = (
    "text",
    "attempt",
    "after",
    "topic",
    "wish",
    "receipt",
    "note",
    "name",
    "password",
    "code",
    "draft",
)
NAMES += ("template", "suggested")
NAMES += ("duty", "invitation", "secret", "again", "old", "csrf_token")
NAMES += ("rating", "sentence", "number", "mark", "answer", "title", "lead", "question")
ANYTHING = st.one_of(
    st.text(max_size=40), st.sampled_from(list(NASTY.values())), st.integers().map(str)
)
ODD_FIELDS = st.dictionaries(
    st.sampled_from(NAMES), ANYTHING.map(lambda text: text.encode("utf-8", "replace").decode())
)
ODD_BODIES = st.binary(max_size=80) | st.text(string.printable, max_size=80).map(str.encode)


@pytest.mark.parametrize("valid_token", [True, False], ids=["with a token", "without a token"])
@ONCE
@given(data=st.data())
def test_no_form_breaks_a_page_of_the_sender(
    public: Visitor, data: st.DataObject, valid_token: bool
) -> None:
    attack(public, BOX, SENDERS, data, valid_token=valid_token)


@pytest.mark.parametrize("valid_token", [True, False], ids=["with a token", "without a token"])
@ONCE
@given(data=st.data())
def test_no_form_breaks_a_page_of_the_desk(
    desk: DeskVisitor, data: st.DataObject, valid_token: bool
) -> None:
    attack(desk, "/ucet", DESKS, data, valid_token=valid_token)


@ONCE
@given(path=st.sampled_from(SENDERS), body=ODD_BODIES)
def test_no_body_breaks_a_page(public: Visitor, path: str, body: bytes) -> None:
    assert public.post_bytes(path, body).status in (200, 400, 403, 413, 422)


def attack(
    visitor: Visitor, start: str, paths: tuple[str, ...], data: st.DataObject, *, valid_token: bool
) -> None:
    """Each page that comes back is checked when it is opened: no 500, nothing unlabelled, nothing
    broken."""
    fields = data.draw(ODD_FIELDS)
    if valid_token:
        visitor.open(start)
        fields["csrf_token"] = visitor.token()
    visitor.post(data.draw(st.sampled_from(paths)), **fields)


@ONCE
@given(path=st.text(min_size=1, max_size=30), query=st.text(max_size=30))
def test_no_address_breaks_a_page(public: Visitor, path: str, query: str) -> None:
    page = public.see(public.client.get("/" + quote(path.lstrip("/")), query_string=query))
    assert page.status in (200, 400, 404, 410)
