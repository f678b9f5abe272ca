"""What Alembic runs: the scripts, on the connection that the store already holds."""

from alembic import context

from nexus_desktop.store.rows import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
