"""Indexes for questions whose cost grew with the streams, the items and the returns.

Only indexes: SQLite makes them without copying a table, so that triggers and rows stay.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _unique_where("uq_stream_office", "stream", ["kind"], "kind = 'office'")
    open_token = ["instance_id", "token"]
    _unique_where("uq_work_item_open_token", "work_item", open_token, "closed_at IS NULL")
    op.create_index("ix_approval_void_stream_id_seq", "approval_void", ["stream_id", "seq"])


def _unique_where(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(
        name, table, columns, unique=True, sqlite_where=condition, postgresql_where=condition
    )
