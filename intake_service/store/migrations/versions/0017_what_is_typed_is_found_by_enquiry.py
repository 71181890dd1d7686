"""What is being written in an enquiry is found by it"""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_draft_enquiry_id"), "draft", ["enquiry_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_draft_enquiry_id"), "draft")
