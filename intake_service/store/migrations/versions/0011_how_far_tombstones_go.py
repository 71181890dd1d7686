"""How far the stream of tombstones had come"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tombstone_mark",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stream", sa.LargeBinary(16), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("hash", sa.LargeBinary(16), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tombstone_mark")),
    )


def downgrade() -> None:
    op.drop_table("tombstone_mark")
