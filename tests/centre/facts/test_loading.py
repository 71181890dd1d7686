"""Facts are read as they were typed, and say the same in every language of the house."""

from datetime import date, time
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from centre.facts.centre import Centre
from centre.facts.helplines import Helplines
from centre.facts.loading import FILES, Facts, load_facts
from centre.facts.opening_hours import Exceptions, Hours
from centre.facts.places import Places, Premises
from centre.language.i18n import speaking
from centre.reading.values import Translations
from tests.paths import ROOT, SMALL_CENTRE

SMALL = SMALL_CENTRE
TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts(SMALL, today=TODAY)


def test_the_centres_own_files_are_sound() -> None:
    facts = load_facts(ROOT / "content/data")
    assert facts.helplines["155"].number == "155"
    assert set(facts.hours) == set(facts.places)


def test_a_sample_has_no_number_that_can_be_dialled() -> None:
    centre = load_facts(ROOT / "content/data").centre
    if centre.demo:
        assert not any(centre.can_dial(phone) for phone in centre.contacts.phones.values())
        assert all(phone.fictional for phone in centre.contacts.phones.values())


def test_no_helpline_is_called_nonstop_that_pauses_at_weekends() -> None:
    line = load_facts(ROOT / "content/data").helplines.get("linka-prvni-psychicke-pomoci")
    assert line is None or not line.nonstop


def test_only_the_numbers_that_everybody_knows_stand_without_an_operator() -> None:
    alone = {
        line.id for line in load_facts(ROOT / "content/data").helplines.values() if line.alone_ok
    }
    assert alone <= {"155", "112", "158"}


def test_plain_words_are_czech_and_other_languages_fall_back_to_them(facts: Facts) -> None:
    name = facts.centre.name
    assert [name.in_(lang) for lang in ("cs", "en", "uk")] == [
        "Malé centrum",
        "Small centre",
        "Malé centrum",
    ]
    assert [name.language_of(lang) for lang in ("cs", "en", "uk")] == ["cs", "en", "cs"]
    assert facts.centre.recognise == Translations(cs="zelený batoh")


def test_words_speak_the_language_that_is_being_spoken(facts: Facts) -> None:
    with speaking("en"):
        assert str(facts.centre.name) == "Small centre"
    assert str(facts.centre.name) == "Malé centrum"


def test_what_looks_like_a_number_keeps_its_leading_zero(facts: Facts) -> None:
    assert (facts.centre.provider.ico, facts.centre.provider.registration) == (
        "01234567",
        "0765432",
    )


def test_no_stays_a_word_where_a_word_is_meant_and_yes_is_true_where_a_truth_is(
    facts: Facts,
) -> None:
    assert facts.centre.naloxone == "no"
    assert facts.centre.contacts.phone("outreach").sms is True


def test_a_phone_is_kept_in_one_shape_however_it_was_typed(facts: Facts) -> None:
    contacts = facts.centre.contacts
    assert contacts.phone("centre").number == "+420 601 234 567"
    assert contacts.phone("outreach").digits == "+420602345678"
    assert facts.helplines["linka"].number == "800 350 000"


def test_who_calls_for_a_syringe_reaches_the_centre_when_it_has_no_special_number(
    facts: Facts,
) -> None:
    contacts = facts.centre.contacts
    assert contacts.phone("syringe") is contacts.phones["centre"]
    with pytest.raises(KeyError):
        contacts.phone("dispatcher")


def test_an_address_is_one_line_for_people(facts: Facts) -> None:
    dum = facts.places["dum"]
    assert isinstance(dum, Premises)
    assert str(dum.address) == "Krátká 1, 123 45 Dolní Lhota"


def test_a_part_of_a_town_is_named_with_its_town(facts: Facts) -> None:
    assert [town.title_in("cs") for town in facts.towns] == ["Dolní Lhota", "Horní Lhota, nádraží"]


def test_hours_are_times_and_days_are_dates(facts: Facts) -> None:
    first = facts.hours["dum"][0]
    assert (first.day, first.opens, first.closes) == ("po", time(9), time(12))
    assert facts.closures[0].last_day == date(2027, 1, 1)
    assert facts.checked_on["hours"] == TODAY


def test_links_never_get_a_double_slash(facts: Facts) -> None:
    assert facts.centre.base_url == "https://centrum.example.org"


def test_facts_cannot_be_changed_by_whoever_holds_them(facts: Facts) -> None:
    with pytest.raises(ValidationError):
        facts.centre.demo = True
    with pytest.raises(TypeError):
        facts.places["x"] = facts.places["dum"]
    with pytest.raises(TypeError):
        facts.centre.contacts.phones["x"] = facts.centre.contacts.phones["centre"]


@pytest.mark.parametrize("model", [Centre, Places, Hours, Exceptions, Helplines])
def test_an_editing_form_can_be_made_from_every_file(model: type[BaseModel]) -> None:
    schema = model.model_json_schema()
    for fields in (schema, *schema.get("$defs", {}).values()):
        for name, field in fields.get("properties", {}).items():
            made_up = name.replace(
                "_", " "
            ).title()  # what pydantic calls a field that has no title
            assert field.get("title", made_up) != made_up, (
                f"{fields['title']}.{name} has no Czech label"
            )


def test_what_is_past_is_advice_and_does_not_stop_the_build() -> None:
    advice = load_facts(SMALL, today=date(2029, 1, 1)).advice
    assert {(fault.file.rsplit("/", 1)[-1], fault.field) for fault in advice} == {
        ("closures.yaml", "closures.0"),
        ("closures.yaml", "closures.1"),
        ("closures.yaml", "closures.2"),
        ("closures.yaml", "specials.0"),
        ("closures.yaml", "specials.1"),
        ("hours.yaml", "hours.0.blocks.4.valid_to"),
    }


def test_a_closure_is_not_past_on_its_last_day(tmp_path: Path) -> None:
    assert not [
        fault
        for fault in load_facts(SMALL, today=date(2027, 1, 1)).advice
        if fault.field == "closures.0"
    ]


def test_a_place_without_hours_is_advised_about(tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_text((SMALL / name).read_text("utf-8"), "utf-8")
    hours = (SMALL / "hours.yaml").read_text("utf-8")
    (tmp_path / "hours.yaml").write_text(hours[: hours.index("  - place: horni-lhota")], "utf-8")
    facts = load_facts(tmp_path, today=date(2026, 11, 1))
    assert facts.hours["horni-lhota"] == ()
    assert [fault.field for fault in facts.advice] == ["towns.1.id"]


def test_premises_need_no_more_than_an_address_and_are_advised_about(tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_text((SMALL / name).read_text("utf-8"), "utf-8")
    places = (SMALL / "places.yaml").read_text("utf-8")
    house = places.index("    coordinates: {lat: 49.6, lon: 15.6}")
    places = places[:house] + places[places.index("towns:") :]
    (tmp_path / "places.yaml").write_text(places, "utf-8")
    facts = load_facts(tmp_path, today=date(2026, 11, 1))
    bare = facts.premises[1]
    assert (bare.coordinates, bare.accessibility, bare.directions) == (None, None, None)
    (advice,) = facts.advice
    assert advice.message.startswith("chybí accessibility, directions, coordinates;")


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_text((SMALL / name).read_text("utf-8"), "utf-8-sig")
    assert load_facts(tmp_path, today=TODAY).centre.town == "Dolní Lhota"
