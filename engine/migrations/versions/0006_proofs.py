"""Wrong passwords given while signed in, counted apart from refused sign-ins."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    zero = sa.Column("proof_failures", sa.Integer(), nullable=False, server_default="0")
    op.add_column("person", zero)
    op.add_column("person", sa.Column("proof_paused_until", sa.DateTime(), nullable=True))
