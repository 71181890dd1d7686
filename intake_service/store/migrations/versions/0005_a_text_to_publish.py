"""A rewritten text that could be published, and its sender's consent"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "publication",
        sa.Column("enquiry_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("text_box", sa.LargeBinary(), nullable=False),
        sa.Column("consent_box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enquiry_id"],
            ["enquiry.id"],
            name=op.f("fk_publication_enquiry_id_enquiry"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("enquiry_id", name=op.f("pk_publication")),
    )
    # A text that an expired login kept had another form, and lives for hours only.
    op.execute("DELETE FROM draft")


def downgrade() -> None:
    op.execute("DELETE FROM draft")
    op.drop_table("publication")
