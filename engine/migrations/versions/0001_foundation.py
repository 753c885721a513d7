"""The first tables, and the triggers that keep history as it was written."""

import sqlalchemy as sa
from alembic import op

from engine.migrations.columns import BIG, ref
from engine.migrations.guards import Key, append_only

revision = "0001"
down_revision = None

# Tables whose rows never change, with all their unique keys.
APPEND_ONLY: dict[str, list[Key]] = {
    "record": [("stream_id", "seq")],
    "version": [("id",), ("process_id", "number")],
    "version_post": [("version_id", "lane")],
    "approval": [("id",)],
    "approval_void": [("approval_id",)],
    "content": [("sha256",)],
    "bundle": [("digest",)],
    "bundle_file": [("digest", "path")],
}


def upgrade() -> None:
    _bundles()
    _day()
    _hours()
    _post()
    _setting()
    _stream()
    _person()
    _process()
    _grant()
    _holding()
    _record()
    _version()
    _instance()
    _version_post()
    _notices()
    _step()
    _work_item()
    _approvals()
    _form_draft()
    for table, keys in APPEND_ONLY.items():
        append_only(table, keys, has_rowid=table != "record")


def _partial(name: str, table: str, columns: list[str], where: str, unique: bool = False) -> None:
    condition = sa.text(where)
    op.create_index(
        name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition
    )


def _bundles() -> None:
    op.create_table(
        "content",
        sa.Column("sha256", sa.LargeBinary(32), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_content"),
    )
    op.create_table(
        "bundle",
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_bundle"),
    )
    op.create_table(
        "bundle_file",
        sa.Column(
            "digest",
            sa.LargeBinary(32),
            sa.ForeignKey("bundle.digest", name="fk_bundle_file_digest_bundle"),
            nullable=False,
        ),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column(
            "sha256",
            sa.LargeBinary(32),
            sa.ForeignKey("content.sha256", name="fk_bundle_file_sha256_content"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("digest", "path", name="pk_bundle_file"),
    )


def _day() -> None:
    op.create_table(
        "day",
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("date", name="pk_day"),
    )


def _hours() -> None:
    op.create_table(
        "hours",
        sa.Column("id", BIG, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=False),
        sa.Column("week", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_hours"),
    )


def _post() -> None:
    op.create_table(
        "post",
        sa.Column("id", BIG, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_post"),
        sa.UniqueConstraint("key", name="uq_post_key"),
    )


def _setting() -> None:
    op.create_table(
        "setting",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_setting"),
    )


def _stream() -> None:
    op.create_table(
        "stream",
        sa.Column("id", BIG, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stream"),
    )


def _person() -> None:
    op.create_table(
        "person",
        ref("person", "id", "stream.id"),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("nip", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("login", name="uq_person_login"),
    )


def _process() -> None:
    op.create_table(
        "process",
        ref("process", "id", "stream.id"),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_process"),
        sa.UniqueConstraint("key", name="uq_process_key"),
    )


def _grant() -> None:
    op.create_table(
        "grant",
        sa.Column("id", BIG, nullable=False),
        ref("grant", "person_id", "person.id"),
        sa.Column("role", sa.String(), nullable=False),
        ref("grant", "process_id", "process.id", nullable=True),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_grant"),
    )
    op.create_index("ix_grant_person_id_to_date", "grant", ["person_id", "to_date"])


def _holding() -> None:
    op.create_table(
        "holding",
        sa.Column("id", BIG, nullable=False),
        ref("holding", "post_id", "post.id"),
        ref("holding", "person_id", "person.id"),
        sa.Column("capacity", sa.String(), nullable=False),
        sa.Column("decree", sa.String(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_holding"),
    )
    op.create_index("ix_holding_person_id_to_date", "holding", ["person_id", "to_date"])
    op.create_index("ix_holding_post_id_to_date", "holding", ["post_id", "to_date"])


def _record() -> None:
    op.create_table(
        "record",
        ref("record", "stream_id", "stream.id"),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        ref("record", "actor_id", "person.id", nullable=True),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("stream_id", "seq", name="pk_record"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_record_actor_id_at", "record", ["actor_id", "at"])


def _version() -> None:
    op.create_table(
        "version",
        sa.Column("id", BIG, nullable=False),
        ref("version", "process_id", "process.id"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "bundle",
            sa.LargeBinary(32),
            sa.ForeignKey("bundle.digest", name="fk_version_bundle_bundle"),
            nullable=False,
        ),
        sa.Column("note", sa.String(), nullable=False),
        ref("version", "made_by", "person.id"),
        ref("version", "approved_by", "person.id"),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_version"),
        sa.UniqueConstraint("process_id", "number", name="uq_version_process_id_number"),
    )


def _instance() -> None:
    op.create_table(
        "instance",
        ref("instance", "id", "stream.id"),
        ref("instance", "process_id", "process.id"),
        ref("instance", "version_id", "version.id"),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        ref("instance", "started_by", "person.id"),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("state_format", sa.Integer(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_instance"),
    )
    op.create_index(
        "ix_instance_process_id_started_at_id", "instance", ["process_id", "started_at", "id"]
    )
    op.create_index("ix_instance_started_at_id", "instance", ["started_at", "id"])
    _partial(
        "uq_instance_running_period",
        "instance",
        ["process_id", "period"],
        "status = 'running'",
        unique=True,
    )


def _version_post() -> None:
    op.create_table(
        "version_post",
        ref("version_post", "version_id", "version.id"),
        sa.Column("lane", sa.String(), nullable=False),
        ref("version_post", "post_id", "post.id"),
        sa.PrimaryKeyConstraint("version_id", "lane", name="pk_version_post"),
    )
    op.create_index("ix_version_post_post_id", "version_post", ["post_id"])


def _notices() -> None:
    op.create_table(
        "notice",
        sa.Column("id", BIG, nullable=False),
        ref("notice", "post_id", "post.id"),
        ref("notice", "instance_id", "instance.id"),
        sa.Column("node_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
    )
    op.create_index("ix_notice_post_id_id", "notice", ["post_id", "id"])
    op.create_table(
        "notice_seen",
        ref("notice_seen", "notice_id", "notice.id"),
        ref("notice_seen", "person_id", "person.id"),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("notice_id", "person_id", name="pk_notice_seen"),
    )


def _step() -> None:
    op.create_table(
        "step",
        ref("step", "instance_id", "instance.id"),
        sa.Column("node_id", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("instance_id", "node_id", name="pk_step"),
    )


def _work_item() -> None:
    op.create_table(
        "work_item",
        sa.Column("id", BIG, nullable=False),
        ref("work_item", "instance_id", "instance.id"),
        sa.Column("node_id", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        ref("work_item", "post_id", "post.id"),
        ref("work_item", "person_id", "person.id", nullable=True),
        sa.Column("token", sa.LargeBinary(16), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("opened_seq", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        ref("work_item", "closed_by", "person.id", nullable=True),
        sa.Column("closed_seq", sa.Integer(), nullable=True),
        sa.Column("flow_id", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_work_item"),
    )
    _partial(
        "ix_work_item_done", "work_item", ["closed_by", "closed_at", "id"], "closed_at IS NOT NULL"
    )
    op.create_index("ix_work_item_instance_id_id", "work_item", ["instance_id", "id"])
    _partial(
        "ix_work_item_mine",
        "work_item",
        ["person_id", "due_at", "id"],
        "closed_at IS NULL AND person_id IS NOT NULL",
    )
    _partial(
        "ix_work_item_offered",
        "work_item",
        ["post_id", "due_at", "id"],
        "closed_at IS NULL AND person_id IS NULL",
    )
    _partial("ix_work_item_open", "work_item", ["post_id", "due_at", "id"], "closed_at IS NULL")


def _approvals() -> None:
    op.create_table(
        "approval",
        sa.Column("id", BIG, nullable=False),
        ref("approval", "instance_id", "instance.id"),
        ref("approval", "item_id", "work_item.id"),
        sa.Column("node_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("meaning", sa.String(), nullable=False),
        ref("approval", "person_id", "person.id"),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("capacity", sa.String(), nullable=False),
        sa.Column("post_name", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_approval"),
    )
    op.create_index("ix_approval_instance_id_id", "approval", ["instance_id", "id"])
    op.create_table(
        "approval_void",
        ref("approval_void", "approval_id", "approval.id"),
        ref("approval_void", "stream_id", "stream.id"),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("approval_id", name="pk_approval_void"),
    )


def _form_draft() -> None:
    op.create_table(
        "form_draft",
        ref("form_draft", "item_id", "work_item.id"),
        ref("form_draft", "person_id", "person.id"),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("item_id", "person_id", name="pk_form_draft"),
    )
