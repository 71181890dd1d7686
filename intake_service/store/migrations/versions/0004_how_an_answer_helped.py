"""How an answer helped: sealed to the conversation, and as a slip for the figures"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not in batch mode: SQLite would copy the table, and the copy would use old numbers again.
    op.add_column("enquiry", sa.Column("feedback_box", sa.LargeBinary(), nullable=True))
    op.create_table(
        "slip",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("key_version", sa.Integer(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["key_version"], ["team_key.version"], name=op.f("fk_slip_key_version_team_key")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slip")),
    )


def downgrade() -> None:
    op.drop_table("slip")
    op.drop_column("enquiry", "feedback_box")
