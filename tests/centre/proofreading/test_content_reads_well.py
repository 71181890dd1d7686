"""The proof-reader: each check finds what was planted, and lets a sound sentence be."""

import shutil
from collections.abc import Callable
from datetime import date

import pytest

from centre.proofreading.proof_reader import ProofReader
from centre.proofreading.prose import prose
from centre.reading.faults import Fault
from centre.reading.front_matter import Text
from centre.texts import content
from tests.paths import ROOT

TODAY = date(2026, 11, 21)

Find = Callable[[str, str], list[Fault]]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> ProofReader:
    """A proof-reader who knows the facts and lists of the sample centre, none of its texts."""
    folder = tmp_path_factory.mktemp("content")
    shutil.copytree(ROOT / "content" / "data", folder / "data")
    return ProofReader(content.read_leniently(folder, TODAY))


@pytest.fixture
def errors(reader: ProofReader) -> Find:
    return lambda source, lang: list(reader.errors_in(prose(Text("page.md", 1, source, lang))))


@pytest.fixture
def advice(reader: ProofReader) -> Find:
    return lambda source, lang: list(reader.advice_on(prose(Text("page.md", 1, source, lang))))


WRONG = [
    # words that put a person down
    (
        "cs",
        "Chodí k nám i narkomani z města.",
        "„narkomani“ člověka sráží; lépe: člověk, který užívá drogy",
    ),
    ("cs", "> Soused mi řekl feťáku.", "„feťáku“ člověka sráží"),
    ("cs", "Pomáháme při zneužívání drog.", "„zneužívání drog“ člověka sráží; lépe: užívání"),
    ("cs", "Hrozí **drogová\nepidemie** ve městě.", "„drogová epidemie“ člověka sráží"),
    (
        "en",
        "We help addicts and their families.",
        "„addicts“ člověka sráží; lépe: a person who uses drugs",
    ),
    ("uk", "Приходять наркомани з міста.", "„наркомани“ člověka sráží; lépe: людина, яка вживає"),
    # abbreviations
    ("cs", "Policii voláme a OSPOD také.", "zkratku „OSPOD“ stránka nevysvětluje"),
    ("cs", "Léčí se HCV a pak HCV (virus).", "zkratku „HCV“ stránka nevysvětluje"),
    ("cs", "Ošetření (i v NZZ) je zdarma.", "zkratku „NZZ“ stránka nevysvětluje"),
    ("en", "Ask at the MLSA about it.", "zkratku „MLSA“ stránka nevysvětluje"),
    ("uk", "Запитайте в ДСЗ про це.", "zkratku „ДСЗ“ stránka nevysvětluje"),
    # saying „ty“ to the reader
    ("cs", "Když chceš, přijď k nám.", "„chceš“ je tykání; čtenáři vykáme"),
    ("cs", "Poradíme ti.", "„ti“ je tykání"),
    ("cs", "Tvoje zprávy čte jen poradce.", "„Tvoje“ je tykání"),
    ("cs", "Zavolej na [[tel:centre]].", "„Zavolej“ je tykání"),
    ("uk", "Ти можеш прийти без документів.", "„Ти“ je tykání; čtenáři vykáme i ukrajinsky"),
    ("uk", "Якщо хочеш, приходьте.", "„хочеш“ je tykání"),
    # places that still wait for their words
    ("cs", "Lorem ipsum o centru.", "„Lorem“ vypadá jako nedopsané místo"),
    ("cs", "Otevřeno je od XXX hodin.", "„XXX“ vypadá jako nedopsané místo"),
    ("cs", "TODO: napsat o jídle.", "„TODO“ vypadá jako nedopsané místo"),
    ("cs", "- přijde později", "„přijde později“ vypadá jako nedopsané místo"),
    ("cs", "Cena je [doplnit] korun.", "„[doplnit]“ vypadá jako nedopsané místo"),
    ("cs", "Kontakt (doplnit telefon) a mapa.", "„(doplnit telefon)“ vypadá jako nedopsané místo"),
    ("en", "Coming soon", "„Coming soon“ vypadá jako nedopsané místo"),
    ("uk", "Буде додано.", "„Буде додано.“ vypadá jako nedopsané místo"),
    # numbers typed by hand
    ("cs", "Volejte 155.", "číslo 155 je napsané rukou; místo něj dejte [[helpline:155]]"),
    ("cs", "Jde o život? 155", "místo něj dejte [[helpline:155]]"),
    ("cs", "Dětem pomůže Linka bezpečí 116 111.", "místo něj dejte [[helpline:linka-bezpeci]]"),
    ("cs", "Zavolejte na 000 000 001 dopoledne.", "místo něj dejte [[tel:centre]]"),
    (
        "cs",
        "Jiné centrum má +420 601 234 567.",
        "číslo +420 601 234 567 je napsané rukou; zapište ho",
    ),
    ("en", "Call 112 or go to a hospital.", "místo něj dejte [[helpline:112]]"),
    ("uk", "Телефонуйте 155 негайно.", "místo něj dejte [[helpline:155]]"),
    # links and pictures
    ("cs", "Podmínky jsou [zde](page:rights).", "odkaz „zde“ neříká, kam vede"),
    ("cs", "Pro víc [klikněte na stránku](page:rights).", "neříká, kam vede"),
    ("cs", "Pravidla: [](page:rights)", "odkaz na „page:rights“ nemá žádná slova"),
    ("cs", "![](dvere.jpg)", "obrázek nemá popis"),
    ("en", "Read the rules [here](page:rights).", "odkaz „here“ neříká, kam vede"),
    ("uk", "Правила [тут](page:rights).", "odkaz „тут“ neříká, kam vede"),
    # letters of another language
    ("en", "Ask at the úřad práce.", "„úřad“ je česky; přeložte to, nebo české slovo označte"),
    ("uk", "Запитайте про dávky.", "„dávky“ je česky"),
    ("cs", "Pomůže вам naše centrum.", "„вам“ je azbukou"),
    ("uk", "Прийдiть до нас.", "„Прийдiть“ míchá latinku a azbuku"),
    ("uk", "Натисніть Send.", "„Send“ je latinkou; přeložte to, nebo slovo označte"),
    (
        "cs",
        "Napište nám, we are here for you.",
        "„are“ je anglicky; přeložte to, nebo cizí slova označte",
    ),
    ("en", "Come, nebo call us.", "„nebo“ je česky; přeložte to, nebo české slovo označte"),
]


@pytest.mark.parametrize(("lang", "source", "told"), WRONG)
def test_what_was_planted_is_told_with_its_line(
    errors: Find, lang: str, source: str, told: str
) -> None:
    nothing = {"cs": "Nic.", "en": "Nothing.", "uk": "Нічого."}[lang]
    found = errors(f"{nothing}\n\n{source}\n", lang)
    assert any(told in fault.message for fault in found), found
    assert {fault.line for fault in found} <= {3, 4}


SOUND = [
    ("cs", "> Kdo umožní šíření toxikomanie, bude potrestán.\n{: .law}"),
    (
        "cs",
        "Máme čisté jehly i čistou vodu. Nemluvíme o smažených bramborách ani o zneužívání dětí.",
    ),
    ("en", "Addiction is an illness. Addictology helps. We have clean water."),
    ("cs", "Pomůže orgán ochrany dětí (OSPOD). Na OSPOD s vámi půjdeme."),
    ("cs", "HCV (virus hepatitidy C) se léčí. Test na HCV je zdarma, na HIV také."),
    ("cs", "OSPOD\n:   Orgán ochrany dětí.\n\nNa OSPOD chodíme s vámi."),
    (
        "cs",
        "*[ABC]: abeceda\n\nNapište ABC.\n\n## NIKDY NENECHÁVEJTE DVEŘE OTEVŘENÉ\n\nMezi "
        "body II a III.",
    ),
    ("en", "At the Labour Office (*úřad práce*{: lang=cs}, ÚP) ask for help. The ÚP is near."),
    (
        "cs",
        "Ty jehly přineste. Ti, kdo přijdou, jsou vítáni. Příliš se nebojte, spíš se ptejte.",
    ),
    (
        "cs",
        "Řekněte jí: „Mám tě ráda a chci ti pomoct.“ Náš i váš čas má cenu. Buď přijďte, "
        "nebo zavolejte.",
    ),
    ("cs", "> Můžeš mi poradit?"),
    ("cs", "Přijede Tomáš Beneš."),
    ("uk", "Ми лише хочемо допомогти. Це наш товариш. Скажіть: «Ти мені дорогий»."),
    ("en", "You are welcome. Your words stay with us."),
    ("uk", "Погляньте чому: systemctl status kacko-tick.timer, потім вручну «kacko tick»."),
    (
        "cs",
        "Účinek přijde později. Kdo sem přijde, toho vyslechneme. Lze doplnit (doplnit tekutiny).",
    ),
    ("cs", "Opravdu??? Přípravu hradí obec."),
    (
        "cs",
        "Pomohli jsme 155 lidem, vydali 116 111 stříkaček za 150 Kč podle § 155 a zákona č. "
        "112/2006 Sb.",
    ),
    ("cs", "Policie zajistila 158 gramů. Stálo to 123 456 789 Kč, účet 123456789/0800."),
    (
        "cs",
        "Volejte [[helpline:155]] a napište na info@example.org nebo [web](https://example.org/155).",
    ),
    (
        "cs",
        "Popisuje to [první návštěva](page:first-visit). Zde [je místo na slova](page:rights).",
    ),
    (
        "en",
        "Ask at the *úřad práce*{: lang=cs}, or go to Žďár nad Sázavou. Linka bezpečí answers too.",
    ),
    (
        "uk",
        "**Управління (*krajský úřad*{: lang=cs})** у місті Havlíčkův Brod. Гепатит C, IP-адреса.",
    ),
    ("cs", "Mluvíme i *українською*{: lang=uk}.\n\nДобрий день\n{: lang=uk}"),
    ("cs", "Do políčka napište `TODO 155 zde`."),
    ("cs", "Platí to *by the way*{: lang=en} i pro forma."),
    ("uk", "Потрібен JavaScript. Файли cookie. Клавіша Shift. Harm reduction, Google."),
]


@pytest.mark.parametrize(("lang", "source"), SOUND)
def test_a_sound_sentence_is_left_alone(errors: Find, lang: str, source: str) -> None:
    assert errors(source, lang) == []


WORD = "slovo "

ADVISED = [
    ("cs", f"Toto je {WORD * 24}.", "věta „Toto je slovo slovo …“ má 26 slov; rozdělte ji"),
    ("cs", 'Řekl: "ano" a šel.', 'uvozovky "; v tomto jazyce se píší „…“'),
    ("cs", "Řekl: “ano” a šel.", "uvozovky “; v tomto jazyce se píší „…“"),
    ("cs", "Řekl: „ano a šel.", "uvozovka nemá svůj pár"),
    ("en", "He said „yes“.", "v tomto jazyce se píší “…”"),
    ("en", "We don't ask.", "rovný apostrof „'“; patří sem ’"),
    ("uk", 'Скажіть "так".', "v tomto jazyce se píší «…»"),
    ("uk", "Зв'яжіться з нами.", "rovný apostrof"),
    ("cs", "Přijďte - rádi pomůžeme.", "spojovník místo pomlčky"),
    ("cs", "Otevřeno 9.00-16.00 denně.", "rozsah „9.00-16.00“ má spojovník"),
    ("cs", "Každý krok dolů má cenu.", "„krok dolů“ se špatně čte; lépe: krok k menšímu riziku"),
    ("cs", "Co dělat, píše stránka [Krize](page:crisis).", "lépe: „najdete na stránce …“"),
    ("cs", "I tehdy máme co nabídnout.", "lépe: můžeme vám něco nabídnout"),
    ("cs", "Klientský kód není povinný.", "„Klientský kód“ se špatně čte; lépe: kód klienta"),
    ("cs", "Zavolejte do terénu.", "lépe: „terénní pracovníci“"),
    ("cs", "Postup: [Našli jste ji?](page:found-syringe).", "jedno znaménko na konci věty"),
]


@pytest.mark.parametrize(("lang", "source", "told"), ADVISED)
def test_what_reads_badly_is_advised_against(
    errors: Find, advice: Find, lang: str, source: str, told: str
) -> None:
    assert errors(source, lang) == []
    assert [told in fault.message for fault in advice(source, lang)] == [True]


WELL_SET = [
    ("cs", f"Toto je {WORD * 20}. Přijďte např. {WORD * 20}. A 21. listopadu {WORD * 20}."),
    ("cs", f"- {WORD * 15}\n- {WORD * 15}\n\n| {WORD * 15} | {WORD * 15} |"),
    ("cs", f"> {WORD * 40}\n{{: .law}}"),
    (
        "cs",
        "„Ano,“ řekl – a šel v 9.00–16.00. Červeno-bílý lístek, COVID-19, 2026-11-21, strana „A“.",
    ),
    ("cs", "Pojem „klient“: kód klienta. Opravdu?! Příručka (popisuje stránku po stránce) …"),
    ("cs", "> Každý krok dolů má cenu."),
    ("cs", '!!! note "Nadpis"\n    Text.'),
    ("en", "“Yes,” he said – don’t worry, it’s 9:00–16:00."),
    ("uk", "«Так», – сказав він. Зв’яжіться з нами."),
]


@pytest.mark.parametrize(("lang", "source"), WELL_SET)
def test_a_well_set_text_gets_no_advice(advice: Find, lang: str, source: str) -> None:
    assert advice(source, lang) == []


def test_the_line_is_right_inside_a_long_paragraph_and_after_a_link_over_two_lines(
    errors: Find,
) -> None:
    source = "První řádek.\nDruhý [odkaz\nna práva](page:rights) a\npak narkoman."
    assert [fault.line for fault in errors(source, "cs")] == [4]
