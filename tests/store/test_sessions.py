"""Connections heal by themselves: frozen, read-only, too many, or shared with others."""

import os
import signal
import threading
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import NullPool

from hotline.store.database import UNAVAILABLE, Database, connection_was_lost
from hotline.store.engine import make_engine
from hotline.store.migrate import migrate
from hotline.store.sessions.admission import StoreRefusedError
from hotline.store.sessions.limited_connection import LimitedConnection
from hotline.store.sessions.own_session import session_problem
from tests.support.inbounds import a_text, one, receive


def url_of(engine):
    return engine.url.render_as_string(hide_password=False)


def libpq_url(url):
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


@contextmanager
def an_engine(url, **more):
    engine = make_engine(url, **more)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def frozen_server(engine):
    """PostgreSQL's process behind each connection of this engine does not answer any more."""
    with engine.connect() as connection:
        pid = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


@pytest.mark.slow
def test_a_frozen_server_is_given_up_in_time_and_its_connection_thrown_away(hotline):
    url = url_of(hotline.database.engine)
    with an_engine(url, pool_size=1) as engine, frozen_server(engine):
        with pytest.raises(UNAVAILABLE) as lost, engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        assert connection_was_lost(lost.value)
        # The next one is another process of the server.
        with engine.connect() as connection:
            assert connection.execute(text("SELECT 1")).scalar_one() == 1


def test_a_migration_may_take_longer_than_an_answer(hotline, monkeypatch):
    monkeypatch.setattr(LimitedConnection, "answers_within", 0.2)
    with an_engine(url_of(hotline.database.engine)) as engine:
        migrate(engine)
        with pytest.raises(OperationalError), engine.connect() as connection:
            connection.execute(text("SELECT pg_sleep(1)"))


def test_a_session_that_can_only_read_since_a_failover_is_thrown_away(database, now):
    with an_engine(url_of(database.engine), pool_size=1) as engine:
        after_failover = Database(engine, database.vault)
        with after_failover.transaction() as connection:
            connection.execute(text("SET default_transaction_read_only = on"))
        with pytest.raises(DBAPIError) as refused, after_failover.transaction() as connection:
            connection.execute(text("DELETE FROM heartbeats"))
        assert isinstance(refused.value, UNAVAILABLE)
        assert connection_was_lost(refused.value)

        receive(after_failover, a_text(now))
        assert one(database, "SELECT count(*) FROM inbounds") == 1


@pytest.fixture
def two_allowed(database):
    """The address of a role that may have two connections, as on a small plan."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("DROP ROLE IF EXISTS small_plan"))
        connection.execute(text("CREATE ROLE small_plan LOGIN SUPERUSER CONNECTION LIMIT 2"))
        connection.execute(text("ALTER ROLE small_plan NOSUPERUSER"))
        connection.execute(text("GRANT ALL ON ALL TABLES IN SCHEMA public TO small_plan"))
    yield database.engine.url.set(username="small_plan").render_as_string(hide_password=False)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("DROP OWNED BY small_plan"))
        connection.execute(text("DROP ROLE small_plan"))


def test_where_the_server_accepts_no_more_one_of_the_pools_own_is_waited_for(two_allowed):
    worked = []
    with an_engine(two_allowed, pool_size=5) as engine:

        def work():
            with engine.connect() as connection:
                connection.execute(text("SELECT pg_sleep(0.05)"))
                worked.append(1)

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(worked) == 8


def test_where_no_connection_can_be_had_the_reason_is_said_at_once(two_allowed):
    with (
        an_engine(two_allowed) as first,
        first.connect(),
        first.connect(),
        an_engine(two_allowed) as second,
        pytest.raises(OperationalError, match="too many"),
        second.connect(),
    ):
        pass


def test_a_pool_holds_no_more_connections_than_it_is_told(database):
    with an_engine(url_of(database.engine), pool_size=2, process="counted") as engine:
        with (
            engine.connect(),
            engine.connect(),
            pytest.raises(UNAVAILABLE),
            engine.connect(),
        ):
            pass
        count = "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE '%counted'"
        assert one(database, count) == 2


class OneSession(LimitedConnection):
    """A session that stays when a client goes."""

    def close(self):
        pass


def test_a_pooler_that_mixes_sessions_is_refused_with_how_to_mend_it(database):
    with an_engine(url_of(database.engine), pool_size=2) as engine:
        # Two clients on one session of the server, as PgBouncer in transaction mode serves them.
        shared = OneSession.connect(libpq_url(engine.url))
        pooled = create_engine(engine.url, creator=lambda: shared, poolclass=NullPool)
        assert "pooler in transaction mode" in session_problem(pooled)
        assert session_problem(engine) is None
        with pytest.raises(StoreRefusedError, match="direct address"):
            Database(pooled, database.vault).admit()
        shared.pgconn.finish()
