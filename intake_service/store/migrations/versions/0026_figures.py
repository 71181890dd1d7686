"""What was chosen in a form is counted by sealed slips, and days until the answer by a tally"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tally",
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("counted", sa.String(length=16), nullable=False),
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "kind", "counted", "step", name=op.f("pk_tally")),
    )
    op.add_column("enquiry", sa.Column("slip_id", sa.LargeBinary(16), nullable=True))
    op.add_column(
        "slip", sa.Column("counted", sa.Boolean(), server_default=sa.true(), nullable=False)
    )


def downgrade() -> None:
    op.drop_column("slip", "counted")
    op.drop_column("enquiry", "slip_id")
    op.drop_table("tally")
