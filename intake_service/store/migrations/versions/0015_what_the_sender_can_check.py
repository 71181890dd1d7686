"""The sender's face checks keys without the desk's part of the server secret"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Whoever holds the whole secret fills them at the next start.
    for table in ("team_key", "roster"):
        op.add_column(table, sa.Column("sender_mac", sa.LargeBinary(32), nullable=True))


def downgrade() -> None:
    for table in ("roster", "team_key"):
        op.drop_column(table, "sender_mac")
