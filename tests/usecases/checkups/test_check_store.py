"""A check-up finds what is wrong in the store."""

from datetime import timedelta

from hotline.domain.checkups import Check, State
from hotline.store.database import Database
from hotline.store.heartbeats import beat
from hotline.store.organizers import change_organizer
from hotline.store.prices import put_price
from hotline.store.self_check import KeyState, read_key_state
from hotline.store.settings import change_settings
from hotline.usecases.checkups.check_store import check_store
from hotline.usecases.checkups.check_up import check_up
from hotline.usecases.money.fix_price import fix_price
from hotline.vault import Vault
from hotline.wiring import utc_now
from tests.support.cast import KEY, OTHER_KEY
from tests.support.checkups import found
from tests.support.inbounds import a_text, one, receive
from tests.support.large import RowsRead, add_texts, impatient, unreadable


def test_silent_parts_halts_and_suspensions_are_named(healthy, database, now):
    with database.transaction() as connection:
        beat(connection, "bot", now - timedelta(hours=1))
        change_settings(connection, halt_code="20003", halt_until=now)

    assert set(found(healthy, database)) == {
        (Check.PARTS, "silent_bot"),
        (Check.SENDING, "halted"),
    }


def test_a_country_without_a_price_is_wrong_until_it_is_fixed_by_hand(
    healthy, database, alice, now
):
    with database.transaction() as connection:
        put_price(connection, "BE", "USD", 80_000, now)
        put_price(connection, "CH", "EUR", 80_000, now - timedelta(days=8))
    assert found(healthy, database)[Check.PRICES, "unpriced"].facts["countries"] == ["BE", "CH"]

    for country in ("BE", "CH"):
        fix_price(alice, country, 90_000, database=database, now=now)
    assert found(healthy, database) == {}


def test_a_key_that_opens_nothing_and_one_that_is_old_are_named(healthy, database, now):
    receive(database, a_text(now))

    def problems(*keys):
        changed = Database(database.engine, Vault(keys))
        findings = check_store(database=changed, clock=utc_now)
        return {(f.check, f.problem) for f in findings if f.state is not State.FINE}

    assert (Check.KEY, "unreadable") in problems(OTHER_KEY)
    assert (Check.KEY, "older") in problems(OTHER_KEY, KEY)
    receive(Database(database.engine, Vault([OTHER_KEY])), a_text(now, "+33611112222"))
    assert (Check.KEY, "unreadable") in problems(OTHER_KEY)
    assert problems(KEY, OTHER_KEY) == {(Check.KEY, "older")}


def test_a_clock_that_is_off_and_a_schema_that_is_old_are_named(healthy, database):
    from sqlalchemy import text

    late = check_up(healthy, database=database, clock=lambda: utc_now() + timedelta(minutes=2))
    problems = {(f.check, f.problem): f for f in late}
    assert problems[Check.CLOCK, "skewed_postgresql"].state is State.WRONG
    assert problems[Check.CLOCK, "skewed_provider"].facts["seconds"] < -100

    head = one(database, "SELECT version_num FROM alembic_version")
    with database.transaction() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    try:
        assert (Check.DATABASE, "not_migrated") in found(healthy, database)
    finally:
        with database.transaction() as connection:
            restore = text("UPDATE alembic_version SET version_num = :head")
            connection.execute(restore, {"head": head})


def test_a_team_of_one_and_people_out_of_reach_are_told(healthy, database, bruno, now):
    with database.transaction() as connection:
        change_organizer(connection, bruno.id, unreachable_since=now)
    assert list(found(healthy, database)) == [(Check.TEAM, "out_of_reach")]

    with database.transaction() as connection:
        change_organizer(connection, bruno.id, removed_at=now, unreachable_since=None)
    assert list(found(healthy, database)) == [(Check.TEAM, "alone")]


def test_the_key_of_one_text_among_thousands_is_found_by_reading_a_few(healthy, database):
    def state(*keys):
        with database.transaction() as connection:
            rows_read = RowsRead(connection)
            found = read_key_state(connection, Vault(keys))
            assert rows_read("inbounds") <= 20
        return found

    add_texts(database, 3_000)
    assert state(KEY) == KeyState(is_readable=True, has_older=False)

    add_texts(database, 1, vault=Vault([OTHER_KEY]))
    add_texts(database, 3_000)
    assert state(KEY) == KeyState(is_readable=False, has_older=True)
    assert state(KEY, OTHER_KEY) == KeyState(is_readable=True, has_older=True)
    assert (Check.KEY, "unreadable") in found(healthy, database)


def test_a_look_that_takes_too_long_is_named_and_the_others_go_on(healthy, database, now):
    with impatient(database) as hurried, unreadable(database, "inbounds"):
        findings = found(healthy, hurried)

    assert set(findings) == {(Check.KEY, "too_slow")}
    assert findings[Check.KEY, "too_slow"].state is State.UNKNOWN


def test_a_look_elsewhere_that_asks_the_store_for_too_long_is_named_too(healthy, database, now):
    # What a day costs is read from the ledger, for the balance at the provider.
    with impatient(database) as hurried, unreadable(database, "ledger_entries"):
        findings = found(healthy, hurried)

    assert set(findings) == {(Check.ACCOUNT, "too_slow")}
