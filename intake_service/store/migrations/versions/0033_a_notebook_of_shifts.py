"""One shift tells the next what to know"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notebook_entry",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("key_version", sa.Integer(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["key_version"],
            ["team_key.version"],
            name=op.f("fk_notebook_entry_key_version_team_key"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notebook_entry")),
    )
    op.create_index(op.f("ix_notebook_entry_written_on"), "notebook_entry", ["written_on"])


def downgrade() -> None:
    op.drop_table("notebook_entry")
