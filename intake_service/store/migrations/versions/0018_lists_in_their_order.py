"""The lists of the desk are read in their order, and retention asks for days"""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

ORDERS = {
    "ix_enquiry_state_urgent_due_on_number": ["state", "urgent", "due_on", "number"],
    "ix_enquiry_state_due_on_number": ["state", "due_on", "number"],
    "ix_enquiry_state_last_on_number": ["state", "last_on", "number"],
    "ix_enquiry_key_version": ["key_version"],
    "ix_enquiry_last_on": ["last_on"],
}


def upgrade() -> None:
    for name, columns in ORDERS.items():
        op.create_index(name, "enquiry", columns)


def downgrade() -> None:
    for name in ORDERS:
        op.drop_index(name, "enquiry")
