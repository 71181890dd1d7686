"""An unopened answer can be taken back

What was opened before stays so; no answer of before can be taken back, because how it stood before
that is not known.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # In the place of a batch, which would make the table anew and lose what hangs on it.
    op.add_column(
        "enquiry", sa.Column("read_position", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column(
        "enquiry", sa.Column("taken_back", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("enquiry", sa.Column("before_box", sa.LargeBinary(), nullable=True))
    op.execute(
        "UPDATE enquiry SET read_position = COALESCE((SELECT max(position) FROM message"
        " WHERE message.enquiry_id = enquiry.id), 0) WHERE enquiry.read"
    )


def downgrade() -> None:
    for name in ("before_box", "taken_back", "read_position"):
        op.drop_column("enquiry", name)
