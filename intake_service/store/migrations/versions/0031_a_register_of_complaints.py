"""Complaints stand in a register that outlives them"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "register_entry",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("enquiry_number", sa.Integer(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("mark", sa.LargeBinary(16), nullable=False),
        sa.Column("key_version", sa.Integer(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["key_version"],
            ["team_key.version"],
            name=op.f("fk_register_entry_key_version_team_key"),
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_register_entry")),
        sa.UniqueConstraint("enquiry_number", name=op.f("uq_register_entry_enquiry_number")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("register_entry")
