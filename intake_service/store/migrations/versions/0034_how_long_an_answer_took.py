"""Whoever answers may say how many minutes it took"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("enquiry", sa.Column("minutes_box", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("enquiry", "minutes_box")
