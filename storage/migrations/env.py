"""Alembic's entry: the connection, and with it the transaction, is handed over by `storage.catalog`."""

from alembic import context

from storage.catalog.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
