"""Alembic's entry: migrations run on the connection, and in the transaction, they are given."""

from alembic import context

from pipeline.sinks.sql.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
