"""The entry of Alembic: `storage.catalog` gives the connection, and with it the transaction."""

from alembic import context

from storage.catalog.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
