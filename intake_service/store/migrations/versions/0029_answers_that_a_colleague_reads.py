"""Answers that a colleague reads before they go"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reading",
        sa.Column("enquiry_id", sa.LargeBinary(16), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enquiry_id"],
            ["enquiry.id"],
            name=op.f("fk_reading_enquiry_id_enquiry"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("enquiry_id", name=op.f("pk_reading")),
    )
    op.add_column(
        "switch", sa.Column("reading", sa.String(16), server_default="off", nullable=False)
    )


def downgrade() -> None:
    op.drop_column("switch", "reading")
    op.drop_table("reading")
