"""The main job: a question goes in, an answer comes back, all of it can be deleted."""

from intake_service.store.models import Base
from intake_service.work.service import Service
from tests.intake.browser import DeskVisitor, Visitor

ASK = "/dotaz/o-sobe"
BOX = "/odpoved"


def test_a_question_gets_its_answer_and_goes_for_good(
    public: Visitor, desk: DeskVisitor, service: Service
) -> None:
    public.open(ASK)
    receipt = public.send(text="Bojím se. 🙂 Україна").receipt
    desk.open("/")
    assert "Bojím se. 🙂 Україна" in desk.page.words
    desk.open("/dotaz/1")
    desk.send("/odpoved", text="Přijďte kdykoli.\nZdarma.")
    public.open(BOX)
    page = public.send(receipt=receipt.lower())
    assert "Přijďte kdykoli.\nZdarma." in page.text
    public.open(f"{BOX}/smazat")
    assert public.send(f"{BOX}/smazat").status == 200
    public.open(BOX)
    assert public.send(receipt=receipt).status == 404
    with service.store.read() as session:
        for table in ("enquiry", "message", "note"):
            assert session.execute(Base.metadata.tables[table].select()).all() == []
