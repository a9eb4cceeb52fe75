"""The box's PostgreSQL lives in the folders that people have."""

import psycopg
import pytest

from hotline.settings import database_url
from hotline.store.engine import make_engine
from simulator.box.postgres import EmbeddedPostgres


@pytest.mark.parametrize("name", ["a b/anti relou", "d'Alice à moi", "x" * 110])
def test_it_starts_and_starts_again(tmp_path, name):
    server = EmbeddedPostgres(tmp_path / name / "postgres")
    try:
        server.follow_clock(tmp_path / name / "clock")
        (tmp_path / name / "clock").write_text("7200")
        server.restart()
        with psycopg.connect(server.url()) as connection:
            found = connection.execute("SELECT clock_timestamp() - now() > '1 hour'").fetchone()
            assert found == (True,)
        # As the hotline's programs read the address.
        engine = make_engine(database_url(server.url()), pool_size=1, process="test")
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT 1").scalar() == 1
        engine.dispose()
    finally:
        server.stop()
    assert not (tmp_path / name / "postgres" / "postmaster.pid").exists()
