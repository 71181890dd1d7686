"""Everybody of the team says which letters they want"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    wanted = sa.String(16)
    op.add_column(
        "counsellor", sa.Column("letters", wanted, server_default="daily", nullable=False)
    )


def downgrade() -> None:
    op.drop_column("counsellor", "letters")
