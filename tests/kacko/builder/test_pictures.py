"""A photo from a phone becomes pictures of nothing but pixels; what is no photo is refused."""

from io import BytesIO

import pytest
from PIL import Image

from centre.pictures.widths import BUDGET
from kacko.builder import pictures
from kacko.builder.pictures import NoPicture, picture
from tests.kacko.builder.made_pictures import animated, bomb, photo, text_bomb

RED = (254, 0, 0)


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def is_red(colour: object) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(one - other) < 20 for one, other in zip(colour, RED, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_becomes_three_widths_and_one_for_old_browsers(kind: str) -> None:
    made = picture(photo(kind=kind))
    assert [(each.kind, each.width) for each in made.files] == [
        ("webp", 480),
        ("webp", 960),
        ("webp", 1440),
        ("jpeg", 960),
    ]
    assert (made.width, made.height) == (1440, 1080)
    for each in made.files:
        assert opened(each.content).format == each.kind.upper()
        assert opened(each.content).size == (each.width, each.width * 3 // 4)
        assert len(each.content) <= BUDGET[each.width]


def test_a_small_photo_is_not_made_larger() -> None:
    made = picture(photo(600, 450))
    assert [(each.kind, each.width) for each in made.files] == [("webp", 480), ("jpeg", 480)]
    tiny = picture(photo(200, 150))
    assert [(each.kind, each.width) for each in tiny.files] == [("webp", 200), ("jpeg", 200)]


@pytest.mark.parametrize(
    ("turned", "red_at"), [(1, (10, 240)), (3, (470, 240)), (6, (240, 10)), (8, (240, 470))]
)
def test_a_photo_stands_upright_however_the_phone_was_held(
    turned: int, red_at: tuple[int, int]
) -> None:
    smallest = opened(picture(photo(500, 500, turned=turned)).files[0].content)
    assert is_red(smallest.convert("RGB").getpixel(red_at))


def test_a_jpeg_of_several_scans_is_held_whole_and_may_be_no_larger_than_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 1_000_000)
    written = BytesIO()
    opened(photo()).save(written, "JPEG", progressive=True)
    with pytest.raises(NoPicture, match="příliš mnoho bodů"):
        picture(written.getvalue())
    assert picture(photo()).width == 1440


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_of_camera_place_or_person_is_left(kind: str) -> None:
    sent = photo(kind=kind)
    assert b"Phone of Jana" in sent
    for each in picture(sent).files:
        assert not opened(each.content).getexif()
        for trace in (b"Jana", b"at home", b"Exif", b"EXIF", b"GPS", b"ICC", b"http"):
            assert trace not in each.content


def test_what_is_hidden_behind_a_photo_is_not_in_what_is_made() -> None:
    for each in picture(photo() + b"MotionPhoto" * 20).files:
        assert b"MotionPhoto" not in each.content


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"words", id="words"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", id="svg"),
        pytest.param(b"\xef\xbb\xbf <?xml version='1.0'?><svg/>", id="svg with a head"),
        pytest.param(photo() + b"<script>alert(1)</script>", id="script behind a photo"),
        pytest.param(b"%PDF-1.7\n" + photo(), id="a PDF before a photo"),
        pytest.param(photo() + b"PK\x05\x06" + bytes(18), id="an archive behind a photo"),
        pytest.param(b"GIF89a" + bytes(50), id="gif"),
        pytest.param(b"\0\0\0\x18ftypheic" + bytes(50), id="heic"),
        pytest.param(photo()[:900], id="half a photo"),
        pytest.param(animated(), id="animated"),
        pytest.param(bomb(), id="bomb"),
        pytest.param(bomb(9000, 9000), id="smaller bomb"),
        pytest.param(text_bomb(), id="text bomb"),
        pytest.param(photo(4000, 10), id="a line"),
        pytest.param(photo(9, 9), id="a dot"),
    ],
)
def test_what_is_no_photo_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(NoPicture, match=r"[a-zá-ž]{3,}.*;"):
        picture(content)


def test_a_huge_file_is_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_BYTES", 1000)
    with pytest.raises(NoPicture, match="MB"):
        picture(photo())


def noise(width: int, height: int, strength: float) -> bytes:
    """A photo of nothing but details."""
    written = BytesIO()
    Image.effect_noise((width, height), strength).convert("RGB").save(written, "JPEG")
    return written.getvalue()


def test_a_photo_of_many_details_is_made_coarser_until_it_fits() -> None:
    made = picture(noise(1600, 1200, 20))
    assert all(len(each.content) <= BUDGET[each.width] for each in made.files)


def test_what_never_fits_a_page_is_refused() -> None:
    with pytest.raises(NoPicture, match="vážit"):
        picture(noise(1600, 1200, 200))


def test_a_photo_of_a_hundred_million_pixels_is_taken_without_holding_them_all() -> None:
    made = picture(photo(12_000, 9_000))
    assert (made.width, made.height) == (1440, 1080)
