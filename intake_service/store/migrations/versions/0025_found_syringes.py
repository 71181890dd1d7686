"""Found syringes are counted by month, town and sort of place"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "find",
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("town", sa.String(), nullable=False),
        sa.Column("place", sa.String(length=16), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("finds", sa.Integer(), nullable=False),
        sa.Column("pieces", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "town", "place", "outcome", name=op.f("pk_find")),
    )


def downgrade() -> None:
    op.drop_table("find")
