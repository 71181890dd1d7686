"""What could become of an enquiry: a text for publishing, and what wants a second person."""

from datetime import date

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from intake_service.store.models.base import Base


class Publication(Base):
    """A rewritten text that could be published, and what its sender says to it; both sealed to the
    thread."""

    __tablename__ = "publication"

    enquiry_id: Mapped[bytes] = mapped_column(
        ForeignKey("enquiry.id", ondelete="CASCADE"), primary_key=True
    )
    text_box: Mapped[bytes]
    consent_box: Mapped[bytes]


class ProposedPage(Base):
    """That somebody of the team proposes to publish a text; what stands sealed with it agrees.

    Whoever may not read the text can still see that, and take the row away.
    """

    __tablename__ = "proposed_page"

    enquiry_id: Mapped[bytes] = mapped_column(
        ForeignKey("publication.enquiry_id", ondelete="CASCADE"), primary_key=True
    )
    counsellor_id: Mapped[bytes] = mapped_column(
        ForeignKey("counsellor.id", ondelete="CASCADE"), index=True
    )
    proposed_on: Mapped[date]


class ProposedDeletion(Base):
    """That somebody of the team proposes to delete an enquiry before its day."""

    __tablename__ = "proposed_deletion"

    enquiry_id: Mapped[bytes] = mapped_column(
        ForeignKey("enquiry.id", ondelete="CASCADE"), primary_key=True
    )
    counsellor_id: Mapped[bytes] = mapped_column(
        ForeignKey("counsellor.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    """Of the last message that was there; a newer one ends the proposal."""
    proposed_on: Mapped[date]
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))
