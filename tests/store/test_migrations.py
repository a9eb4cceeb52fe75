"""The schema goes up and down, and is the one that the code believes in."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from hotline.settings import database_url
from hotline.store.engine import make_engine
from hotline.store.migrate import migrate
from hotline.store.tables import metadata


def fresh_engine(hotline, postgres_url, name) -> Engine:
    with hotline.database.engine.connect().execution_options(
        isolation_level="AUTOCOMMIT"
    ) as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    url = hotline.database.engine.url.set(database=name)
    return make_engine(database_url(url.render_as_string(hide_password=False)))


def test_the_schema_goes_up_down_and_up_again(migrated_hotline, postgres_url):
    engine = fresh_engine(migrated_hotline, postgres_url, "up_and_down")
    migrate(engine)
    migrate(engine)
    migrate(engine, revision="base")
    left = set(inspect(engine).get_table_names())
    migrate(engine)

    assert left == {"alembic_version"}
    assert set(metadata.tables) <= set(inspect(engine).get_table_names())
    engine.dispose()


def test_the_tables_and_the_migrations_are_equal(migrated_hotline):
    with migrated_hotline.database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
