"""„Stav webu“: what is wrong is told, and leads to its form."""

from pathlib import Path

from tests.intake.browser import DeskVisitor


def links(page: object) -> set[str]:
    return {str(each.get("href")) for each in page.all("a")}  # type: ignore[attr-defined]


def test_what_is_wrong_leads_to_its_form(eva: DeskVisitor, content: Path) -> None:
    assert "Co je špatně Nic, všechno je v pořádku." in eva.open("/web/stav").words
    file = content / "data" / "partners.yaml"
    file.write_text(file.read_text("utf-8").replace("type: ", "type: nic-", 1), "utf-8")
    page = eva.open("/web/stav")
    assert "Dokud to někdo neopraví" in page.words
    (way,) = (each for each in links(page) if each.startswith("/web/udaje/partners.yaml/"))
    assert eva.open(way).status == 200


def test_what_is_old_is_something_to_look_at(eva: DeskVisitor, content: Path) -> None:
    file = content / "data" / "helplines.yaml"
    old = file.read_text("utf-8").replace("checked: 2026-11-21", "checked: 2026-01-02", 1)
    file.write_text(old, "utf-8")
    page = eva.open("/web/stav")
    assert "Co je špatně Nic" in page.words
    assert any(each.startswith("/web/udaje/helplines.yaml/helplines/0") for each in links(page))
