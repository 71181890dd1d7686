"""Enquiries of a kind or a language are found without going through all"""

from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

COLUMNS = ("kind", "language")


def upgrade() -> None:
    for column in COLUMNS:
        op.create_index(f"ix_enquiry_{column}_number", "enquiry", [column, "number"])


def downgrade() -> None:
    for column in COLUMNS:
        op.drop_index(f"ix_enquiry_{column}_number", "enquiry")
