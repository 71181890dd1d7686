"""A hint that waits can be taken back"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("letter") as table:
        table.add_column(sa.Column("trace", sa.LargeBinary(length=16), nullable=True))
        table.create_index("ix_letter_trace", ["trace"])


def downgrade() -> None:
    with op.batch_alter_table("letter") as table:
        table.drop_index("ix_letter_trace")
        table.drop_column("trace")
