"""The notebook in which one shift tells the next what to know."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from intake_service.store.models.base import Base, Id


class NotebookEntry(Base):
    """A few words of the team, sealed to it, gone after two weeks; it names no enquiry."""

    __tablename__ = "notebook_entry"

    id: Mapped[bytes] = mapped_column(Id, primary_key=True)
    written_on: Mapped[date] = mapped_column(index=True)
    key_version: Mapped[int] = mapped_column(ForeignKey("team_key.version"))
    box: Mapped[bytes]
