"""Deletion before its day wants a second person"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "proposed_deletion",
        sa.Column("enquiry_id", sa.LargeBinary(16), nullable=False),
        sa.Column("counsellor_id", sa.LargeBinary(16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("mac", sa.LargeBinary(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["enquiry_id"],
            ["enquiry.id"],
            name=op.f("fk_proposed_deletion_enquiry_id_enquiry"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["counsellor_id"],
            ["counsellor.id"],
            name=op.f("fk_proposed_deletion_counsellor_id_counsellor"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("enquiry_id", name=op.f("pk_proposed_deletion")),
    )
    op.create_index(
        op.f("ix_proposed_deletion_counsellor_id"), "proposed_deletion", ["counsellor_id"]
    )


def downgrade() -> None:
    op.drop_table("proposed_deletion")
