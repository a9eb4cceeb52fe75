"""A stage with its phone and chat networks, on which all three programs can run."""

import contextlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from bench.stage import ACCOUNT, LINE, TOKEN, Stage, a_stage
from hotline.settings import Settings
from hotline.store.database import Database
from hotline.store.prices import put_price
from hotline.store.settings import change_settings
from hotline.wiring import utc_now, wire
from simulator.chat.network import ChatNetwork, Person
from simulator.chat.server import create_chat_app
from simulator.phone.carrier import line_for
from simulator.phone.network import PhoneNetwork
from simulator.phone.server import create_phone_app
from simulator.serving import Served

_BOT_TOKEN = "123456:bench-bench-bench"
_OWNER = 1


@dataclass(frozen=True)
class World:
    """`person`: an owner, with a phone in the hand."""

    stage: Stage
    database: Database
    phone: PhoneNetwork
    chat: ChatNetwork
    person: Person


@contextmanager
def a_world(**more: str) -> Iterator[World]:
    """Migrated, its first steps done, replies cost eight cents. `more`: environment variables."""
    with a_stage() as stage, contextlib.ExitStack() as stack:
        phone = PhoneNetwork(
            account_sid=ACCOUNT,
            auth_token=TOKEN,
            lines=[line_for(LINE, stage.environment["PUBLIC_URL"])],
        )
        person, chat = Person(_OWNER, "Alice", "en"), ChatNetwork(_BOT_TOKEN)
        chat.people[_OWNER] = person
        addresses = {
            "TWILIO_API_URL": _served(stack, create_phone_app(phone)),
            "TELEGRAM_API_URL": _served(stack, create_chat_app(chat)),
        }
        environment: Mapping[str, str] = {**stage.environment, **addresses, **more}
        database = wire(Settings.from_env(environment), process="bench").database
        stack.callback(database.engine.dispose)
        with database.transaction() as connection:
            put_price(connection, "FR", "EUR", 80_000, utc_now())
            change_settings(connection, first_step=None)
        yield World(replace(stage, environment=environment), database, phone, chat, person)


def _served(stack: contextlib.ExitStack, app: object) -> str:
    server = Served(app).start()  # type: ignore[arg-type]
    stack.callback(server.stop)
    return server.url
