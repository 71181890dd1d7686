"""Which key of the chores a hint is sealed to"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("letter", sa.Column("tick_version", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("letter", "tick_version")
