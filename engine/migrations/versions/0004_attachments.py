"""Files in the fields of a step."""

import sqlalchemy as sa
from alembic import op

from engine.migrations.columns import BIG, ref
from engine.migrations.guards import append_only

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _uploads()
    _attachments()


def _uploads() -> None:
    same = ("item_id", "person_id", "field", "sha256")
    op.create_table(
        "upload",
        sa.Column("id", BIG, nullable=False),
        ref("upload", "item_id", "work_item.id"),
        ref("upload", "person_id", "person.id"),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(32), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_upload"),
        sa.UniqueConstraint(*same, name=f"uq_upload_{'_'.join(same)}"),
    )


def _attachments() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", BIG, nullable=False),
        ref("attachment", "instance_id", "instance.id"),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("node_id", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        ref("attachment", "sha256", "content.sha256", sa.LargeBinary(32)),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attachment"),
    )
    op.create_index("ix_attachment_instance_id_id", "attachment", ["instance_id", "id"])
    append_only("attachment", [("id",)])
