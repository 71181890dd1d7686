"""Monthly counts that outlive the enquiries they are about, besides those of `figure`."""

from sqlalchemy.orm import Mapped, mapped_column

from intake_service.store.models.base import Base, enum_column
from intake_service.store.terms import Counted


class Tally(Base):
    """How much of something one month had, by kind of enquiry; `step` parts it further."""

    __tablename__ = "tally"

    month: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    counted: Mapped[Counted] = mapped_column(enum_column(Counted), primary_key=True)
    step: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Days until the answer, for those; 0 for all else."""
    count: Mapped[int]
