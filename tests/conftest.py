"""What every test stands on: real PostgreSQL, real Redis, real HTTP to the simulator."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, Engine, text

from hotline.domain.people import Organizer
from hotline.gateways.checkup_targets import CheckupTargets, checkup_targets_of
from hotline.gateways.sms import Origin, Provider, SmsGateway
from hotline.gateways.twilio import twilio_provider
from hotline.settings import Settings
from hotline.store.database import Database
from hotline.store.migrate import migrate
from hotline.store.organizers import change_organizer, find_organizer
from hotline.store.prices import put_price
from hotline.store.settings import change_settings
from hotline.store.tables import metadata
from hotline.usecases.setup.set_up import set_up
from hotline.wiring import Hotline, wire
from simulator.box.proxies import without_proxy
from simulator.chat.network import ChatNetwork, Person
from simulator.chat.server import create_chat_app
from simulator.phone.carrier import line_for
from simulator.phone.network import PhoneNetwork
from simulator.phone.server import create_phone_app
from simulator.serving import Served, free_port
from tests.support import servers, specs
from tests.support.cast import (
    ACCOUNT_SID,
    ALICE,
    AUTH_TOKEN,
    BOT_TOKEN,
    BRUNO,
    CLARA,
    LINE,
    MALLORY,
    PUBLIC_URL,
)
from tests.support.environment import environment
from tests.support.facts import check_facts
from webhook.app import create_app

# What the tests say to themselves stays on this machine.
os.environ |= without_proxy(os.environ)
# Whatever the system speaks: a test that wants French asks for it.
os.environ.pop("LC_ALL", None)
os.environ["LC_MESSAGES"] = "C"
# As the bot does for itself at its start.
os.environ["PTB_TIMEDELTA"] = "1"
NOW = datetime(2026, 10, 30, 16, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    with servers.postgres_url() as url:
        yield url


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    with servers.redis_url() as url:
        yield url


@pytest.fixture(scope="session")
def migrated_hotline(postgres_url: str, redis_url: str) -> Iterator[Hotline]:
    settings = Settings.from_env(environment(postgres_url, redis_url))
    hotline = wire(settings, process="tests", pool_size=20)
    migrate(hotline.database.engine)
    yield hotline
    hotline.database.engine.dispose()


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def hotline(migrated_hotline: Hotline, now: datetime) -> Iterator[Hotline]:
    """A hotline on its first day: empty, with its first values, two owners, and French prices.

    Without a margin, so that a reply costs what the list says; the first steps are done.
    """
    empty(migrated_hotline.database.engine)
    settings = migrated_hotline.settings
    set_up(settings.first, settings.owner_telegram_ids, database=migrated_hotline.database, now=now)
    with migrated_hotline.database.transaction() as connection:
        # Fetched just now for tests with a clock of their own, and for those in real time.
        put_price(connection, "FR", "EUR", 80_000, max(now, datetime.now(UTC)))
        change_settings(connection, margin_percent=0, first_step=None)
    yield migrated_hotline
    check_facts(migrated_hotline.database)


@pytest.fixture
def database(hotline: Hotline) -> Database:
    return hotline.database


def truncate(connection: Connection, names: Iterable[str]) -> None:
    """Empty these tables, and those that refer to them, whatever keeps them from it."""
    kept = ("audit_entries", "ledger_entries")
    for table in kept:
        connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER no_truncate")
    connection.exec_driver_sql(f"TRUNCATE {', '.join(names)} RESTART IDENTITY CASCADE")
    for table in kept:
        connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE TRIGGER no_truncate")


def empty(engine: Engine) -> None:
    """Delete all rows, and count from 1 again. Far cheaper than TRUNCATE, where few have rows."""
    names = [table.name for table in metadata.sorted_tables]
    with engine.begin() as connection:
        if connection.scalar(text("SELECT current_setting('is_superuser')")) != "on":
            truncate(connection, names)
            return
        # No trigger fires: neither those of foreign keys, nor those that keep the audit.
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.exec_driver_sql("; ".join(f"DELETE FROM {name}" for name in names))
        connection.execute(
            text(
                "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false)"
                " FROM pg_sequences WHERE last_value IS NOT NULL"
            )
        )


@pytest.fixture
def alice(database: Database) -> Organizer:
    return _organizer(database, ALICE, "Alice", "en")


@pytest.fixture
def bruno(database: Database) -> Organizer:
    return _organizer(database, BRUNO, "Bruno", "fr")


def _organizer(database: Database, telegram_id: int, name: str, language: str) -> Organizer:
    with database.transaction() as connection:
        found = find_organizer(connection, database.vault, telegram_id)
        assert found is not None
        values = {"name_secret": database.vault.hide(name), "language": language}
        change_organizer(connection, found.id, **values)
    return Organizer(found.id, telegram_id, name, found.role, language)


@pytest.fixture
def phone() -> PhoneNetwork:
    """The phone network, not yet on HTTP; its line has no second address."""
    line = line_for(LINE, PUBLIC_URL)
    line.sms_fallback_url = line.voice_fallback_url = ""
    return PhoneNetwork(account_sid=ACCOUNT_SID, auth_token=AUTH_TOKEN, lines=[line])


@pytest.fixture
def phone_url(phone: PhoneNetwork) -> Iterator[str]:
    server = Served(create_phone_app(phone)).start()
    yield server.url
    server.stop()
    if specs.are_here():
        specs.check_twilio_exchanges(phone.requests)


@pytest.fixture
def provider(phone_url: str) -> Provider:
    """The real library against the phone network."""
    return twilio_provider(ACCOUNT_SID, AUTH_TOKEN, base_url=phone_url)


@pytest.fixture
def gateway(provider: Provider) -> SmsGateway:
    return provider.sms


@pytest.fixture
def origin() -> Origin:
    return Origin(None, PUBLIC_URL)


@pytest.fixture
def targets(provider: Provider, hotline: Hotline) -> Iterator[CheckupTargets]:
    """What a check-up looks at: the webhook on HTTP, at the outside address of this hotline."""
    address = f"http://127.0.0.1:{free_port()}"
    settings = replace(hotline.settings, public_url=address, alert_urls=("json://127.0.0.1:9/x",))
    app = create_app(Hotline(settings, hotline.database))
    server = Served(app, port=int(address.rpartition(":")[2])).start()
    yield checkup_targets_of(settings, provider)
    server.stop()


@pytest.fixture
def chat() -> ChatNetwork:
    """The chat network with its people, not yet on HTTP."""
    network = ChatNetwork(BOT_TOKEN)
    for number, name, language in (
        (ALICE, "Alice", "en"),
        (BRUNO, "Bruno", "fr"),
        (CLARA, "Clara", "fr"),
        (MALLORY, "Mallory", "fr"),
    ):
        network.people[number] = Person(number, name, language)
    return network


@pytest.fixture
def chat_url(chat: ChatNetwork) -> Iterator[str]:
    server = Served(create_chat_app(chat)).start()
    yield server.url
    server.stop()
    if specs.are_here():
        specs.check_telegram_calls(chat.requests)
