"""Drafts of SOPs."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "draft",
        _ref("process_id", "process.id", nullable=False),
        _ref("base_version_id", "version.id"),
        _ref("bundle", "bundle.digest", sa.LargeBinary(32), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        _ref("saved_by", "person.id", nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("effective_from", sa.Date()),
        _ref("asked_by", "person.id"),
        sa.Column("asked_at", sa.DateTime()),
        sa.Column("asked_seq", sa.Integer()),
        sa.PrimaryKeyConstraint("process_id", name="pk_draft"),
    )


def _ref(column: str, target: str, kind: Any = BIG, nullable: bool = True) -> sa.Column[Any]:
    name = f"fk_draft_{column}_{target.partition('.')[0]}"
    return sa.Column(column, kind, sa.ForeignKey(target, name=name), nullable=nullable)
