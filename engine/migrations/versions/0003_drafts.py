"""Drafts of SOPs."""

import sqlalchemy as sa
from alembic import op

from engine.migrations.columns import ref

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "draft",
        ref("draft", "process_id", "process.id"),
        ref("draft", "base_version_id", "version.id", nullable=True),
        ref("draft", "bundle", "bundle.digest", sa.LargeBinary(32)),
        sa.Column("edition", sa.Integer(), nullable=False),
        ref("draft", "saved_by", "person.id"),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("effective_from", sa.Date()),
        ref("draft", "asked_by", "person.id", nullable=True),
        sa.Column("asked_at", sa.DateTime()),
        sa.Column("asked_seq", sa.Integer()),
        sa.PrimaryKeyConstraint("process_id", name="pk_draft"),
    )
