"""One word for each thing: a paper's version is no SOP's, and passwords pause while streams lock.

Columns are renamed in place, for Alembic's batch mode would copy a table without its triggers:
databases let those and the indexes follow.
"""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.drop_index("ix_approval_paper_version_id", "approval_paper")
    op.alter_column("approval_paper", "version_id", new_column_name="document_version_id")
    op.create_index(
        "ix_approval_paper_document_version_id", "approval_paper", ["document_version_id"]
    )
    op.alter_column("person", "locked_until", new_column_name="paused_until")
