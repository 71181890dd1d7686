"""The sketch of the towns: everything is on it, nothing covers anything, and a list says it all
again."""

import re
from itertools import combinations
from pathlib import Path

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre.facts.loading import Facts, load_facts
from centre.intake import addresses
from centre.language.languages import ORIGINAL
from centre.reading.faults import Faults
from site_plugins.drawing import town_map
from site_plugins.drawing.map_labels import Box, lines_of, place_labels
from tests.built import BuiltSite, Written
from tests.paths import ROOT
from tests.site.conftest import Draft

DATA = ROOT / "content" / "data"
KIB = 1024


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts(DATA)


@pytest.fixture(scope="module")
def drawing(facts: Facts) -> town_map.Drawing:
    sketch = town_map.read(DATA)
    assert sketch
    return town_map.draw(sketch, facts)


def outreach_page(built_site: BuiltSite) -> Written:
    return built_site.pages[built_site.frame.address("outreach", ORIGINAL)]


def test_every_town_of_the_sample_is_drawn(drawing: town_map.Drawing, facts: Facts) -> None:
    assert {mark.label.text for mark in drawing.marks} == {town.name.cs for town in facts.towns}
    assert list(town_map.advice(drawing, facts)) == []


def test_no_name_covers_another_or_leaves_the_map(drawing: town_map.Drawing) -> None:
    bounds = Box(0, 0, drawing.sketch.width, drawing.sketch.height)
    for label in drawing.labels:
        assert label.box.shared(bounds) == pytest.approx(label.box.area), label.text
    for one, other in combinations(drawing.labels, 2):
        assert one.box.shared(other.box) == 0, f"{one.text} and {other.text}"


def test_no_name_covers_a_mark(drawing: town_map.Drawing) -> None:
    for mark in drawing.marks:
        around = Box(mark.town.x - 6, mark.town.y - 6, mark.town.x + 6, mark.town.y + 6)
        for label in drawing.labels:
            assert label.box.shared(around) == 0, label.text


def test_houses_and_outreach_differ_in_shape(drawing: town_map.Drawing, facts: Facts) -> None:
    svg = drawing.svg({})
    houses = {place.address.town for place in facts.premises}
    assert svg.count(town_map.ARCH) == len(houses) == 2
    assert svg.count("<circle") == len(facts.towns) == 7
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg)) == {"none", "currentColor"}


def test_the_map_is_small_and_leads_to_the_towns_alone(built_site: BuiltSite, facts: Facts) -> None:
    """Whoever listens, or uses a keyboard, has the same links in the timetable."""
    page = outreach_page(built_site).path.read_text("utf-8")
    (svg,) = re.findall(r'<svg class="map" .*?</svg>', page, re.DOTALL)
    assert len(brotli.compress(svg.encode())) <= 3 * KIB
    assert svg.startswith('<svg class="map"')
    assert 'aria-hidden="true"' in svg.partition(">")[0]
    assert not re.search(r"<(image|script|style)\b|url\(", svg)
    led_to = re.findall(r'<a href="([^"]+)" tabindex="-1">', svg)
    assert svg.count("href") == len(led_to)
    assert sorted(led_to) == sorted(town_pages(facts))


def town_pages(facts: Facts) -> list[str]:
    return [addresses.page(town.id, "towns", ORIGINAL) for town in facts.towns]


def test_the_page_leads_to_every_place_without_the_map(built_site: BuiltSite, facts: Facts) -> None:
    page = outreach_page(built_site)
    (table,) = page.all("table")
    links = {link.get("href"): "".join(link.itertext()) for link in table.iter("a")}
    assert list(links) == town_pages(facts)
    for town, name in zip(facts.towns, links.values(), strict=True):
        assert name.replace("\xa0", " ") == town.title_in(ORIGINAL)
        assert town.id in page.anchors()  # where links of before lead
    (beside,) = [each for each in page.all("div") if each.get("class") == "map-with-list"]
    led_to = {link.get("href") for link in beside.iter("a")}
    assert {addresses.page(house.id, "places", ORIGINAL) for house in facts.premises} <= led_to


def test_the_file_holds_town_centres_and_nothing_nearer() -> None:
    for model in (town_map.TownOnMap, town_map.River):
        assert not {"lat", "lon", "coordinates", "street", "part"} & set(model.model_fields)
    assert town_map.TownOnMap.model_fields["x"].annotation is int


def write(folder: Path, text: str) -> Path:
    (folder / town_map.FILE).write_text(text, "utf-8")
    return folder


def test_without_the_file_there_is_no_map(tmp_path: Path) -> None:
    assert town_map.read(tmp_path) is None


def test_a_bad_file_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(Faults) as told:
        town_map.read(
            write(tmp_path, "width: 360\nheight: 200\ntowns:\n  - {town: Brod, x: 5, z: 7}\n")
        )
    lines = [str(fault) for fault in told.value.all]
    assert len(lines) == 2
    assert all("map.yaml:4: towns.0." in line for line in lines)


def test_the_check_of_all_content_tells_it_too(draft: Draft) -> None:
    draft.replace("data/map.yaml", "width: 360", "width: hodně")
    code, lines = draft.check()
    assert code == 1
    assert f"data/map.yaml:{draft.line('data/map.yaml', 'width')}: width: " in "\n".join(lines)


def test_a_town_missing_or_misspelt_is_advice_and_never_stops_a_build(
    tmp_path: Path, facts: Facts
) -> None:
    text = (
        (DATA / town_map.FILE)
        .read_text("utf-8")
        .replace("town: Žďár nad Sázavou", "town: Žďár nad Sázavo")
    )
    sketch = town_map.read(write(tmp_path, text))
    assert sketch
    missing, vain = town_map.advice(town_map.draw(sketch, facts), facts)
    assert "„Žďár nad Sázavou“ na mapce chybí" in str(missing)
    assert "mysleli jste „Žďár nad Sázavou“?" in str(vain)


def test_names_too_close_to_each_other_are_advice(tmp_path: Path, facts: Facts) -> None:
    same_spot = "\n".join(f"  - {{town: {town.name.cs}, x: 50, y: 40}}" for town in facts.towns)
    sketch = town_map.read(write(tmp_path, f"width: 100\nheight: 80\ntowns:\n{same_spot}\n"))
    assert sketch
    told = [str(fault) for fault in town_map.advice(town_map.draw(sketch, facts), facts)]
    assert told
    assert "posuňte města od sebe" in told[0]


def test_a_name_breaks_before_its_preposition() -> None:
    assert lines_of("Žďár nad Sázavou") == ("Žďár", "nad Sázavou")
    assert lines_of("Havlíčkův Brod") == ("Havlíčkův Brod",)
    assert lines_of("Nové Město na Moravě") == ("Nové Město", "na Moravě")


SPOTS = st.lists(
    st.tuples(st.integers(0, 350), st.integers(0, 200)), min_size=1, max_size=8, unique=True
)


@given(SPOTS)
def test_a_label_says_truly_whether_it_is_crowded(spots: list[tuple[float, float]]) -> None:
    bounds = Box(0, 0, 360, 220)
    marks = [Box(x - 5, y - 5, x + 5, y + 5) for x, y in spots]
    labels = place_labels([("Ledeč nad Sázavou", box) for box in marks], marks, bounds)
    for number, label in enumerate(labels):
        taken = [*marks, *(each.box for each in labels[:number])]
        covered = sum(label.box.shared(box) for box in taken)
        outside = label.box.area - label.box.shared(bounds)
        assert label.crowded is (covered + outside > 1e-9)
