"""Who answers what, who is away, who is called, and what somebody is not shown"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "claim",
        sa.Column("enquiry_id", sa.LargeBinary(16), nullable=False),
        sa.Column("counsellor_id", sa.LargeBinary(16), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        _of_enquiry("claim"),
        _of_counsellor("claim"),
        sa.PrimaryKeyConstraint("enquiry_id", name=op.f("pk_claim")),
    )
    op.create_index(op.f("ix_claim_counsellor_id"), "claim", ["counsellor_id"])
    op.create_index(op.f("ix_claim_until"), "claim", ["until"])
    op.create_table(
        "call",
        sa.Column("enquiry_id", sa.LargeBinary(16), nullable=False),
        sa.Column("counsellor_id", sa.LargeBinary(16), nullable=False),
        _of_enquiry("call"),
        _of_counsellor("call"),
        sa.PrimaryKeyConstraint("enquiry_id", "counsellor_id", name=op.f("pk_call")),
    )
    op.create_index(op.f("ix_call_counsellor_id"), "call", ["counsellor_id"])
    op.create_table(
        "recusal",
        sa.Column("enquiry_id", sa.LargeBinary(16), nullable=False),
        sa.Column("reader", sa.LargeBinary(16), nullable=False),
        _of_enquiry("recusal"),
        sa.PrimaryKeyConstraint("enquiry_id", "reader", name=op.f("pk_recusal")),
    )
    op.create_index(op.f("ix_recusal_reader"), "recusal", ["reader"])
    op.create_table(
        "absence",
        sa.Column("counsellor_id", sa.LargeBinary(16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        _of_counsellor("absence"),
        sa.PrimaryKeyConstraint("counsellor_id", name=op.f("pk_absence")),
    )
    op.create_index(op.f("ix_absence_day"), "absence", ["day"])


def downgrade() -> None:
    for table in ("absence", "recusal", "call", "claim"):
        op.drop_table(table)


def _of_enquiry(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["enquiry_id"],
        ["enquiry.id"],
        name=op.f(f"fk_{table}_enquiry_id_enquiry"),
        ondelete="CASCADE",
    )


def _of_counsellor(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["counsellor_id"],
        ["counsellor.id"],
        name=op.f(f"fk_{table}_counsellor_id_counsellor"),
        ondelete="CASCADE",
    )
