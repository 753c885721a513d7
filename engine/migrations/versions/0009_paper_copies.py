"""Copies of final papers that were signed outside, and papers looked for by their digest."""

import sqlalchemy as sa
from alembic import op

from engine.migrations.columns import BIG, ref
from engine.migrations.guards import append_only

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "paper_copy",
        sa.Column("id", BIG, nullable=False),
        ref("paper_copy", "document_version_id", "document_version.id"),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        ref("paper_copy", "sha256", "content.sha256", sa.LargeBinary(32)),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        ref("paper_copy", "made_by", "person.id"),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_paper_copy"),
    )
    of_version = ["document_version_id", "id"]
    op.create_index("ix_paper_copy_document_version_id_id", "paper_copy", of_version)
    op.create_index("ix_paper_copy_sha256", "paper_copy", ["sha256"])
    op.create_index("ix_document_version_digest", "document_version", ["digest"])
    append_only("paper_copy", [("id",)])
