"""Texts that know their language say so in HTML and are plain strings for everybody else."""

import copy
import json

import pytest
from markupsafe import escape

from centre.language.i18n import speaking
from centre.language.localized_text import JoinedText, LocalizedText
from centre.reading.values import Translations

TOWN = LocalizedText("Žďár nad Sázavou", "cs")


def test_a_czech_name_on_another_page_is_marked_and_on_a_czech_one_is_not() -> None:
    assert escape(TOWN) == "Žďár nad Sázavou"
    with speaking("uk"):
        assert escape(TOWN) == '<span lang="cs">Žďár nad Sázavou</span>'


def test_it_is_escaped_and_has_its_hard_spaces_in_html_alone() -> None:
    said = LocalizedText("K <vám> v úterý", "cs")
    assert escape(said) == "K\xa0&lt;vám&gt; v\xa0úterý"
    assert f"{said}" == "K <vám> v úterý"
    assert json.dumps([said], ensure_ascii=False) == '["K <vám> v úterý"]'


def test_several_texts_in_one_keep_their_languages() -> None:
    with speaking("en"):
        closed = JoinedText(
            "Closed: ", JoinedText.joined(", ", [TOWN, LocalizedText("Brno", "cs")]), ". A & B"
        )
        assert closed == "Closed: Žďár nad Sázavou, Brno. A & B"
        assert escape(closed) == (
            'Closed: <span lang="cs">Žďár nad Sázavou</span>, '
            '<span lang="cs">Brno</span>. A &amp; B'
        )
    assert JoinedText.joined("; ", []) == ""


@pytest.mark.parametrize("said", [TOWN, JoinedText("v ", TOWN)])
def test_a_copy_knows_its_language_too(said: LocalizedText | JoinedText) -> None:
    with speaking("en"):
        assert escape(copy.deepcopy(said)) == escape(said)


def test_words_are_written_in_the_language_that_they_have() -> None:
    words = Translations.model_validate({"cs": "malování", "en": "painting"})
    with speaking("en"):
        assert escape(words) == "painting"
    with speaking("uk"):
        assert escape(words) == '<span lang="cs">malování</span>'
        assert str(words) == "malování"
