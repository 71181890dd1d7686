"""Fresh keys for living conversations, and notes that are counted"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not in batch mode: SQLite would copy the table, and the copy would use old numbers again.
    op.add_column("enquiry", sa.Column("sender_public", sa.LargeBinary(32), nullable=True))
    op.add_column("enquiry", sa.Column("keys_mac", sa.LargeBinary(32), nullable=True))
    op.add_column("enquiry", sa.Column("notes_mac", sa.LargeBinary(16), nullable=True))
    op.add_column("message", sa.Column("epoch", sa.Integer(), server_default="1", nullable=False))
    op.add_column("note", sa.Column("epoch", sa.Integer(), server_default="1", nullable=False))
    op.create_table(
        "epoch",
        sa.Column("enquiry_id", sa.LargeBinary(16), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key_version", sa.Integer(), nullable=False),
        sa.Column("thread_box", sa.LargeBinary(), nullable=True),
        sa.Column("sender_box", sa.LargeBinary(), nullable=True),
        sa.Column("staff_box", sa.LargeBinary(), nullable=False),
        sa.Column("mac", sa.LargeBinary(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["enquiry_id"],
            ["enquiry.id"],
            name=op.f("fk_epoch_enquiry_id_enquiry"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["key_version"], ["team_key.version"], name=op.f("fk_epoch_key_version_team_key")
        ),
        sa.PrimaryKeyConstraint("enquiry_id", "number", name=op.f("pk_epoch")),
    )


def downgrade() -> None:
    # What was written under a fresh key cannot be read by the earlier version; the rest can.
    op.drop_table("epoch")
    op.drop_column("note", "epoch")
    op.drop_column("message", "epoch")
    op.drop_column("enquiry", "notes_mac")
    op.drop_column("enquiry", "keys_mac")
    op.drop_column("enquiry", "sender_public")
