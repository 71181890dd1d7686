"""Duties are a set, the roster is sealed, sessions have epochs, and logins are counted by day

Who answered goes on answering; a coordinator also coordinates. The roster is sealed at the first
start (`store/roster.py`): only there is the server secret at hand.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLES = ("counsellor", "invitation")


def upgrade() -> None:
    # Not in batch mode: SQLite would drop and copy the table, and shares and codes go with people.
    for table in TABLES:
        duties = sa.Column("duties", sa.String(64), server_default=sa.text("''"), nullable=False)
        op.add_column(table, duties)
        op.execute(
            f"UPDATE {table} SET duties = CASE duty WHEN 'coordinator'"  # noqa: S608 - our own words
            " THEN 'answers coordinates' ELSE 'answers' END"
        )
        op.drop_column(table, "duty")
    op.add_column(
        "counsellor",
        sa.Column("session_epoch", sa.Integer(), server_default="0", nullable=False),
    )
    op.create_table(
        "roster",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("team_version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("mac", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster")),
    )
    op.create_table(
        "login_day",
        sa.Column("counsellor_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["counsellor_id"],
            ["counsellor.id"],
            name=op.f("fk_login_day_counsellor_id_counsellor"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("counsellor_id", "day", name=op.f("pk_login_day")),
    )
    op.create_index(op.f("ix_login_day_day"), "login_day", ["day"])


def downgrade() -> None:
    op.drop_table("login_day")
    op.drop_table("roster")
    op.drop_column("counsellor", "session_epoch")
    for table in TABLES:
        duty = sa.Column("duty", sa.String(16), server_default="counsellor", nullable=False)
        op.add_column(table, duty)
        op.execute(
            f"UPDATE {table} SET duty = 'coordinator'"  # noqa: S608 - our own words
            " WHERE duties LIKE '%coordinates%'"
        )
        op.drop_column(table, "duties")
