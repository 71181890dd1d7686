"""Each slip of an editor is told with its file and line, in Czech, and all slips in one run."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from centre.facts import FILES, load
from centre.faults import Fault, Faults, file_name

SMALL = Path(__file__).parent / "small_centre"


@dataclass(frozen=True)
class Slip:
    """In ``file``, ``right`` is written as ``wrong``; the fault stands where ``marked`` is."""

    file: str
    right: str
    wrong: str
    marked: str
    field: str
    told: str


def slip(what, file, right, wrong, field, told, marked=None):
    return pytest.param(Slip(f"{file}.yaml", right, wrong, marked or wrong, field, told), id=what)


SLIPS = [
    slip(
        "a time with one digit of minutes",
        "hours",
        "{day: st, from: 9:00, to: 12:00}",
        "{day: st, from: 9:0, to: 12:00}",
        "hours.0.blocks.2.from",
        "čekáme čas od 0:00 do 23:59, třeba 9:00 nebo 16:30; je tu „9:0“",
    ),
    slip(
        "a weekday written in full",
        "hours",
        "day: út",
        "day: Úterý",
        "hours.1.blocks.0.day",
        "je tu „Úterý“, čekáme jedno z: po, út, st, čt, pá, so, ne; mysleli jste „út“?",
    ),
    slip(
        "a misspelt field",
        "hours",
        "weeks: odd",
        "wekes: odd",
        "hours.2.blocks.0.wekes",
        "neznámé pole; mysleli jste „weeks“?",
    ),
    slip(
        "overlapping blocks",
        "hours",
        "{day: po, from: 13:00, to: 17:00}",
        "{day: po, from: 11:30, to: 17:00}",
        "hours.0.blocks.1.from",
        "kryje se s hodinami po 09:00–12:00 na řádku 5",
    ),
    slip(
        "a block over midnight",
        "hours",
        "{day: čt, from: 20:00, to: 23:59}",
        "{day: čt, from: 20:00, to: 1:00}",
        "hours.0.blocks.3.to",
        "konec 1:00 není po začátku 20:00; přes půlnoc se čas nepíše, rozdělte ho na dva dny",
    ),
    slip(
        "a block of no length",
        "hours",
        "{day: út, from: 9:00, to: 12:00}",
        "{day: út, from: 9:00, to: 9:00}",
        "hours.1.blocks.0.to",
        "konec 9:00 není po začátku 9:00; přes půlnoc se čas nepíše, rozdělte ho na dva dny",
    ),
    slip(
        "an end in the hour when clocks change",
        "hours",
        "from: 0:30, to: 5:00",
        "from: 0:30, to: 2:30",
        "hours.1.blocks.1.to",
        "mezi 2:00 a 2:59 se mění letní čas; napište 1:59, nebo 3:00",
    ),
    slip(
        "a validity that ends before it starts",
        "hours",
        "valid_from: 2027-01-01}",
        "valid_from: 2027-01-01, valid_to: 2026-06-30}",
        "hours.0.blocks.5.valid_to",
        "konec platnosti 2026-06-30 je před jejím začátkem (valid_from) 2027-01-01",
    ),
    slip(
        "an unknown place with hours",
        "hours",
        "place: chalupa",
        "place: chaluppa",
        "hours.1.place",
        "místo „chaluppa“ v places.yaml není; mysleli jste „chalupa“?",
    ),
    slip(
        "one worker alone outdoors",
        "hours",
        "staff: 3",
        "staff: 1",
        "hours.2.blocks.1.staff",
        "v terénu jsou vždy nejméně dva pracovníci",
    ),
    slip(
        "a place whose hours are written twice",
        "hours",
        "place: horni-lhota",
        "place: dolni-lhota",
        "hours.3.place",
        "„dolni-lhota“ už hodiny má na řádku 15; napište je k sobě",
        marked="place: dolni-lhota\n    blocks:\n      - {day: čt",
    ),
    slip(
        "a day that the calendar does not have",
        "closures",
        "date: 2027-02-01",
        "date: 2027-02-31",
        "closures.2.date",
        "den „2027-02-31“ v kalendáři není",
    ),
    slip(
        "a closure of an unknown place",
        "closures",
        "places: [dum, chalupa]\n    reason: malování",
        "places: [dum, hrad]\n    reason: malování",
        "closures.2.places",
        "místo „hrad“ v places.yaml není",
        marked="places: [dum, hrad]",
    ),
    slip(
        "a closure that ends before it starts",
        "closures",
        "until: 2027-02-05",
        "until: 2026-02-05",
        "closures.2.until",
        "poslední den 2026-02-05 je před prvním (date) 2027-02-01",
    ),
    slip(
        "a closure that lasts for years",
        "closures",
        "until: 2027-02-05",
        "until: 2072-02-05",
        "closures.2.until",
        "zavřeno od 2027-02-01 do 2072-02-05 je déle než rok; zkontrolujte rok",
    ),
    slip(
        "half a time of a closure",
        "closures",
        "    from: 10:00\n    to: 11:00\n",
        "    from: 10:00\n",
        "closures.1",
        "zavření na část dne potřebuje oba časy, od (from) i do (to)",
        marked="date: 2026-12-07",
    ),
    slip(
        "times in a closure of several days",
        "closures",
        "    from: 10:00\n    to: 11:00\n",
        "    until: 2026-12-08\n    from: 10:00\n    to: 11:00\n",
        "closures.1",
        "časy (from, to) jdou napsat jen k jednomu dni, bez until",
        marked="date: 2026-12-07",
    ),
    slip(
        "an opening inside a closure",
        "closures",
        "date: 2026-12-09",
        "date: 2026-12-28",
        "specials.1.date",
        "v tu dobu je zavřeno (Vánoce, řádek 3)",
    ),
    slip(
        "two special openings at once",
        "closures",
        "date: 2026-11-17\n    from: 10:00\n    to: 12:00",
        "date: 2026-12-09\n    from: 10:00\n    to: 16:00",
        "specials.1.from",
        "kryje se s mimořádnou dobou na řádku 17",
        marked="from: 15:00",
    ),
    slip(
        "a phone with a digit missing",
        "centre",
        "602 345 678",
        "602 345 67",
        "contacts.phones.outreach.number",
        "čekáme české číslo o devíti číslicích, třeba +420 601 234 567; je tu „602 345 67“",
    ),
    slip(
        "a made-up phone outside a sample",
        "centre",
        "+420601234567",
        "+420 000 000 001",
        "contacts.phones.centre.number",
        "+420 000 000 001 je smyšlené číslo; smí tu být jen v ukázce (demo: true)",
    ),
    slip(
        "a phone that nobody uses",
        "centre",
        "    outreach:",
        "    outreech:",
        "contacts.phones.outreech",
        "telefon „outreech“ nepoužívá žádné místo v places.yaml; mysleli jste „outreach“?",
    ),
    slip(
        "no phone of the centre",
        "centre",
        "    centre: {number: +420601234567}\n",
        "",
        "contacts.phones",
        "chybí telefon centra (centre)",
        marked="  phones:",
    ),
    slip(
        "too few outreach workers",
        "centre",
        "naloxone: no",
        "outreach_staff: 1\nnaloxone: no",
        "outreach_staff",
        "čekáme nejméně 2; je tu „1“",
        marked="outreach_staff: 1",
    ),
    slip(
        "a word where a number belongs",
        "centre",
        "answer_days: 3",
        "answer_days: tři",
        "answer_days",
        "čekáme celé číslo; je tu „tři“",
    ),
    slip(
        "deleted before it is closed",
        "centre",
        "delete_after_days: 90",
        "delete_after_days: 20",
        "retention.delete_after_days",
        "smazat se smí až po uzavření (close_after_days), tedy po víc než 30 dnech",
    ),
    slip(
        "a language that does not exist",
        "centre",
        "answers_in: [cs, en]",
        "answers_in: [cs, xx]",
        "answers_in.1",
        "čekáme dvoupísmenný kód jazyka, třeba cs, en, uk; je tu „xx“",
    ),
    slip(
        "a required field left out",
        "centre",
        "town: Dolní Lhota\n",
        "",
        "town",
        "chybí povinné pole",
        "demo:",
    ),
    slip(
        "an unknown translation",
        "centre",
        "en: Small centre",
        "de: Kleines Zentrum",
        "name.de",
        "neznámé pole; známe cs, en, uk",
    ),
    slip(
        "coordinates of a stop",
        "places",
        "part: nádraží",
        "part: nádraží\n    coordinates: {lat: 49.1, lon: 15.2}",
        "towns.1.coordinates",
        "terénní místo souřadnice nemá: přesné místo nezveřejňujeme, stačí město nebo jeho část",
        marked="coordinates: {lat: 49.1",
    ),
    slip(
        "coordinates in the wrong order",
        "places",
        "{lat: 49.6, lon: 15.6}",
        "{lat: 15.6, lon: 49.6}",
        "premises.1.coordinates.lat",
        "čekáme nejméně 48.5; je tu „15.6“",
    ),
    slip(
        "an unknown kind of place",
        "places",
        "kinds: [station]",
        "kinds: [nádraží]",
        "towns.1.kinds.0",
        "je tu „nádraží“, čekáme jedno z: street, park, station, stop, square",
    ),
    slip(
        "two names for one town",
        "places",
        "town: Dolní Lhota, postal_code",
        "town: Dolni lhota, postal_code",
        "premises.0.address.town",
        "jedno město má dvě jména: „Dolni lhota“ a „Dolní Lhota“",
        marked="{street: Krátká 1",
    ),
    slip(
        "one town twice",
        "places",
        "name: Horní Lhota\n    part: nádraží",
        "name: Dolní Lhota",
        "towns.1.name",
        "totéž místo už je na řádku 16 jako „Dolní Lhota“",
        marked="name: Dolní Lhota\n    kinds: [station]",
    ),
    slip(
        "an identifier with diacritics",
        "places",
        "id: horni-lhota",
        "id: Horní Lhota",
        "towns.1.id",
        "čekáme malá písmena bez háčků, číslice a spojovníky, třeba havlickuv-brod; je tu „Horní Lhota“",
    ),
    slip(
        "one identifier for two places",
        "places",
        "id: dolni-lhota",
        "id: dum",
        "towns.0.id",
        "značka „dum“ už patří jinému místu (řádek 3)",
        marked="id: dum\n    name: Dolní",
    ),
    slip(
        "a place called all",
        "places",
        "id: horni-lhota",
        "id: all",
        "towns.1.id",
        "značka „all“ znamená všechna místa; zvolte jinou",
    ),
    slip(
        "a district that the centre does not serve",
        "places",
        "kinds: [station]\n    district: Dolní Lhota",
        "kinds: [station]\n    district: Tábor",
        "towns.1.district",
        "okres „Tábor“ není mezi okresy v centre.yaml",
        marked="district: Tábor",
    ),
    slip(
        "a phone that centre.yaml does not have",
        "places",
        "directions: od nádraží vlevo",
        "directions: od nádraží vlevo\n    phone: chalupa",
        "premises.1.phone",
        "telefon „chalupa“ v centre.yaml není",
        marked="phone: chalupa",
    ),
    slip(
        "a helpline's number with two digits",
        "helplines",
        "number: 155",
        "number: 15",
        "helplines.0.number",
        "čekáme číslo o třech, šesti nebo devíti číslicích; je tu „15“",
    ),
    slip(
        "only a link, but no link",
        "helplines",
        "    url: https://linka.example.org/\n",
        "",
        "helplines.1",
        "když se má ukázat jen odkaz (link_only), musí tu být web (url)",
        marked="- id: linka",
    ),
    slip(
        "no ambulance",
        "helplines",
        "- id: 155",
        "- id: zachranka",
        "helplines",
        "chybí linka 155; ukazuje ji každá stránka",
        marked="helplines:",
    ),
    slip(
        "a helpline written twice",
        "helplines",
        "- id: linka",
        "- id: 155",
        "helplines.1.id",
        "linka „155“ už je na řádku 2",
        marked="- id: 155\n    number: 8",
    ),
    slip(
        "a truth that is none",
        "helplines",
        "alone_ok: true",
        "alone_ok: možná",
        "helplines.0.alone_ok",
        "čekáme true (ano), nebo false (ne); je tu „možná“",
    ),
    slip(
        "a field written twice",
        "helplines",
        "    operator: Spolek",
        "    operator: Spolek\n    operator: Ústav",
        "",
        "pole „operator“ je v jedné skupině dvakrát; nechte jen jedno",
        marked="operator: Ústav",
    ),
    slip(
        "a tabulator",
        "places",
        "    directions: od nádraží vlevo",
        "\tdirections: od nádraží vlevo",
        "",
        "odsazení tabulátorem; odsazujte mezerami",
    ),
]


@pytest.fixture
def editor(tmp_path):
    return Editor(tmp_path)


class Editor:
    """Somebody who writes into a copy of the small centre."""

    def __init__(self, folder):
        self.folder = folder
        for name in FILES:
            (folder / name).write_text((SMALL / name).read_text("utf-8"), "utf-8")

    def slips(self, made):
        before = self.read(made.file)
        assert made.right in before
        (self.folder / made.file).write_text(before.replace(made.right, made.wrong, 1), "utf-8")

    def read(self, file):
        return (self.folder / file).read_text("utf-8")

    def line(self, made):
        text = self.read(made.file)
        return text.count("\n", 0, text.index(made.marked)) + 1

    def expects(self, made):
        return Fault(file_name(self.folder / made.file), self.line(made), made.field, made.told)

    def faults(self):
        try:
            load(self.folder, today=date(2026, 11, 1))
        except Faults as faults:
            return faults.all
        return ()


@pytest.mark.parametrize("made", SLIPS)
def test_a_slip_is_told_with_its_line(editor, made):
    editor.slips(made)
    assert editor.expects(made) in editor.faults()


ONE_BAD_DAY = (
    "a time with one digit of minutes",
    "a weekday written in full",
    "a misspelt field",
    "overlapping blocks",
    "a block over midnight",
    "an end in the hour when clocks change",
    "a validity that ends before it starts",
    "an unknown place with hours",
    "one worker alone outdoors",
    "a day that the calendar does not have",
    "half a time of a closure",
    "an opening inside a closure",
    "a phone with a digit missing",
    "a word where a number belongs",
    "deleted before it is closed",
    "an unknown translation",
    "coordinates of a stop",
    "an unknown kind of place",
    "two names for one town",
    "a helpline's number with two digits",
    "only a link, but no link",
    "a truth that is none",
)


def test_all_slips_of_one_day_are_told_in_one_run(editor):
    made = [each.values[0] for each in SLIPS if each.id in ONE_BAD_DAY]
    for each in made:
        editor.slips(each)
    expected = {editor.expects(each) for each in made}
    assert len(expected) == len(ONE_BAD_DAY)
    assert set(editor.faults()) == expected


def test_faults_come_in_the_order_of_files_and_lines(editor):
    for each in SLIPS:
        if each.id in ONE_BAD_DAY:
            editor.slips(each.values[0])
    faults = editor.faults()
    assert list(faults) == sorted(faults, key=lambda fault: (fault.file, fault.line))


def test_a_fault_reads_like_a_compilers(editor):
    editor.slips(SLIPS[0].values[0])
    assert str(Faults(editor.faults())) == (
        f"{file_name(editor.folder / 'hours.yaml')}:7: hours.0.blocks.2.from: "
        "čekáme čas od 0:00 do 23:59, třeba 9:00 nebo 16:30; je tu „9:0“"
    )


def test_a_file_in_the_repository_is_named_from_its_root(monkeypatch):
    monkeypatch.chdir(SMALL.parents[2])
    assert file_name(SMALL / "hours.yaml") == "tests/centre/small_centre/hours.yaml"


def test_hours_of_a_faulty_place_are_not_called_unknown(editor):
    places = editor.read("places.yaml").replace("    accessibility: tři schody\n", "")
    (editor.folder / "places.yaml").write_text(places, "utf-8")
    assert [fault.field for fault in editor.faults()] == ["premises.1.accessibility"]


def test_an_unreadable_file_of_places_does_not_make_every_place_unknown(editor):
    (editor.folder / "places.yaml").write_text("premises: [x\nb: c", "utf-8")
    assert [fault.message for fault in editor.faults()] == [
        "seznam v závorkách není zavřený nebo v něm chybí čárka"
    ]


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_told(editor, name):
    (editor.folder / name).unlink()
    assert Fault(file_name(editor.folder / name), 1, "", "soubor chybí") in editor.faults()


@pytest.mark.parametrize("name", FILES)
def test_an_empty_file_is_told(editor, name):
    (editor.folder / name).write_text("# nic\n", "utf-8")
    assert Fault(file_name(editor.folder / name), 1, "", "soubor je prázdný") in editor.faults()


def test_a_file_in_another_encoding_is_told_with_the_line_of_its_first_letter_that_hurts(editor):
    (editor.folder / "hours.yaml").write_bytes("checked_on: 2026-11-21\n# čt\n".encode("cp1250"))
    (fault,) = editor.faults()
    assert (fault.line, fault.message) == (2, "nečitelný znak; uložte soubor v kódování UTF-8")
