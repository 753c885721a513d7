"""How Alembic runs: in the transaction that `engine.migration` has opened and locked."""

from alembic import context

from engine.models import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=context.config.attributes["connection"].dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
