"""The day since which an enquiry is settled, and how many went without anybody settling them"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not in batch mode: SQLite would copy the table, and the copy would use old numbers again.
    op.add_column("enquiry", sa.Column("settled_on", sa.Date(), nullable=True))
    op.add_column("figure", sa.Column("erased", sa.Integer(), server_default="0", nullable=False))
    # Until now the days were counted from the last message. Where an answer was given, that stays
    # so; what was closed without one counts from that day. Role 2 is the team.
    op.execute(
        "UPDATE enquiry SET settled_on = last_on WHERE state <> 'waiting' AND EXISTS"
        " (SELECT 1 FROM message WHERE message.enquiry_id = enquiry.id AND message.role = 2)"
    )
    op.execute(
        "UPDATE enquiry SET settled_on = COALESCE(closed_on, last_on)"
        " WHERE state <> 'waiting' AND settled_on IS NULL"
    )


def downgrade() -> None:
    op.drop_column("figure", "erased")
    op.drop_column("enquiry", "settled_on")
