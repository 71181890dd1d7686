"""Who left is forgotten: the row went with them only from now on"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


LEFT = "SELECT id FROM counsellor WHERE standing = 'left'"


def upgrade() -> None:
    for table in ("key_share", "recovery_code"):
        op.execute(f"DELETE FROM {table} WHERE counsellor_id IN ({LEFT})")  # noqa: S608 - our own words
    op.execute("DELETE FROM counsellor WHERE standing = 'left'")


def downgrade() -> None:
    """Nothing to bring back."""
