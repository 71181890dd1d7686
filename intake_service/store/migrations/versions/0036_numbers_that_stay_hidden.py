"""The number of a deleted enquiry stays hidden from whom it was hidden"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hidden_number",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mark", sa.LargeBinary(16), nullable=False),
        sa.PrimaryKeyConstraint("number", "mark", name=op.f("pk_hidden_number")),
    )


def downgrade() -> None:
    op.drop_table("hidden_number")
