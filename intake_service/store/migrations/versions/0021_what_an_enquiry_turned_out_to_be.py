"""An enquiry that was answered as one kind and turned out another stays counted as the first"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("enquiry", sa.Column("counted_as", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("enquiry", "counted_as")
