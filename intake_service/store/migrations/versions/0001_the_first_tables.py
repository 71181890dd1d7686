"""The first tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "confirmation",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("trace", sa.LargeBinary(length=16), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("body_until", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmation")),
    )
    with op.batch_alter_table("confirmation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_confirmation_body_until"), ["body_until"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_confirmation_trace"), ["trace"], unique=False)
        batch_op.create_index(batch_op.f("ix_confirmation_until"), ["until"], unique=False)

    op.create_table(
        "counsellor",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "duty",
            sa.Enum("counsellor", "coordinator", name="duty", native_enum=False, length=16),
            nullable=False,
        ),
        sa.Column(
            "standing",
            sa.Enum("waits", "active", "left", name="standing", native_enum=False, length=16),
            nullable=False,
        ),
        sa.Column("public", sa.LargeBinary(length=32), nullable=False),
        sa.Column("mac", sa.LargeBinary(length=32), nullable=False),
        sa.Column("private_box", sa.LargeBinary(), nullable=False),
        sa.Column("totp_box", sa.LargeBinary(), nullable=False),
        sa.Column("totp_step", sa.Integer(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counsellor")),
        sa.UniqueConstraint("name", name=op.f("uq_counsellor_name")),
    )
    op.create_table(
        "figure",
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("in_time", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "kind", "language", name=op.f("pk_figure")),
    )
    op.create_table(
        "flood",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("turned_away", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_flood")),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "duty",
            sa.Enum("counsellor", "coordinator", name="duty", native_enum=False, length=16),
            nullable=False,
        ),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("name", name=op.f("uq_invitation_name")),
    )
    op.create_table(
        "letter",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum("hint", "urgent", "daily", name="purpose", native_enum=False, length=16),
            nullable=False,
        ),
        sa.Column("box", sa.LargeBinary(), nullable=True),
        sa.Column("send_after", sa.Integer(), nullable=False),
        sa.Column("give_up", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("dead", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_send_after"), ["send_after"], unique=False)

    op.create_table(
        "recovery_key",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("public", sa.LargeBinary(length=32), nullable=False),
        sa.Column("mac", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_recovery_key")),
    )
    op.create_table(
        "switch",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("more_days", sa.Integer(), nullable=False),
        sa.Column("noticed_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_switch")),
    )
    op.create_table(
        "tick_key",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("public", sa.LargeBinary(length=32), nullable=False),
        sa.Column("mac", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_tick_key")),
    )
    op.create_table(
        "visit",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("idle_until", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_idle_until"), ["idle_until"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_until"), ["until"], unique=False)

    op.create_table(
        "recovery_code",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("counsellor_id", sa.LargeBinary(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["counsellor_id"],
            ["counsellor.id"],
            name=op.f("fk_recovery_code_counsellor_id_counsellor"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
    )
    with op.batch_alter_table("recovery_code", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recovery_code_counsellor_id"), ["counsellor_id"], unique=False
        )

    op.create_table(
        "team_key",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("public", sa.LargeBinary(length=32), nullable=False),
        sa.Column("mac", sa.LargeBinary(length=32), nullable=False),
        sa.Column("recovery_version", sa.Integer(), nullable=False),
        sa.Column("recovery_box", sa.LargeBinary(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recovery_version"],
            ["recovery_key.version"],
            name=op.f("fk_team_key_recovery_version_recovery_key"),
        ),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_team_key")),
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("key_version", sa.Integer(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["key_version"], ["team_key.version"], name=op.f("fk_draft_key_version_team_key")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_until"), ["until"], unique=False)

    op.create_table(
        "enquiry",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("waiting", "answered", "closed", name="state", native_enum=False, length=16),
            nullable=False,
        ),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("read", sa.Boolean(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("key_version", sa.Integer(), nullable=False),
        sa.Column("lookup_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("receipt_box", sa.LargeBinary(), nullable=False),
        sa.Column("thread_box", sa.LargeBinary(), nullable=False),
        sa.Column("staff_box", sa.LargeBinary(), nullable=False),
        sa.Column("count_mac", sa.LargeBinary(length=16), nullable=False),
        sa.Column("hint_box", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["key_version"], ["team_key.version"], name=op.f("fk_enquiry_key_version_team_key")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_enquiry")),
        sa.UniqueConstraint("id", name=op.f("uq_enquiry_id")),
        sa.UniqueConstraint("lookup_id", name=op.f("uq_enquiry_lookup_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("enquiry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enquiry_state"), ["state"], unique=False)

    op.create_table(
        "key_share",
        sa.Column("counsellor_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["counsellor_id"],
            ["counsellor.id"],
            name=op.f("fk_key_share_counsellor_id_counsellor"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["version"], ["team_key.version"], name=op.f("fk_key_share_version_team_key")
        ),
        sa.PrimaryKeyConstraint("counsellor_id", "version", name=op.f("pk_key_share")),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("enquiry_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enquiry_id"],
            ["enquiry.id"],
            name=op.f("fk_message_enquiry_id_enquiry"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("enquiry_id", "position", name=op.f("uq_message_enquiry_id")),
    )
    op.create_table(
        "note",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("enquiry_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enquiry_id"],
            ["enquiry.id"],
            name=op.f("fk_note_enquiry_id_enquiry"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sa.UniqueConstraint("enquiry_id", "position", name=op.f("uq_note_enquiry_id")),
    )


def downgrade() -> None:

    op.drop_table("note")
    op.drop_table("message")
    op.drop_table("key_share")
    with op.batch_alter_table("enquiry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enquiry_state"))

    op.drop_table("enquiry")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_until"))

    op.drop_table("draft")
    op.drop_table("team_key")
    with op.batch_alter_table("recovery_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recovery_code_counsellor_id"))

    op.drop_table("recovery_code")
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_until"))
        batch_op.drop_index(batch_op.f("ix_visit_idle_until"))

    op.drop_table("visit")
    op.drop_table("tick_key")
    op.drop_table("switch")
    op.drop_table("recovery_key")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_send_after"))

    op.drop_table("letter")
    op.drop_table("invitation")
    op.drop_table("flood")
    op.drop_table("figure")
    op.drop_table("counsellor")
    with op.batch_alter_table("confirmation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_confirmation_until"))
        batch_op.drop_index(batch_op.f("ix_confirmation_trace"))
        batch_op.drop_index(batch_op.f("ix_confirmation_body_until"))

    op.drop_table("confirmation")
