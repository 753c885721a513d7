"""The versions of an instance's papers, their numbers, and which of them an approval covers."""

import sqlalchemy as sa
from alembic import op

from engine.migrations.columns import BIG, ref
from engine.migrations.guards import Key, append_only

revision = "0005"
down_revision = "0004"

APPEND_ONLY: dict[str, list[Key]] = {
    "document_version": [("id",), ("instance_id", "code", "n"), ("token",)],
    "document_number": [("instance_id", "code"), ("register", "n")],
    "approval_paper": [("approval_id", "version_id")],
}


def upgrade() -> None:
    _versions()
    _numbers()
    _approvals()
    for table, keys in APPEND_ONLY.items():
        append_only(table, keys)


def _versions() -> None:
    op.create_table(
        "document_version",
        sa.Column("id", BIG, nullable=False),
        ref("document_version", "instance_id", "instance.id"),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        ref("document_version", "version_id", "version.id"),
        sa.Column("made_from", sa.String(), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        ref("document_version", "sha256", "content.sha256", sa.LargeBinary(32), nullable=True),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("is_final", sa.Boolean(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        ref("document_version", "made_by", "person.id"),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_document_version"),
        sa.UniqueConstraint("instance_id", "code", "n", name=_unique("instance_id", "code", "n")),
        sa.UniqueConstraint("token", name=_unique("token")),
    )
    op.create_index("ix_document_version_sha256", "document_version", ["sha256"])


def _unique(*columns: str) -> str:
    return f"uq_document_version_{'_'.join(columns)}"


def _numbers() -> None:
    op.create_table(
        "document_number",
        ref("document_number", "instance_id", "instance.id"),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("instance_id", "code", name="pk_document_number"),
        sa.UniqueConstraint("register", "n", name="uq_document_number_register_n"),
    )


def _approvals() -> None:
    op.add_column("approval", sa.Column("nip", sa.String(), nullable=True))
    op.add_column("approval", sa.Column("digest", sa.LargeBinary(32), nullable=True))
    op.create_table(
        "approval_paper",
        ref("approval_paper", "approval_id", "approval.id"),
        ref("approval_paper", "version_id", "document_version.id"),
        sa.PrimaryKeyConstraint("approval_id", "version_id", name="pk_approval_paper"),
    )
    op.create_index("ix_approval_paper_version_id", "approval_paper", ["version_id"])
