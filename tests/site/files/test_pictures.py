"""Pictures lie on the site where pages fetch them; those that no page shows stay inside."""

from pathlib import Path

import pytest

from centre.exchange.outputs import output_of
from tests.built import build_site
from tests.centre.pictures.made_picture import YARD, lay_picture
from tests.site.conftest import Draft

FILES = ("480.webp", "960.webp", "1440.webp", "960.jpg")


@pytest.mark.usefixtures("takes_seconds")
def test_a_picture_that_a_page_shows_is_on_the_site_and_no_other(
    draft: Draft, tmp_path: Path
) -> None:
    lay_picture(draft.folder)
    draft.append("cs/news/winter-clothes.md", f"[[picture:{YARD}]]")
    for path in list((draft.folder / "pictures").iterdir()):
        path.with_name(path.name.replace(YARD, "jiny")).write_bytes(path.read_bytes())
    site = build_site(tmp_path, KACKO_CONTENT=str(draft.folder))
    for name in FILES:
        file = site.file(f"/obrazky/{YARD}-{name}")
        assert file.read_bytes() == (draft.folder / "pictures" / file.name).read_bytes()
        assert output_of(f"/obrazky/{file.name}").media_type.startswith("image/")
        assert not file.with_name(f"{file.name}.br").exists()
    assert len(list(site.file("/obrazky/x").parent.iterdir())) == len(FILES)
    page = next(each for address, each in site.pages.items() if "teple-obleceni" in address)
    (image,) = page.all("img")
    assert site.file(image.get("src", "")).is_file()
