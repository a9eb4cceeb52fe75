"""PostgreSQL starts also where the system's language is not installed."""

import os

import psycopg
import pytest

from simulator.box.plain_locale import plain_locale
from simulator.box.throwaway import throwaway_postgres


@pytest.fixture(autouse=True)
def _a_language_that_no_system_has(monkeypatch):
    monkeypatch.setenv("LC_ALL", "xx_XX.UTF-8")


def test_postgresql_starts_and_keeps_every_letter():
    with throwaway_postgres("locale-") as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT upper('a'), 'é…'").fetchone() == ("A", "é…")
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)


def test_the_rest_of_the_program_keeps_its_own(monkeypatch):
    with plain_locale():
        assert os.environ["LC_ALL"] == "C"
    assert os.environ["LC_ALL"] == "xx_XX.UTF-8"
    monkeypatch.delenv("LC_ALL")
    with plain_locale():
        pass
    assert "LC_ALL" not in os.environ
