"""Who may read no enquiry can stop a publication, too

Proposals of before lie sealed only, and nobody can open them here: they are made once more.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "proposed_page",
        sa.Column("enquiry_id", sa.LargeBinary(16), nullable=False),
        sa.Column("counsellor_id", sa.LargeBinary(16), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enquiry_id"],
            ["publication.enquiry_id"],
            name=op.f("fk_proposed_page_enquiry_id_publication"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["counsellor_id"],
            ["counsellor.id"],
            name=op.f("fk_proposed_page_counsellor_id_counsellor"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("enquiry_id", name=op.f("pk_proposed_page")),
    )
    op.create_index(op.f("ix_proposed_page_counsellor_id"), "proposed_page", ["counsellor_id"])


def downgrade() -> None:
    op.drop_table("proposed_page")
