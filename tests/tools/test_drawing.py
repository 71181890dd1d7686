"""The drawing of the rooms: made from the imports, and the one in the docs is current."""

import pytest

from tests.paths import ROOT
from tools.drawing import CircleError, drawing, drawn, mermaid, without_implied


def test_the_drawing_in_the_docs_is_current() -> None:
    assert drawn(ROOT) == drawing(ROOT), "make drawing"


def test_arrows_that_others_imply_are_left_out() -> None:
    arrows = {"desk": {"web", "work", "store"}, "web": {"work"}, "work": {"store"}, "store": set()}
    assert without_implied(arrows) == {
        "desk": {"web"},
        "web": {"work"},
        "work": {"store"},
        "store": set(),
    }


def test_two_ways_to_one_room_both_stay() -> None:
    arrows = {"desk": {"web", "work"}, "web": {"store"}, "work": {"store"}, "store": set()}
    assert without_implied(arrows) == arrows


def test_a_circle_is_told() -> None:
    with pytest.raises(CircleError, match="a -> b -> a"):
        without_implied({"a": {"b"}, "b": {"a"}})


def test_rooms_stand_in_their_house() -> None:
    arrows = {"house.work.team": {"house.store"}, "house.store": set()}
    assert mermaid(arrows).splitlines() == [
        "flowchart TD",
        '    subgraph house_["house"]',
        '        house_store["store"]',
        '        subgraph house_work_["work"]',
        '            house_work_team["team"]',
        "        end",
        "    end",
        "    house_work_team --> house_store",
    ]
