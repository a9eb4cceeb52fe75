"""The schema goes up and down, and is the one that the code believes in."""

from concurrent.futures import ThreadPoolExecutor

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from hotline.settings import database_url
from hotline.store.engine import make_engine
from hotline.store.ledger_check import find_differences
from hotline.store.migrate import migrate
from hotline.store.tables import metadata


def fresh_engine(hotline, name) -> Engine:
    with hotline.database.engine.connect().execution_options(
        isolation_level="AUTOCOMMIT"
    ) as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    url = hotline.database.engine.url.set(database=name)
    return make_engine(database_url(url.render_as_string(hide_password=False)))


def test_the_schema_goes_up_down_and_up_again(migrated_hotline):
    engine = fresh_engine(migrated_hotline, "up_and_down")
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


# Two sends of 17:00 that nobody finished; the first was swept at 17:05.
_REPLIES_IN_DOUBT = (
    "INSERT INTO senders (number_hash, number_secret, key_id, number_kind, first_seen_at,"
    " last_seen_at) SELECT n::text::bytea, '', '', 'mobile', now(), now()"
    " FROM generate_series(1, 2) AS n",
    "INSERT INTO inbounds (provider_sid, kind, sender_id, line, key_id, segments, media,"
    " received_at) SELECT n::text, 'sms', n, '', '', 1, 0, now() FROM generate_series(1, 2) AS n",
    "INSERT INTO replies (sender_id, inbound_id, status, line, country, planned_at, due_at,"
    " expires_at, changed_at, cost_micros, day) SELECT n, n,"
    " CASE n WHEN 1 THEN 'unknown' ELSE 'sending' END, '', 'FR', now(), now(), now(),"
    " '2026-10-30 17:05Z', 80000, '2026-10-30' FROM generate_series(1, 2) AS n",
    "INSERT INTO ledger_entries (kind, reply_id, day, spent_micros, reserved_micros, created_at)"
    " SELECT 'reserve', n, '2026-10-30', 0, 80000, '2026-10-30 17:00Z'"
    " FROM generate_series(1, 2) AS n",
    "INSERT INTO ledger_figures (scope, reserved_micros)"
    " VALUES ('total', 160000), ('2026-10-30', 160000)",
)


def test_a_hotline_in_use_keeps_its_total_when_the_ledger_takes_it_over(migrated_hotline):
    engine = fresh_engine(migrated_hotline, "in_use")
    migrate(engine, revision="0001")
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO settings (id, mode, delay_seconds, expiry_seconds, countries,"
                " currency, daily_budget_micros, total_budget_micros, language, timezone)"
                " VALUES (1, 'open', 1, 1, '{FR}', 'EUR', 1, 700, 'fr', 'Europe/Paris')"
            )
        )
        for statement in _REPLIES_IN_DOUBT:
            connection.execute(text(statement))
    migrate(engine)

    with engine.connect() as connection:
        looks = "SELECT status, claimed_at::text, look_at IS NULL FROM replies ORDER BY id"
        assert [tuple(row) for row in connection.execute(text(looks))] == [
            ("unknown", "2026-10-30 17:00:00+00", False),
            ("sending", "2026-10-30 17:00:00+00", True),
        ]
        assert find_differences(connection) == []
        budgets = "SELECT kind, budget_micros FROM ledger_entries WHERE budget_micros > 0"
        entries = connection.execute(text(budgets))
        assert [tuple(row) for row in entries] == [("budget", 700)]
    engine.dispose()


def test_two_releases_that_migrate_at_once_wait_for_each_other_and_not_in_a_circle(
    migrated_hotline,
):
    """An index that is made concurrently waits for everybody who has a snapshot."""
    engine = fresh_engine(migrated_hotline, "at_once")
    migrate(engine, revision="0019")
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: migrate(engine), range(2)))

    assert "ix_inbounds_key_id" in {one["name"] for one in inspect(engine).get_indexes("inbounds")}
    engine.dispose()


def test_an_index_that_a_killed_migration_left_is_made_again(migrated_hotline):
    engine = fresh_engine(migrated_hotline, "left_over")
    migrate(engine, revision="0019")
    with engine.begin() as connection:
        connection.execute(text("CREATE INDEX ix_inbounds_key_id ON inbounds (line)"))
    migrate(engine)

    (found,) = [
        one["column_names"]
        for one in inspect(engine).get_indexes("inbounds")
        if one["name"] == "ix_inbounds_key_id"
    ]
    assert found == ["key_id"]
    engine.dispose()
