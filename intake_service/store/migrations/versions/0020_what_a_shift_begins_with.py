"""Reports of one kind are found by their day, and a reminder lies with its enquiry"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_enquiry_state_kind_due_on_number", "enquiry", ["state", "kind", "due_on", "number"]
    )
    op.create_table(
        "reminder",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("enquiry_id", sa.LargeBinary(16), nullable=False),
        sa.Column("remind_on", sa.Date(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enquiry_id"],
            ["enquiry.id"],
            name=op.f("fk_reminder_enquiry_id_enquiry"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
    )
    op.create_index(op.f("ix_reminder_enquiry_id"), "reminder", ["enquiry_id"])
    op.create_index(op.f("ix_reminder_remind_on"), "reminder", ["remind_on"])


def downgrade() -> None:
    op.drop_table("reminder")
    op.drop_index("ix_enquiry_state_kind_due_on_number", "enquiry")
