"""Unfinished texts go with their enquiry"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("draft") as draft:
        draft.add_column(sa.Column("enquiry_id", sa.LargeBinary(16), nullable=True))
        draft.create_foreign_key(
            op.f("fk_draft_enquiry_id_enquiry"),
            "enquiry",
            ["enquiry_id"],
            ["id"],
            ondelete="CASCADE",
        )


def downgrade() -> None:
    # The earlier version opens only what was sealed to the team.
    op.execute("DELETE FROM draft WHERE enquiry_id IS NOT NULL")
    with op.batch_alter_table("draft") as draft:
        draft.drop_constraint(op.f("fk_draft_enquiry_id_enquiry"), type_="foreignkey")
        draft.drop_column("enquiry_id")
