"""A letter a week says how the website stands, unless a coordinator switches it off"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "switch", sa.Column("weekly_letter", sa.Boolean(), nullable=False, server_default=sa.true())
    )
    op.add_column("switch", sa.Column("weekly_letter_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("switch", "weekly_letter_on")
    op.drop_column("switch", "weekly_letter")
