"""Questions for supervision lie with their enquiry"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "supervision_item",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("enquiry_id", sa.LargeBinary(16), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enquiry_id"],
            ["enquiry.id"],
            name=op.f("fk_supervision_item_enquiry_id_enquiry"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_item")),
    )
    op.create_index(op.f("ix_supervision_item_enquiry_id"), "supervision_item", ["enquiry_id"])


def downgrade() -> None:
    op.drop_table("supervision_item")
